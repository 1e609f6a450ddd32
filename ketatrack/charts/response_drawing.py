"""Draws the response chart: severity bands, the score line and its gaps, reference lines, sessions, phases.

One artist stands for each kind of mark, however many there are, so that ten years draw as fast as one.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ketatrack.charts.chart import HoverPoint
from ketatrack.charts.labels import EdgeName, legend_below, legend_height, name_edge, stacked, text_width
from ketatrack.charts.palette import Palette
from ketatrack.charts.response_data import ResponseData
from ketatrack.charts.style import (
    Frame,
    line_height,
    mark_size,
    mixed,
    points,
    route_colour,
    route_marker,
    show_dates,
    show_scale,
)
from ketatrack.domain.language import gettext as _
from ketatrack.domain.response import REMISSION_BELOW, response_threshold
from ketatrack.domain.words import Route

_FREE_ENDS = 0.6
"""Points of the scale left free at both ends, so that a 0 and a 27 are drawn whole."""

_PHASE_ROWS = 3
_PALEST, _DARKEST = 0.02, 0.20
"""How much of the quiet text colour the mildest and the most severe band hold."""


@dataclass(frozen=True, slots=True)
class _Reference:
    value: float
    label: str
    colour: str
    dashes: str


@dataclass(frozen=True, slots=True)
class _Layout:
    """The chart's two axes and the inches around and in them."""

    frame: Frame
    scores: Axes
    sessions: Axes
    line: float
    scores_height: float
    names: list[tuple[int, float] | None]
    """Row and day number at which each phase's name begins."""


def draw_response(figure: Figure, data: ResponseData, palette: Palette) -> list[HoverPoint]:
    """Draw the response chart and return what hovering reads: each score, and each session below."""
    references = list(_references(data, palette))
    layout = _lay_out(figure, data, references, palette)
    show_dates(layout.sessions, data.span, palette, layout.frame.inner_width)
    show_scale(layout.scores, [band.min for band in data.instrument.bands] + [data.instrument.high], palette)
    layout.scores.set_ylim(data.instrument.low - _FREE_ENDS, data.instrument.high + _FREE_ENDS)
    layout.scores.set_ylabel(data.instrument.abbreviation)
    layout.scores.tick_params(bottom=False, labelbottom=False)
    drawn = _draw_scores(layout.scores, data, palette) + _draw_sessions(layout, data, palette)
    _draw_bands(layout.scores, data, palette)
    _draw_phases(layout, data, palette)
    _draw_references(layout.scores, references)
    name_edge(layout.scores, _edge_names(data, references, palette), palette)
    legend_below(figure, drawn, palette, layout.frame)
    return [HoverPoint(layout.scores, point.day, point.total, point.text) for point in data.points] + [
        HoverPoint(layout.sessions, mark.day, 0.0, mark.text) for mark in data.sessions
    ]


def _references(data: ResponseData, palette: Palette) -> Iterator[_Reference]:
    if data.baseline is not None:
        total = data.baseline.total
        yield _Reference(total, _("Baseline {total:g}").format(total=total), palette.second, "-")
    half = response_threshold(data.baseline)
    if half is not None:
        yield _Reference(half, _("Half of baseline {half:g}").format(half=half), palette.second, "--")
    yield _Reference(
        REMISSION_BELOW,
        _("Remission range: below {total:g}").format(total=REMISSION_BELOW),
        palette.text,
        ":",
    )


def _lay_out(figure: Figure, data: ResponseData, references: list[_Reference], palette: Palette) -> _Layout:
    size, line = points(palette), line_height(palette)
    names = [_(band.label) for band in data.instrument.bands] + [each.label for each in references]
    width, height = figure.get_size_inches()
    entries = 3 + len({mark.route for mark in data.sessions})
    left, right = line * 3.0, max(text_width(name, size) for name in names) + line * 1.6
    places = _place_phase_names(data, width - left - right, palette)
    rows = 1 + max((place[0] for place in places if place), default=-1)
    frame = Frame(
        width,
        height,
        left=left,
        right=right,
        top=line * (rows + 0.3),
        bottom=line * 1.9 + legend_height(entries, width, palette),
    )
    strip = line * 1.6
    scores = figure.add_axes(frame.rectangle(strip, frame.inner_height - strip))
    sessions = figure.add_axes(frame.rectangle(0, strip), sharex=scores)
    return _Layout(frame, scores, sessions, line, frame.inner_height - strip, places)


def _place_phase_names(data: ResponseData, inches: float, palette: Palette) -> list[tuple[int, float] | None]:
    if data.span is None:
        return []
    days_per_inch = (data.span[1] - data.span[0]) / inches
    gap = line_height(palette) * 0.5
    return stacked(
        [(phase.start, phase.end) for phase in data.phases],
        [(text_width(phase.name, points(palette)) + gap) * days_per_inch for phase in data.phases],
        data.span[1] + gap * days_per_inch,
        _PHASE_ROWS,
    )


def _draw_scores(axes: Axes, data: ResponseData, palette: Palette) -> list[Line2D]:
    """Draw the line first, then full points, then hollow ones for what was written down late."""
    days = np.array([point.day for point in data.points])
    totals = np.array([point.total for point in data.points], dtype=float)
    late = np.array([point.late for point in data.points], dtype=bool)
    size = mark_size(len(days), axes, palette)
    axes.plot(
        np.insert(days, data.gaps, np.nan),
        np.insert(totals, data.gaps, np.nan),
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
    }
    (full,) = axes.plot(days[~late], totals[~late], label=data.instrument.abbreviation, **common)
    (hollow,) = axes.plot(
        days[late],
        totals[late],
        markerfacecolor=palette.surface,
        markeredgewidth=1.2,
        label=_("Written down later"),
        **common,
    )
    if not len(days):
        axes.text(
            0.5,
            0.5,
            _("No complete {name} in this time").format(name=data.instrument.abbreviation),
            transform=axes.transAxes,
            ha="center",
            va="center",
            color=palette.quiet,
        )
    return [line for line, some in ((full, ~late), (hollow, late)) if some.any()]


def _draw_sessions(layout: _Layout, data: ResponseData, palette: Palette) -> list[Line2D]:
    """Draw a tick for each given session and its route's shape below; a hollow shape where none was given."""
    axes = layout.sessions
    axes.set_ylim(-1, 1)
    axes.tick_params(left=False, labelleft=False)
    axes.spines[["left"]].set_visible(False)
    given = [mark.day for mark in data.sessions if mark.given]
    size = mark_size(len(data.sessions), axes, palette)
    axes.add_collection(
        LineCollection(
            [[(day, 0.2), (day, 1)] for day in given], colors=palette.quiet, linewidths=size * 0.15
        ),
        autolim=False,
    )
    days: defaultdict[tuple[Route | None, bool], list[float]] = defaultdict(list)
    for mark in sorted(data.sessions, key=lambda mark: not mark.given):
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


def _draw_bands(axes: Axes, data: ResponseData, palette: Palette) -> None:
    bands = data.instrument.bands
    tops = [band.min for band in bands[1:]] + [data.instrument.high]
    shares = np.linspace(_PALEST, _DARKEST, len(bands))
    axes.add_collection(
        PolyCollection(
            [
                [(0, band.min), (1, band.min), (1, top), (0, top)]
                for band, top in zip(bands, tops, strict=True)
            ],
            facecolors=[mixed(palette.surface, palette.quiet, share) for share in shares],
            transform=axes.get_yaxis_transform(),
            zorder=0,
        ),
        autolim=False,
    )


def _draw_phases(layout: _Layout, data: ResponseData, palette: Palette) -> None:
    """Shade every other phase, mark where each begins, and name it above where there is room."""
    axes, low, high = layout.scores, data.instrument.low, data.instrument.high
    axes.add_collection(
        PolyCollection(
            [
                [(phase.start, low), (phase.end, low), (phase.end, high), (phase.start, high)]
                for phase in data.phases[1::2]
            ],
            facecolors=palette.quiet,
            alpha=0.10,
            zorder=1,
        ),
        autolim=False,
    )
    above = layout.line / layout.scores_height
    tops = [1 + above * (place[0] + 0.9 if place else 0) for place in layout.names]
    axes.add_collection(
        LineCollection(
            [[(phase.start, 0), (phase.start, top)] for phase, top in zip(data.phases, tops, strict=True)],
            colors=palette.line,
            linewidths=0.8,
            transform=axes.get_xaxis_transform(),
            clip_on=False,
            zorder=2,
        ),
        autolim=False,
    )
    for phase, place in zip(data.phases, layout.names, strict=True):
        if place:
            axes.text(
                place[1],
                1 + above * (place[0] + 0.15),
                f" {phase.name}",
                transform=axes.get_xaxis_transform(),
                color=palette.quiet,
                bbox={"facecolor": palette.surface, "edgecolor": "none", "pad": 0},
            )


def _draw_references(axes: Axes, references: list[_Reference]) -> None:
    for each in references:
        axes.axhline(each.value, color=each.colour, linestyle=each.dashes, linewidth=1.0, zorder=3)


def _edge_names(data: ResponseData, references: list[_Reference], palette: Palette) -> list[EdgeName]:
    bands = data.instrument.bands
    tops = [band.min for band in bands[1:]] + [data.instrument.high]
    return [EdgeName(each.value, each.label, each.colour, joined=True) for each in references] + [
        EdgeName((band.min + top) / 2, _(band.label), palette.quiet, joined=False)
        for band, top in zip(bands, tops, strict=True)
    ]
