"""What happened between one session and the next: days, scores, and how long response was seen to hold."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, zip_longest
from statistics import median
from typing import Literal

from ketatrack.domain.moments import days_between, local_date
from ketatrack.domain.records import Session
from ketatrack.domain.response import Baseline, in_response, response_threshold
from ketatrack.domain.scores import Scored
from ketatrack.domain.sessions import given


@dataclass(frozen=True, slots=True)
class Interval:
    """The time from a session to the next one, its days counted from that session; None where not seen.

    `scores` counts the complete PHQ-9s in it. `at_start` is where the last one before it stood.
    `held_until_day` is the last day in response when the interval's first score was in response,
    `reached_by_day` the first day in response when it was not, `lost_by_day` the first day out after one in.
    """

    session: Session
    days_to_next: int | None
    scores: int
    at_start: Literal["in", "out"] | None
    held_until_day: int | None = None
    reached_by_day: int | None = None
    lost_by_day: int | None = None


FEWEST_FOR_A_RANGE = 3
FEWEST_FOR_A_MEDIAN = 4
"""Intervals of one person; fewer say nothing of what is usual for them."""


@dataclass(frozen=True, slots=True)
class TimeInResponse:
    """How long after a session response was seen, over a person's own intervals, in days from the session.

    Each interval counts with its last day seen in response, so that the true time is at least as long:
    `lost` of them ended with a score out of response, the others with the next session. `seen_in` intervals
    of `with_scores` began in response. `median` is None below four.
    """

    with_scores: int
    seen_in: int
    lost: int
    shortest: int
    longest: int
    median: float | None


def time_in_response_range(found: Iterable[Interval]) -> TimeInResponse | None:
    """Return the range of a person's own times in response after a session; None below three intervals.

    The time since the last session is left out while response lasts, since it is not over.

    Args:
        found: all intervals of the course, as `intervals` returns them.
    """
    over = [
        each
        for each in found
        if each.scores and (each.days_to_next is not None or each.lost_by_day is not None)
    ]
    held = [each for each in over if each.held_until_day is not None]
    days = [each.held_until_day for each in held if each.held_until_day is not None]
    if len(days) < FEWEST_FOR_A_RANGE:
        return None
    return TimeInResponse(
        with_scores=len(over),
        seen_in=len(days),
        lost=sum(each.lost_by_day is not None for each in held),
        shortest=min(days),
        longest=max(days),
        median=median(days) if len(days) >= FEWEST_FOR_A_MEDIAN else None,
    )


def intervals(
    scores: Sequence[Scored], sessions: Iterable[Session], baseline: Baseline | None
) -> list[Interval]:
    """Return one interval for each session that was given, in order of start.

    Args:
        scores: complete PHQ-9s in order of time.
        sessions: all sessions of the course.
        baseline: without a usable one no score is in or out of response.
    """
    order = given(sessions)
    moments = [each.taken_at for each in scores]
    found = []
    for session, following in zip_longest(order, order[1:]):
        begin = bisect_right(moments, session.started_at)
        end = len(scores) if following is None else bisect_right(moments, following.started_at)
        inside = scores[begin:end]
        held, reached, lost = _days_of_response(session, inside, baseline)
        days = None if following is None else days_between(session.started_at, following.started_at)
        found.append(
            Interval(
                session=session,
                days_to_next=days,
                scores=len(inside),
                at_start=_standing(scores[begin - 1], baseline) if begin else None,
                held_until_day=held,
                reached_by_day=reached,
                lost_by_day=lost,
            )
        )
    return found


def gaps(sessions: Iterable[Session]) -> list[int]:
    """Return the calendar days between each given session and the next, in order of time."""
    return [
        days_between(earlier.started_at, later.started_at) for earlier, later in pairwise(given(sessions))
    ]


def days_since_last(sessions: Iterable[Session], today: date) -> int | None:
    """Return the calendar days from the last given session up to a local date; None before the first."""
    past = [day for session in given(sessions) if (day := local_date(session.started_at)) <= today]
    return (today - past[-1]).days if past else None


def _standing(score: Scored, baseline: Baseline | None) -> Literal["in", "out"] | None:
    if response_threshold(baseline) is None:
        return None
    return "in" if in_response(score.total, baseline) else "out"


def _days_of_response(
    session: Session, scores: Sequence[Scored], baseline: Baseline | None
) -> tuple[int | None, int | None, int | None]:
    """Return the days on which response was last held, first reached and first lost."""
    standing = [in_response(each.total, baseline) for each in scores]
    if True not in standing:
        return None, None, None
    first_in = standing.index(True)
    out = standing.index(False, first_in) if False in standing[first_in:] else None

    def day(place: int) -> int:
        return days_between(session.started_at, scores[place].taken_at)

    last_held = len(scores) - 1 if out is None else out - 1
    return (
        day(last_held) if first_in == 0 else None,
        day(first_in) if first_in > 0 else None,
        None if out is None else day(out),
    )
