"""Draws a score's axis, always the whole of its scale, its severity bands, and the line of scores on it."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D

from ketatrack.charts.labels import EdgeName, say_empty, shortened, text_width
from ketatrack.charts.palette import Palette
from ketatrack.charts.score_points import ScorePoint
from ketatrack.charts.style import line_height, mark_size, mixed, points, show_scale
from ketatrack.domain.language import gettext as _
from ketatrack.domain.scales import BETTER, Scale

_FREE_ENDS = 0.6 / 27
"""Share of the scale left free at both ends, so that its lowest and highest scores are drawn whole."""

_PALEST, _DARKEST = 0.02, 0.20
"""How much of the quiet text colour the mildest and the most severe band hold."""


_SMALLEST_NAME = 0.75
"""Of the usual size of type, for a name whose longest word is longer than its axis."""


def room_for_axis(scales: Iterable[Scale], palette: Palette, lines: int = 1) -> float:
    """Return the inches that scales take left of their axes: their names, and their numbers at the ticks.

    Args:
        scales: those whose axes stand one above the other.
        palette: the colours, which decide the size of type.
        lines: how many lines a name may have along its axis.
    """
    size = points(palette)
    numbers = [f"{tick:g}" for scale in scales for tick in _ticks(scale)]
    widest = max((text_width(number, size) for number in numbers), default=0)
    return line_height(palette) * (1.1 + lines) + max(widest, text_width("00", size))


def _ticks(scale: Scale) -> list[float]:
    """Return where bands begin, else both ends and the middle."""
    marks = [band.min for band in scale.bands] or [scale.low]
    if len(marks) == 1:
        marks.append((scale.low + scale.high) / 2)
    return [*marks, scale.high]


def show_scores(axes: Axes, scale: Scale, palette: Palette, lines: int = 1) -> None:
    """Lay the value axis out over the whole scale, ticks where bands begin, its name in so many lines."""
    free = _FREE_ENDS * (scale.high - scale.low)
    axes.set_ylim(scale.low - free, scale.high + free)
    ticks = _ticks(scale)
    room = axes.get_window_extent().height / (line_height(palette) * axes.figure.dpi)
    show_scale(axes, ticks if len(ticks) <= room else [scale.low, scale.high], palette)
    _name_axis(axes, scale, palette, lines)


def _name_axis(axes: Axes, scale: Scale, palette: Palette, lines: int) -> None:
    """Name the scale along its axis, and which way is better where that is up and there is room to say it."""
    size, inches = points(palette), axes.get_window_extent().height / axes.figure.dpi
    name = scale.axis_name
    if scale.higher_is == BETTER:
        said = _("{name}, higher is better").format(name=name)
        name = said if text_width(said, size) <= inches else name
    longest = max(text_width(word, size) for word in name.split())
    size *= max(_SMALLEST_NAME, min(1.0, inches / longest))
    axes.set_ylabel(shortened(name, size, inches, lines), fontsize=size)


def draw_bands(axes: Axes, scale: Scale, palette: Palette) -> None:
    """Shade the severity bands in greys of one hue, the darker the more severe."""
    bands = scale.bands
    shares = np.linspace(_PALEST, _DARKEST, len(bands))
    if scale.higher_is == BETTER:
        shares = shares[::-1]
    axes.add_collection(
        PolyCollection(
            [[(0, low), (1, low), (1, high), (0, high)] for low, high in _stretches(scale)],
            facecolors=[mixed(palette.surface, palette.quiet, share) for share in shares],
            transform=axes.get_yaxis_transform(),
            zorder=0,
        ),
        autolim=False,
    )


def band_names(scale: Scale, palette: Palette) -> list[EdgeName]:
    """Return the bands' names for the right edge."""
    return [
        EdgeName((low + high) / 2, _(band.label), palette.quiet, joined=False)
        for band, (low, high) in zip(scale.bands, _stretches(scale), strict=True)
    ]


def draw_score_line(
    axes: Axes, found: Sequence[ScorePoint], gaps: Sequence[int], scale: Scale, palette: Palette
) -> list[Line2D]:
    """Draw the line first, then full points, then hollow ones for what was written down late.

    Returns:
        The lines that have something to explain in a legend.
    """
    days = np.array([point.day for point in found])
    totals = np.array([point.total for point in found], dtype=float)
    late = np.array([point.late for point in found], dtype=bool)
    size = mark_size(len(days), axes, palette)
    axes.plot(
        np.insert(days, gaps, np.nan),
        np.insert(totals, gaps, np.nan),
        color=palette.accent,
        linewidth=size * 0.28,
        zorder=5,
    )
    common: dict[str, Any] = {
        "linestyle": "none",
        "marker": "o",
        "markersize": size,
        "color": palette.accent,
        "zorder": 6,
        "clip_on": False,
    }
    (full,) = axes.plot(days[~late], totals[~late], label=scale.abbreviation, **common)
    (hollow,) = axes.plot(
        days[late],
        totals[late],
        markerfacecolor=palette.surface,
        markeredgewidth=1.2,
        label=_("Written down later"),
        **common,
    )
    if not len(days):
        say_empty(axes, _("No complete {name} in this time").format(name=scale.abbreviation), palette)
    return [line for line, some in ((full, ~late), (hollow, late)) if some.any()]


def _stretches(scale: Scale) -> list[tuple[float, float]]:
    """Return where each band's shade begins and ends: up to the next, so that no score lies between two."""
    bands = scale.bands
    tops = [*(band.min for band in bands[1:]), scale.high]
    return [(band.min, top) for band, top in zip(bands, tops, strict=False)]
