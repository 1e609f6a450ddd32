"""Draws the blood pressure chart: sessions above, readings at rest below, on one time axis.

Where only one of the two was measured it has the whole figure; the sentence says that the other is missing.
One artist stands for each kind of mark, however many there are, so that ten years draw as fast as one.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ketatrack.charts.chart import HoverPoint, day_number
from ketatrack.charts.labels import (
    EdgeName,
    legend_below,
    legend_height,
    name_edge,
    say_empty,
    text_width,
)
from ketatrack.charts.palette import Palette
from ketatrack.charts.pressure_data import PressureData, resting_hover, session_hover
from ketatrack.charts.style import (
    Frame,
    line_height,
    mark_size,
    points,
    show_dates,
    show_scale,
    usual_mark_size,
)
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import DIASTOLIC, SYSTOLIC
from ketatrack.domain.records import Reading
from ketatrack.domain.session_pressure import Pressure

_SHARE_OF_SESSIONS = 0.58
_USUAL_SCALE = (40, 180)
"""mmHg; always shown, so that charts of different times compare; values beyond widen it."""

_TICK = 20
_BARE = 3.0
"""Points around a dashed line that the grid leaves free."""

_Values = Sequence[float]


def draw_pressure(figure: Figure, data: PressureData, palette: Palette) -> list[HoverPoint]:
    """Draw what was measured and return what hovering reads: each session and each reading at rest."""
    width, height = figure.get_size_inches()
    line = line_height(palette)
    legend = _legend_lines(palette) if data.sessions else pressure_lines(palette)
    names = line_names(data.line, palette)
    beside = max((text_width(name.label, points(palette)) + line for name in names), default=0)
    frame = Frame(
        width,
        height,
        left=line * 3.2,
        right=line * 1.0 + beside,
        top=line * 1.3,
        bottom=line * 1.9 + legend_height(len(legend), width, palette),
    )
    sessions, resting = _panels(figure, frame, line * 1.5, data)
    show_dates(resting, data.span, palette, frame.inner_width)
    found: list[HoverPoint] = []
    if data.sessions:
        _draw_sessions(sessions, data, palette)
        _finish_panel(sessions, _("In sessions"), names, palette)
        found += _session_points(sessions, data)
    if data.resting:
        draw_readings(resting, data.resting, palette)
        _finish_panel(resting, _("At rest and outside sessions"), names, palette)
        found += _resting_points(resting, data)
    if not found:
        finish_pressure(resting, "", palette, empty=True)
    legend_below(figure, legend, palette, frame)
    return found


def _panels(figure: Figure, frame: Frame, between: float, data: PressureData) -> tuple[Axes, Axes]:
    """Place the panel of sessions above that of readings at rest; one for both where only one has any."""
    if not (data.sessions and data.resting):
        whole = figure.add_axes(frame.rectangle(0, frame.inner_height))
        return whole, whole
    room = frame.inner_height - between
    below = room * (1 - _SHARE_OF_SESSIONS)
    sessions = figure.add_axes(frame.rectangle(below + between, room - below))
    resting = figure.add_axes(frame.rectangle(0, below), sharex=sessions)
    sessions.tick_params(bottom=False, labelbottom=False)
    return sessions, resting


def _finish_panel(axes: Axes, title: str, names: Sequence[EdgeName], palette: Palette) -> None:
    draw_levels(axes, names, palette)
    finish_pressure(axes, title, palette, empty=False)
    name_edge(axes, names, palette)


def draw_session_levels(figure: Figure, data: PressureData, palette: Palette) -> list[HoverPoint]:
    """Draw only the panel of sessions, at any size, and return what hovering reads: each session."""
    width, height = figure.get_size_inches()
    line, legend = line_height(palette), _legend_lines(palette)
    frame = Frame(
        width,
        height,
        left=line * 3.2,
        right=line * 1.0,
        top=line * 0.6,
        bottom=line * 1.9 + legend_height(len(legend), width, palette),
    )
    axes = figure.add_axes(frame.rectangle(0, frame.inner_height))
    show_dates(axes, data.span, palette, frame.inner_width)
    _draw_sessions(axes, data, palette)
    finish_pressure(axes, "", palette, empty=not data.sessions)
    legend_below(figure, legend, palette, frame)
    return _session_points(axes, data)


def _draw_sessions(axes: Axes, data: PressureData, palette: Palette) -> None:
    """Draw a line from the lowest to the highest value of each session, with a shape for each moment."""
    days = [day_number(each.session.started_at) for each in data.sessions]
    size = mark_size(2 * len(days), axes, palette)
    for part, (_label, colour) in enumerate(_colours(palette)):
        before = _values(each.before and each.before[part] for each in data.sessions)
        highest = _values((each.highest_systolic, each.highest_diastolic)[part] for each in data.sessions)
        last = _values(each.last[part] for each in data.sessions)
        _bars(axes, days, [before, highest, last], colour, size)
        for moment, values in zip(_moments(palette, colour, size), (before, highest, last), strict=True):
            moment.set_data(days, values)
            axes.add_line(moment)


def line_names(line: Pressure | None, palette: Palette) -> list[EdgeName]:
    """Return the names of the lines that were asked for, none where none were."""
    return [
        EdgeName(float(value), _("Line {value}").format(value=value), palette.caution, joined=True)
        for value in line or ()
    ]


def draw_levels(axes: Axes, names: Sequence[EdgeName], palette: Palette, dashes: str = "--") -> None:
    """Draw a line at each named pressure; before `finish_pressure`, so that the axis reaches it.

    Dashes stand on the bare surface: on a line of the grid they would not be told from it.
    """
    for name in names if dashes != "-" else ():
        axes.axhline(name.value, color=palette.surface, linewidth=_BARE, zorder=0.9)
    for name in names:
        axes.axhline(name.value, color=name.colour, linestyle=dashes, linewidth=1.0, zorder=1)


def _moments(palette: Palette, colour: str, size: float) -> list[Line2D]:
    """Return the marks, yet without data, of the values before, at the highest and at the last."""
    shapes = (
        (_("Before"), "o", palette.surface, 1.0),
        (_("Highest"), "^", colour, 1.0),
        (_("Last"), "_", colour, 1.4),
    )
    return [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=marker,
            markersize=size * scale,
            markeredgewidth=size * 0.25,
            color=colour,
            markerfacecolor=face,
            label=label,
            zorder=3,
        )
        for label, marker, face, scale in shapes
    ]


def pressure_lines(palette: Palette) -> list[Line2D]:
    """Return one line each in the colours of systolic and diastolic, for the legend."""
    return [Line2D([], [], color=colour, label=_(label)) for label, colour in _colours(palette)]


def _legend_lines(palette: Palette) -> list[Line2D]:
    return pressure_lines(palette) + _moments(palette, palette.quiet, usual_mark_size(palette))


def draw_readings(axes: Axes, readings: Sequence[Reading], palette: Palette) -> None:
    """Draw each reading as a line from its diastolic to its systolic value."""
    days = [day_number(reading.taken_at) for reading in readings]
    size = mark_size(2 * len(days), axes, palette)
    systolic = _values(reading.systolic for reading in readings)
    diastolic = _values(reading.diastolic for reading in readings)
    _bars(axes, days, [diastolic, systolic], palette.line, size)
    for values, (_label, colour) in zip((systolic, diastolic), _colours(palette), strict=True):
        axes.plot(days, values, linestyle="none", marker="o", markersize=size, color=colour, zorder=3)


def _colours(palette: Palette) -> tuple[tuple[str, str], tuple[str, str]]:
    return (SYSTOLIC.label, palette.accent), (DIASTOLIC.label, palette.second)


def _values(values: Iterable[int | None]) -> _Values:
    return [np.nan if value is None else float(value) for value in values]


def _bars(axes: Axes, days: Sequence[float], values: Sequence[_Values], colour: str, size: float) -> None:
    """Join the lowest and the highest of the values of each day; of a lone one nothing is seen."""
    if not days:
        return
    lines = [
        [(day, np.nanmin(column)), (day, np.nanmax(column))]
        for day, column in zip(days, zip(*values, strict=True), strict=True)
    ]
    axes.add_collection(LineCollection(lines, colors=colour, linewidths=size * 0.25), autolim=False)


def finish_pressure(axes: Axes, title: str, palette: Palette, *, empty: bool) -> None:
    """Lay the pressure axis out, at least over its usual scale, and write a title above it."""
    values = np.array([value for line in axes.lines for value in np.asarray(line.get_ydata())], dtype=float)
    values = values[np.isfinite(values)]
    low = min([_USUAL_SCALE[0], *(np.floor(values / _TICK) * _TICK)])
    high = max([_USUAL_SCALE[1], *(np.ceil(values / _TICK) * _TICK)])
    axes.set_ylim(low, high)
    room = axes.get_window_extent().height / (line_height(palette) * axes.figure.dpi)
    step = _TICK if (high - low) / _TICK < room else 2 * _TICK
    show_scale(axes, np.arange(low, high + 1, step).tolist(), palette)
    axes.grid(axis="y", color=palette.line, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.set_ylabel(SYSTOLIC.unit)
    axes.set_title(title, loc="left", fontsize=points(palette), color=palette.text, pad=points(palette) * 0.4)
    if empty:
        say_empty(axes, _("No readings in this time"), palette)


def _session_points(sessions: Axes, data: PressureData) -> list[HoverPoint]:
    found = []
    for each in data.sessions:
        day, text = day_number(each.session.started_at), session_hover(each)
        parts = [(each.highest_systolic, each.highest_diastolic), each.before, each.last]
        found += [
            HoverPoint(sessions, day, float(value), text)
            for part in parts
            for value in part or ()
            if value is not None
        ]
    return found


def _resting_points(resting: Axes, data: PressureData) -> list[HoverPoint]:
    found = []
    for reading in data.resting:
        day, text = day_number(reading.taken_at), resting_hover(reading)
        found += [
            HoverPoint(resting, day, float(value), text)
            for value in (reading.systolic, reading.diastolic)
            if value is not None
        ]
    return found
