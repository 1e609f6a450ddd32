"""What a chart is besides its drawing: a title, one sentence that says what it shows, and a table twin.

Building a chart's data and words needs no matplotlib; only drawing it does.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from ketatrack.charts.palette import Palette
from ketatrack.domain.courses import Period

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001
_SHORTEST_SPAN = 14.0
_MARGIN = 0.02


@dataclass(frozen=True, slots=True)
class Table:
    """The same facts as the drawing, for a screen reader, a copy or a file: header words and rows of text."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class HoverPoint:
    """A place in a drawing that has something to say: x and y in the axes' own data."""

    axes: "Axes"
    x: float
    y: float
    text: str


Drawing = Callable[["Figure", Palette], list[HoverPoint]]
"""Draws on an empty figure, within the chart style, and says where hovering reads what."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart of a course, drawn by one function on the screen, on paper and into files."""

    name: str
    """The word for it on the command line, such as `blood-pressure`."""
    title: str
    course: str
    sentence: str
    """What the chart shows, in one sentence; also its alternative text."""
    tabulate: Callable[[], Table]
    """Makes the table twin when somebody asks for it; most look at the drawing alone."""
    drawing: Drawing

    @property
    def table(self) -> Table:
        """Return the same facts as a table, made anew each time."""
        return self.tabulate()

    def draw(self, figure: "Figure", palette: Palette) -> list[HoverPoint]:
        """Draw anew on the figure, laid out for its present size.

        Args:
            figure: emptied first; its size in inches decides what finds room, so draw again after a resize.
            palette: the colours; `PAPER` also takes the smaller type of a page.

        Returns:
            The places that hovering reads, with their text.
        """
        from ketatrack.charts.style import styled

        figure.clear()
        with styled(palette):
            figure.set_facecolor(palette.surface)
            return self.drawing(figure, palette)


def day_number(moment: date | datetime) -> float:
    """Return the days since 1 January 1970 on the clock of the place: matplotlib's date number."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001
    return (moment.replace(tzinfo=None) - _EPOCH) / timedelta(days=1)


def span_of_days(days: Iterable[float], period: Period) -> tuple[float, float] | None:
    """Return the first and last day number of a chart: the period's ends, or what happened and a margin.

    At least two weeks wide. None when nothing happened and the period is open.
    """
    happened = list(days)
    if period.start is not None:
        happened.append(day_number(period.start))
    if period.end is not None:
        happened.append(day_number(period.end) + 1)
    if not happened:
        return None
    first, last = min(happened), max(happened)
    missing = max(0.0, _SHORTEST_SPAN - (last - first))
    margin = missing / 2 + _MARGIN * (last - first + missing)
    return first - margin, last + margin
