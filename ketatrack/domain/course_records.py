"""The person, the course that they go through, and what happens in it between sessions."""

import re
from datetime import date
from functools import cache
from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from ketatrack.domain.instruments import instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record import Name, Record, Reference, RequiredName, Text, not_before
from ketatrack.domain.words import Direction, Medication, PhaseKind, Route


@cache
def _zones() -> set[str]:
    """Return the names of all time zones; looking them up on the disk takes longer than a whole import."""
    from zoneinfo import available_timezones

    return available_timezones()


class Patient(Record):
    """The person whose treatment this is, by whatever name they choose."""

    kind: ClassVar[str] = "patients"
    label: ClassVar[str] = "Patient"

    name: Name = Field(default="", title="Name")
    country: str | None = Field(default=None, title="Country")
    """ISO 3166-1 alpha-2; chooses the crisis services, and nothing else."""
    notes: Text = Field(default="", title="Notes")

    @field_validator("country")
    @classmethod
    def _two_letters(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch("[A-Z]{2}", value):
            raise PydanticCustomError("no_country", _("it is written as two capital letters, such as DE"))
        return value


class Contact(Record):
    """Someone to turn to."""

    kind: ClassVar[str] = "contacts"
    label: ClassVar[str] = "Contact"

    patient_id: Annotated[str, Reference("patients")]
    name: RequiredName = Field(title="Name")
    relation: Name = Field(default="", title="Who they are")
    phone: Name = Field(default="", title="Phone")
    notes: Text = Field(default="", title="Notes")


class OwnMeasure(Record):
    """Something that a person counts for themselves, on a scale of their own; its values are scores."""

    kind: ClassVar[str] = "own_measures"
    label: ClassVar[str] = "Own measure"

    patient_id: Annotated[str, Reference("patients")]
    name: RequiredName = Field(title="What is measured")
    """Scores name it by this, as they name a questionnaire by its id."""
    low: float = Field(title="Lowest value")
    high: float = Field(title="Highest value")
    higher_is: Direction = Field(title="A higher value is")
    unit: Name = Field(default="", title="Unit")

    @field_validator("name")
    @classmethod
    def _no_questionnaire(cls, value: str) -> str:
        if instrument(value) is not None:
            raise PydanticCustomError(
                "known_questionnaire", _("a questionnaire of this program has that name already")
            )
        return value

    @field_validator("high")
    @classmethod
    def _above_low(cls, value: float, info: ValidationInfo) -> float:
        if "low" in info.data and value <= info.data["low"]:
            raise PydanticCustomError("no_range", _("it has to be higher than the lowest value"))
        return value


class Course(Record):
    """One treatment course, from its first session to its end."""

    kind: ClassVar[str] = "courses"
    label: ClassVar[str] = "Course"

    patient_id: Annotated[str, Reference("patients")]
    name: RequiredName = Field(title="Name")
    medication: Medication | None = Field(default=None, title="Medication")
    product: Name = Field(default="", title="Product")
    route: Route | None = Field(default=None, title="Route")
    protocol: Name = Field(default="", title="Protocol")
    timezone: Name = Field(default="", title="Time zone")
    """IANA name of the place where the course is lived; new entries start from it."""
    started_on: date | None = Field(default=None, title="Started on")
    ended_on: date | None = Field(default=None, title="Ended on")
    notes: Text = Field(default="", title="Notes")

    @field_validator("ended_on")
    @classmethod
    def _ends_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "started_on")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value and value not in _zones():
            raise PydanticCustomError(
                "unknown_zone",
                _("no time zone is called “{zone}”; one is called Europe/Berlin"),
                {"zone": value},
            )
        return value


class Phase(Record):
    """The event that begins a phase of a course: recorded, never derived from a count."""

    kind: ClassVar[str] = "phases"
    label: ClassVar[str] = "Phase"
    happened: ClassVar[str | None] = "starts_on"

    course_id: Annotated[str, Reference("courses")]
    starts_on: date = Field(title="Begins on")
    phase: PhaseKind = Field(title="Phase")
    reason: Text = Field(default="", title="Reason")


class Medicine(Record):
    """Another medicine that was taken during the course, as the person wrote it."""

    kind: ClassVar[str] = "medications"
    label: ClassVar[str] = "Medicine"
    happened: ClassVar[str | None] = "started_on"

    course_id: Annotated[str, Reference("courses")]
    name: RequiredName = Field(title="Medicine")
    medicine_class: Name = Field(default="", title="Kind of medicine")
    dose: Name = Field(default="", title="Dose, as on the label")
    started_on: date | None = Field(default=None, title="Started on")
    stopped_on: date | None = Field(default=None, title="Stopped on")
    notes: Text = Field(default="", title="Notes")

    @field_validator("stopped_on")
    @classmethod
    def _stops_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "started_on")


class Visit(Record):
    """A talk with a clinician outside a session."""

    kind: ClassVar[str] = "visits"
    label: ClassVar[str] = "Visit"
    happened: ClassVar[str | None] = "visited_on"

    course_id: Annotated[str, Reference("courses")]
    visited_on: date = Field(title="Date")
    with_whom: Name = Field(default="", title="With")
    notes: Text = Field(default="", title="Notes")
