"""Draws all intervals on one day 0: raw lines, or points with the median and quartiles of each week.

One artist stands for each kind of mark, however many there are, so that ten years draw as fast as one.
"""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketatrack.charts.chart import HoverPoint
from ketatrack.charts.intervals_data import WEEK, IntervalsData
from ketatrack.charts.labels import legend_below, legend_height, name_edge, say_empty, text_width
from ketatrack.charts.palette import Palette
from ketatrack.charts.score_axis import band_names, draw_bands, room_for_axis, show_scores
from ketatrack.charts.spread_drawing import draw_courses, draw_points, draw_spreads
from ketatrack.charts.style import Frame, line_height, points
from ketatrack.domain.language import gettext as _
from ketatrack.domain.standing_words import recall_words

_SHORTEST_DAYS = 2 * WEEK
_MOST_FOR_NAMES = 0.2
"""Share of the width; on a smaller chart the ticks alone say where bands begin."""


def draw_intervals(figure: Figure, data: IntervalsData, palette: Palette) -> list[HoverPoint]:
    """Draw the chart of intervals at any size, and return what hovering reads: each score."""
    width, height = figure.get_size_inches()
    size, line = points(palette), line_height(palette)
    names = band_names(data.scale, palette)
    beside = max((text_width(name.label, size) for name in names), default=0)
    if beside > width * _MOST_FOR_NAMES:
        names, beside = [], 0
    entries = 2 * bool(data.weeks) + len({each.session.route for each in data.lines})
    frame = Frame(
        width,
        height,
        left=room_for_axis([data.scale], palette),
        right=beside + line * (1.6 if names else 0.6),
        top=line * 1.5,
        bottom=line * 2.9 + legend_height(entries, width, palette),
    )
    axes = figure.add_axes(frame.rectangle(0, frame.inner_height))
    show_scores(axes, data.scale, palette)
    _show_days(axes, data, palette, frame.inner_width)
    draw_bands(axes, data.scale, palette)
    courses = [[(each.day, each.point.total) for each in line.points] for line in data.lines]
    if not data.weeks:
        draw_courses(axes, courses, palette, quiet=False)
    routes = [each.session.route for each in data.lines]
    legend = draw_spreads(axes, data.weeks, palette)
    legend += draw_points(axes, list(zip(routes, courses, strict=True)), palette, quiet=bool(data.weeks))
    _note_recall(axes, data, palette)
    name_edge(axes, names, palette)
    if not data.lines:
        say_empty(axes, _("No complete {name} after a session").format(name=data.scale.abbreviation), palette)
    legend_below(figure, legend, palette, frame)
    return [
        HoverPoint(axes, each.day, each.point.total, each.text)
        for interval in data.lines
        for each in interval.points
    ]


def _show_days(axes: Axes, data: IntervalsData, palette: Palette, inches: float) -> None:
    last = max(_SHORTEST_DAYS, data.last_day)
    axes.set_xlim(-last * 0.02, last * 1.02)
    weeks = max(1, int(inches / (line_height(palette) * 3)))
    step = WEEK * -(-last // (WEEK * weeks))
    axes.set_xticks(range(0, last + 1, step))
    axes.tick_params(axis="x", colors=palette.quiet, labelsize=points(palette), length=3, color=palette.line)
    axes.set_xlabel(_("Days after the session"))


def _note_recall(axes: Axes, data: IntervalsData, palette: Palette) -> None:
    """Say above the axes how far back the scores look, and mark that day: before it they look past day 0."""
    days = data.scale.recall_days
    if not days:
        return
    axes.axvline(days, color=palette.quiet, linestyle=":", linewidth=0.8, zorder=1)
    axes.set_title(
        recall_words(data.scale.id),
        loc="left",
        fontsize=points(palette),
        color=palette.quiet,
        pad=points(palette) * 0.4,
    )
