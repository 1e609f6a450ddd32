"""The charts of the page, drawn for its paper before anything is set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ketatrack.charts.chart import Chart
from ketatrack.charts.files import as_svg
from ketatrack.charts.gallery import CHARTS
from ketatrack.charts.palette import PAPER
from ketatrack.charts.pressure_chart import session_levels_chart
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.selection import Selection

Paper = Literal["a4", "letter"]

_WIDE: Mapping[Paper, tuple[float, float]] = {"a4": (7.24, 3.4), "letter": (7.48, 2.7)}
"""Inches: the width between the margins of the template, and the height that a usual page leaves."""
_SMALL: Mapping[Paper, tuple[float, float]] = {"a4": (3.5, 2.13), "letter": (3.62, 1.85)}
"""Inches: half of the width, and the height that the template gives the two charts side by side."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart as SVG, with the sentence for those who do not see it."""

    svg: bytes
    alternative: str


def drawings(records: CourseRecords, period: Period, paper: Paper) -> Iterator[tuple[str, Drawing]]:
    """Draw the charts of the page one by one: `response`, `intervals` and `pressure`.

    Args:
        records: the whole course; the period narrows what is drawn, never what the baseline is.
        period: local dates, both ends included.
        paper: whose width the charts fill.
    """
    selection = Selection(period)
    yield "response", _drawn(CHARTS["response"](records, selection), _WIDE[paper])
    yield "intervals", _drawn(CHARTS["intervals"](records, selection), _SMALL[paper])
    yield "pressure", _drawn(session_levels_chart(records, period), _SMALL[paper])


def _drawn(chart: Chart, inches: tuple[float, float]) -> Drawing:
    return Drawing(as_svg(chart, PAPER, inches), chart.sentence)
