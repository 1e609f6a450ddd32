"""The plan as a calendar file, which other calendars import and keep up to date by importing a newer one.

Every entry keeps its identifier for as long as the planned date exists, and its SEQUENCE rises with each
change (RFC 5545, 3.8.7.4), so that importing again moves what was moved and cancels what was called off. The
file names neither the program nor what the dates are for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from ketatrack.domain.calendar_choices import Audience, CalendarChoices, CalendarPart, usual_title
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.discreet import without_medicine_names
from ketatrack.domain.errors import JournalError
from ketatrack.domain.hand_over_log import WayOut, dates_in, hand_over
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.planned import PlanState, in_order, moment_of, states
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import HandOverEntry, PlannedItem
from ketatrack.domain.whole_file import write_whole
from ketatrack.store.store import PastVersion

PRODUCT = "-//Personal journal//Calendar//EN"
_NAMES = UUID("5d0d3b0e-6f0f-4a53-9c2e-1f6f3f1f6a10")
"""The space in which entries are named, so that an identifier tells nothing of the journal's own."""
_CALLED_OFF = {PlanState.SKIPPED, PlanState.NOT_GIVEN}


@dataclass(frozen=True, slots=True)
class CalendarRequest:
    """Which calendar is wanted: for whom, with what in it, of which local date or the whole plan."""

    audience: Audience
    choices: CalendarChoices
    on: date | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A planned date as the file carries it."""

    item: PlannedItem
    state: PlanState | None
    """None for one that is no longer in the journal, or no longer given by the clinic."""

    @property
    def is_cancelled(self) -> bool:
        return self.state is None or self.state in _CALLED_OFF

    @property
    def sequence(self) -> int:
        """Return a number that rises with each change, one more when the date is gone altogether."""
        return 2 * self.item.revision + (self.state is None)


def write_calendar(
    records: CourseRecords,
    history: Sequence[PastVersion],
    request: CalendarRequest,
    out: Path,
    *,
    zone: ZoneInfo,
    now: datetime,
    stamp: dict[str, Any],
) -> HandOverEntry:
    """Write a calendar file, which only its owner can read, and return the entry for the log of hand-overs.

    Drafts are never in it. What was called off or removed is in it, as cancelled, where an earlier calendar
    in the log had it.

    Args:
        records: the course; its log says what other calendars know already.
        history: what records of the journal were before they were changed or removed.
        request: for whom and what.
        out: the file.
        zone: whose clock the planned times are on.
        now: the moment of writing.
        stamp: who hands it over, how and when.

    Raises:
        JournalError: there is no date to write, or the file cannot be written.
    """
    entries = list(_entries(records, history, request, local_date(now)))
    if not entries:
        raise JournalError(_no_date_words(request.on))
    content = _calendar(entries, request.choices, records, zone, now).to_ical()
    write_whole(out, content)
    return hand_over(
        records,
        Sheet.CALENDAR,
        at=now,
        stamp=stamp,
        held=[_(WayOut.FILE.label), *(_(part.label) for part in request.choices.parts)],
        for_whom="" if request.audience == Audience.PATIENT else _(request.audience.label),
        dates=[entry.item for entry in entries if not entry.is_cancelled],
    )


def _no_date_words(on: date | None) -> str:
    if on is None:
        return _(
            "The plan holds no date that your clinic gave you, so there is nothing to put in a calendar."
        )
    return _("No date of the plan is on {day}. Name another one, or leave it out for the whole plan.").format(
        day=date_in_words(on)
    )


def _entries(
    records: CourseRecords, history: Sequence[PastVersion], request: CalendarRequest, today: date
) -> Iterator[_Entry]:
    """Yield what stands in the file: the dates of the plan, and those that calendars elsewhere still show."""
    sent = {
        noted.item_id
        for entry in records.plan.hand_overs
        if entry.sheet == Sheet.CALENDAR
        for noted in dates_in(entry)
    }
    where = states(records, today)
    for item in in_order(records.plan.items):
        state = None if item.draft else where[item.id]
        entry = _Entry(item, state)
        if request.on in {None, item.planned_on} and (item.id in sent or not entry.is_cancelled):
            yield entry
    for item in _removed(history, sent - where.keys()):
        if request.on in {None, item.planned_on}:
            yield _Entry(item, None)


def _removed(history: Sequence[PastVersion], ids: set[str]) -> list[PlannedItem]:
    """Return the last versions of planned dates that are no longer there."""
    last = {past.record_id: past for past in history if past.record_id in ids and past.content}
    return in_order(PlannedItem.model_validate(past.content) for past in last.values())


def _calendar(
    entries: Sequence[_Entry],
    choices: CalendarChoices,
    records: CourseRecords,
    zone: ZoneInfo,
    now: datetime,
) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, choices, records, zone, now))
    days = [entry.item.planned_on for entry in entries]
    calendar.add_missing_timezones(
        first_date=min(days).replace(month=1, day=1), last_date=max(days).replace(month=12, day=31)
    )
    return calendar


def _event(
    entry: _Entry, choices: CalendarChoices, records: CourseRecords, zone: ZoneInfo, now: datetime
) -> Event:
    item = entry.item
    title = without_medicine_names(choices.title or usual_title(), records)
    event = Event()
    event.add("uid", str(uuid5(_NAMES, item.id)))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", moment_of(item, zone) or item.planned_on)
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.is_cancelled:
        return event
    if CalendarPart.PLACE in choices.parts and item.place:
        event.add("location", without_medicine_names(item.place, records))
    lines = [without_medicine_names(line, records) for line in _lines(item, choices)]
    if lines:
        event.add("description", "\n".join(lines))
    if choices.lead_minutes is not None and entry.state == PlanState.PLANNED:
        event.add_component(_alarm(title, choices.lead_minutes))
    return event


def _lines(item: PlannedItem, choices: CalendarChoices) -> Iterator[str]:
    """Yield the lines below an entry's title: the window of its date, and what was ticked."""
    names = [
        *(["travel_there", "travel_back"] if CalendarPart.TRAVEL in choices.parts else []),
        *(["escort"] if CalendarPart.ESCORT in choices.parts else []),
    ]
    said = {name: value for name in names if (value := getattr(item, name))}
    window = {name: day for name in ("earliest_on", "latest_on") if (day := getattr(item, name))}
    for name, value in ({name: date_in_words(day) for name, day in window.items()} | said).items():
        yield f"{_(label_of(PlannedItem, name))}: {value}"


def _alarm(title: str, lead_minutes: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(minutes=-lead_minutes))
    return alarm
