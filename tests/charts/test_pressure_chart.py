"""The blood pressure chart: sessions from before through highest to last, and readings at rest."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from matplotlib.figure import Figure

from ketatrack.charts.palette import LIGHT, PAPER
from ketatrack.charts.pressure_chart import pressure_chart, session_levels_chart
from ketatrack.charts.pressure_data import pressure_data
from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period
from ketatrack.domain.selection import EVERYTHING
from ketatrack.domain.words import ReadingContext
from tests.courses import empty, ten_years
from tests.domain.case_files import NAMES, course_records, expected
from tests.records import course, patient, reading


def drawn(records: CourseRecords) -> Figure:
    figure = Figure(figsize=(9.6, 5.4))
    pressure_chart(records, EVERYTHING).draw(figure, LIGHT)
    figure.canvas.draw()
    return figure


def at_rest(**fields) -> CourseRecords:
    person = patient()
    of = course(person)
    return CourseRecords(of, person, readings=[reading(of, "2026-03-01T08:00+01:00", **fields)])


@pytest.mark.parametrize("case", NAMES)
def test_the_marks_are_the_figures_of_the_case(case):
    lines = drawn(course_records(case)).axes[0].lines
    known = expected(case)["session_blood_pressure"]
    for line, key in ((lines[1], "highest_systolic"), (lines[4], "highest_diastolic")):
        drawn_values = [None if np.isnan(value) else value for value in line.get_ydata()]
        assert drawn_values == [session[key] for session in known]
    assert list(lines[2].get_ydata()) == [session["last"][0] for session in known]


def test_readings_at_rest_have_a_panel_of_their_own():
    sessions, resting = drawn(course_records("iv-boosters")).axes
    assert (sessions.get_title("left"), resting.get_title("left")) == (
        "In sessions",
        "At rest and outside sessions",
    )
    assert len(resting.lines[0].get_ydata()) == 7


def test_readings_at_rest_alone_have_the_whole_figure():
    (axes,) = drawn(at_rest(systolic=128, diastolic=81)).axes
    systolic, diastolic = axes.lines
    assert (list(systolic.get_ydata()), list(diastolic.get_ydata())) == ([128], [81])


def test_sessions_alone_have_the_whole_figure_and_the_sentence_says_what_is_missing():
    records = course_records("iv-boosters")
    records = replace(records, readings=[each for each in records.readings if each.session_id])
    (axes,) = drawn(records).axes
    assert axes.get_title("left") == "In sessions"
    assert "no readings at rest" in pressure_chart(records, EVERYTHING).sentence


def test_a_lone_systolic_value_is_drawn():
    systolic, diastolic = drawn(at_rest(systolic=128)).axes[0].lines
    assert list(systolic.get_ydata()) == [128]
    assert np.isnan(diastolic.get_ydata()[0])


def test_a_pulse_alone_is_no_blood_pressure():
    assert not pressure_data(at_rest(pulse=70), WHOLE_COURSE).resting


def test_a_resting_reading_in_a_session_is_at_rest_too():
    records = at_rest(systolic=128, diastolic=81, context=ReadingContext.RESTING)
    assert len(pressure_data(records, WHOLE_COURSE).resting) == 1


def test_values_beyond_the_usual_scale_widen_it():
    low, high = drawn(at_rest(systolic=228, diastolic=31)).axes[0].get_ylim()
    assert (low, high) == (20, 240)


def test_an_empty_chart_says_so():
    (words,) = drawn(empty()).axes[0].texts
    assert words.get_text() == "No readings in this time"


def test_ten_years_are_drawn_with_few_artists():
    figure = drawn(ten_years())
    assert sum(len(axes.lines) + len(axes.collections) for axes in figure.axes) < 20


def test_a_period_chooses_sessions_and_readings():
    data = pressure_data(course_records("iv-boosters"), Period(start=date(2026, 6, 1)))
    assert len(data.sessions) == 3
    assert not data.resting


def test_hovering_reads_a_session():
    chart = pressure_chart(course_records("iv-boosters"), EVERYTHING)
    found = chart.draw(Figure(), LIGHT)
    words = "2 Mar 2026 · before 127/81 · highest 152/95 · last 132/84 mmHg"
    assert sum(point.text == words for point in found) == 6


def test_the_sessions_alone_fit_a_small_place():
    chart = session_levels_chart(course_records("iv-boosters"), WHOLE_COURSE)
    figure = Figure(figsize=(3.4, 2.2))
    found = chart.draw(figure, PAPER)
    (axes,) = figure.axes
    known = expected("iv-boosters")["session_blood_pressure"]
    assert list(axes.lines[2].get_ydata()) == [each["last"][0] for each in known]
    assert "rest" not in chart.sentence
    assert "2 Mar 2026 · before 127/81 · highest 152/95 · last 132/84 mmHg" in {each.text for each in found}
