"""Sitter mode: the window in the hands of the person who watches, for sessions agreed for home.

While it holds, a setting of the journal says so, whatever ends the program meanwhile: the journal opens into
it again, and never into the course.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from ketatrack.domain import measures
from ketatrack.domain.care_plan import CarePlan, care_plan_of
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import Moment, date_in_words
from ketatrack.domain.pin import pause_after
from ketatrack.domain.record import RequiredName
from ketatrack.domain.records import Contact, HomeAgreement

SITTER_SETTING = "sitter_mode"
"""The setting that holds a `SitterMode` while it lasts; no export carries it, no import brings one."""


class SitterMode(BaseModel):
    """What was settled when the window was handed over, and how often the way out was tried in vain."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    session_id: str
    sitter: RequiredName
    began_at: Moment
    look_in_minutes: Annotated[int | None, measures.LOOK_IN] = None
    contacts: tuple[str, ...] = ()
    """Ids of the contacts that were chosen for the sitter."""
    pin: str = Field(repr=False)
    """As `hash_of_pin` keeps it."""
    wrong_tries: int = 0
    tried_at: Moment | None = None

    @classmethod
    def of_setting(cls, value: Any) -> Self | None:
        """Return what a setting holds; None where sitter mode does not hold."""
        return None if value is None else cls.model_validate(value)

    def as_setting(self) -> dict[str, Any]:
        """Return what a setting keeps."""
        return self.model_dump(mode="json")

    def tried_in_vain(self, now: datetime) -> Self:
        """Return it after one more wrong try."""
        return self.model_copy(update={"wrong_tries": self.wrong_tries + 1, "tried_at": now})

    def waits_until(self, now: datetime) -> datetime | None:
        """Return when the next try is taken; None where one is taken now.

        A clock that was put back makes nobody wait longer than the pause.
        """
        if self.tried_at is None or self.tried_at > now:
            return None
        until = self.tried_at + pause_after(self.wrong_tries)
        return until if until > now else None


def agreed_for_home(records: CourseRecords, today: date) -> HomeAgreement | None:
    """Return the last agreement on sessions at home that holds on a local date, its last day included."""
    holding = [
        each
        for each in records.following.home_agreements
        if each.agreed_on <= today and (each.ended_on is None or today <= each.ended_on)
    ]
    return holding[-1] if holding else None


def agreed_words(agreement: HomeAgreement) -> str:
    """Say who agreed to what, and when."""
    return _("Your prescriber, {name}, agreed on {day} to sessions at home with somebody watching.").format(
        name=agreement.prescriber, day=date_in_words(agreement.agreed_on)
    )


def next_look_in(mode: SitterMode, records: CourseRecords) -> datetime | None:
    """Return when somebody wanted to look in next: so long after the last time, or after the handing over.

    None where no rhythm was chosen.
    """
    if mode.look_in_minutes is None:
        return None
    looked = [
        each.happened_at
        for each in records.following.events
        if each.session_id == mode.session_id
        and each.event == EventKind.LOOKED_IN
        and each.happened_at >= mode.began_at
    ]
    return max(looked, default=mode.began_at) + timedelta(minutes=mode.look_in_minutes)


def look_in_words(wanted: datetime | None, now: datetime) -> str:
    """Say when to look in next, in calm words before and after that moment."""
    if wanted is None:
        return _("Look in as you agreed")
    clock = f"{wanted.astimezone(now.tzinfo):%H:%M}"
    if now < wanted:
        return _("Look in at {clock}").format(clock=clock)
    return _("Looking in was planned for {clock}").format(clock=clock)


def plan_for_sitter(
    mode: SitterMode, records: CourseRecords, contacts: Iterable[Contact], now: datetime
) -> CarePlan:
    """Return what a sitter gets to see of the plan: whom to call, and the country; no date of it."""
    chosen = [each for each in contacts if each.id in mode.contacts]
    plan = care_plan_of(records, chosen, made_by="", for_whom=mode.sitter, at=now)
    return plan.model_copy(update={"dates": ()})
