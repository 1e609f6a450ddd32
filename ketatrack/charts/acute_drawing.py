"""Draws the days or hours around each session: a panel for each scale, on one axis from the session's start.

One artist stands for each kind of mark, however many there are, so that ten years draw as fast as one.
"""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ketatrack.charts.acute_data import DAYS, AcuteData, Around, ScaleAround
from ketatrack.charts.chart import HoverPoint
from ketatrack.charts.edge_ticks import draw_edge_ticks, edge_height
from ketatrack.charts.labels import legend_below, legend_height, say_empty
from ketatrack.charts.palette import Palette
from ketatrack.charts.score_axis import draw_bands, room_for_axis, show_scores
from ketatrack.charts.spread_drawing import draw_courses, draw_points, draw_spreads
from ketatrack.charts.style import Frame, line_height, points
from ketatrack.domain.language import gettext as _

_NAME_LINES = 2
"""Of a scale's name along its axis, which is short where there are several."""


def draw_acute(figure: Figure, data: AcuteData, palette: Palette) -> list[HoverPoint]:
    """Draw the panels and return what hovering reads: each score."""
    width, height = figure.get_size_inches()
    line = line_height(palette)
    routes = {each.session.route for of in data.scales for each in of.sessions}
    late = any(any(each.late) for of in data.scales for each in of.sessions)
    entries = len(routes) + 2 * any(of.spreads for of in data.scales) + bool(data.events) + late
    frame = Frame(
        width,
        height,
        left=room_for_axis((each.scale for each in data.scales), palette, _NAME_LINES),
        right=line * 0.6,
        top=line * 0.6,
        bottom=line * 2.9 + legend_height(entries, width, palette),
    )
    between = line * 0.8
    room = (frame.inner_height + between) / len(data.scales)
    panels = [
        figure.add_axes(frame.rectangle(room * place, room - between))
        for place in reversed(range(len(data.scales)))
    ]
    legend: dict[str, Line2D] = {}
    for axes, of in zip(panels, data.scales, strict=True):
        _show_time(axes, data.around, palette, lowest=axes is panels[-1])
        for each in _draw_scale(axes, of, palette, bridge=data.around.bridge):
            legend.setdefault(str(each.get_label()), each)
    places = [each.after / data.around.unit for each in data.events]
    ticks = draw_edge_ticks(panels[-1], places, _("Event in a session"), palette)
    legend_below(figure, [*legend.values(), *ticks], palette, frame)
    at = edge_height(panels[-1])
    return _hover_points(panels, data) + [
        HoverPoint(panels[-1], place, at, each.text) for place, each in zip(places, data.events, strict=True)
    ]


def _show_time(axes: Axes, around: Around, palette: Palette, *, lowest: bool) -> None:
    axes.set_xlim(around.begin, around.end)
    axes.set_xticks(range(around.begin, around.end + 1, around.tick))
    axes.tick_params(
        axis="x",
        colors=palette.quiet,
        labelsize=points(palette),
        length=3,
        color=palette.line,
        labelbottom=lowest,
    )
    axes.axvline(0, color=palette.quiet, linewidth=0.8, zorder=1)
    if lowest:
        words = _("Days from the session's start") if around == DAYS else _("Hours from the session's start")
        axes.set_xlabel(words)


def _draw_scale(axes: Axes, of: ScaleAround, palette: Palette, *, bridge: float) -> list[Line2D]:
    show_scores(axes, of.scale, palette, _NAME_LINES)
    draw_bands(axes, of.scale, palette)
    courses = [(each.session.route, each.observed) for each in of.sessions]
    quiet = bool(of.spreads)
    draw_courses(axes, [observed for _route, observed in courses], palette, quiet=quiet)
    if not courses:
        say_empty(axes, _("No score around a session in this time"), palette)
    return draw_spreads(axes, of.spreads, palette, bridge=bridge) + draw_points(
        axes, courses, palette, quiet=quiet, late=[each.late for each in of.sessions]
    )


def _hover_points(panels: Sequence[Axes], data: AcuteData) -> list[HoverPoint]:
    return [
        HoverPoint(axes, day, value, text)
        for axes, of in zip(panels, data.scales, strict=True)
        for around in of.sessions
        for (day, value), text in zip(around.observed, around.texts, strict=True)
    ]
