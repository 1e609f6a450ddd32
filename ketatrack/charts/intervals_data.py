"""What the chart of intervals draws: the scores after each session, by the days since it.

A score belongs to the session before it, up to and including the moment at which the next one starts. From
four intervals with two scores or more on, a median and quartiles stand over them, week by week: the days 0 to
6, 7 to 13 and so on. Weeks are the simplest stretches in which intervals of unequal days can be compared
without drawing a score on a day on which none was given.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ketatrack.charts.score_points import ScorePoint, score_point
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, days_between, local_date
from ketatrack.domain.records import Session
from ketatrack.domain.scales import Scale, followed_scale
from ketatrack.domain.scores import scored
from ketatrack.domain.selection import Selection
from ketatrack.domain.sessions import given
from ketatrack.domain.spread import FEWEST_FOR_A_MEDIAN, Spread, spreads

WEEK = 7
_FEWEST_SCORES = 2
"""In an interval that can show a course of its own."""


@dataclass(frozen=True, slots=True)
class DayPoint:
    """A score on a day after its session, with its words."""

    day: int
    point: ScorePoint
    text: str


@dataclass(frozen=True, slots=True)
class IntervalLine:
    """The scores of one interval, in order; `days_to_next` session is None while it lasts."""

    session: Session
    days_to_next: int | None
    points: Sequence[DayPoint]


@dataclass(frozen=True, slots=True)
class IntervalsData:
    """What the chart of intervals draws; `weeks` is empty below four intervals with two scores or more."""

    scale: Scale
    lines: Sequence[IntervalLine]
    weeks: Sequence[Spread]
    without_score: int
    """How many intervals have no score at all."""

    @property
    def last_day(self) -> int:
        """Return the last day on which a score stands, at least that of two weeks."""
        return max((point.day for line in self.lines for point in line.points), default=0)


def intervals_data(records: CourseRecords, selection: Selection) -> IntervalsData:
    """Return the scores after each session that was given in the period, with one score or more.

    Scores count to their interval wherever the period ends, so that no interval is cut.
    """
    scale = followed_scale(records, selection.followed)
    complete = scored(records.scores, scale.id)
    order = given(records.sessions)
    starts = [bisect_right(complete, each.started_at, key=lambda score: score.taken_at) for each in order]
    lines = []
    for index, session in enumerate(order):
        if not selection.period.holds(local_date(session.started_at)):
            continue
        following = order[index + 1] if index + 1 < len(order) else None
        inside = complete[starts[index] : starts[index + 1] if following else None]
        points = [_day_point(session, score_point(each, scale)) for each in inside]
        to_next = days_between(session.started_at, following.started_at) if following else None
        lines.append(IntervalLine(session, to_next, points))
    scored_lines = [line for line in lines if line.points]
    return IntervalsData(scale, scored_lines, _weeks(scored_lines), len(lines) - len(scored_lines))


def _day_point(session: Session, point: ScorePoint) -> DayPoint:
    day = days_between(session.started_at, point.taken_at)
    began = date_in_words(local_date(session.started_at))
    return DayPoint(day, point, _("Day {day} after {date}").format(day=day, date=began) + f" · {point.text}")


def _weeks(lines: Sequence[IntervalLine]) -> list[Spread]:
    if sum(len(line.points) >= _FEWEST_SCORES for line in lines) < FEWEST_FOR_A_MEDIAN:
        return []
    return spreads([[(each.day, each.point.total) for each in line.points] for line in lines], WEEK)
