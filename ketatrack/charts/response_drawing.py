"""Draws the response chart: severity bands, the score line and its gaps, reference lines, sessions, phases.

One artist stands for each kind of mark, however many there are, so that ten years draw as fast as one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ketatrack.charts.chart import HoverPoint, day_number
from ketatrack.charts.course_marks_drawing import (
    CHANGE_LINES,
    EPISODE_LINES,
    changes_name,
    draw_changes,
    draw_episodes,
    episode_names,
)
from ketatrack.charts.edge_ticks import draw_edge_ticks, edge_height
from ketatrack.charts.labels import EdgeName, legend_below, legend_height, name_edge, stacked, text_width
from ketatrack.charts.palette import Palette
from ketatrack.charts.response_data import ResponseData
from ketatrack.charts.score_axis import band_names, draw_bands, draw_score_line, room_for_axis, show_scores
from ketatrack.charts.session_strip import draw_session_strip
from ketatrack.charts.style import Frame, line_height, points, show_dates
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import JournalEntry
from ketatrack.domain.response import REMISSION_BELOW, response_threshold
from ketatrack.domain.wording import day_of

_PHASE_ROWS = 3

_Stretch = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Reference:
    value: float
    label: str
    colour: str
    dashes: str


@dataclass(frozen=True, slots=True)
class _Layout:
    """The chart's axes and the inches around and in them; a row that has nothing to hold is None."""

    frame: Frame
    scores: Axes
    sessions: Axes
    episodes: Axes | None
    changes: Axes | None
    line: float
    scores_height: float
    names: list[tuple[int, float] | None]
    """Row and day number at which each phase's name begins."""


def draw_response(figure: Figure, data: ResponseData, palette: Palette) -> list[HoverPoint]:
    """Draw the response chart; hovering reads each score, time in response, change and session."""
    references = list(_references(data, palette))
    layout = _lay_out(figure, data, references, palette)
    show_dates(layout.sessions, data.span, palette, layout.frame.inner_width)
    show_scores(layout.scores, data.scale, palette)
    layout.scores.tick_params(bottom=False, labelbottom=False)
    drawn = draw_score_line(layout.scores, data.points, data.gaps, data.scale, palette)
    drawn += _draw_windows(layout.scores, data, palette)
    drawn += draw_session_strip(layout.sessions, data.sessions, palette)
    drawn += draw_edge_ticks(
        layout.scores, [day_number(each) for each in data.journal], _(JournalEntry.label), palette
    )
    draw_bands(layout.scores, data.scale, palette)
    _draw_phases(layout, data, palette)
    _draw_references(layout.scores, references)
    name_edge(layout.scores, _edge_names(data, references, palette), palette)
    legend_below(figure, drawn, palette, layout.frame)
    found = [HoverPoint(layout.scores, point.day, point.total, point.text) for point in data.points]
    at = edge_height(layout.scores)
    found += [
        HoverPoint(layout.scores, day_number(each), at, f"{day_of(each)} · {_(JournalEntry.label)}")
        for each in data.journal
    ]
    if layout.episodes is not None:
        found += draw_episodes(layout.episodes, data.episodes, data.scale.id, palette)
    if layout.changes is not None:
        found += draw_changes(layout.changes, data.changes, palette)
    return found + [HoverPoint(layout.sessions, mark.day, 0.0, mark.text) for mark in data.sessions]


def _references(data: ResponseData, palette: Palette) -> Iterator[_Reference]:
    if data.baseline is not None:
        total = data.baseline.total
        words = _("Baseline {total:g}, chosen") if data.compared.counts else _("Baseline {total:g}")
        yield _Reference(total, words.format(total=total), palette.second, "-")
    if data.passed_over is not None and data.passed_over != data.baseline:
        total = data.passed_over.total
        yield _Reference(total, _("Baseline by rule {total:g}").format(total=total), palette.quiet, "-.")
    half = response_threshold(data.baseline)
    if half is not None:
        yield _Reference(half, _("Half of baseline {half:g}").format(half=half), palette.second, "--")
    if data.has_response:
        yield _Reference(
            REMISSION_BELOW,
            _("Remission range: below {total:g}").format(total=REMISSION_BELOW),
            palette.text,
            ":",
        )


def _lay_out(figure: Figure, data: ResponseData, references: list[_Reference], palette: Palette) -> _Layout:
    line = line_height(palette)
    width, height = figure.get_size_inches()
    entries = (5 if data.windows else 3) + len({mark.route for mark in data.sessions}) + bool(data.journal)
    left, right = room_for_axis([data.scale], palette), _width_beside(data, references, palette) + line * 1.6
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
    changes = line * CHANGE_LINES * bool(data.changes)
    episodes = line * EPISODE_LINES * bool(data.episodes)
    below = strip + changes + episodes
    scores = figure.add_axes(frame.rectangle(below, frame.inner_height - below))
    return _Layout(
        frame,
        scores,
        figure.add_axes(frame.rectangle(0, strip), sharex=scores),
        figure.add_axes(frame.rectangle(strip + changes, episodes), sharex=scores) if episodes else None,
        figure.add_axes(frame.rectangle(strip, changes), sharex=scores) if changes else None,
        line,
        frame.inner_height - below,
        places,
    )


def _width_beside(data: ResponseData, references: list[_Reference], palette: Palette) -> float:
    names = [_(band.label) for band in data.scale.bands] + [each.label for each in references]
    if data.episodes:
        names += episode_names(data.scale.id)
    if data.changes:
        names.append(changes_name())
    return max((text_width(name, points(palette)) for name in names), default=0)


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


def _draw_windows(axes: Axes, data: ResponseData, palette: Palette) -> list[Line2D]:
    """Draw how far each score looks back: a thin line, dotted over the days before the last session in it."""
    if not data.windows:
        return []
    since = [((each.session or each.start, each.total), (each.end, each.total)) for each in data.windows]
    before = [
        ((each.start, each.total), (each.session, each.total))
        for each in data.windows
        if each.session is not None
    ]
    # by name: a dash pattern of nothing would be a solid line on screen, and no line at all on paper
    parts: tuple[tuple[list[_Stretch], Literal["-", ":"], str], ...] = (
        (since, "-", _("Days looked back on")),
        (before, ":", _("of them before a session")),
    )
    drawn = []
    for lines, dashes, label in parts:
        if lines:
            axes.add_collection(
                LineCollection(lines, colors=palette.quiet, linestyles=[dashes], linewidths=0.8, zorder=4),
                autolim=False,
            )
            drawn.append(Line2D([], [], color=palette.quiet, linestyle=dashes, linewidth=0.8, label=label))
    return drawn


def _draw_phases(layout: _Layout, data: ResponseData, palette: Palette) -> None:
    """Shade every other phase, mark where each begins, and name it above where there is room."""
    axes, low, high = layout.scores, data.scale.low, data.scale.high
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
    return [EdgeName(each.value, each.label, each.colour, joined=True) for each in references] + band_names(
        data.scale, palette
    )
