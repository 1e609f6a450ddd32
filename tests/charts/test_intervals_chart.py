"""All intervals on one day 0: raw lines from few, median and middle half from four on."""

from datetime import date

import numpy as np
import pytest
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure

from ketatrack.charts.intervals_chart import intervals_chart
from ketatrack.charts.intervals_data import intervals_data
from ketatrack.charts.palette import DARK, LIGHT, PAPER
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.selection import EVERYTHING, Selection
from ketatrack.domain.words import Outcome
from tests.courses import empty, one_session, ten_years
from tests.domain.case_files import NAMES, course_records, expected
from tests.records import course, patient, phq9, session


def drawn(records: CourseRecords, palette=LIGHT) -> Figure:
    figure = Figure(figsize=(9.6, 5.4))
    intervals_chart(records, EVERYTHING).draw(figure, palette)
    figure.canvas.draw()
    return figure


def after_sessions(count: int) -> CourseRecords:
    """A session every fourth week, with a score of 10 after one and of 14 after two weeks."""
    person = patient()
    of = course(person)
    months = range(1, count + 1)
    return CourseRecords(
        of,
        person,
        sessions=[session(of, f"S{n}", f"2026-{n:02d}-01T10:00+01:00", route="im") for n in months],
        scores=[
            phq9(of, f"2026-{n:02d}-{day:02d}T10:00+01:00", total=total)
            for n in months
            for day, total in ((8, 10), (15, 14))
        ],
    )


@pytest.mark.parametrize("case", NAMES)
def test_every_interval_has_the_scores_of_the_case(case):
    lines = intervals_data(course_records(case), EVERYTHING).lines
    known = [(each["days_to_next"], each["scores"]) for each in expected(case)["intervals"] if each["scores"]]
    assert [(line.days_to_next, len(line.points)) for line in lines] == known


def test_three_intervals_are_raw_lines_without_a_median():
    (axes,) = drawn(after_sessions(3)).axes
    (lines, *_rest) = [each for each in axes.collections if isinstance(each, LineCollection)]
    assert [segment.tolist() for segment in lines.get_segments()] == [[[7, 10], [14, 14]]] * 3
    assert "Median" not in [line.get_label() for line in axes.lines]


def test_four_intervals_have_a_median_and_a_band_by_week():
    (axes,) = drawn(after_sessions(4)).axes
    (median,) = [line for line in axes.lines if line.get_label() == "Median"]
    assert median.get_xdata().tolist() == [7, 14]
    assert median.get_ydata().tolist() == [10, 14]
    assert sum(isinstance(each, PolyCollection) for each in axes.collections) == 2


def test_weeks_without_enough_intervals_interrupt_the_median():
    records = after_sessions(4)
    later = [phq9(records.course, f"2026-{n:02d}-28T10:00+01:00", total=9) for n in range(1, 5)]
    scores = sorted([*records.scores[::2], *later], key=lambda score: score.taken_at)
    changed = CourseRecords(records.course, records.patient, sessions=records.sessions, scores=scores)
    (median,) = [line for line in drawn(changed).axes[0].lines if line.get_label() == "Median"]
    assert np.isnan(median.get_ydata()).tolist() == [False, True, False]


def test_a_session_not_given_begins_no_interval():
    records = after_sessions(2)
    records.sessions[1] = records.sessions[1].changed(outcome=Outcome.NOT_GIVEN)
    (line,) = intervals_data(records, EVERYTHING).lines
    assert [each.day for each in line.points] == [7, 14, 38, 45]


def test_a_period_chooses_whole_intervals():
    chosen = Selection(Period(date(2026, 2, 1), date(2026, 2, 10)))
    (line,) = intervals_data(after_sessions(3), chosen).lines
    assert [each.day for each in line.points] == [7, 14]


@pytest.mark.parametrize("records", [empty(), one_session()])
def test_without_scores_after_a_session_the_chart_says_so(records):
    (axes,) = drawn(records).axes
    assert "No complete PHQ-9 after a session" in [text.get_text() for text in axes.texts]


@pytest.mark.parametrize("palette", [LIGHT, DARK, PAPER])
def test_ten_years_are_drawn_with_few_artists_on_the_whole_scale(palette):
    (axes,) = drawn(ten_years(), palette).axes
    assert len(axes.lines) + len(axes.collections) < 20
    assert axes.get_ylim()[0] < 0 < 27 < axes.get_ylim()[1]


def test_the_sentence_and_the_drawing_say_how_far_the_scores_look_back():
    chart = intervals_chart(after_sessions(4), EVERYTHING)
    assert "PHQ-9 looks back 14 days" in chart.sentence
    assert drawn(after_sessions(4)).axes[0].get_title(loc="left") == "PHQ-9 looks back 14 days"


def test_hovering_reads_each_score_by_its_day():
    found = intervals_chart(after_sessions(2), EVERYTHING).draw(Figure(), LIGHT)
    assert next(point.text for point in found).startswith("Day 7 after 1 Jan 2026 · 8 Jan 2026 · PHQ-9 10")
    assert len(found) == 4


def test_a_small_chart_leaves_its_room_to_the_scores():
    figure = Figure(figsize=(3.4, 2.2))
    intervals_chart(after_sessions(4), EVERYTHING).draw(figure, PAPER)
    (axes,) = figure.axes
    assert not axes.texts
    assert axes.get_position().width > 0.7
