"""What a person is reminded of, and when not: open rhythms and check-ins, dates, quiet hours, days off.

A reminder tells nobody what it is about. It counts entries and dates, and names neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ketatrack.domain.check_ins import open_check_ins
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import local_date
from ketatrack.domain.planned import coming, moment_of
from ketatrack.domain.records import PlannedItem
from ketatrack.domain.rhythms import open_rules
from ketatrack.domain.wall_clock import RisingDays, WallClock

REMINDERS_SETTING = "reminders"
"""The setting in which a journal keeps the choices below."""

LEAD_MINUTES = (60, 3 * 60, 24 * 60, 2 * 24 * 60, 7 * 24 * 60)
"""How long before a planned date a reminder or alarm is offered; none is chosen beforehand."""

_MORNING = time(9)
"""What the time before a date is counted from when no time of it is known."""


class ReminderChoices(BaseModel):
    """When reminders are held back, and how many minutes before a planned date one comes, if at all."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    quiet_from: WallClock | None = None
    quiet_to: WallClock | None = None
    days_off: RisingDays = ()
    """0 is Monday."""
    lead_minutes: int | None = Field(default=None, ge=0)

    @classmethod
    def of_setting(cls, kept: Any) -> Self:
        """Return the choices as a journal keeps them; none where it keeps none that can be read."""
        try:
            return cls.model_validate(kept or {})
        except ValidationError:  # written by a version with other choices
            return cls()

    def as_setting(self) -> dict[str, Any]:
        """Return the choices as JSON can hold them."""
        return self.model_dump(mode="json")

    def are_quiet(self, now: datetime) -> bool:
        """Say whether a moment, by its own clock, lies in quiet hours or on a day off."""
        if now.weekday() in self.days_off:
            return True
        begins, ends, clock = self.quiet_from, self.quiet_to, now.time()
        if begins is None or ends is None or begins == ends:
            return False
        return begins <= clock < ends if begins < ends else clock >= begins or clock < ends


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to be reminded of; it keeps its key until it changes or is done."""

    key: str
    is_date: bool


def reminders(
    records: CourseRecords, now: datetime, choices: ReminderChoices, zone: ZoneInfo
) -> list[Reminder]:
    """Return what a person is to be reminded of at a moment; nothing in quiet hours and on days off.

    A draft of a date is never among them.

    Args:
        records: the course.
        now: an aware moment, at the offset of the place whose clock holds.
        choices: those of the person.
        zone: whose clock the planned dates are on.
    """
    if choices.are_quiet(now):
        return []
    found = [Reminder(each.rule.id, is_date=False) for each in open_rules(records, now)]
    found += [Reminder(each.key, is_date=False) for each in open_check_ins(records, now)]
    if choices.lead_minutes is not None:
        lead = timedelta(minutes=choices.lead_minutes)
        found += [
            Reminder(f"{item.id} {item.planned_on} {item.clock}", is_date=True)
            for item in coming(records, local_date(now))
            if _is_near(item, now, lead, zone)
        ]
    return found


def _is_near(item: PlannedItem, now: datetime, lead: timedelta, zone: ZoneInfo) -> bool:
    begins = moment_of(item, zone)
    if begins is not None:
        return begins - lead <= now < begins
    morning = datetime.combine(item.planned_on, _MORNING, zone)
    return morning - lead <= now and local_date(now) <= item.planned_on


def note_title() -> str:
    """Return the title of a notification, which says nothing of what the journal is for."""
    return _("A note from your journal")


def note_words(waiting: Iterable[Reminder]) -> str:
    """Return the text of a notification: how many entries are open and how many dates are near."""
    kinds = [each.is_date for each in waiting]
    entries, dates = kinds.count(False), kinds.count(True)
    parts = []
    if entries:
        parts.append(ngettext("{n} entry is open", "{n} entries are open", entries).format(n=entries))
    if dates:
        parts.append(
            ngettext("{n} planned date is near", "{n} planned dates are near", dates).format(n=dates)
        )
    return ", ".join(parts)


def lead_words(minutes: int) -> str:
    """Say how long before something a number of minutes is, in the largest unit that it fills."""
    if minutes % (24 * 60) == 0:
        return ngettext("{n} day before", "{n} days before", minutes // (24 * 60)).format(
            n=minutes // (24 * 60)
        )
    if minutes % 60 == 0:
        return ngettext("{n} hour before", "{n} hours before", minutes // 60).format(n=minutes // 60)
    return ngettext("{n} minute before", "{n} minutes before", minutes).format(n=minutes)
