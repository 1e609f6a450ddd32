"""The ledger of intervals: each gap between sessions as planned and as it was, and what was seen in it.

Plain days and scores, side by side. Nothing is judged, and nothing is said of when the next one is needed.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.intervals import (
    Interval,
    TimeInResponse,
    days_since_last,
    intervals,
    time_in_response_range,
)
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import PlannedItem, Session
from ketatrack.domain.scores import Scored, scored


@dataclass(frozen=True, slots=True)
class Gap:
    """The time from one given session to the next, in calendar days, planned beside actual.

    `actual_days` is None for the gap that lasts. `planned_days` runs to the date that the next session
    ended, where that date was in the end; `first_planned_days` to where it stood before it was ever moved;
    both None where the next session ended no planned date. `score` is the last complete PHQ-9 at or before
    the session, None without one.
    """

    interval: Interval
    actual_days: int | None
    planned_days: int | None
    first_planned_days: int | None
    score: Scored | None

    @property
    def session(self) -> Session:
        """Return the session that the gap begins with."""
        return self.interval.session


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every gap of a course in order, the person's own range of time in response, and the gap now in days."""

    gaps: Sequence[Gap]
    own_range: TimeInResponse | None
    days_now: int | None


def ledger(records: CourseRecords, today: date) -> Ledger:
    """Return the ledger of a course; its actual days are those of the course's figures.

    Args:
        records: the whole course.
        today: the local date to which the gap that lasts is counted.
    """
    scores = scored(records.scores)
    found = intervals(scores, records.sessions, course_baseline(records))
    ended = {item.done_by: item for item in records.plan.items if item.done_by is not None}
    firsts = first_dates(records.plan)
    return Ledger(
        gaps=[
            _gap(interval, None if following is None else ended.get(following.session.id), firsts, scores)
            for interval, following in zip_longest(found, found[1:])
        ],
        own_range=time_in_response_range(found),
        days_now=days_since_last(records.sessions, today),
    )


def first_dates(plan: CoursePlan) -> dict[str, date]:
    """Return the local dates on which moved items stood before they were ever moved, by the item's id."""
    firsts: dict[str, date] = {}
    for move in plan.moves:
        firsts.setdefault(move.planned_item_id, move.from_date)
    return firsts


def _gap(
    interval: Interval, item: PlannedItem | None, firsts: Mapping[str, date], scores: Sequence[Scored]
) -> Gap:
    began = local_date(interval.session.started_at)
    before = bisect_right(scores, interval.session.started_at, key=lambda each: each.taken_at)
    first = None if item is None else firsts.get(item.id, item.planned_on)
    return Gap(
        interval=interval,
        actual_days=interval.days_to_next,
        planned_days=None if item is None else (item.planned_on - began).days,
        first_planned_days=None if first is None else (first - began).days,
        score=scores[before - 1] if before else None,
    )
