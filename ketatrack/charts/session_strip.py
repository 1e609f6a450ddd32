"""Draws sessions as a strip of marks below a chart: a tick where a dose was given, a shape for each route."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from ketatrack.charts.palette import Palette
from ketatrack.charts.session_marks import SessionMark
from ketatrack.charts.style import mark_size, route_colour, route_marker
from ketatrack.domain.language import gettext as _
from ketatrack.domain.words import Route


def draw_session_strip(axes: Axes, sessions: Sequence[SessionMark], palette: Palette) -> list[Line2D]:
    """Draw a tick for each given session and its route's shape below; a hollow shape where none was given.

    Args:
        axes: low ones below the chart, sharing its x axis.
        sessions: marks at their day numbers, or wherever the chart's x axis has them.
        palette: the colours.

    Returns:
        One line for each shape, for the legend.
    """
    axes.set_ylim(-1, 1)
    axes.tick_params(left=False, labelleft=False)
    axes.spines[["left"]].set_visible(False)
    given = [mark.day for mark in sessions if mark.given]
    size = mark_size(len(sessions), axes, palette)
    axes.add_collection(
        LineCollection(
            [[(day, 0.2), (day, 1)] for day in given], colors=palette.quiet, linewidths=size * 0.15
        ),
        autolim=False,
    )
    days: defaultdict[tuple[Route | None, bool], list[float]] = defaultdict(list)
    for mark in sorted(sessions, key=lambda mark: not mark.given):
        days[mark.route, mark.given].append(mark.day)
    lines: dict[str, Line2D] = {}
    for (route, was_given), of_kind in days.items():
        name = _(route.label) if route else _("Route not recorded")
        (line,) = axes.plot(
            of_kind,
            np.full(len(of_kind), -0.1),
            linestyle="none",
            marker=route_marker(route),
            markersize=size,
            color=route_colour(route, palette),
            markerfacecolor=route_colour(route, palette) if was_given else palette.surface,
            label=name if was_given else _("Not given"),
        )
        lines.setdefault(str(line.get_label()), line)
    return list(lines.values())
