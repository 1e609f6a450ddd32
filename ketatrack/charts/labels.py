"""How the words on a chart keep clear of each other and of the edges."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.textpath import TextToPath

from ketatrack.charts.palette import Palette
from ketatrack.charts.style import FONTS, POINTS_PER_INCH, Frame, line_height, points, usual_mark_size

_EDGE_INCHES = 0.12
_REACH, BESIDE = 0.7, 0.91
"""How far from the right edge the stroke to a name ends and the name begins, in lines of text."""

_HINTING = 1.04
"""Letters on a screen are set on whole pixels and come out wider than their outlines."""


_ENTRY, _LONGEST_ENTRY = 9, 12
"""Widths of a legend's usual entry and of the longest words in one, in lines of text."""


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """Return the width of a line of text in inches, at a size in points."""
    prop = FontProperties(family=FONTS, size=size)
    width, _height, _descent = TextToPath().get_text_width_height_descent(text, prop, ismath=False)
    return float(width) * _HINTING / POINTS_PER_INCH


@dataclass(frozen=True, slots=True)
class EdgeName:
    """What stands beside the right edge at a value: the name of a line, joined to it, or of a stretch."""

    value: float
    label: str
    colour: str
    joined: bool


def name_edge(axes: Axes, names: Iterable[EdgeName], palette: Palette) -> None:
    """Write names beside the right edge of axes, as near to their values as they find room."""
    ordered = sorted(names, key=lambda name: name.value)
    box = axes.get_window_extent()
    line = line_height(palette) * axes.figure.dpi
    low, high = axes.get_ylim()
    gap = (high - low) * line * 0.8 / box.height
    heights = spread([name.value for name in ordered], gap, low + gap / 2, high - gap / 2)
    reach, beside = (line * lines / box.width for lines in (_REACH, BESIDE))
    for name, height in zip(ordered, heights, strict=True):
        axes.text(
            1 + beside,
            height,
            name.label,
            transform=axes.get_yaxis_transform(),
            va="center_baseline",
            color=name.colour,
        )
    joined = [(name, height) for name, height in zip(ordered, heights, strict=True) if name.joined]
    axes.add_collection(
        LineCollection(
            [[(1, name.value), (1 + reach, height)] for name, height in joined],
            colors=[name.colour for name, _height in joined],
            linewidths=0.8,
            transform=axes.get_yaxis_transform(),
            clip_on=False,
        ),
        autolim=False,
    )


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move positions as little as can be so that neighbours are at least `gap` apart.

    Args:
        wanted: positions in ascending order.
        gap: the least distance between neighbours, in the same unit.
        low: where the first may stand.
        high: where the last may stand; where there is not room for all, they run over it.

    Returns:
        One position for each wanted one, in order: the least squares answer, by pooling neighbours.
    """
    groups: list[tuple[float, int]] = []
    for index, value in enumerate(wanted):
        mean, size = value - index * gap, 1
        while groups and groups[-1][0] > mean:
            other_mean, other_size = groups.pop()
            mean = (mean * size + other_mean * other_size) / (size + other_size)
            size += other_size
        groups.append((mean, size))
    highest = max(low, high - (len(wanted) - 1) * gap)
    level = [min(max(mean, low), highest) for mean, size in groups for _ in range(size)]
    return [value + index * gap for index, value in enumerate(level)]


def stacked(
    wishes: Sequence[tuple[float, float]], widths: Sequence[float], high: float, rows: int
) -> list[tuple[int, float] | None]:
    """Place the names of stretches in rows above them, so that no name overlaps another.

    Names that fit over their own stretch are placed first; the others begin with their stretch, in the
    lowest row that has room.

    Args:
        wishes: beginning and end of each stretch, in any unit.
        widths: how wide each name is, in the same unit.
        high: where the last may end; a name that would run over it begins earlier.
        rows: how many rows there are.

    Returns:
        Row and beginning of each name, or None for one that finds no room.
    """
    taken: list[list[tuple[float, float]]] = [[] for _row in range(rows)]
    places: list[tuple[int, float] | None] = [None] * len(wishes)
    fits_first = sorted(
        range(len(wishes)), key=lambda index: widths[index] > wishes[index][1] - wishes[index][0]
    )
    for index in fits_first:
        begin = min(wishes[index][0], high - widths[index])
        end = begin + widths[index]
        for row, others in enumerate(taken):
            if all(end <= other_begin or other_end <= begin for other_begin, other_end in others):
                others.append((begin, end))
                places[index] = (row, begin)
                break
    return places


def say_empty(axes: Axes, words: str, palette: Palette) -> None:
    """Say in the middle of empty axes that there is nothing to draw; no line runs through the words."""
    axes.text(
        0.5,
        0.5,
        words,
        transform=axes.transAxes,
        ha="center",
        va="center",
        color=palette.quiet,
        zorder=7,
        bbox={"facecolor": palette.surface, "edgecolor": "none", "pad": points(palette) * 0.3},
    )


def heading(figure: Figure, palette: Palette, title: str, sentence: str) -> float:
    """Write a title and a sentence above the figure's upper edge; return the inches that they take."""
    width, height = figure.get_size_inches()
    size, room = points(palette), width - 2 * _EDGE_INCHES
    parts = [(title, size * 1.3, palette.text), (sentence, size, palette.quiet)]
    lines = [(line, big, ink) for text, big, ink in parts for line in wrapped(text, big, room)]
    above = bottom = _EDGE_INCHES
    for line, big, ink in reversed(lines):
        figure.text(
            _EDGE_INCHES / width, 1 + bottom / height, line, fontsize=big, color=ink, parse_math=False
        )
        bottom += big * 1.6 / POINTS_PER_INCH
        above = bottom + _EDGE_INCHES
    return above


def wrapped(text: str, size: float, inches: float) -> list[str]:
    """Break a text into lines that are no wider than some inches: between words, or within a longer one."""
    lines = [""]
    for word in text.split():
        rest = word
        while text_width(rest, size) > inches:
            fitting = next(
                (end for end in range(len(rest) - 1, 1, -1) if text_width(rest[:end], size) <= inches), 1
            )
            lines.append(rest[:fitting])
            rest = rest[fitting:]
        joined = f"{lines[-1]} {rest}".strip()
        if text_width(joined, size) <= inches:
            lines[-1] = joined
        else:
            lines.append(rest)
    return [line for line in lines if line]


def shortened(name: str, size: float, inches: float, most: int = 1) -> str:
    """Break a name into at most so many lines of some inches, with an ellipsis where it had to end."""
    lines = wrapped(name, size, inches)
    if len(lines) > most:
        last = lines[most - 1]
        while last and text_width(f"{last}…", size) > inches:
            last = last[:-1]
        lines = [*lines[: most - 1], f"{last.rstrip()}…"]
    return "\n".join(lines)


def legend_columns(width: float, palette: Palette) -> int:
    """Return how many entries of a legend stand side by side on a figure of some inches."""
    return max(1, int(width / (line_height(palette) * _ENTRY)))


def legend_height(entries: int, width: float, palette: Palette) -> float:
    """Return the inches that a legend below the chart takes."""
    return line_height(palette) * (-(-entries // legend_columns(width, palette)) + 0.3)


def legend_below(figure: Figure, lines: Sequence[Line2D], palette: Palette, frame: Frame) -> None:
    """Explain the marks at the lower edge of the figure, from below the axes where all find room."""
    if not lines:
        return
    line, columns = line_height(palette), legend_columns(frame.width, palette)
    taken = line * _ENTRY * min(columns, len(lines))
    room = line * _LONGEST_ENTRY
    legend = figure.legend(
        handles=lines,
        labels=[shortened(str(each.get_label()), points(palette), room) for each in lines],
        loc="lower left",
        bbox_to_anchor=(max(0.0, min(frame.left, frame.width - taken)) / frame.width, 0),
        ncols=columns,
        borderaxespad=0.1,
        borderpad=0.1,
        handletextpad=0.2,
        handlelength=1.2,
        columnspacing=1.5,
        labelspacing=0.3,
        labelcolor=palette.quiet,
    )
    for handle in legend.legend_handles:
        if isinstance(handle, Line2D):
            handle.set_markersize(usual_mark_size(palette))
