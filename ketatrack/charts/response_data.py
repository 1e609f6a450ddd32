"""What the response chart draws: scores, sessions, phases and the baseline, each mark with its words.

Only the patient's own complete answers are drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ketatrack.charts.chart import day_number, span_of_days
from ketatrack.charts.score_points import ScorePoint, score_point
from ketatrack.charts.session_marks import SessionMark, session_mark
from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.instruments import PHQ9, Instrument, instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import Phase, Session
from ketatrack.domain.response import Baseline
from ketatrack.domain.scores import Scored, interruptions, scored
from ketatrack.domain.sessions import given

LONGEST_WITH_WINDOWS = 120
"""Days; in a longer time the windows of the scores lie too close to be read."""


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A phase from one day number to another, within what the chart shows."""

    start: float
    end: float
    name: str


@dataclass(frozen=True, slots=True)
class RecallWindow:
    """The days that a score looks back on, in day numbers, and the part of them before the last session.

    What lies before that session says nothing of it; the score is drawn as it is all the same.
    """

    start: float
    end: float
    session: float | None
    """The day number of the last session given in the window, None without one."""
    total: float


@dataclass(frozen=True, slots=True)
class ResponseData:
    """What the response chart draws; `span` is None when nothing happened yet."""

    instrument: Instrument
    span: tuple[float, float] | None
    points: Sequence[ScorePoint]
    gaps: Sequence[int]
    """Indices of the points before which the line is interrupted."""
    sessions: Sequence[SessionMark]
    phases: Sequence[PhaseSpan]
    baseline: Baseline | None
    windows: Sequence[RecallWindow]
    """One for each point, empty where the time shown is too long to read them."""


def response_data(records: CourseRecords, period: Period) -> ResponseData:
    """Return what the response chart draws: scores, sessions and phases of the period, and the baseline."""
    instrument = instruments()[PHQ9]
    complete = scored(records.scores)
    shown = [score for score in complete if period.holds(local_date(score.taken_at))]
    sessions = _within(records.sessions, period)
    happened: list[date | datetime] = [score.taken_at for score in shown]
    happened += [session.started_at for session in sessions]
    if not happened and records.course.started_on and period.holds(records.course.started_on):
        happened = [records.course.started_on]
    span = span_of_days(map(day_number, happened), period)
    return ResponseData(
        instrument=instrument,
        span=span,
        points=[score_point(score, instrument) for score in shown],
        gaps=interruptions(shown),
        sessions=[session_mark(session) for session in sessions],
        phases=_phase_spans(records.phases, span),
        baseline=course_baseline(records),
        windows=_windows(shown, records.sessions, instrument) if _is_readable(span) else [],
    )


def _within(sessions: Sequence[Session], period: Period) -> list[Session]:
    return [session for session in sessions if period.holds(local_date(session.started_at))]


def _is_readable(span: tuple[float, float] | None) -> bool:
    return span is not None and span[1] - span[0] <= LONGEST_WITH_WINDOWS


def _windows(
    scores: Sequence[Scored], sessions: Sequence[Session], instrument: Instrument
) -> list[RecallWindow]:
    days = [day_number(session.started_at) for session in given(sessions)]
    windows = []
    for each in scores:
        end = day_number(each.taken_at)
        start = end - (instrument.recall_days or 0)
        inside = [day for day in days if start < day <= end]
        windows.append(RecallWindow(start, end, max(inside, default=None), each.total))
    return windows


def _phase_spans(phases: Sequence[Phase], span: tuple[float, float] | None) -> list[PhaseSpan]:
    """Return the phases within the span; of several that begin on one day the later row holds."""
    if span is None:
        return []
    starts = [day_number(phase.starts_on) for phase in phases]
    ends = [*starts, span[1]][1:]
    return [
        PhaseSpan(max(start, span[0]), min(end, span[1]), _(phase.phase.label))
        for phase, start, end in zip(phases, starts, ends, strict=True)
        if max(start, span[0]) < min(end, span[1])
    ]
