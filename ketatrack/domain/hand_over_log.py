"""The log of what left the program: what it was, when, for whom, and which planned dates stood in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.plan_words import PlannedEnd, Sheet
from ketatrack.domain.records import HandOverEntry, PlannedItem
from ketatrack.domain.wall_clock import WallClock
from ketatrack.domain.words import Word

_NOTED = re.compile(r"(\d{4}-\d\d-\d\d) (?:(\d\d:\d\d)|-) (\S+)", re.ASCII)
_CALLED_OFF = {PlannedEnd.SKIPPED, PlannedEnd.NOT_GIVEN}


class WayOut(Word):
    """How something left the program."""

    FILE = "file", "Saved as a file"
    PAPER = "paper", "Printed"
    TEXT = "text", "Copied as text"


@dataclass(frozen=True, slots=True)
class NotedDate:
    """A planned date as it stood in what was handed over: its id, date, and clock if known."""

    item_id: str
    day: date
    clock: WallClock | None


@dataclass(frozen=True, slots=True)
class ChangedDate:
    """A date of a hand-over that no longer stands as it was handed over; `item` is None once it is gone."""

    entry: HandOverEntry
    noted: NotedDate
    item: PlannedItem | None


def hand_over(
    records: CourseRecords,
    sheet: Sheet,
    *,
    at: datetime,
    stamp: dict[str, Any],
    held: Sequence[str],
    for_whom: str = "",
    dates: Iterable[PlannedItem] = (),
) -> HandOverEntry:
    """Return the entry that something left: it replaces the last one of its kind for the same person.

    Args:
        records: the course that it is about.
        sheet: what left.
        at: the moment at which it left.
        stamp: who hands it over, how and when it is written down.
        held: what was in it, a line for each thing.
        for_whom: in the person's words, may be empty.
        dates: the planned dates in it.
    """
    earlier = last_of(records.plan, sheet, for_whom)
    return HandOverEntry(
        **stamp,
        course_id=records.course.id,
        made_at=at,
        sheet=sheet,
        for_whom=for_whom,
        held="\n".join(held),
        dates="\n".join(map(_noted, dates)),
        replaces=earlier.id if earlier else None,
    )


def last_of(plan: CoursePlan, sheet: Sheet, for_whom: str) -> HandOverEntry | None:
    """Return the last entry of a sheet for the same person, by name in any case; None where there is none."""
    same = [
        entry
        for entry in plan.hand_overs
        if entry.sheet == sheet and entry.for_whom.casefold() == for_whom.strip().casefold()
    ]
    return max(same, key=lambda entry: entry.made_at, default=None)


def dates_in(entry: HandOverEntry) -> list[NotedDate]:
    """Return the planned dates that stood in what was handed over, in its order."""
    found = [_NOTED.fullmatch(line) for line in entry.dates.splitlines()]
    return [
        NotedDate(
            item_id=each[3],
            day=date.fromisoformat(each[1]),
            clock=time.fromisoformat(each[2]) if each[2] else None,
        )
        for each in found
        if each is not None
    ]


def changed_dates(records: CourseRecords, sheet: Sheet, today: date) -> list[ChangedDate]:
    """Return the dates in the last such sheet of each person that were moved, called off or removed since.

    A date that went by on both sides is no longer of use to anyone and is left out.
    """
    last = {
        entry.for_whom.casefold(): entry
        for entry in sorted(records.plan.hand_overs, key=lambda entry: entry.made_at)
        if entry.sheet == sheet
    }
    items = {item.id: item for item in records.plan.items}
    changes = (
        ChangedDate(entry, noted, items.get(noted.item_id))
        for entry in last.values()
        for noted in dates_in(entry)
    )
    return [change for change in changes if _matters(change, today)]


def _matters(change: ChangedDate, today: date) -> bool:
    item, noted = change.item, change.noted
    if item is None or item.ended in _CALLED_OFF or item.draft:
        return noted.day >= today
    moved = (item.planned_on, item.clock) != (noted.day, noted.clock)
    return moved and max(item.planned_on, noted.day) >= today


def _noted(item: PlannedItem) -> str:
    clock = "-" if item.clock is None else f"{item.clock:%H:%M}"
    return f"{item.planned_on.isoformat()} {clock} {item.id}"
