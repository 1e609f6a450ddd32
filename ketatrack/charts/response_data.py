"""What the response chart draws: scores, sessions, phases and the baseline, each mark with its words.

Only the patient's own complete answers are drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ketatrack.charts.chart import day_number, span_of_days
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.instruments import PHQ9, Instrument, instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.provenance import is_late
from ketatrack.domain.records import Phase, Score, Session
from ketatrack.domain.response import Baseline, baseline
from ketatrack.domain.scores import Scored, interruptions, scored
from ketatrack.domain.sessions import given
from ketatrack.domain.words import Route


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """A complete score: when, its total in points, whether it was written down late, its words."""

    taken_at: datetime
    total: float
    late: bool
    text: str

    @property
    def day(self) -> float:
        """Return its day number."""
        return day_number(self.taken_at)


@dataclass(frozen=True, slots=True)
class SessionMark:
    """A session under the line: day number, route, whether a dose was given, its words."""

    day: float
    route: Route | None
    given: bool
    text: str


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A phase from one day number to another, within what the chart shows."""

    start: float
    end: float
    name: str


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
        points=[_point(score, instrument) for score in shown],
        gaps=interruptions(shown),
        sessions=[_mark(session) for session in sessions],
        phases=_phase_spans(records.phases, span),
        baseline=baseline(complete, records.sessions),
    )


def session_words(session: Session) -> str:
    """Say what a session was: its route, its dose as recorded, and how it ended."""
    parts = [_(session.route.label if session.route else Session.label)]
    if session.dose is not None:
        parts.append(f"{session.dose:g} {session.dose_unit or ''}".strip())
    parts.append(_(session.outcome.label))
    return ", ".join(parts)


def _within(sessions: Sequence[Session], period: Period) -> list[Session]:
    return [session for session in sessions if period.holds(local_date(session.started_at))]


def _point(each: Scored, instrument: Instrument) -> ScorePoint:
    words = [
        date_in_words(local_date(each.taken_at)),
        f"{instrument.abbreviation} {each.total:g}",
        *band_words(each.total, instrument),
        *remarks_on(each.score),
    ]
    return ScorePoint(each.taken_at, each.total, is_late(each.score), " · ".join(words))


def _mark(session: Session) -> SessionMark:
    return SessionMark(
        day_number(session.started_at),
        session.route,
        bool(given([session])),
        f"{date_in_words(local_date(session.started_at))} · {session_words(session)}",
    )


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


def band_words(total: float, instrument: Instrument) -> list[str]:
    """Return the name of the severity band that a total falls in, if its source names one."""
    band = instrument.band(total)
    return [_(band.label)] if band else []


def remarks_on(score: Score) -> list[str]:
    """Say what a reader of a score has to know: only a total, incomplete, written down later."""
    remarks = []
    if score.answers is None:
        remarks.append(_("only the total is known"))
    elif None in score.answers:
        remarks.append(_("incomplete, so it has no total"))
    if is_late(score) and score.written_at is not None:
        remarks.append(_("written down {date}").format(date=date_in_words(local_date(score.written_at))))
    return remarks
