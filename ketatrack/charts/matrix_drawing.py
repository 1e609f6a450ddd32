"""Draws a chart of cells: rows named on the left, moments across, each cell by its shade and its mark.

Where columns are too narrow for marks, a cell's height says what its shade says, so that grey paper does too.
One artist stands for each level, however many cells it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ketatrack.charts.chart import HoverPoint
from ketatrack.charts.labels import legend_height, say_empty, shortened, text_width
from ketatrack.charts.matrix import Cell, Level, Matrix
from ketatrack.charts.palette import Palette
from ketatrack.charts.style import Frame, line_height, mixed, points, usual_mark_size
from ketatrack.domain.moments import date_in_words

_PALEST, _DARKEST = 0.10, 0.85
"""How much of the text colour the weakest and the strongest cell hold."""

_SHARE_OF_NAMES = 0.34
"""Of the figure's width, at most."""

_CELL = 0.92
"""Share of its place that a cell fills."""

_LOWEST = 0.26
"""Share of its height that the weakest cell fills where there are no marks."""

_FEWEST_COLUMNS = 12
"""Room for so many at the least, so that the cells of a few moments are no walls."""


@dataclass(frozen=True, slots=True)
class MatrixLayout:
    """The chart's frame, its axes of cells, and low ones below that share their columns."""

    frame: Frame
    cells: Axes
    strip: Axes


def lay_out_matrix(
    figure: Figure, matrix: Matrix, palette: Palette, *, entries: int = 0, strip: bool = False
) -> MatrixLayout:
    """Place the axes and write rows and dates beside them.

    Args:
        figure: an empty one.
        matrix: what will be drawn.
        palette: the colours.
        entries: how many entries of a legend stand below besides those of the levels.
        strip: whether the low axes below are to hold marks.
    """
    width, height = figure.get_size_inches()
    line = line_height(palette)
    size = points(palette)
    longest = max((text_width(name, size) for name in matrix.rows), default=0)
    names = min(longest, width * _SHARE_OF_NAMES)
    frame = Frame(
        width,
        height,
        left=max(names + line * 0.8, line * 2.4),
        right=line * 2.4,
        top=line * 0.5,
        bottom=line * 2.9 + legend_height(entries + len(matrix.levels), width, palette),
    )
    below = line * (1.4 if strip else 0.2)
    cells = figure.add_axes(frame.rectangle(below, frame.inner_height - below))
    lower = figure.add_axes(frame.rectangle(0, below), sharex=cells)
    _name_rows(cells, matrix, names, (frame.inner_height - below) / max(1, len(matrix.rows)), palette)
    _show_columns(lower, matrix, frame.inner_width, palette)
    lower.set_yticks([])
    lower.spines[["left"]].set_visible(False)
    cells.spines[["left", "bottom"]].set_visible(False)
    return MatrixLayout(frame, cells, lower)


def draw_cells(layout: MatrixLayout, matrix: Matrix, palette: Palette) -> list[Line2D]:
    """Draw every cell; return one line for each level, for the legend."""
    axes = layout.cells
    marked = _has_room_for_marks(layout, palette)
    for level in matrix.levels:
        of_level = [cell for cell in matrix.cells if cell.level is level]
        if of_level:
            _draw_level(axes, level, of_level, matrix, palette, marked=marked)
    if not matrix.cells:
        say_empty(axes, matrix.nothing, palette)
    return [_legend_line(level, palette) for level in matrix.levels]


def hover_cells(layout: MatrixLayout, matrix: Matrix) -> list[HoverPoint]:
    """Return what hovering reads: each cell."""
    return [
        HoverPoint(layout.cells, matrix.places[cell.column], float(cell.row), cell.text)
        for cell in matrix.cells
    ]


def _name_rows(axes: Axes, matrix: Matrix, inches: float, room: float, palette: Palette) -> None:
    size = points(palette)
    lines = max(1, int(room / line_height(palette)))
    axes.set_ylim(max(1, len(matrix.rows)) - 0.5, -0.5)
    axes.set_yticks(range(len(matrix.rows)), [shortened(name, size, inches, lines) for name in matrix.rows])
    axes.tick_params(axis="y", colors=palette.text, labelsize=size, length=0)
    axes.tick_params(axis="x", bottom=False, labelbottom=False)
    axes.hlines(
        np.arange(len(matrix.rows) + 1) - 0.5,
        0,
        1,
        colors=palette.line,
        linewidth=0.5,
        transform=axes.get_yaxis_transform(),
    )


def _show_columns(axes: Axes, matrix: Matrix, inches: float, palette: Palette) -> None:
    """Write as many of the dates below as find room, evenly chosen, each with its year in a second line."""
    size = points(palette)
    room = text_width("00 Mmm", size)
    last = matrix.places[-1] if matrix.places else 0
    axes.set_xlim(-0.5, max(last, _FEWEST_COLUMNS - 1) + 0.5)
    apart = room * 1.1 * max(last + 1, _FEWEST_COLUMNS) / inches
    shown: list[int] = []
    for index, place in enumerate(matrix.places):
        if not shown or place - matrix.places[shown[-1]] >= apart:
            shown.append(index)
    axes.set_xticks(
        [matrix.places[index] for index in shown],
        [shortened(date_in_words(matrix.dates[index]), size, room, 2) for index in shown],
    )
    axes.tick_params(axis="x", colors=palette.quiet, labelsize=size, length=3, color=palette.line)


def _has_room_for_marks(layout: MatrixLayout, palette: Palette) -> bool:
    first, last = layout.cells.get_xlim()
    width = layout.frame.inner_width / (last - first)
    return width > text_width("0", points(palette)) * 1.5


def _draw_level(
    axes: Axes, level: Level, cells: Sequence[Cell], matrix: Matrix, palette: Palette, *, marked: bool
) -> None:
    share = 1.0 if marked else _LOWEST + (1 - _LOWEST) * (level.strength or 0)
    half = _CELL / 2
    across = np.array([matrix.places[cell.column] for cell in cells])
    down = np.array([cell.row for cell in cells])
    corners = ((-half, half), (half, half), (half, half - _CELL * share), (-half, half - _CELL * share))
    # one array of cells, corners and x and y, from which matplotlib makes its paths at once
    outlines = np.array([(across + right, down + below) for right, below in corners]).transpose(2, 0, 1)
    shade = _shade(level, palette) if marked or level.strength is not None else palette.line
    axes.add_collection(
        PolyCollection(
            outlines,  # type: ignore[arg-type]  # an array is taken too
            facecolors=shade,
            edgecolors=palette.quiet if level.strength is None and marked else "none",
            linewidths=0.6,
        ),
        autolim=False,
    )
    if marked:
        dark = level.strength is not None and _amount(level.strength) > (_PALEST + _DARKEST) / 2
        axes.plot(
            across,
            down,
            linestyle="none",
            marker=f"${level.mark}$",
            markersize=points(palette) * 0.72,
            markeredgewidth=0.2,
            color=palette.surface if dark else palette.text,
        )


def _amount(strength: float) -> float:
    return _PALEST + (_DARKEST - _PALEST) * strength


def _shade(level: Level, palette: Palette) -> str:
    return (
        palette.surface
        if level.strength is None
        else mixed(palette.surface, palette.text, _amount(level.strength))
    )


def _legend_line(level: Level, palette: Palette) -> Line2D:
    return Line2D(
        [],
        [],
        linestyle="none",
        marker="s",
        markersize=usual_mark_size(palette),
        color=_shade(level, palette),
        markeredgecolor=palette.quiet,
        markeredgewidth=0.6,
        label=f"{level.mark} {level.label}",
    )
