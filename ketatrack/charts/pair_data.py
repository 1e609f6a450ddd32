"""What the chart of two instruments draws: each on its own whole scale, and the sessions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ketatrack.charts.chart import day_number, span_of_days
from ketatrack.charts.score_points import ScorePoint, score_point
from ketatrack.charts.session_marks import SessionMark, session_mark
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import PHQ9
from ketatrack.domain.moments import local_date
from ketatrack.domain.scales import Scale, followed_scale, scale_named
from ketatrack.domain.scores import interruptions, scored
from ketatrack.domain.selection import Selection
from ketatrack.domain.words import Rater

_SIDE_BY_SIDE = 2


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    """The complete scores of one instrument, and before which of them the line is interrupted."""

    scale: Scale
    points: Sequence[ScorePoint]
    gaps: Sequence[int]


@dataclass(frozen=True, slots=True)
class PairData:
    """The instruments to draw, above one another, and the sessions; `span` is None when nothing happened."""

    span: tuple[float, float] | None
    lines: Sequence[InstrumentLine]
    sessions: Sequence[SessionMark]


def chosen_pair(records: CourseRecords, selection: Selection) -> list[str]:
    """Return the names of the first two scales chosen; else the PHQ-9 and the most used other, if any."""
    used = Counter(score.instrument for score in records.scores if score.rater == Rater.PATIENT)
    usual = [PHQ9, *(each for each, _times in used.most_common() if each != PHQ9)]
    wanted = dict.fromkeys([*selection.instruments, *usual])
    return [each for each in wanted if scale_named(records, each)][:_SIDE_BY_SIDE]


def pair_data(records: CourseRecords, selection: Selection) -> PairData:
    """Return the scores of two instruments and the sessions of the period."""
    lines = [_line(records, selection, each) for each in chosen_pair(records, selection)]
    sessions = [
        session_mark(session)
        for session in records.sessions
        if selection.period.holds(local_date(session.started_at))
    ]
    days = [point.day for line in lines for point in line.points] + [mark.day for mark in sessions]
    if not days and records.course.started_on and selection.period.holds(records.course.started_on):
        days = [day_number(records.course.started_on)]
    return PairData(span_of_days(days, selection.period), lines, sessions)


def _line(records: CourseRecords, selection: Selection, name: str) -> InstrumentLine:
    scale = followed_scale(records, name)
    shown = [
        each for each in scored(records.scores, name) if selection.period.holds(local_date(each.taken_at))
    ]
    return InstrumentLine(scale, [score_point(each, scale) for each in shown], interruptions(shown))
