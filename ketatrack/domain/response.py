"""How a person answers to the treatment: baseline, change, and by the PHQ-9 response and remission range.

The cut-offs stand here once. "In response" needs a PHQ-9 baseline of 10 or more, since half of a low one is
within the questionnaire's noise. Other instruments have a baseline and a change; response and remission
range are named for the PHQ-9 alone, so that nothing is read into a scale that its source does not say.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from math import floor

from ketatrack.domain.instruments import PHQ9, instrument
from ketatrack.domain.moments import days_between
from ketatrack.domain.records import Score, Session
from ketatrack.domain.scores import Scored, scored
from ketatrack.domain.sessions import first_given
from ketatrack.domain.words import Word

OLDEST_BASELINE_DAYS = 28
"""A score further before the first session is not taken as a baseline unless a person chooses it."""

STALE_BASELINE_DAYS = 14
"""Beyond its own recall window of 14 days the PHQ-9 no longer looks at the time just before treatment."""

LOWEST_USABLE_BASELINE = 10
"""Points; below it percent changes are not shown (floor effect). 10 is also where 'moderate' begins."""

RESPONSE_FALL = 0.5
"""Share of the baseline: response is a fall of half or more (McInnes 2022, 10.1016/j.jad.2021.12.097)."""

PARTIAL_FALL = 0.25
"""Share of the baseline: partial response is a fall of 25 to 49 %, as clinical papers use the term."""

REMISSION_BELOW = 5
"""Points; the PHQ-9's remission range is a total below 5 (McInnes 2022; HEDIS DRR-E)."""

WORSE_BY = 5
"""Points above the baseline; the smallest change of the PHQ-9 that is usually held to matter."""


IMPLIED: Mapping[str, bool] = {"implied": True}
"""Marks a value that is the same in all figures of a course, so that they are printed without it."""


class ResponseStatus(Word):
    """Where the latest PHQ-9 stands beside the baseline."""

    REMISSION_RANGE = "remission_range", "Remission range"
    RESPONSE = "response", "Response"
    PARTIAL = "partial", "Partial response"
    LITTLE_CHANGE = "little_change", "Little change"
    WORSE = "worse", "Worse than baseline"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The score that the course is compared with.

    `days_before_first_session` counts calendar days; `stale` and `low` warn of a comparison that carries
    less: a PHQ-9 below 10, or a total in the mildest band of another instrument.
    """

    taken_at: datetime
    total: float
    days_before_first_session: int
    stale: bool
    low: bool
    instrument: str = field(default=PHQ9, metadata=IMPLIED)


@dataclass(frozen=True, slots=True)
class Latest:
    """The last complete PHQ-9: change in percent of the baseline (a fall is positive) and status.

    `percent_change` and `status` are None where no usable baseline says anything; `previous` is the
    complete total before it.
    """

    taken_at: datetime
    total: float
    percent_change: float | None
    status: ResponseStatus | None
    previous: float | None


@dataclass(frozen=True, slots=True)
class Milestone:
    """The first score that reached something, and how many calendar days after the first session."""

    taken_at: datetime
    days_from_first_session: int


def possible_baselines(scores: Sequence[Scored], sessions: Sequence[Session]) -> list[Scored]:
    """Return the scores among which a person can choose: those at or before the first session's start.

    Args:
        scores: complete ones of one instrument in order of time, as `scored` returns them.
        sessions: all sessions of the course; without one that was given there is nothing to choose.
    """
    first = first_given(sessions)
    if first is None:
        return []
    return list(scores[: bisect_right(scores, first.started_at, key=_taken_at)])


def baseline(
    scores: Sequence[Scored],
    sessions: Sequence[Session],
    chosen: Score | None = None,
    instrument_id: str = PHQ9,
) -> Baseline | None:
    """Return what the course is compared with, or None without a given session or a recent enough score.

    Args:
        scores: complete ones of the instrument in order of time.
        sessions: all sessions of the course.
        chosen: the person's own choice of another, however old; passed over when it is no complete
            self-rated score of the instrument from before the first session.
        instrument_id: whose scores they are.
    """
    first = first_given(sessions)
    if first is None:
        return None
    if chosen is not None and (wanted := possible_baselines(scored([chosen], instrument_id), sessions)):
        return _compared_with(wanted[0], first)
    before = possible_baselines(scores, sessions)
    if not before:
        return None
    derived = _compared_with(before[-1], first)
    return derived if derived.days_before_first_session <= OLDEST_BASELINE_DAYS else None


def response_threshold(of: Baseline | None) -> float | None:
    """Return the highest PHQ-9 total in points that is in response, or None without a usable baseline."""
    return None if of is None or of.low or of.instrument != PHQ9 else of.total * (1 - RESPONSE_FALL)


def in_response(total: float, of: Baseline | None) -> bool:
    """Say whether a PHQ-9 total is in response: at most half of a baseline of 10 or more."""
    threshold = response_threshold(of)
    return threshold is not None and total <= threshold


def in_remission_range(total: float) -> bool:
    """Say whether a PHQ-9 total is below 5, whatever the baseline."""
    return total < REMISSION_BELOW


def percent_change(total: float, of: Baseline | None) -> float | None:
    """Return 100 x (baseline - score) / baseline to one decimal, or None without a usable baseline.

    Computed in fractions and rounded half away from zero, so that 6.25 is 6.3. Of an instrument other than
    the PHQ-9 only where a share of the total means something: none at all is 0, more is worse, and its
    bands tell a low total.
    """
    if of is None or of.low or not _has_shares(of.instrument):
        return None
    tenths = 1000 * (Fraction(of.total) - Fraction(total)) / Fraction(of.total)
    rounded = floor(abs(tenths) + Fraction(1, 2))
    return (rounded if tenths >= 0 else -rounded) / 10


def status_of(total: float, of: Baseline | None, instrument_id: str = PHQ9) -> ResponseStatus | None:
    """Return where a PHQ-9 total stands, or None without a usable baseline outside the remission range.

    A total of another instrument has no status.
    """
    if instrument_id != PHQ9:
        return None
    if in_remission_range(total):
        return ResponseStatus.REMISSION_RANGE
    if of is None or of.low:
        return None
    if in_response(total, of):
        return ResponseStatus.RESPONSE
    if of.total - total >= PARTIAL_FALL * of.total:
        return ResponseStatus.PARTIAL
    if total - of.total >= WORSE_BY:
        return ResponseStatus.WORSE
    return ResponseStatus.LITTLE_CHANGE


def latest(scores: Sequence[Scored], of: Baseline | None) -> Latest | None:
    """Return the last complete score beside the one before and the baseline, or None when there is none."""
    if not scores:
        return None
    last = scores[-1]
    return Latest(
        taken_at=last.taken_at,
        total=last.total,
        percent_change=percent_change(last.total, of),
        status=status_of(last.total, of, last.score.instrument),
        previous=scores[-2].total if len(scores) > 1 else None,
    )


def after_first_session(scores: Sequence[Scored], sessions: Sequence[Session]) -> list[Scored]:
    """Return the complete scores after the first given session's start; none without such a session."""
    first = first_given(sessions)
    if first is None:
        return []
    return list(scores[bisect_right(scores, first.started_at, key=_taken_at) :])


def first_response(
    scores: Sequence[Scored], sessions: Sequence[Session], of: Baseline | None
) -> Milestone | None:
    """Return the first complete score in response after the first session's start, or None."""
    return _first(scores, sessions, lambda total: in_response(total, of))


def first_in_remission_range(scores: Sequence[Scored], sessions: Sequence[Session]) -> Milestone | None:
    """Return the first complete score below 5 after the first session's start, or None."""
    return _first(scores, sessions, in_remission_range)


def _first(
    scores: Sequence[Scored], sessions: Sequence[Session], reached: Callable[[float], bool]
) -> Milestone | None:
    first = first_given(sessions)
    if first is None:
        return None
    for each in after_first_session(scores, sessions):
        if reached(each.total):
            return Milestone(each.taken_at, days_between(first.started_at, each.taken_at))
    return None


def _compared_with(score: Scored, first: Session) -> Baseline:
    days = days_between(score.taken_at, first.started_at)
    return Baseline(
        taken_at=score.taken_at,
        total=score.total,
        days_before_first_session=days,
        stale=days > STALE_BASELINE_DAYS,
        low=_is_low(score),
        instrument=score.score.instrument,
    )


def _is_low(score: Scored) -> bool:
    if score.score.instrument == PHQ9:
        return score.total < LOWEST_USABLE_BASELINE
    scale = instrument(score.score.instrument)
    return scale is not None and bool(scale.bands) and scale.band(score.total) == scale.bands[0]


def _has_shares(instrument_id: str) -> bool:
    scale = instrument(instrument_id)
    return scale is not None and scale.low == 0 and scale.higher_is == "worse" and bool(scale.bands)


def _taken_at(score: Scored) -> datetime:
    return score.taken_at
