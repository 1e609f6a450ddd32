"""What the charts of the days and hours around a session draw: scores on scales that ask about now or today.

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
from ketatrack.domain.observed import ObservationTimes
from ketatrack.domain.provenance import is_written_later, written_later_words
from ketatrack.domain.records import Session
from ketatrack.domain.scales import Scale, shipped_scale
from ketatrack.domain.scores import Scored, scored
from ketatrack.domain.selection import Selection
from ketatrack.domain.sessions import given
from ketatrack.domain.spread import Observed, Spread, spreads

LONGEST_RECALL_DAYS = 1
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_LONGEST_IN_HOURS = 72
"""Hours; what is farther from a session is told in days."""


@dataclass(frozen=True, slots=True)
class Around:
    """What counts as around a session, nearer where another session lies nearer, and in what it is counted.

    `begin`, `end` and `tick` are in the unit, and so are the stretches over which sessions are compared and
    the longest time over which their medians are joined.
    """

    unit: timedelta
    begin: int
    end: int
    tick: int
    stretch: float
    bridge: float


DAYS = Around(_DAY, begin=-2, end=7, tick=1, stretch=0.5, bridge=1)
HOURS = Around(_HOUR, begin=-24, end=84, tick=12, stretch=4, bridge=24)
"""Three days after a session, and half a day more for who answers late."""


@dataclass(frozen=True, slots=True)
class AroundSession:
    """The scores around one session: days or hours from its start, negative before it, and words of each.

    `late` says of each whether it was written down later than it was, `whens` how far it is from the
    session, `texts` everything of it.
    """

    session: Session
    scores: Sequence[Scored]
    observed: Observed
    late: Sequence[bool]
    whens: Sequence[str]
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Window:
    """One session, and the moments after which and up to which a score lies around it, on any scale."""

    session: Session
    after: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class ScaleAround:
    """One scale with its scores around each session, and their spread by stretches from four on."""

    scale: Scale
    sessions: Sequence[AroundSession]
    spreads: Sequence[Spread]


@dataclass(frozen=True, slots=True)
class AcuteData:
    """What the chart draws, scale by scale; at least one, since an empty chart has an axis too."""

    around: Around
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


def acute_data(records: CourseRecords, selection: Selection, around: Around = DAYS) -> AcuteData:
    """Return the scores around each session that was given in the period, for the scales chosen or used."""
    held = given(records.sessions)
    starts = [each.started_at for each in held]
    shown = [each for each in held if selection.period.holds(local_date(each.started_at))]
    windows = [_Window(each, *_edges(each.started_at, starts, around)) for each in shown]
    scales = acute_scales()
    chosen = [each for each in scales if each.id in selection.instruments] or scales
    observed = ObservationTimes.of(records)
    found = [_around(records, scale, windows, around, observed) for scale in chosen]
    used = {score.instrument for score in records.scores}
    return AcuteData(
        around,
        [each for each in found if each.sessions] or found[:1],
        len(shown),
        sum(each.name in used for each in records.own_measures),
        event_marks(records, selection, shown),
    )


def _around(
    records: CourseRecords,
    scale: Scale,
    windows: Sequence[_Window],
    around: Around,
    observed: ObservationTimes,
) -> ScaleAround:
    complete = scored(records.scores, scale.id)
    moments = [each.taken_at for each in complete]
    sessions = []
    for window in windows if complete else ():
        session = window.session
        scores = complete[bisect_right(moments, window.after) : bisect_right(moments, window.until)]
        if scores:
            told = [_words(session, each, scale, observed) for each in scores]
            sessions.append(
                AroundSession(
                    session,
                    scores,
                    [((each.taken_at - session.started_at) / around.unit, each.total) for each in scores],
                    [is_written_later(each.score) for each in scores],
                    [when for when, _text in told],
                    [text for _when, text in told],
                )
            )
    return ScaleAround(scale, sessions, spreads([each.observed for each in sessions], around.stretch))


def _edges(start: datetime, starts: Sequence[datetime], around: Around) -> tuple[datetime, datetime]:
    """Return the moments after which and up to which a score lies around the session that starts then."""
    earlier, later = bisect_left(starts, start), bisect_right(starts, start)
    begin, end = start + around.begin * around.unit, start + around.end * around.unit
    return max([begin, *starts[max(earlier - 1, 0) : earlier]]), min([end, *starts[later : later + 1]])


def distance_words(session: Session, score: Scored) -> str:
    """Say how long before or after a session's start a score was given: in minutes, hours or days."""
    distance = abs(score.taken_at - session.started_at)
    is_before = score.taken_at < session.started_at
    if distance < _HOUR:
        words = _("{n:.0f} min before") if is_before else _("{n:.0f} min after")
        return words.format(n=distance / timedelta(minutes=1))
    if distance <= _LONGEST_IN_HOURS * _HOUR:
        words = _("{n:.0f} h before") if is_before else _("{n:.0f} h after")
        return words.format(n=distance / _HOUR)
    words = _("{n:.1f} days before") if is_before else _("{n:.1f} days after")
    return words.format(n=distance / _DAY)


def _words(session: Session, score: Scored, scale: Scale, observed: ObservationTimes) -> tuple[str, str]:
    """Return how far a score is from a session, and everything of it; both with the marks that it bears."""
    distance, mark = distance_words(session, score), observed.words(score.score)
    began = date_in_words(local_date(session.started_at))
    where = _("{distance} the session of {date}").format(distance=distance, date=began)
    when = (distance, written_later_words(score.score), mark)
    text = (where, score_point(score, scale).text, mark)
    return " · ".join(filter(None, when)), " · ".join(filter(None, text))
