"""Two questionnaires or scales on one time axis: drawing, sentence and table."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, HoverPoint, Table
from ketatrack.charts.pair_data import InstrumentLine, PairData, pair_data
from ketatrack.charts.palette import Palette
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.selection import Selection

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def pair_chart(records: CourseRecords, selection: Selection) -> Chart:
    """Return two instruments of the period, each on its whole scale."""
    data = pair_data(records, selection)

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.pair_drawing import draw_pair

        return draw_pair(figure, data, palette)

    names = [line.scale.abbreviation for line in data.lines]
    return Chart(
        name="two-instruments",
        title=_("{names} over the course").format(names=_(" and ").join(names)),
        course=records.course.name,
        sentence=_sentence(data),
        tabulate=partial(_table, data),
        drawing=drawing,
    )


def _sentence(data: PairData) -> str:
    parts = [_line_words(line) for line in data.lines]
    if len(data.lines) == 1:
        parts.append(_("no other questionnaire or scale was filled in"))
    count = sum(mark.given for mark in data.sessions)
    parts.append(ngettext("{count} session", "{count} sessions", count).format(count=count))
    return "; ".join(parts) + "."


def _line_words(line: InstrumentLine) -> str:
    name, totals = line.scale.abbreviation, [point.total for point in line.points]
    if not totals:
        return _("No complete {name} in this time").format(name=name)
    return ngettext(
        "{name}: {count} complete score, {last:g}",
        "{name}: {count} complete scores between {low:g} and {high:g}, the last {last:g}",
        len(totals),
    ).format(name=name, count=len(totals), low=min(totals), high=max(totals), last=totals[-1])


def _table(data: PairData) -> Table:
    rows: list[tuple[datetime, tuple[str, ...]]] = []
    for place, line in enumerate(data.lines):
        empty = [""] * len(data.lines)
        for point in line.points:
            cells = [*empty[:place], f"{point.total:g}", *empty[place + 1 :]]
            rows.append((point.taken_at, tuple(cells)))
    rows.sort(key=lambda row: row[0])
    return Table(
        header=(_("Date"), _("Time"), *(line.scale.abbreviation for line in data.lines)),
        rows=tuple((date_in_words(local_date(moment)), f"{moment:%H:%M}", *cells) for moment, cells in rows),
    )
