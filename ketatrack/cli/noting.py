"""Notes in the journal that a file left it."""

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import tzlocal

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.hand_over_log import WayOut, hand_over
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import Course, HandOverEntry, PlannedItem
from ketatrack.domain.words import Author, Method
from ketatrack.store.holding import writing_beside_a_window
from ketatrack.store.store import Change, Store


def moment_of(course: Course) -> datetime:
    """Return this moment, to the second, on the clocks of the place where a course is lived."""
    zone = ZoneInfo(course.timezone) if course.timezone else tzlocal.get_localzone()
    return datetime.now(zone).replace(microsecond=0)


def typed_at(now: datetime) -> dict[str, Any]:
    """Return who writes an entry down on the command line, how, and when."""
    return {"recorded_by": Author.PATIENT, "recorded_how": Method.TYPED, "written_at": now}


def note_file(
    store: Store,
    records: CourseRecords,
    sheet: Sheet,
    now: datetime,
    *,
    held: Sequence[str],
    for_whom: str = "",
    dates: Iterable[PlannedItem] = (),
) -> None:
    """Note that a file was just written, as `hand_over` takes it; say so where it cannot be noted."""
    entry = hand_over(
        records,
        sheet,
        at=now,
        stamp=typed_at(now),
        held=(_(WayOut.FILE.label), *held),
        for_whom=for_whom,
        dates=dates,
    )
    note(store, entry)


def note(store: Store, entry: HandOverEntry) -> None:
    """Keep the entry that a file was written; say so where it cannot be kept, since the file is there."""
    try:
        with writing_beside_a_window(store.path):
            store.apply([Change(None, entry)], at=entry.made_at, by=Author.PATIENT)
    except JournalError as error:
        print(_("It could not be noted in the log: {reason}").format(reason=error), file=sys.stderr)
