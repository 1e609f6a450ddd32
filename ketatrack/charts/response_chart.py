"""How a person's scores moved over a course: the drawing, the sentence that says it, and its table.

A questionnaire with an unanswered item has no total: it stands in the table and is counted in the sentence.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, HoverPoint, Table
from ketatrack.charts.palette import Palette
from ketatrack.charts.response_data import ResponseData, response_data
from ketatrack.charts.response_words import response_sentence
from ketatrack.charts.score_points import band_words, ceiling_words, remarks_on
from ketatrack.charts.session_marks import session_words
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.phases import phase_on
from ketatrack.domain.records import JournalEntry, Phase, Score
from ketatrack.domain.scores import self_rated
from ketatrack.domain.selection import Selection

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_Row = tuple[datetime, tuple[str, str, str, str]]
"""When, then session, total, band and remarks."""


def response_chart(records: CourseRecords, selection: Selection) -> Chart:
    """Return the scores that a course is followed by, with all that they are to be seen beside.

    The period chooses what is drawn, never what the baseline is.
    """
    data = response_data(records, selection)

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.response_drawing import draw_response

        return draw_response(figure, data, palette)

    return Chart(
        name="response",
        title=_("{instrument} over the course").format(instrument=data.scale.abbreviation),
        course=records.course.name,
        sentence=response_sentence(records, selection.period, data),
        tabulate=partial(_table, records, selection.period, data),
        drawing=drawing,
    )


def _table(records: CourseRecords, period: Period, data: ResponseData) -> Table:
    rows = sorted([*_score_rows(records, period, data), *_other_rows(records, period, data)], key=_when)
    return Table(
        header=(
            _("Date"),
            _("Phase"),
            _("Session"),
            data.scale.axis_name,
            _("Severity band"),
            _("Remarks"),
        ),
        rows=tuple(
            (date_in_words(local_date(moment)), _phase_name(records.phases, local_date(moment)), *cells)
            for moment, cells in rows
        ),
    )


def _when(row: _Row) -> datetime:
    return row[0]


def _score_rows(records: CourseRecords, period: Period, data: ResponseData) -> Iterator[_Row]:
    """Yield a row for each row of the patient's own, complete or not, with what is to be known of it."""
    complete = {each.score.id: each for each in data.scores}
    beside = _remarks_beside(data)
    for score in _within(records, period, data):
        each = complete.get(score.id)
        if each is None:
            yield score.taken_at, ("", "", "", ", ".join(remarks_on(score)))
        else:
            remarks = [*ceiling_words(each, data.scale), *remarks_on(score), *beside.get(score.taken_at, ())]
            band = ", ".join(band_words(each.total, data.scale))
            yield score.taken_at, ("", f"{each.total:g}", band, ", ".join(remarks))


def _remarks_beside(data: ResponseData) -> Mapping[datetime, Sequence[str]]:
    """Return, by moment, which score is the baseline, or the first or the one after a time in response."""
    remarks: defaultdict[datetime, list[str]] = defaultdict(list)
    if data.baseline:
        remarks[data.baseline.taken_at].append(_("the baseline"))
    if data.passed_over and data.passed_over != data.baseline:
        remarks[data.passed_over.taken_at].append(_("the baseline by rule"))
    for mark in data.episodes:
        remarks[mark.began].append(mark.text)
        if mark.loss:
            remarks[mark.loss.first_out].append(mark.loss_text)
    return remarks


def _within(records: CourseRecords, period: Period, data: ResponseData) -> list[Score]:
    own = self_rated(records.scores, data.scale.id)
    return [score for score in own if period.holds(local_date(score.taken_at))]


def _other_rows(records: CourseRecords, period: Period, data: ResponseData) -> Iterator[_Row]:
    """Yield a row for each session, each change by its number in the drawing, and each journal entry."""
    for session in records.sessions:
        if period.holds(local_date(session.started_at)):
            yield session.started_at, (session_words(session), "", "", "")
    for number, mark in enumerate(data.changes, start=1):
        moment = mark.moment
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, time.min, tzinfo=UTC)
        words = _("change {number}: {words}").format(number=number, words=mark.words)
        yield moment, ("", "", "", words)
    for moment in data.journal:
        yield moment, ("", "", "", _(JournalEntry.label))


def _phase_name(phases: Sequence[Phase], day: date) -> str:
    phase = phase_on(phases, day)
    return _(phase.phase.label) if phase else ""
