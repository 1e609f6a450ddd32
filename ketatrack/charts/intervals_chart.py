"""All intervals between sessions laid on one day 0: the drawing, the sentence that says it, and its table."""

from functools import partial
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, HoverPoint, Table
from ketatrack.charts.intervals_data import IntervalLine, IntervalsData, intervals_data
from ketatrack.charts.palette import Palette
from ketatrack.charts.session_marks import session_words
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.selection import Selection
from ketatrack.domain.spread import FEWEST_FOR_A_MEDIAN
from ketatrack.domain.standing_words import recall_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def intervals_chart(records: CourseRecords, selection: Selection) -> Chart:
    """Return the scores after each session of the period, by the days since it."""
    data = intervals_data(records, selection)

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.intervals_drawing import draw_intervals

        return draw_intervals(figure, data, palette)

    return Chart(
        name="intervals",
        title=_("{instrument} in the days after each session").format(instrument=data.scale.abbreviation),
        course=records.course.name,
        sentence=_sentence(data),
        tabulate=partial(_table, data),
        drawing=drawing,
    )


def _sentence(data: IntervalsData) -> str:
    name, count = data.scale.abbreviation, len(data.lines)
    scores = sum(len(line.points) for line in data.lines)
    if not count:
        parts = [_("No complete {name} after a session in this time").format(name=name)]
    else:
        parts = [
            ngettext(
                "{scores} complete {name} after {count} session",
                "{scores} complete {name} after {count} sessions",
                count,
            ).format(scores=scores, name=name, count=count)
        ]
        parts += _spread_words(data)
    if data.without_score:
        parts.append(
            ngettext(
                "{count} session without a score before the next",
                "{count} sessions without a score before the next",
                data.without_score,
            ).format(count=data.without_score)
        )
    if data.scale.recall_days:
        parts.append(recall_words(data.scale.id))
    return "; ".join(parts) + "."


def _spread_words(data: IntervalsData) -> list[str]:
    if not data.weeks:
        return [
            _("no median from fewer than {count} intervals with two scores").format(count=FEWEST_FOR_A_MEDIAN)
        ]
    return [
        _("the median is {first:g} on days {first_begin:g} to {first_end:g}").format(
            first=data.weeks[0].median, first_begin=data.weeks[0].begin, first_end=data.weeks[0].end - 1
        )
    ] + [
        _("{median:g} on days {begin:g} to {end:g}").format(
            median=week.median, begin=week.begin, end=week.end - 1
        )
        for week in data.weeks[-1:]
        if len(data.weeks) > 1
    ]


def _table(data: IntervalsData) -> Table:
    return Table(
        header=(
            _("Session on"),
            _("Session"),
            _("Days to the next"),
            _("Day"),
            _("Date"),
            data.scale.abbreviation,
        ),
        rows=tuple(row for line in data.lines for row in _rows(line)),
    )


def _rows(line: IntervalLine) -> list[tuple[str, ...]]:
    session = (
        date_in_words(local_date(line.session.started_at)),
        session_words(line.session),
        "" if line.days_to_next is None else str(line.days_to_next),
    )
    return [
        (*session, str(each.day), date_in_words(local_date(each.point.taken_at)), f"{each.point.total:g}")
        for each in line.points
    ]
