"""Who wrote the records down, and which were written long after they happened."""

from datetime import datetime, timedelta

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
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


def is_written_after(record: Record, moment: datetime | None) -> bool:
    """Say whether a record was written down after a moment; False where either moment is not known."""
    return moment is not None and record.written_at is not None and record.written_at > moment


def changed_later_words(records: CourseRecords) -> str:
    """Say how many entries of a course were changed or deleted after they were written."""
    changed = sum(record.revision > 1 for record in records.entries())
    deleted = len(records.removed)
    return ngettext(
        "{n} entry was changed or deleted after it was written",
        "{n} entries were changed or deleted after they were written",
        changed + deleted,
    ).format(n=changed + deleted)


def other_author(record: Record, than: Author = Author.PATIENT) -> str:
    """Say who recorded an entry where it was somebody else than expected; empty where it was not."""
    if record.recorded_by == than:
        return ""
    return _("recorded by: {who}").format(who=_(record.recorded_by.label).lower())
