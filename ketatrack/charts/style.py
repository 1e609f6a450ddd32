"""How every chart looks on screen, on paper and in the dark."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.dates import DAILY, HOURLY, MONTHLY, AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.ticker import MaxNLocator
from matplotlib.typing import RcKeyType

from ketatrack.charts.palette import PAPER, Palette
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import day_zero
from ketatrack.domain.words import Route

FONTS = ("DejaVu Sans", "Last Resort High-Efficiency")
"""Shipped with matplotlib, so that a chart looks alike on every computer; the second draws a frame for each
letter that the first lacks."""

_WIDEST_STEPS = {HOURLY: 24, DAILY: 31, MONTHLY: 12}
"""One step more than matplotlib knows of: a narrow axis of 13 months has no room for a name every 6."""

_SCREEN_POINTS, _PAPER_POINTS = 9.0, 7.5
POINTS_PER_INCH = 72
_LINE_HEIGHT = 1.45
_HALF_HOUR = 30
_FREE_MINUTES = 4
"""Around the first and the last minute."""

_DATE_FORMATS = {
    "formats": ["%Y", "%b", "%d %b", "%H:%M", "%H:%M", "%H:%M"],
    "zero_formats": ["", "%Y", "%d %b", "%d %b", "%H:%M", "%H:%M"],
    "offset_formats": ["", "%Y", "%Y", "%d %b %Y", "%d %b %Y", "%d %b %Y"],
}
"""Years, months, days or hours on the time axis, whichever the locator chose, and what they leave out."""

_ROUTE_MARKERS: Mapping[Route | None, str] = {
    Route.IV: "o",
    Route.IM: "^",
    Route.INTRANASAL: "s",
    Route.SUBLINGUAL: "D",
    Route.ORAL: "v",
    Route.SC: "P",
    None: "p",
}
"""The shape of a session's mark, so that routes are told apart without colour."""


def font_folder() -> Path:
    """Return the folder of the fonts that charts and pages are set in."""
    return Path(mpl.get_data_path()) / "fonts" / "ttf"


def points(palette: Palette) -> float:
    """Return the size of a chart's type in points."""
    return _PAPER_POINTS if palette is PAPER else _SCREEN_POINTS


_one_at_a_time = RLock()
"""matplotlib keeps its style in one place for all threads: the window's, and one that saves a file."""


@contextmanager
def styled(palette: Palette) -> Iterator[None]:
    """Draw and save charts within: type, thin lines, text kept as text."""
    size = points(palette)
    style: dict[RcKeyType, Any] = {
        "font.family": FONTS,
        "font.size": size,
        "axes.facecolor": palette.surface,
        "axes.edgecolor": palette.line,
        "axes.labelcolor": palette.quiet,
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": True,
        "lines.linewidth": 1.6,
        "text.color": palette.text,
        "text.usetex": False,
        "legend.frameon": False,
        "legend.fontsize": size,
        "svg.fonttype": "none",
        "svg.hashsalt": "ketatrack",
        "pdf.fonttype": 42,
    }
    with _one_at_a_time, mpl.rc_context(style):
        yield


def line_height(palette: Palette) -> float:
    """Return the inches from one line of text to the next."""
    return points(palette) * _LINE_HEIGHT / POINTS_PER_INCH


def route_marker(route: Route | None) -> str:
    """Return the shape of a route's marks."""
    return _ROUTE_MARKERS[route]


def route_colour(route: Route | None, palette: Palette) -> str:
    """Return the colour of a route's marks; their shape alone is enough to tell them apart."""
    return {
        Route.IV: palette.text,
        Route.IM: palette.second,
        Route.INTRANASAL: palette.accent,
        Route.SUBLINGUAL: mixed(palette.second, palette.text, 0.5),
        Route.SC: mixed(palette.accent, palette.text, 0.5),
    }.get(route or Route.ORAL, palette.quiet)


def mixed(ground: str, ink: str, share: float) -> str:
    """Return a colour between two: `share` of the ink on the ground, 0 to 1."""
    red, green, blue = (g + (i - g) * share for g, i in zip(to_rgb(ground), to_rgb(ink), strict=True))
    return to_hex((red, green, blue))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where axes stand on a figure of `width` by `height`: the margins around them, all in inches."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def inner_width(self) -> float:
        """Return the room between the side margins."""
        return max(0.5, self.width - self.left - self.right)

    @property
    def inner_height(self) -> float:
        """Return the room between the upper and the lower margin."""
        return max(0.5, self.height - self.top - self.bottom)

    def rectangle(self, above: float, height: float) -> tuple[float, float, float, float]:
        """Return left, bottom, width and height, as shares of the figure, `above` inches over the margin."""
        return (
            self.left / self.width,
            (self.bottom + above) / self.height,
            self.inner_width / self.width,
            height / self.height,
        )


def show_dates(axes: Axes, span: tuple[float, float] | None, palette: Palette, inches: float) -> None:
    """Lay out the time axis over day numbers, with as many dates as find room; none for an empty chart."""
    size = points(palette)
    if span is None:
        axes.set_xticks([])
        return
    axes.set_xlim(*span)
    most = max(3, int(inches * POINTS_PER_INCH / (size * 7)))
    zero = day_zero()
    if zero is None:
        locator = AutoDateLocator(minticks=2, maxticks=most)  # type: ignore[no-untyped-call]
        for frequency, interval in _WIDEST_STEPS.items():
            locator.intervald[frequency] = [*locator.intervald[frequency], interval]
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, **_DATE_FORMATS))  # type: ignore[no-untyped-call]
    else:
        _show_days(axes, span, date2num(zero), most)  # type: ignore[no-untyped-call]
    axes.tick_params(axis="x", colors=palette.quiet, labelsize=size, length=3, color=palette.line)
    axes.xaxis.get_offset_text().set(color=palette.quiet, fontsize=size)


def _show_days(axes: Axes, span: tuple[float, float], zero: float, most: int) -> None:
    """Name whole days counted from day number `zero`, at most so many of them."""
    days = MaxNLocator(nbins=most, integer=True).tick_values(span[0] - zero, span[1] - zero)
    shown = [day for day in days if span[0] <= day + zero <= span[1]]
    words = [f"{day:.0f}" for day in shown]
    if words:
        words[0] = _("day {number}").format(number=words[0])
    axes.set_xticks([day + zero for day in shown], words)


def show_minutes(axes: Axes, span: tuple[float, float], palette: Palette, inches: float) -> None:
    """Lay out an axis of minutes over a span, with as many half hours as find room."""
    first, last = span
    axes.set_xlim(first - _FREE_MINUTES, last + _FREE_MINUTES)
    places = max(1.0, inches / (line_height(palette) * 2))
    step = _HALF_HOUR * -(-(last - first) // (_HALF_HOUR * places))
    axes.set_xticks(np.arange(step * -(-first // step), last + 1, step))
    axes.tick_params(axis="x", colors=palette.quiet, labelsize=points(palette), length=3, color=palette.line)


def show_scale(axes: Axes, ticks: Sequence[float], palette: Palette) -> None:
    """Lay out the value axis with ticks at given values."""
    axes.set_yticks(ticks)
    axes.tick_params(axis="y", colors=palette.quiet, labelsize=points(palette), length=3, color=palette.line)


def usual_mark_size(palette: Palette) -> float:
    """Return the size of marks in points where there is room for them."""
    return points(palette) * 0.62


def mark_size(count: int, axes: Axes, palette: Palette) -> float:
    """Return the size of marks in points: smaller where many share the width of the axes."""
    inches = axes.get_window_extent().width / axes.figure.dpi
    usual = usual_mark_size(palette)
    return min(usual, max(usual * 0.4, 3 * inches * POINTS_PER_INCH / max(1, count)))
