"""What a calendar file of the plan says, and for whom: a neutral word, and only what was ticked."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ketatrack.domain.language import gettext as _
from ketatrack.domain.record import Name
from ketatrack.domain.words import Word

CALENDAR_SETTING = "calendar"
"""The setting in which a journal keeps the choices below, by the word of whom they are for."""


class Audience(Word):
    """Whose calendar it is."""

    PATIENT = "patient", "Me"
    CAREGIVER = "caregiver", "My caregiver"


class CalendarPart(Word):
    """What an entry says beside its date, where it is ticked."""

    PLACE = "place", "Place"
    TRAVEL = "travel", "Way there and back"
    ESCORT = "escort", "Who comes along"


class CalendarChoices(BaseModel):
    """The title of each entry, what else it says, and how many minutes before it an alarm rings, if any."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    title: Name = ""
    """In the person's words; empty for the word that says nothing."""
    parts: tuple[CalendarPart, ...] = ()
    lead_minutes: int | None = Field(default=None, ge=0)

    @classmethod
    def of_setting(cls, kept: Any, audience: Audience) -> Self:
        """Return the choices for somebody as a journal keeps them; those of a new one where it keeps none."""
        try:
            return cls.model_validate(kept[audience] if kept and audience in kept else {})
        except (ValidationError, TypeError):  # written by a version with other choices
            return cls()

    def into_setting(self, kept: Mapping[str, Any] | None, audience: Audience) -> dict[str, Any]:
        """Return what a journal keeps, with these choices in place of earlier ones for the same person."""
        return {**(kept or {}), str(audience): self.model_dump(mode="json")}


def usual_title() -> str:
    """Return the word that stands over an entry for which the person chose none."""
    return _("Appointment")
