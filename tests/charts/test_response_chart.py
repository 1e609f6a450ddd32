"""The response chart: what it draws, what it says, and what its table holds."""

import re
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from ketatrack.charts.chart import Chart, day_number
from ketatrack.charts.files import as_svg
from ketatrack.charts.gallery import CHARTS
from ketatrack.charts.palette import DARK, LIGHT, PAPER, Palette
from ketatrack.charts.response_chart import response_chart
from ketatrack.charts.response_data import response_data
from ketatrack.charts.style import route_marker
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.selection import EVERYTHING, Selection
from ketatrack.domain.words import Outcome, Rater, Route
from tests.courses import empty, many_routes, one_session, ten_years, with_moods
from tests.domain.case_files import NAMES, course_records, expected
from tests.records import course, patient, phq9, session

SIZE = (9.6, 5.4)


def drawn(chart: Chart, palette: Palette = LIGHT, size: tuple[float, float] = SIZE) -> Figure:
    figure = Figure(figsize=size)
    chart.draw(figure, palette)
    figure.canvas.draw()
    return figure


def labelled(figure: Figure, label: str):
    (line,) = [line for axes in figure.axes for line in axes.lines if line.get_label() == label]
    return line


def texts(figure: Figure) -> list[str]:
    return [text.get_text().strip() for axes in figure.axes for text in axes.texts]


def scores_on(*days: str, **fields) -> CourseRecords:
    person = patient()
    of = course(person)
    return CourseRecords(
        of,
        person,
        scores=[phq9(of, f"{day}T09:00+01:00", total=9 + n, **fields) for n, day in enumerate(days)],
    )


@pytest.mark.parametrize("case", NAMES)
def test_the_line_ends_in_the_latest_score_of_the_case(case):
    figure = drawn(response_chart(course_records(case), EVERYTHING))
    assert figure.axes[0].lines[0].get_ydata()[-1] == expected(case)["latest"]["total"]


@pytest.mark.parametrize("case", NAMES)
def test_every_complete_score_is_a_point(case):
    records = course_records(case)
    figure = drawn(response_chart(records, EVERYTHING))
    points = figure.axes[0].lines[1:3]
    assert sum(len(line.get_ydata()) for line in points) == len(response_data(records, EVERYTHING).points)


@pytest.mark.parametrize("records", [empty(), one_session(), many_routes()])
def test_the_whole_scale_is_always_shown(records):
    low, high = drawn(response_chart(records, EVERYTHING)).axes[0].get_ylim()
    assert low < 0 < 27 < high


def test_the_line_is_interrupted_where_more_than_21_days_lie_between_scores():
    figure = drawn(response_chart(scores_on("2026-03-01", "2026-03-22", "2026-04-13"), EVERYTHING))
    totals = figure.axes[0].lines[0].get_ydata()
    assert list(totals[:2]) == [9, 10]
    assert np.isnan(totals[2])
    assert totals[3] == 11


def test_a_score_written_down_more_than_two_days_later_is_hollow():
    records = course_records("iv-boosters")
    figure = drawn(response_chart(records, EVERYTHING))
    late = labelled(figure, "Written down later")
    assert list(late.get_ydata()) == [6, 9, 8]
    assert late.get_markerfacecolor() == LIGHT.surface


def test_baseline_half_of_it_and_the_remission_range_are_lines():
    figure = drawn(response_chart(course_records("iv-boosters"), EVERYTHING))
    levels = [line.get_ydata()[0] for line in figure.axes[0].lines[-3:]]
    assert levels == [21, 10.5, 5]
    assert {"Baseline 21", "Half of baseline 10.5", "Remission range: below 5"} <= set(texts(figure))


def test_a_low_baseline_has_no_half():
    person = patient()
    of = course(person)
    records = CourseRecords(
        of,
        person,
        sessions=[session(of, "S1", "2026-03-02T10:00+01:00")],
        scores=[phq9(of, "2026-03-01T10:00+01:00", total=9)],
    )
    figure = drawn(response_chart(records, EVERYTHING))
    assert [line.get_ydata()[0] for line in figure.axes[0].lines[-2:]] == [9, 5]


def test_a_period_chooses_the_points_and_never_the_baseline():
    records = course_records("iv-boosters")
    data = response_data(records, Selection(Period(date(2026, 6, 1), date(2026, 8, 31))))
    assert data.points[0].taken_at.date() >= date(2026, 6, 1)
    assert data.points[-1].taken_at.date() <= date(2026, 8, 31)
    assert data.baseline is not None
    assert data.baseline.total == 21


@pytest.mark.parametrize("route", [*Route, None])
def test_each_route_has_a_shape_of_its_own(route):
    shapes = [route_marker(each) for each in (*Route, None)]
    assert shapes.count(route_marker(route)) == 1


def test_a_session_that_was_not_given_has_a_hollow_mark_and_no_tick():
    records = course_records("iv-boosters")
    sessions = drawn(response_chart(records, EVERYTHING)).axes[1]
    (ticks,) = [each for each in sessions.collections if isinstance(each, LineCollection)]
    hollow = [line for line in sessions.lines if line.get_markerfacecolor() == LIGHT.surface]
    assert len(ticks.get_segments()) == sum(s.outcome != Outcome.NOT_GIVEN for s in records.sessions)
    assert [len(line.get_xdata()) for line in hollow] == [1]


@pytest.mark.parametrize("records", [course_records("esketamine-label"), many_routes(), ten_years()])
@pytest.mark.parametrize("size", [SIZE, (5.0, 3.0)])
def test_no_words_cover_each_other(records, size):
    figure = drawn(response_chart(records, EVERYTHING), size=size)
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    boxes.sort(key=lambda box: (box.y0, box.x0))
    assert not any(
        first.overlaps(second) and min(first.y1, second.y1) - max(first.y0, second.y0) > 3
        for index, first in enumerate(boxes)
        for second in boxes[index + 1 :]
    )


@pytest.mark.parametrize("palette", [LIGHT, DARK, PAPER])
def test_a_chart_draws_in_every_palette(palette):
    figure = drawn(response_chart(course_records("iv-boosters"), EVERYTHING), palette)
    assert figure.axes[0].lines[0].get_color() == palette.accent


def test_ten_years_are_drawn_with_few_artists():
    figure = drawn(response_chart(ten_years(), EVERYTHING))
    assert sum(len(axes.lines) + len(axes.collections) for axes in figure.axes) < 20


def test_an_empty_course_says_so():
    assert "No complete PHQ-9 in this time" in texts(drawn(response_chart(empty(), EVERYTHING)))


def test_the_sentence_counts_what_is_not_drawn():
    sentence = response_chart(course_records("iv-boosters"), EVERYTHING).sentence
    assert "1 incomplete PHQ-9 is not drawn" in sentence
    assert "1 answered by somebody else is not drawn" in sentence


def test_scores_of_somebody_else_are_not_drawn():
    records = scores_on("2026-03-01", rater=Rater.CLINICIAN)
    assert not response_data(records, EVERYTHING).points


def test_the_table_tells_totals_only_incomplete_ones_and_sessions_apart():
    rows = response_chart(course_records("iv-boosters"), EVERYTHING).table.rows
    remarks = [row[-1] for row in rows]
    assert "only the total is known, written down 1 May 2026" in remarks
    assert "incomplete, so it has no total" in remarks
    assert ("2 Mar 2026", "Induction", "Intravenous, 41 mg, Completed", "", "", "") in rows


def test_hovering_reads_every_score_and_session():
    chart = response_chart(course_records("iv-boosters"), EVERYTHING)
    found = chart.draw(Figure(figsize=SIZE), LIGHT)
    assert len(found) == 32 + 12 + 10 + 6
    assert any(point.text == "27 Feb 2026 · PHQ-9 21 · Severe" and point.y == 21 for point in found)


@pytest.mark.parametrize("name", CHARTS)
def test_rows_of_a_table_are_as_long_as_its_header(name):
    table = CHARTS[name](with_moods(course_records("iv-boosters")), EVERYTHING).table
    assert {len(row) for row in table.rows} == {len(table.header)}


def test_phases_follow_each_other():
    spans = response_data(many_routes(), EVERYTHING).phases
    assert all(first.end == second.start for first, second in pairwise(spans))


def test_a_short_time_shows_how_far_each_score_looks_back():
    records = scores_on("2026-03-10", "2026-03-20")
    records.sessions.append(session(records.course, "S1", "2026-03-08T09:00+01:00"))
    first, second = response_data(records, EVERYTHING).windows
    day = day_number(date(2026, 3, 8)) + 9 / 24
    assert (first.end - first.start, first.session) == (14, day)
    assert (second.end - second.start, second.session) == (14, day)
    figure = drawn(response_chart(records, EVERYTHING))
    since, before = [each for each in figure.axes[0].collections if isinstance(each, LineCollection)][:2]
    assert [segment[0][0] for segment in since.get_segments()] == [day, day]
    assert [segment[1][0] for segment in before.get_segments()] == [day, day]
    assert {"Days looked back on", "of them before a session"} <= {
        text.get_text() for text in figure.legends[0].get_texts()
    }


def test_how_far_a_score_looks_back_is_a_line_on_paper_too():
    svg = as_svg(response_chart(scores_on("2026-03-10", "2026-03-20"), EVERYTHING), PAPER, (7.2, 3.4))
    assert b"stroke-dasharray" in svg
    assert not re.search(rb"stroke-dasharray: *[;\"]", svg)


def test_a_long_time_has_no_room_for_what_scores_look_back_on():
    assert not response_data(scores_on("2026-01-01", "2026-06-01"), EVERYTHING).windows
