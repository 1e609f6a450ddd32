"""How the PHQ-9 moved over a course: the drawing, the sentence that says it, and its table.

A questionnaire with an unanswered item has no total: it stands in the table and is counted in the sentence.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, HoverPoint, Table
from ketatrack.charts.palette import Palette
from ketatrack.charts.response_data import ResponseData, response_data
from ketatrack.charts.score_points import band_words, remarks_on
from ketatrack.charts.session_marks import session_words
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.instruments import PHQ9, Instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.phases import phase_on
from ketatrack.domain.records import Phase
from ketatrack.domain.response import Baseline
from ketatrack.domain.scores import scored, self_rated

if TYPE_CHECKING:
    from matplotlib.figure import Figure


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
        band = "" if total is None else ", ".join(band_words(total, instrument))
        rows.append((score.taken_at, ("", value, band, ", ".join(remarks_on(score)))))
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
