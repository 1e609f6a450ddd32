"""Draws quiet ticks that stand on a chart's lower edge: what happened beside what is measured."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from ketatrack.charts.palette import Palette
from ketatrack.charts.style import usual_mark_size

_HIGH = 0.05
"""How far a tick reaches up, as a share of the axes' height."""
_WIDTH = 0.2


def draw_edge_ticks(axes: Axes, places: Sequence[float], label: str, palette: Palette) -> list[Line2D]:
    """Draw a tick at each place of the x axis, and return one line for the legend; none without ticks."""
    if not places:
        return []
    width = usual_mark_size(palette) * _WIDTH
    axes.add_collection(
        LineCollection(
            [[(place, 0.0), (place, _HIGH)] for place in places],
            colors=palette.quiet,
            linewidths=width,
            transform=axes.get_xaxis_transform(),
            zorder=5,
        ),
        autolim=False,
    )
    return [
        Line2D(
            [],
            [],
            linestyle="none",
            marker="|",
            markersize=usual_mark_size(palette),
            markeredgewidth=width,
            color=palette.quiet,
            label=label,
        )
    ]


def edge_height(axes: Axes) -> float:
    """Return the y value half-way up the ticks, where hovering finds them."""
    low, high = axes.get_ylim()
    return float(low + (high - low) * _HIGH / 2)
