"""Draws resting blood pressure: each reading from diastolic to systolic, the mean, and lines asked for."""

from matplotlib.figure import Figure

from ketatrack.charts.chart import HoverPoint, day_number
from ketatrack.charts.labels import EdgeName, legend_below, legend_height, name_edge, text_width
from ketatrack.charts.palette import Palette
from ketatrack.charts.pressure_data import resting_hover
from ketatrack.charts.pressure_drawing import (
    draw_levels,
    draw_readings,
    finish_pressure,
    line_names,
    pressure_lines,
)
from ketatrack.charts.resting_data import RestingData, mean_words, whole
from ketatrack.charts.style import Frame, line_height, points, show_dates
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import SYSTOLIC


def draw_resting(figure: Figure, data: RestingData, palette: Palette) -> list[HoverPoint]:
    """Draw the chart and return what hovering reads: each reading."""
    width, height = figure.get_size_inches()
    line = line_height(palette)
    legend = pressure_lines(palette)
    means, lines = _mean_names(data, palette), line_names(data.line, palette)
    names = means + lines
    frame = Frame(
        width,
        height,
        left=line * 3.2,
        right=max((text_width(name.label, points(palette)) for name in names), default=0) + line * 1.6,
        top=line * 1.3,
        bottom=line * 1.9 + legend_height(len(legend), width, palette),
    )
    axes = figure.add_axes(frame.rectangle(0, frame.inner_height))
    show_dates(axes, data.span, palette, frame.inner_width)
    draw_readings(axes, data.readings, palette)
    draw_levels(axes, means, palette, "-")
    draw_levels(axes, lines, palette)
    finish_pressure(axes, _title(data), palette, empty=not data.readings)
    name_edge(axes, names, palette)
    legend_below(figure, legend, palette, frame)
    return [
        HoverPoint(axes, day_number(each.taken_at), float(value), resting_hover(each))
        for each in data.readings
        for value in (each.systolic, each.diastolic)
        if value is not None
    ]


def _title(data: RestingData) -> str:
    """Say the mean above the axes, and what the chosen standard calls it."""
    if data.mean is None:
        return ""
    said = _("Mean {pressure} {unit}").format(pressure=mean_words(data.mean), unit=SYSTOLIC.unit)
    if data.standard:
        said += f" · {data.standard.label}: {data.category}"
    return said


def _mean_names(data: RestingData, palette: Palette) -> list[EdgeName]:
    if data.mean is None:
        return []
    return [
        EdgeName(
            float(value), _("Mean {value}").format(value=whole(value)), str(line.get_color()), joined=True
        )
        for value, line in zip(
            (data.mean.systolic, data.mean.diastolic), pressure_lines(palette), strict=True
        )
    ]
