"""Draws what several courses share: their median as a line, their quartiles as a band around it."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D

from ketatrack.charts.palette import Palette
from ketatrack.charts.style import mark_size, mixed, route_colour, route_marker, usual_mark_size
from ketatrack.domain.language import gettext as _
from ketatrack.domain.spread import Observed, Spread
from ketatrack.domain.words import Route

_BAND = 0.28
"""How much of the accent the band holds; enough to be seen on grey paper."""

_MOST_QUIET_LINES = 60


def draw_spreads(
    axes: Axes, spreads: Sequence[Spread], palette: Palette, *, bridge: float = 0
) -> list[Line2D]:
    """Draw median and band, joined over neighbouring stretches.

    Args:
        axes: where x is the time of the stretches.
        spreads: in order of time.
        palette: the colours.
        bridge: how much time without a median the two are joined over; beyond it there is a gap.

    Returns:
        One line each for the median and the band, for the legend; none when there is nothing.
    """
    if not spreads:
        return []
    band, size = mixed(palette.surface, palette.accent, _BAND), usual_mark_size(palette)
    gaps = [
        index
        for index, (earlier, later) in enumerate(pairwise(spreads), start=1)
        if later.begin - earlier.end > bridge
    ]
    runs = [spreads[begin:end] for begin, end in pairwise([0, *gaps, len(spreads)])]
    axes.add_collection(
        PolyCollection([_around(run) for run in runs], facecolors=band, zorder=3), autolim=False
    )
    (median,) = axes.plot(
        np.insert(np.array([each.when for each in spreads], dtype=float), gaps, np.nan),
        np.insert(np.array([each.median for each in spreads], dtype=float), gaps, np.nan),
        color=palette.accent,
        linewidth=size * 0.4,
        marker="o",
        markersize=size,
        label=_("Median"),
        zorder=6,
    )
    quartiles = Line2D(
        [], [], color=band, linewidth=size * 1.4, solid_capstyle="butt", label=_("Middle half")
    )
    return [median, quartiles]


def draw_courses(axes: Axes, courses: Sequence[Observed], palette: Palette, *, quiet: bool) -> None:
    """Join the observations of each course; quiet ones, behind a median, while they can be told apart."""
    if quiet and len(courses) > _MOST_QUIET_LINES:
        return
    lines = [course for course in courses if len(course) > 1]
    width = usual_mark_size(palette) * (0.12 if quiet else 0.25)
    axes.add_collection(
        LineCollection(
            lines,
            colors=mixed(palette.surface, palette.quiet, 0.45) if quiet else palette.accent,
            linewidths=width,
            zorder=2,
        ),
        autolim=False,
    )


def draw_points(
    axes: Axes,
    courses: Sequence[tuple[Route | None, Observed]],
    palette: Palette,
    *,
    quiet: bool,
    late: Sequence[Sequence[bool]] = (),
) -> list[Line2D]:
    """Draw each observation with the shape of its session's route; quiet ones stand behind a median.

    Args:
        axes: where x is the time of the observations.
        courses: the observations of each session, with its route.
        palette: the colours.
        quiet: whether a median stands before them.
        late: of each course, which observations were written down later and are hollow; none where empty.

    Returns:
        One line for each route, and one for what was written down later, for the legend.
    """
    lates = late or [[False] * len(course) for _route, course in courses]
    found: defaultdict[tuple[Route | None, bool], list[tuple[float, float]]] = defaultdict(list)
    for (route, course), marks in zip(courses, lates, strict=True):
        for each, is_late in zip(course, marks, strict=True):
            found[route, is_late].append(each)
    size = mark_size(sum(map(len, found.values())), axes, palette) * (0.7 if quiet else 1)
    full, hollow = [], []
    for route in dict.fromkeys(route for route, _course in courses):
        like: dict[str, Any] = {
            "linestyle": "none",
            "marker": route_marker(route),
            "markersize": size,
            "color": mixed(palette.surface, palette.quiet, 0.6) if quiet else route_colour(route, palette),
        }
        words = _(route.label) if route else _("Route not recorded")
        full += axes.plot(*_across_and_up(found[route, False]), label=words, zorder=4, **like)
        if late_ones := found[route, True]:
            words = _("Written down later")
            like |= {"markerfacecolor": palette.surface, "markeredgewidth": 1.2}
            hollow += axes.plot(*_across_and_up(late_ones), label=words, zorder=5, **like)
    return full + hollow[:1]


def _across_and_up(found: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _y in found], [y for _x, y in found]


def _around(run: Sequence[Spread]) -> list[tuple[float, float]]:
    """Return the outline of a run's quartiles; a lone stretch has its own width."""
    if len(run) == 1:
        (only,) = run
        return [(only.begin, only.low), (only.end, only.low), (only.end, only.high), (only.begin, only.high)]
    below = [(each.when, each.low) for each in run]
    return below + [(each.when, each.high) for each in reversed(run)]
