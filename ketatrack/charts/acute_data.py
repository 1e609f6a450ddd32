"""What the chart of the days around a session draws: scores on scales that ask about now or today.

A questionnaire that looks back further than a day says nothing of the hours around a session and is not
here. A score between two sessions that lie close together stands after the one and before the other.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ketatrack.charts.event_marks import EventMark, event_marks
from ketatrack.charts.score_points import score_point
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.records import Session
from ketatrack.domain.scales import Scale, shipped_scale
from ketatrack.domain.scores import Scored, scored
from ketatrack.domain.selection import Selection
from ketatrack.domain.sessions import given
from ketatrack.domain.spread import Observed, Spread, spreads

LONGEST_RECALL_DAYS = 1
BEFORE, AFTER = timedelta(days=2), timedelta(days=7)
"""What counts as around a session; nearer where another session lies nearer."""

HALF_A_DAY = 0.5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AroundSession:
    """The scores around one session: days from its start, negative before it, and the words of each."""

    session: Session
    scores: Sequence[Scored]
    observed: Observed
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class ScaleAround:
    """One scale with its scores around each session, and their spread by half days from four on."""

    scale: Scale
    sessions: Sequence[AroundSession]
    halves: Sequence[Spread]


@dataclass(frozen=True, slots=True)
class AcuteData:
    """What the chart draws, scale by scale; at least one, since an empty chart has an axis too."""

    scales: Sequence[ScaleAround]
    sessions: int
    """How many sessions were given in the time shown."""
    left_out: int
    """How many own measures have values: they do not say how far they look back."""
    events: Sequence[EventMark]
    """What happened in the sessions that were followed, where it was chosen."""


def acute_scales() -> list[Scale]:
    """Return the shipped scales that ask about a day or less."""
    return [
        shipped_scale(each)
        for each in instruments().values()
        if each.recall_days is not None and each.recall_days <= LONGEST_RECALL_DAYS
    ]


def acute_data(records: CourseRecords, selection: Selection) -> AcuteData:
    """Return the scores around each session that was given in the period, for the scales chosen or used."""
    shown = [each for each in given(records.sessions) if selection.period.holds(local_date(each.started_at))]
    scales = acute_scales()
    chosen = [each for each in scales if each.id in selection.instruments] or scales
    found = [_around(records, scale, shown) for scale in chosen]
    used = {score.instrument for score in records.scores}
    return AcuteData(
        [each for each in found if each.sessions] or found[:1],
        len(shown),
        sum(each.name in used for each in records.own_measures),
        event_marks(records, selection, shown),
    )


def _around(records: CourseRecords, scale: Scale, shown: Sequence[Session]) -> ScaleAround:
    complete = scored(records.scores, scale.id)
    moments = [each.taken_at for each in complete]
    starts = [each.started_at for each in given(records.sessions)]
    sessions = []
    for session in shown:
        begin, end = _window(session.started_at, starts)
        scores = complete[bisect_right(moments, begin) : bisect_right(moments, end)]
        if scores:
            days = [(each.taken_at - session.started_at) / _DAY for each in scores]
            sessions.append(
                AroundSession(
                    session,
                    scores,
                    [(day, each.total) for day, each in zip(days, scores, strict=True)],
                    [_words(session, each, scale) for each in scores],
                )
            )
    return ScaleAround(scale, sessions, spreads([each.observed for each in sessions], HALF_A_DAY))


def _window(start: datetime, starts: Sequence[datetime]) -> tuple[datetime, datetime]:
    """Return the moments after which and up to which a score lies around the session that starts then."""
    before, after = starts[: bisect_left(starts, start)], starts[bisect_right(starts, start) :]
    return max([start - BEFORE, *before[-1:]]), min([start + AFTER, *after[:1]])


def distance_words(session: Session, score: Scored) -> str:
    """Say how long before or after a session's start a score was given, in hours up to two days."""
    hours = (score.taken_at - session.started_at) / timedelta(hours=1)
    far = abs(hours) > 2 * 24
    amount = f"{abs(hours) / 24:.1f}" if far else f"{abs(hours):.0f}"
    words = {
        (False, False): _("{n} h after"),
        (False, True): _("{n} h before"),
        (True, False): _("{n} days after"),
        (True, True): _("{n} days before"),
    }
    return words[far, hours < 0].format(n=amount)


def _words(session: Session, score: Scored, scale: Scale) -> str:
    began = date_in_words(local_date(session.started_at))
    where = _("{distance} the session of {date}").format(distance=distance_words(session, score), date=began)
    return f"{where} · {score_point(score, scale).text}"
