"""What the response chart draws: scores, sessions, phases, the baseline and what stands beside them.

Only the patient's own complete answers are drawn. Response is named for the PHQ-9 alone, so that by any
other scale there is a baseline and no time in response.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ketatrack.charts.chart import day_number, span_of_days
from ketatrack.charts.course_marks import ChangeMark, EpisodeMark, change_marks, episode_marks
from ketatrack.charts.score_points import ScorePoint, score_point
from ketatrack.charts.session_marks import SessionMark, session_mark
from ketatrack.domain.baseline_choice import BaselineStanding, baseline_standing
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.episodes import response_episodes
from ketatrack.domain.instruments import PHQ9
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import Phase, Session
from ketatrack.domain.response import Baseline
from ketatrack.domain.scales import Scale, followed_scale
from ketatrack.domain.scores import Scored, interruptions, scored
from ketatrack.domain.selection import Selection
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

    scale: Scale
    span: tuple[float, float] | None
    scores: Sequence[Scored]
    points: Sequence[ScorePoint]
    """The scores as points."""
    gaps: Sequence[int]
    """Indices of the points before which the line is interrupted."""
    sessions: Sequence[SessionMark]
    phases: Sequence[PhaseSpan]
    compared: BaselineStanding
    windows: Sequence[RecallWindow]
    """One for each point, empty where the time shown is too long to read them."""
    episodes: Sequence[EpisodeMark]
    changes: Sequence[ChangeMark]
    journal: Sequence[datetime]
    """The moments of which there are journal entries, where they were chosen; never what they say."""

    @property
    def baseline(self) -> Baseline | None:
        """Return what the course is compared with."""
        return self.compared.used

    @property
    def passed_over(self) -> Baseline | None:
        """Return the baseline by rule where a person chose another, else None."""
        return self.compared.derived if self.compared.counts else None

    @property
    def has_response(self) -> bool:
        """Return whether the rules name a response and a remission range for the scale."""
        return self.scale.id == PHQ9


def response_data(records: CourseRecords, selection: Selection) -> ResponseData:
    """Return what the response chart draws of a period; the baseline is that of the whole course."""
    period, scale = selection.period, followed_scale(records, selection.followed)
    complete = scored(records.scores, scale.id)
    shown = [score for score in complete if period.holds(local_date(score.taken_at))]
    sessions = [each for each in records.sessions if period.holds(local_date(each.started_at))]
    changes = change_marks(records, period)
    happened: list[date | datetime] = [score.taken_at for score in shown]
    happened += [session.started_at for session in sessions]
    if not happened and records.course.started_on and period.holds(records.course.started_on):
        happened = [records.course.started_on]
    span = span_of_days(map(day_number, happened), period)
    compared = baseline_standing(records, scale.id)
    episodes = response_episodes(complete, records.sessions, compared.used)
    return ResponseData(
        scale=scale,
        span=span,
        scores=shown,
        points=[score_point(score, scale) for score in shown],
        gaps=interruptions(shown),
        sessions=[session_mark(session) for session in sessions],
        phases=_phase_spans(records.phases, span),
        compared=compared,
        windows=_windows(shown, records.sessions, scale) if _is_readable(span) else [],
        episodes=episode_marks(episodes, records.sessions, period, scale.id),
        changes=[each for each in changes if span is not None and span[0] <= each.day <= span[1]],
        journal=_journal_days(records, span) if selection.journal else [],
    )


def _journal_days(records: CourseRecords, span: tuple[float, float] | None) -> list[datetime]:
    moments = [each.happened_at for each in records.following.journal]
    return [each for each in moments if span is not None and span[0] <= day_number(each) <= span[1]]


def _is_readable(span: tuple[float, float] | None) -> bool:
    return span is not None and span[1] - span[0] <= LONGEST_WITH_WINDOWS


def _windows(scores: Sequence[Scored], sessions: Sequence[Session], scale: Scale) -> list[RecallWindow]:
    if not scale.recall_days:
        return []
    days = [day_number(session.started_at) for session in given(sessions)]
    windows = []
    for each in scores:
        end = day_number(each.taken_at)
        start = end - scale.recall_days
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
