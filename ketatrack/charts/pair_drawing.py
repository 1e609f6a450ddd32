"""Draws two instruments above one another on one time axis, with the sessions below them.

One artist stands for each kind of mark, however many there are, so that ten years draw as fast as one.
"""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ketatrack.charts.chart import HoverPoint
from ketatrack.charts.labels import legend_below, legend_height, name_edge, text_width
from ketatrack.charts.pair_data import InstrumentLine, PairData
from ketatrack.charts.palette import Palette
from ketatrack.charts.score_axis import band_names, draw_bands, draw_score_line, room_for_axis, show_scores
from ketatrack.charts.session_strip import draw_session_strip
from ketatrack.charts.style import Frame, line_height, points, show_dates


def draw_pair(figure: Figure, data: PairData, palette: Palette) -> list[HoverPoint]:
    """Draw the chart and return what hovering reads: each score, and each session below."""
    width, height = figure.get_size_inches()
    line = line_height(palette)
    names = [name for each in data.lines for name in band_names(each.scale, palette)]
    frame = Frame(
        width,
        height,
        left=room_for_axis((each.scale for each in data.lines), palette),
        right=max((text_width(name.label, points(palette)) for name in names), default=0) + line * 1.6,
        top=line * 0.6,
        bottom=line * 1.9 + legend_height(2 + len({mark.route for mark in data.sessions}), width, palette),
    )
    below, between = line * 1.6, line * 0.8
    strip = figure.add_axes(frame.rectangle(0, below))
    room = (frame.inner_height - below + between) / len(data.lines)
    panels = [
        figure.add_axes(frame.rectangle(below + room * place, room - between), sharex=strip)
        for place in reversed(range(len(data.lines)))
    ]
    show_dates(strip, data.span, palette, frame.inner_width)
    legend: dict[str, Line2D] = {}
    for axes, each in zip(panels, data.lines, strict=True):
        for drawn in _draw_line(axes, each, palette):
            legend.setdefault(str(drawn.get_label()), drawn)
    sessions = draw_session_strip(strip, data.sessions, palette)
    legend_below(figure, [*legend.values(), *sessions], palette, frame)
    return [
        HoverPoint(axes, point.day, point.total, point.text)
        for axes, each in zip(panels, data.lines, strict=True)
        for point in each.points
    ] + [HoverPoint(strip, mark.day, 0.0, mark.text) for mark in data.sessions]


def _draw_line(axes: Axes, line: InstrumentLine, palette: Palette) -> list[Line2D]:
    show_scores(axes, line.scale, palette)
    axes.tick_params(bottom=False, labelbottom=False)
    drawn = draw_score_line(axes, line.points, line.gaps, line.scale, palette)
    draw_bands(axes, line.scale, palette)
    name_edge(axes, band_names(line.scale, palette), palette)
    return [each for each in drawn if each.get_label() != line.scale.abbreviation]
