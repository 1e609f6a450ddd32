"""Resting blood pressure over time: drawing, sentence and table."""

from functools import partial
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, HoverPoint, Table
from ketatrack.charts.palette import Palette
from ketatrack.charts.pressure_data import line_words
from ketatrack.charts.resting_data import RestingData, mean_words, resting_data
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.measures import DIASTOLIC, PULSE, SYSTOLIC
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.selection import Selection

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def resting_chart(records: CourseRecords, selection: Selection) -> Chart:
    """Return the readings at rest of the period."""
    data = resting_data(records, selection)

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.resting_drawing import draw_resting

        return draw_resting(figure, data, palette)

    return Chart(
        name="resting-pressure",
        title=_("Blood pressure at rest"),
        course=records.course.name,
        sentence="; ".join(_said(data)) + ".",
        tabulate=partial(_table, data),
        drawing=drawing,
    )


def _said(data: RestingData) -> list[str]:
    count = len(data.readings)
    parts = [
        ngettext("{count} reading at rest", "{count} readings at rest", count).format(count=count)
        if count
        else _("No readings at rest in this time")
    ]
    if data.mean:
        parts.append(
            _("the mean of {count} on {days} days is {pressure} {unit}").format(
                count=data.mean.readings,
                days=data.mean.days,
                pressure=mean_words(data.mean),
                unit=SYSTOLIC.unit,
            )
        )
    elif count:
        parts.append(_("no mean from fewer than two readings on two days"))
    if data.standard and data.category:
        parts.append(
            _("{standard} calls that mean “{category}”").format(
                standard=data.standard.label, category=data.category
            )
        )
    parts += line_words(data.line)
    return parts


def _table(data: RestingData) -> Table:
    named = _("{name} ({unit})")
    header = (
        _("Date"),
        _("Time"),
        *(named.format(name=_(each.label), unit=each.unit) for each in (SYSTOLIC, DIASTOLIC, PULSE)),
        _("Arm"),
    )
    rows = tuple(
        (
            date_in_words(local_date(each.taken_at)),
            f"{each.taken_at:%H:%M}",
            *("" if value is None else str(value) for value in (each.systolic, each.diastolic, each.pulse)),
            each.arm,
        )
        for each in data.readings
    )
    return Table(header, rows)
