"""Resting blood pressure: readings and their mean; a category and a line only when asked for."""

import pytest
from matplotlib.figure import Figure

from ketatrack.charts.palette import DARK, LIGHT, PAPER
from ketatrack.charts.resting_chart import resting_chart
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.selection import EVERYTHING, Selection
from ketatrack.domain.session_pressure import Pressure
from tests.courses import empty, one_session, ten_years
from tests.records import course, patient, reading


def drawn(records: CourseRecords, palette=LIGHT, selection: Selection = EVERYTHING) -> Figure:
    figure = Figure(figsize=(9.6, 5.4))
    resting_chart(records, selection).draw(figure, palette)
    figure.canvas.draw()
    return figure


def at_rest(*pressures: tuple[int, int]) -> CourseRecords:
    person = patient()
    of = course(person)
    readings = [
        reading(of, f"2026-03-{day:02d}T08:00+01:00", systolic=systolic, diastolic=diastolic)
        for day, (systolic, diastolic) in enumerate(pressures, start=1)
    ]
    return CourseRecords(of, person, readings=readings)


TWO = at_rest((128, 81), (131, 84))


def words(figure: Figure) -> set[str]:
    (axes,) = figure.axes
    return {text.get_text() for text in axes.texts} | {axes.get_title(loc="left")}


def test_readings_and_their_mean_are_drawn():
    (axes,) = drawn(TWO).axes
    assert [list(line.get_ydata()) for line in axes.lines[:2]] == [[128, 131], [81, 84]]
    assert [line.get_ydata()[0] for line in axes.lines[2:]] == [129.5, 82.5]
    assert {"Mean 130/83 mmHg", "Mean 130", "Mean 83"} <= words(drawn(TWO))


def test_a_category_is_named_only_when_a_standard_is_chosen():
    assert "stage" not in resting_chart(TWO, EVERYTHING).sentence
    chosen = Selection(standard="acc-aha-2017")
    assert "ACC/AHA 2017 calls that mean “Hypertension stage 1”" in resting_chart(TWO, chosen).sentence
    assert "Mean 130/83 mmHg · ACC/AHA 2017: Hypertension stage 1" in words(drawn(TWO, selection=chosen))


def test_a_lone_reading_has_neither_mean_nor_category():
    chart = resting_chart(at_rest((150, 95)), Selection(standard="esc-esh-2018"))
    assert chart.sentence == "1 reading at rest; no mean from fewer than two readings on two days."


def test_a_line_is_drawn_only_when_asked_for():
    figure = drawn(TWO, selection=Selection(line=Pressure(135, 85)))
    assert [line.get_ydata()[0] for line in figure.axes[0].lines[-2:]] == [135, 85]
    assert {"Line 135", "Line 85"} <= words(figure)


@pytest.mark.parametrize("records", [empty(), one_session()])
def test_without_readings_at_rest_the_chart_says_so(records):
    assert "No readings in this time" in words(drawn(records))


@pytest.mark.parametrize("palette", [LIGHT, DARK, PAPER])
def test_ten_years_are_drawn_with_few_artists(palette):
    (axes,) = drawn(ten_years(), palette).axes
    assert len(axes.lines) + len(axes.collections) < 20
