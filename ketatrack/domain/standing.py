"""Where a person stands by one questionnaire: the latest score, and everything it is to be seen beside.

A score alone says little: a single one moves by a few points without anything having changed. So it comes
with the one before, the lowest since the last session, the baseline, and how often response was met.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.episodes import ResponseEpisode, response_episodes
from ketatrack.domain.instruments import PHQ9, Instrument, instrument
from ketatrack.domain.moments import days_between
from ketatrack.domain.records import OwnMeasure, Session
from ketatrack.domain.response import (
    WORSE_BY,
    Baseline,
    ResponseStatus,
    after_first_session,
    in_response,
    percent_change,
    response_threshold,
    status_of,
)
from ketatrack.domain.scales import Scale
from ketatrack.domain.scores import Scored, scored
from ketatrack.domain.sessions import given

_Scale: TypeAlias = Instrument | OwnMeasure | Scale | None
"""What tells a score's range and which way is better; None where the program knows neither."""


@dataclass(frozen=True, slots=True)
class Loss:
    """The score that ended a response: when, on which day after the session before it, and if confirmed."""

    first_out: datetime
    day_after_session: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest complete self-rated score and what it is seen beside; None where something is not known.

    `mildest_since_session` is the lowest total since the start of the last given session, the highest on a
    scale on which more is better, which `more_is_better` says. `points` is score minus baseline. `met` of
    `after_first` scores since the first session were in response; both None where the instrument has no
    response or no usable baseline. `loss` is the end of the last response, None while it lasts or before
    any. `at_the_top`: so near the scale's worst end that a worsening would not show.
    """

    instrument: str
    latest: Scored
    previous: float | None
    mildest_since_session: float | None
    more_is_better: bool
    baseline: Baseline | None
    points: float | None
    percent_change: float | None
    status: ResponseStatus | None
    met: int | None
    after_first: int | None
    loss: Loss | None
    at_the_top: bool


def standing(records: CourseRecords, instrument_id: str = PHQ9) -> Standing | None:
    """Return where a person stands by an instrument, or None without a complete score.

    Args:
        records: the whole course.
        instrument_id: the questionnaire, or the name of an own measure, which has points alone; response
            and status are those of the PHQ-9.
    """
    scores = scored(records.scores, instrument_id)
    if not scores:
        return None
    last, beside = scores[-1], course_baseline(records, instrument_id)
    after = after_first_session(scores, records.sessions)
    scale = _scale(records, instrument_id)
    ruled = response_threshold(beside) is not None
    episodes = response_episodes(scores, records.sessions, beside)
    return Standing(
        instrument=instrument_id,
        latest=last,
        previous=scores[-2].total if len(scores) > 1 else None,
        mildest_since_session=_mildest_since_session(records, scores, scale),
        more_is_better=scale is not None and scale.higher_is == "better",
        baseline=beside,
        points=None if beside is None else _difference(last.total, beside.total),
        percent_change=percent_change(last.total, beside),
        status=status_of(last.total, beside, instrument_id),
        met=sum(in_response(each.total, beside) for each in after) if ruled else None,
        after_first=len(after) if ruled else None,
        loss=loss_of(episodes[-1], records.sessions) if episodes else None,
        at_the_top=at_the_top(last, scale),
    )


def _scale(records: CourseRecords, instrument_id: str) -> _Scale:
    own = (measure for measure in records.own_measures if measure.name == instrument_id)
    return instrument(instrument_id) or next(own, None)


def _difference(total: float, baseline: float) -> float:
    """Subtract as one does on paper: 5.6 - 6.3 is -0.7."""
    exact = Decimal(str(total)) - Decimal(str(baseline))
    return int(exact) if exact == int(exact) else float(exact)


def _mildest_since_session(records: CourseRecords, scores: Sequence[Scored], scale: _Scale) -> float | None:
    sessions = given(records.sessions)
    since = [each.total for each in scores if sessions and each.taken_at > sessions[-1].started_at]
    mildest = {"worse": min, "better": max}.get(scale.higher_is) if scale else None
    return mildest(since) if since and mildest else None


def loss_of(episode: ResponseEpisode, sessions: Iterable[Session]) -> Loss | None:
    """Return the score that ended a stretch of response, or None while it lasts."""
    out = episode.first_out
    if out is None:
        return None
    before = [each for each in given(sessions) if each.started_at < out]
    return Loss(out, days_between(before[-1].started_at, out), confirmed=episode.confirmed is True)


def at_the_top(last: Scored, scale: _Scale) -> bool:
    """Say whether a score is so near the worst end of its scale that a worsening would not show."""
    if scale is None or scale.higher_is != "worse":
        return False
    return last.total + WORSE_BY > scale.high if last.score.instrument == PHQ9 else last.total >= scale.high
