"""How the words on a chart keep clear of each other and of the edges."""

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from ketatrack.charts.palette import Palette
from ketatrack.charts.style import FONT, POINTS_PER_INCH, points

_LINE_HEIGHT = 1.45
_EDGE_INCHES = 0.12


def text_width(text: str, size: float) -> float:
    """Return the width of a line of text in inches, at a size in points."""
    prop = FontProperties(family=FONT, size=size)
    width, _height, _descent = TextToPath().get_text_width_height_descent(text, prop, ismath=False)
    return float(width) / POINTS_PER_INCH


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


def stacked(starts: Sequence[float], widths: Sequence[float], high: float, rows: int) -> list[tuple[int, float] | None]:
    """Place labels that begin at given positions in rows, so that none overlaps another.

    Args:
        starts: where each label wishes to begin, in ascending order, in any unit.
        widths: how wide each is, in the same unit.
        high: where the last may end; a label that would run over it begins earlier.
        rows: how many rows there are.

    Returns:
        Row and beginning of each label, or None for one that finds no room.
    """
    ends = [float("-inf")] * rows
    places: list[tuple[int, float] | None] = []
    for start, width in zip(starts, widths, strict=True):
        begin = min(start, high - width)
        row = next((row for row, end in enumerate(ends) if end <= begin), None)
        if row is not None:
            ends[row] = begin + width
        places.append(None if row is None else (row, begin))
    return places


def heading(figure: Figure, palette: Palette, title: str, sentence: str) -> float:
    """Write a title and a sentence above the figure's upper edge; return the inches that they take."""
    width, height = figure.get_size_inches()
    size = points(palette)
    line = size * _LINE_HEIGHT / POINTS_PER_INCH
    lines = wrapped(sentence, size, width - 2 * _EDGE_INCHES)
    above = _EDGE_INCHES + line * (len(lines) + 2)
    for index, text in enumerate([title, *lines]):
        top = above - _EDGE_INCHES - (line * (index + 0.6) if index else 0)
        figure.text(
            _EDGE_INCHES / width,
            1 + top / height,
            text,
            va="top",
            fontsize=size * (1.0 if index else 1.3),
            color=palette.quiet if index else palette.text,
            parse_math=False,
        )
    return above


def wrapped(text: str, size: float, inches: float) -> list[str]:
    """Break a text between words into lines that are no wider than some inches."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= inches:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
