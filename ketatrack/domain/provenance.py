"""Who wrote the records down, and which were written long after they happened."""

from collections import Counter
from datetime import datetime, timedelta

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import Record
from ketatrack.domain.words import Author

LATE_AFTER = timedelta(days=2)
"""An entry written down later than this after it happened rests on memory or paper; charts draw it hollow."""


def is_late(record: Record) -> bool:
    """Say whether a record was written down more than two days after it happened.

    False where either moment is not known. What has only a date is late by calendar days.
    """
    happened = getattr(record, record.happened) if record.happened else None
    if happened is None or record.written_at is None:
        return False
    if isinstance(happened, datetime):
        return record.written_at - happened > LATE_AFTER
    late: bool = local_date(record.written_at) - happened > LATE_AFTER
    return late


def other_author(record: Record, than: Author = Author.PATIENT) -> str:
    """Say who recorded an entry where it was somebody else than expected; empty where it was not."""
    if record.recorded_by == than:
        return ""
    return _("recorded by: {who}").format(who=_(record.recorded_by.label).lower())


def late_entries(records: CourseRecords) -> dict[str, int]:
    """Count the late entries of a course by their kind; kinds without one are left out."""
    return dict(Counter(record.kind for record in records.entries() if is_late(record)))


def who_recorded(records: CourseRecords) -> dict[str, dict[Author, int]]:
    """Count the records of a course by kind and by who wrote them down."""
    counted: dict[str, Counter[Author]] = {}
    for record in records.entries():
        counted.setdefault(record.kind, Counter())[record.recorded_by] += 1
    return {kind: dict(by_author) for kind, by_author in counted.items()}
