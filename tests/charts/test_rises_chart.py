"""Blood pressure in sessions as change from each session's own before-value."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from ketatrack.charts.palette import DARK, LIGHT, PAPER
from ketatrack.charts.rises_chart import rises_chart
from ketatrack.charts.rises_data import rises_data
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.selection import EVERYTHING
from tests.courses import empty, one_session, ten_years
from tests.domain.case_files import NAMES, course_records, expected
from tests.records import course, patient, reading, session


def drawn(records: CourseRecords, palette=LIGHT) -> Figure:
    figure = Figure(figsize=(9.6, 5.4))
    rises_chart(records, EVERYTHING).draw(figure, palette)
    figure.canvas.draw()
    return figure


def measured(*values: tuple[int, int, int]) -> CourseRecords:
    """One session with readings of minutes, systolic and diastolic."""
    person = patient()
    of = course(person)
    only = session(of, "S1", "2026-03-02T10:00+01:00", route="iv")
    readings = [
        reading(
            of,
            "2026-03-02T10:00+01:00",
            session_id=only.id,
            minutes=minutes,
            systolic=systolic,
            diastolic=diastolic,
        )
        for minutes, systolic, diastolic in values
    ]
    return CourseRecords(of, person, sessions=[only], readings=readings)


@pytest.mark.parametrize("case", NAMES)
def test_the_highest_changes_are_the_rises_of_the_case(case):
    rises = rises_data(course_records(case), EVERYTHING).rises
    known = [each for each in expected(case)["session_blood_pressure"] if each["systolic_rise"] is not None]
    for part, key in enumerate(("systolic_rise", "diastolic_rise")):
        highest = [max(change for _minutes, change in each.changes(part)[1:]) for each in rises]
        assert highest == [each[key] for each in known]


def test_each_panel_draws_changes_from_the_last_reading_before():
    systolic, diastolic = drawn(measured((-20, 150, 90), (-5, 120, 80), (40, 145, 88), (90, 118, 79))).axes
    for axes, changes in ((systolic, [0, 25, -2]), (diastolic, [0, 8, -1])):
        points = next(line for line in axes.lines if line.get_label() == "Intravenous")
        assert points.get_xdata().tolist() == [-5, 40, 90]
        assert points.get_ydata().tolist() == changes


def test_a_session_without_a_reading_before_is_counted_and_not_drawn():
    chart = rises_chart(measured((40, 145, 88)), EVERYTHING)
    assert "1 session without a reading before or after is not drawn" in chart.sentence
    assert not chart.table.rows


def test_from_four_sessions_on_there_is_a_median_with_a_band():
    systolic = drawn(course_records("iv-boosters")).axes[0]
    (median,) = [line for line in systolic.lines if line.get_label() == "Median"]
    assert np.nanmax(median.get_ydata()) == 18
    assert (
        "its median highest at 30 to 44 minutes with +18"
        in rises_chart(course_records("iv-boosters"), EVERYTHING).sentence
    )


def test_changes_beyond_the_usual_scale_widen_it():
    low, high = drawn(measured((0, 180, 100), (40, 265, 110), (90, 150, 80))).axes[0].get_ylim()
    assert (low, high) == (-40, 100)


@pytest.mark.parametrize("records", [empty(), one_session()])
def test_empty_panels_say_so(records):
    for axes in drawn(records).axes:
        assert axes.texts[0].get_text() == "No session with a reading before and after the dose"


@pytest.mark.parametrize("palette", [LIGHT, DARK, PAPER])
def test_ten_years_are_drawn_with_few_artists(palette):
    axes = drawn(ten_years(), palette).axes
    assert sum(len(each.lines) + len(each.collections) for each in axes) < 20


def test_hovering_reads_value_and_change():
    found = rises_chart(measured((0, 120, 80), (40, 145, 88)), EVERYTHING).draw(Figure(), LIGHT)
    assert {point.text for point in found} == {"2 Mar 2026, minute 40 · 145/88 · +25 / +8 mmHg"}
    assert [point.y for point in found] == [25, 8]
