"""Draws the change of blood pressure in sessions: systolic above, diastolic below, on one axis of minutes.

One artist stands for each kind of mark, however many there are, so that ten years draw as fast as one.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from ketatrack.charts.chart import HoverPoint
from ketatrack.charts.edge_ticks import draw_edge_ticks, edge_height
from ketatrack.charts.labels import legend_below, legend_height, say_empty
from ketatrack.charts.palette import Palette
from ketatrack.charts.rises_data import RisesData
from ketatrack.charts.spread_drawing import draw_courses, draw_points, draw_spreads
from ketatrack.charts.style import Frame, line_height, points, show_minutes, show_scale
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import DIASTOLIC, SYSTOLIC
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.wording import pressure_words

_USUAL_SCALE = (-20, 60)
"""mmHg; always shown, so that charts of different times compare; values beyond widen it."""

_TICK = 20
_SHORTEST_MINUTES = 120
_BRIDGE_MINUTES = 60
"""Without a reading; beyond it the medians are not joined."""


def draw_rises(figure: Figure, data: RisesData, palette: Palette) -> list[HoverPoint]:
    """Draw both panels and return what hovering reads: each reading after a dose."""
    width, height = figure.get_size_inches()
    line = line_height(palette)
    routes = {each.session.route for each in data.rises}
    entries = len(routes) + 2 * any(map(bool, data.spreads)) + bool(data.events)
    frame = Frame(
        width,
        height,
        left=line * 3.2,
        right=line * 1.0,
        top=line * 1.3,
        bottom=line * 2.9 + legend_height(entries, width, palette),
    )
    between = line * 1.5
    room = (frame.inner_height - between) / 2
    systolic = figure.add_axes(frame.rectangle(room + between, room))
    diastolic = figure.add_axes(frame.rectangle(0, room), sharex=systolic, sharey=systolic)
    show_minutes(diastolic, _span_of_minutes(data), palette, frame.inner_width)
    diastolic.set_xlabel(_("Minutes from the session's start"))
    systolic.tick_params(bottom=False, labelbottom=False)
    legend: dict[str, Line2D] = {}
    for part, (axes, measure) in enumerate(((systolic, SYSTOLIC), (diastolic, DIASTOLIC))):
        _finish(axes, _(measure.label), data, palette)
        for each in _draw_part(axes, data, part, palette):
            legend.setdefault(str(each.get_label()), each)
    ticks = draw_edge_ticks(
        diastolic, [each.minutes for each in data.events], _("Event in a session"), palette
    )
    legend_below(figure, [*legend.values(), *ticks], palette, frame)
    at = edge_height(diastolic)
    return _hover_points((systolic, diastolic), data) + [
        HoverPoint(diastolic, each.minutes, at, each.text) for each in data.events
    ]


def _span_of_minutes(data: RisesData) -> tuple[float, float]:
    minutes = [when for each in data.rises for when, _change in each.changes(0)]
    minutes += [float(each.minutes) for each in data.events]
    return min([0.0, *minutes]), max([_SHORTEST_MINUTES, *minutes])


def _draw_part(axes: Axes, data: RisesData, part: int, palette: Palette) -> list[Line2D]:
    found = data.spreads[part]
    courses = [(each.session.route, each.changes(part)) for each in data.rises]
    draw_courses(axes, [changes for _route, changes in courses], palette, quiet=bool(found))
    return draw_spreads(axes, found, palette, bridge=_BRIDGE_MINUTES) + draw_points(
        axes, courses, palette, quiet=bool(found)
    )


def _finish(axes: Axes, title: str, data: RisesData, palette: Palette) -> None:
    values = [change for each in data.rises for part in (0, 1) for _minutes, change in each.changes(part)]
    low = min([_USUAL_SCALE[0], *(np.floor(np.array(values) / _TICK) * _TICK)])
    high = max([_USUAL_SCALE[1], *(np.ceil(np.array(values) / _TICK) * _TICK)])
    axes.set_ylim(low, high)
    room = max(2, axes.get_window_extent().height / (line_height(palette) * axes.figure.dpi))
    ticks = MaxNLocator(nbins=int(min(room, (high - low) / _TICK)), steps=[1, 2, 4, 5, 10])
    show_scale(axes, ticks.tick_values(low, high), palette)
    axes.set_ylim(low, high)
    axes.yaxis.set_major_formatter(lambda value, _place: f"{value:+.0f}" if value else "0")
    axes.grid(axis="y", color=palette.line, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.axhline(0, color=palette.second, linewidth=1.0, zorder=1)
    axes.set_ylabel(SYSTOLIC.unit)
    axes.set_title(title, loc="left", fontsize=points(palette), color=palette.text, pad=points(palette) * 0.4)
    if not data.rises:
        say_empty(axes, _("No session with a reading before and after the dose"), palette)


def _hover_points(panels: tuple[Axes, Axes], data: RisesData) -> list[HoverPoint]:
    found = []
    for each in data.rises:
        date = date_in_words(local_date(each.session.started_at))
        before = each.before.pressure
        for timed in each.after:
            rise = [now - then for now, then in zip(timed.pressure, before, strict=True)]
            text = _("{date}, minute {minutes} · {pressure} · {systolic:+} / {diastolic:+} {unit}").format(
                date=date,
                minutes=timed.minutes,
                pressure=pressure_words(*timed.pressure),
                systolic=rise[0],
                diastolic=rise[1],
                unit=SYSTOLIC.unit,
            )
            found += [
                HoverPoint(axes, timed.minutes, change, text)
                for axes, change in zip(panels, rise, strict=True)
            ]
    return found
