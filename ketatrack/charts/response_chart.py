"""How the PHQ-9 moved over a course: what there is to draw, the sentence that says it, and its table.

Only the patient's own complete answers are drawn. A questionnaire with an unanswered item has no total: it
stands in the table and is counted in the sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from gettext import ngettext
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, HoverPoint, Table, day_number, span_of_days
from ketatrack.charts.chart import translated as _
from ketatrack.charts.palette import Palette
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.instruments import PHQ9, Instrument, instruments
from ketatrack.domain.moments import date_in_words, days_between, local_date
from ketatrack.domain.phases import phase_on
from ketatrack.domain.provenance import is_late
from ketatrack.domain.records import Phase, Score, Session
from ketatrack.domain.response import Baseline, baseline
from ketatrack.domain.scores import Scored, scored, self_rated
from ketatrack.domain.sessions import given
from ketatrack.domain.words import Route

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LONGEST_BRIDGE_DAYS = 21
"""The line is interrupted where more days than this lie between two scores: nobody knows what was there."""


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


def response_chart(records: CourseRecords, period: Period) -> Chart:
    """Return the PHQ-9 over the course; the period chooses what is drawn, never what the baseline is."""
    data = response_data(records, period)

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.response_drawing import draw_response

        return draw_response(figure, data, palette)

    return Chart(
        name="response",
        title=_("{instrument} over the course").format(instrument=data.instrument.abbreviation),
        course=records.course.name,
        sentence=_sentence(records, period, data),
        table=_table(records, period, data.instrument),
        drawing=drawing,
    )


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
        gaps=_gaps(shown),
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


def _gaps(scores: Sequence[Scored]) -> list[int]:
    return [
        index
        for index in range(1, len(scores))
        if days_between(scores[index - 1].taken_at, scores[index].taken_at) > LONGEST_BRIDGE_DAYS
    ]


def _point(each: Scored, instrument: Instrument) -> ScorePoint:
    words = [
        date_in_words(local_date(each.taken_at)),
        f"{instrument.abbreviation} {each.total:g}",
        *_band_words(each.total, instrument),
        *_remarks(each.score),
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


def _band_words(total: float, instrument: Instrument) -> list[str]:
    band = instrument.band(total)
    return [_(band.label)] if band else []


def _remarks(score: Score) -> list[str]:
    remarks = []
    if score.answers is None:
        remarks.append(_("only the total is known"))
    elif None in score.answers:
        remarks.append(_("incomplete, so it has no total"))
    if is_late(score) and score.written_at is not None:
        remarks.append(_("written down {date}").format(date=date_in_words(local_date(score.written_at))))
    return remarks


def _sentence(records: CourseRecords, period: Period, data: ResponseData) -> str:
    points = data.points
    name = data.instrument.abbreviation
    if points:
        first, last = (date_in_words(local_date(point.taken_at)) for point in (points[0], points[-1]))
        said = ngettext(
            "{count} complete {name}, {last_total:g} on {first}",
            "{count} complete {name} scores from {first} to {last}, between {low:g} and {high:g}, "
            "the last {last_total:g}",
            len(points),
        ).format(
            count=len(points),
            name=name,
            first=first,
            last=last,
            low=min(point.total for point in points),
            high=max(point.total for point in points),
            last_total=points[-1].total,
        )
    else:
        said = _("No complete {name} in this time").format(name=name)
    parts = [
        said,
        _baseline_words(data.baseline),
        *_session_count_words(data),
        *_left_out(records, period, name),
    ]
    return "; ".join(parts) + "."


def _baseline_words(of: Baseline | None) -> str:
    if of is None:
        return _("no baseline")
    return _("the baseline is {total:g} of {date}").format(
        total=of.total, date=date_in_words(local_date(of.taken_at))
    )


def _session_count_words(data: ResponseData) -> list[str]:
    words = []
    count = sum(mark.given for mark in data.sessions)
    words.append(ngettext("{count} session", "{count} sessions", count).format(count=count))
    if missed := len(data.sessions) - count:
        words.append(
            ngettext("{count} session not given", "{count} sessions not given", missed).format(count=missed)
        )
    return words


def _left_out(records: CourseRecords, period: Period, name: str) -> list[str]:
    """Say which rows of the questionnaire are kept but not drawn, and how many."""
    rows = [
        score
        for score in records.scores
        if score.instrument == PHQ9 and period.holds(local_date(score.taken_at))
    ]
    own = self_rated(rows)
    incomplete = len(own) - len(scored(rows))
    others = len(rows) - len(own)
    words = []
    if incomplete:
        words.append(
            ngettext(
                "{count} incomplete {name} is not drawn",
                "{count} incomplete {name} are not drawn",
                incomplete,
            ).format(count=incomplete, name=name)
        )
    if others:
        words.append(
            ngettext(
                "{count} answered by somebody else is not drawn",
                "{count} answered by somebody else are not drawn",
                others,
            ).format(count=others)
        )
    return words


def _table(records: CourseRecords, period: Period, instrument: Instrument) -> Table:
    totals = {each.score.id: each.total for each in scored(records.scores)}
    rows: list[tuple[datetime, tuple[str, ...]]] = []
    for score in self_rated(records.scores):
        total = totals.get(score.id)
        value = "" if total is None else f"{total:g}"
        band = "" if total is None else ", ".join(_band_words(total, instrument))
        rows.append((score.taken_at, ("", value, band, ", ".join(_remarks(score)))))
    rows += [(session.started_at, (session_words(session), "", "", "")) for session in records.sessions]
    rows = sorted((row for row in rows if period.holds(local_date(row[0]))), key=lambda row: row[0])
    return Table(
        header=(
            _("Date"),
            _("Phase"),
            _("Session"),
            instrument.abbreviation,
            _("Severity band"),
            _("Remarks"),
        ),
        rows=tuple(
            (date_in_words(local_date(moment)), _phase_name(records.phases, local_date(moment)), *cells)
            for moment, cells in rows
        ),
    )


def _phase_name(phases: Sequence[Phase], day: date) -> str:
    phase = phase_on(phases, day)
    return _(phase.phase.label) if phase else ""
