"""The stretches of a course that people look at: the whole of it, one phase, the last days."""

from collections.abc import Sequence
from datetime import date, timedelta

from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import Phase
from ketatrack.domain.sessions import given


def course_period(records: CourseRecords) -> Period:
    """Return the local dates from the course's start, or the baseline before it, to its end.

    The start is the day noted for it, or that of a given session where one was before; open where neither is
    known.
    """
    before = course_baseline(records)
    known = [local_date(session.started_at) for session in given(records.sessions)]
    if records.course.started_on is not None:
        known.append(records.course.started_on)
    if before is not None and known:
        known.append(local_date(before.taken_at))
    return Period(min(known, default=None), records.course.ended_on)


def phase_period(phases: Sequence[Phase], phase: Phase) -> Period:
    """Return the local dates of a phase: from the event that began it to the day before the next.

    Args:
        phases: those of the course, in order of their beginning.
        phase: one of them.
    """
    later = [other.starts_on for other in phases if other.starts_on > phase.starts_on]
    return Period(phase.starts_on, min(later) - timedelta(days=1) if later else None)


def last_days(days: int, today: date) -> Period:
    """Return the last so many local dates, today being the last of them."""
    return Period(today - timedelta(days=days - 1), today)
