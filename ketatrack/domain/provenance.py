"""Who wrote the records down, and which were written long after they happened."""

from datetime import datetime, timedelta

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.records import Record, Score
from ketatrack.domain.words import Author

LATE_AFTER = timedelta(days=2)
"""An entry written down later than this after it happened rests on memory or paper; charts draw it hollow."""

RIGHT_NOW = timedelta(minutes=15)
"""An answer on how it is right now that was written down later than this after it rests on them, too."""


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


def is_written_later(score: Score) -> bool:
    """Say whether a score is of an earlier moment than its answers: it was late, or its moment was over.

    A scale that asks about right now is over sooner than a questionnaire that looks back over days.
    """
    known = instrument(score.instrument)
    if known is None or known.recall_days != 0 or score.written_at is None:
        return is_late(score)
    return score.written_at - score.taken_at > RIGHT_NOW


def written_later_words(score: Score) -> str:
    """Say when a score was written down later than it was; empty where it was not."""
    if not is_written_later(score) or score.written_at is None:
        return ""
    day = local_date(score.written_at)
    if day == local_date(score.taken_at):
        return _("written down later, at {time}").format(time=f"{score.written_at:%H:%M}")
    return _("written down {date}").format(date=date_in_words(day))


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
