"""Draws one session: blood pressure above, pulse below, and what happened as quiet marks between.

Lines that a clinic set have the caution colour; nothing else in the chart has it, and nothing is coloured for
being high or low.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from ketatrack.charts.chart import HoverPoint
from ketatrack.charts.labels import (
    EdgeName,
    legend_below,
    legend_height,
    name_edge,
    say_empty,
    text_width,
)
from ketatrack.charts.live_data import LiveData, TimedReading, event_hover, reading_hover
from ketatrack.charts.palette import Palette
from ketatrack.charts.pressure_drawing import draw_levels, finish_pressure, pressure_lines
from ketatrack.charts.style import (
    Frame,
    line_height,
    mark_size,
    points,
    show_minutes,
    show_scale,
    usual_mark_size,
)
from ketatrack.domain.followed_words import LimitedMeasure
from ketatrack.domain.language import gettext as _
from ketatrack.domain.limits import AS_THE_CLINIC_SAID
from ketatrack.domain.measures import PULSE

_SHORTEST_MINUTES = 60
_PULSE_SHARE = 0.26
_USUAL_PULSE = (50, 110)
"""/min; always shown, so that sessions compare; values beyond widen it."""
_PULSE_TICK = 20
_STRIP_LINES = 1.0
_SHAPES = {"systolic": "o", "diastolic": "s", "pulse": "D"}
"""Told apart without colour, too."""


def draw_live(figure: Figure, data: LiveData, palette: Palette) -> list[HoverPoint]:
    """Draw the session and return what hovering reads: each value, and each event."""
    width, height = figure.get_size_inches()
    line = line_height(palette)
    names = _edge_names(data, palette)
    beside = [text_width(each.label, points(palette)) for panel in names.values() for each in panel]
    legend = _legend(data, palette)
    frame = Frame(
        width,
        height,
        left=line * 3.2,
        right=line * 1.6 + max(beside, default=0),
        top=line * 0.8,
        bottom=line * 2.9 + legend_height(len(legend), width, palette),
    )
    pressure, strip, pulse = _panels(figure, frame, line, data)
    show_minutes(pulse or strip, _span(data), palette, frame.inner_width)
    (pulse or strip).set_xlabel(
        _("Minutes from the first dose") if data.is_dosed else _("Minutes; no dose is written down")
    )
    found = _draw_pressure(pressure, data, names["pressure"], palette)
    found += _draw_events(strip, data, palette)
    if pulse is not None:
        found += _draw_pulse(pulse, data, names["pulse"], palette)
    legend_below(figure, legend, palette, frame)
    return found


def _panels(figure: Figure, frame: Frame, line: float, data: LiveData) -> tuple[Axes, Axes, Axes | None]:
    """Place pressure above, the strip of events below it, and pulse last where one was measured."""
    strip_height = line * _STRIP_LINES
    has_pulse = any(each.reading.pulse is not None for each in data.readings)
    room = frame.inner_height - strip_height
    below = room * _PULSE_SHARE if has_pulse else 0.0
    pressure = figure.add_axes(frame.rectangle(below + strip_height, room - below))
    strip = figure.add_axes(frame.rectangle(below, strip_height), sharex=pressure)
    pulse = figure.add_axes(frame.rectangle(0, below), sharex=pressure) if has_pulse else None
    for axes in (pressure, strip) if pulse is not None else (pressure,):
        axes.tick_params(bottom=False, labelbottom=False)
    return pressure, strip, pulse


def _span(data: LiveData) -> tuple[float, float]:
    minutes = [*(each.minutes for each in data.readings), *(each.minutes for each in data.events)]
    known = [*minutes, *data.checkpoints, data.stay_minutes or 0]
    return float(min([0, *minutes])), float(max([_SHORTEST_MINUTES, *known]))


# the three panels


def _draw_pressure(
    axes: Axes, data: LiveData, names: Sequence[EdgeName], palette: Palette
) -> list[HoverPoint]:
    _draw_times(axes, data, palette)
    found = []
    for field, like in zip(("systolic", "diastolic"), pressure_lines(palette), strict=True):
        found += _draw_values(axes, data.readings, field, str(like.get_color()), palette)
    _draw_edges(axes, names, palette)
    finish_pressure(axes, "", palette, empty=False)
    name_edge(axes, names, palette)
    if not data.readings:
        say_empty(axes, _("No reading in this session yet"), palette)
    return found


def _draw_pulse(axes: Axes, data: LiveData, names: Sequence[EdgeName], palette: Palette) -> list[HoverPoint]:
    _draw_times(axes, data, palette)
    found = _draw_values(axes, data.readings, "pulse", palette.text, palette)
    _draw_edges(axes, names, palette)
    values = [each.reading.pulse for each in data.readings if each.reading.pulse is not None]
    values += [round(name.value) for name in names]
    low = min([_USUAL_PULSE[0], *(value // 10 * 10 for value in values)])
    high = max([_USUAL_PULSE[1], *(-(-value // 10) * 10 for value in values)])
    axes.set_ylim(low, high)
    room = int(axes.get_window_extent().height / (line_height(palette) * axes.figure.dpi))
    ticks = MaxNLocator(nbins=max(1, min(room, (high - low) // _PULSE_TICK)), steps=[1, 2, 4, 5, 10])
    shown = [tick for tick in ticks.tick_values(low, high) if low <= tick <= high]
    show_scale(axes, shown, palette)
    axes.grid(axis="y", color=palette.line, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.set_ylabel(PULSE.unit)
    name_edge(axes, names, palette)
    return found


def _draw_values(
    axes: Axes, readings: Sequence[TimedReading], field: str, colour: str, palette: Palette
) -> list[HoverPoint]:
    """Join the values of one measure; a reading without it is passed over."""
    measured = [(each, value) for each in readings if (value := getattr(each.reading, field)) is not None]
    axes.plot(
        [each.minutes for each, _value in measured],
        [value for _each, value in measured],
        color=colour,
        linewidth=1.2,
        marker=_SHAPES[field],
        markersize=mark_size(2 * len(measured), axes, palette),
        zorder=3,
        clip_on=False,  # the highest, the lowest and the last are drawn whole
    )
    return [HoverPoint(axes, each.minutes, float(value), reading_hover(each)) for each, value in measured]


def _draw_times(axes: Axes, data: LiveData, palette: Palette) -> None:
    """Draw thin upright lines where somebody wanted to look, and where the first dose was."""
    lines = [(minutes, ":") for minutes in data.checkpoints] + [(0, "-")] * data.is_dosed
    axes.add_collection(
        LineCollection(
            [[(minutes, 0), (minutes, 1)] for minutes, _dashes in lines],
            colors=palette.quiet,
            linewidths=0.7,
            linestyles=[dashes for _minutes, dashes in lines],
            transform=axes.get_xaxis_transform(),
            zorder=1,
        ),
        autolim=False,
    )


def _draw_edges(axes: Axes, names: Sequence[EdgeName], palette: Palette) -> None:
    """Draw the lines of the clinic in the caution colour, and the values before the dose quietly."""
    draw_levels(axes, [replace(each, colour=palette.caution) for each in names if each.joined], palette)
    draw_levels(axes, [each for each in names if not each.joined], palette, "-")


def _draw_events(axes: Axes, data: LiveData, palette: Palette) -> list[HoverPoint]:
    axes.set_ylim(-1, 1)
    axes.tick_params(left=False, labelleft=False)
    axes.spines[["left"]].set_visible(False)
    size = mark_size(len(data.events), axes, palette)
    for is_dose in (False, True):
        minutes = [each.minutes for each in data.events if each.is_dose is is_dose]
        mark = _event_mark(palette, size, is_dose=is_dose)
        mark.set_data(minutes, np.zeros(len(minutes)))
        axes.add_line(mark)
    return [HoverPoint(axes, each.minutes, 0.0, event_hover(each)) for each in data.events]


# names and legend


def _edge_names(data: LiveData, palette: Palette) -> dict[str, list[EdgeName]]:
    """Return the names beside the right edge: the values before the dose, and the clinic's lines."""
    found: dict[str, list[EdgeName]] = {"pressure": [], "pulse": []}
    for measure in (LimitedMeasure.SYSTOLIC, LimitedMeasure.DIASTOLIC, LimitedMeasure.PULSE):
        panel = found["pulse" if measure is LimitedMeasure.PULSE else "pressure"]
        before = getattr(data.before, measure.value, None)
        if before is not None:
            label = _("Before {value}").format(value=before)
            panel.append(EdgeName(float(before), label, palette.quiet, joined=False))
        panel += [
            EdgeName(
                float(limit.number),
                _("Clinic {value}").format(value=limit.number),
                palette.text,
                joined=True,
            )
            for limit in data.limits
            if limit.measure is measure
        ]
    return found


def _event_mark(palette: Palette, size: float, *, is_dose: bool) -> Line2D:
    return Line2D(
        [],
        [],
        linestyle="none",
        marker="v" if is_dose else "|",
        markersize=size if is_dose else size * 1.4,
        markeredgewidth=size * 0.2,
        color=palette.text if is_dose else palette.quiet,
        label=_("Dose") if is_dose else _("Event"),
    )


def _legend(data: LiveData, palette: Palette) -> list[Line2D]:
    size = usual_mark_size(palette)
    lines = pressure_lines(palette)
    for each, shape in zip(lines, _SHAPES.values(), strict=False):
        each.set_marker(shape)
    if any(each.reading.pulse is not None for each in data.readings):
        pulse = Line2D([], [], color=palette.text, marker=_SHAPES["pulse"], label=_(PULSE.label))
        lines.append(pulse)
    if any(each.is_dose for each in data.events):
        lines.append(_event_mark(palette, size, is_dose=True))
    if any(not each.is_dose for each in data.events):
        lines.append(_event_mark(palette, size, is_dose=False))
    if data.checkpoints:
        lines.append(Line2D([], [], color=palette.quiet, linestyle=":", linewidth=0.8, label=_("Checkpoint")))
    if data.limits:
        label = _("Limit, {clinic}").format(clinic=_(AS_THE_CLINIC_SAID))
        lines.append(Line2D([], [], color=palette.caution, linestyle="--", linewidth=1.0, label=label))
    return lines
