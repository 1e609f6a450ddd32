"""A time axis of any length and width names its dates, and never more than find room."""

import pytest
from matplotlib.figure import Figure

from ketatrack.charts.palette import PAPER
from ketatrack.charts.style import show_dates

FIRST = 16_800.3
"""A day number: the last days of 2015."""


@pytest.mark.parametrize("inches", [1.2, 2.4, 6.0])
@pytest.mark.parametrize("days", [1, 2, 13, 45, 61, 200, 390, 410, 700, 3_650, 20_000])
def test_every_length_of_time_has_dates_on_its_axis(days, inches):
    axes = Figure().add_subplot()
    show_dates(axes, (FIRST, FIRST + days), PAPER, inches)
    shown = [tick for tick in axes.get_xticks() if FIRST <= tick <= FIRST + days]
    assert 1 <= len(shown) <= max(4, inches * 72 / (7.5 * 7))
