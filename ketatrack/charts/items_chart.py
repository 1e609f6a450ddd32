"""The answers to each item of a questionnaire over time: drawing, sentence and table."""

from functools import partial
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, HoverPoint, Table
from ketatrack.charts.items_data import ItemsData, answer_to, items_data
from ketatrack.charts.palette import Palette
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.scores import total_of
from ketatrack.domain.selection import Selection

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def items_chart(records: CourseRecords, selection: Selection) -> Chart:
    """Return the answers item by item, in the period."""
    data = items_data(records, selection)

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.items_drawing import draw_items

        return draw_items(figure, data, palette)

    return Chart(
        name="items",
        title=_("{instrument}, item by item").format(instrument=data.instrument.abbreviation),
        course=records.course.name,
        sentence=_sentence(data),
        tabulate=partial(_table, data),
        drawing=drawing,
    )


def _sentence(data: ItemsData) -> str:
    name, count = data.instrument.abbreviation, len(data.scores)
    parts = [
        ngettext("{count} {name} with its answers", "{count} {name} with their answers", count).format(
            count=count, name=name
        )
    ]
    if count:
        first, last = (
            date_in_words(local_date(score.taken_at)) for score in (data.scores[0], data.scores[-1])
        )
        parts[0] += _(" from {first} to {last}").format(first=first, last=last)
    if unanswered := len(data.scores) * len(data.items) - len(data.matrix.cells):
        parts.append(
            ngettext(
                "{count} item was not answered and is an empty cell",
                "{count} items were not answered and are empty cells",
                unanswered,
            ).format(count=unanswered)
        )
    if data.totals_only:
        parts.append(
            ngettext(
                "{count} more is known only by its total",
                "{count} more are known only by their totals",
                data.totals_only,
            ).format(count=data.totals_only)
        )
    if data.left_out:
        parts.append(
            _(
                "item {number} is left out by choice, and with it the totals; a total handed over beside "
                "these answers would tell it"
            ).format(number=data.left_out)
        )
    return "; ".join(parts) + "."


def _table(data: ItemsData) -> Table:
    rows = []
    for score in data.scores:
        answers = [answer_to(number, score) for number in data.items]
        total = total_of(score)
        # with the total, the answer that is left out could be worked out
        totals = () if data.left_out else ("" if total is None else f"{total:g}",)
        rows.append(
            (
                date_in_words(local_date(score.taken_at)),
                *("" if answer is None else str(answer) for answer in answers),
                *totals,
            )
        )
    names = (f"{number} {_(item.text)}" for number, item in data.items.items())
    total_name = () if data.left_out else (_("Total"),)
    return Table((_("Date"), *names, *total_name), tuple(rows))
