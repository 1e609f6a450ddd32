"""Times in response and changes beside the scores: what is marked, in which words, and where it is drawn."""

from dataclasses import replace
from datetime import date

import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from ketatrack.charts.chart import day_number
from ketatrack.charts.course_marks import change_marks
from ketatrack.charts.palette import LIGHT, PAPER, Palette
from ketatrack.charts.response_chart import response_chart
from ketatrack.charts.response_data import ResponseData, response_data
from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period
from ketatrack.domain.instruments import PHQ9
from ketatrack.domain.records import BaselineChoice, Medicine
from ketatrack.domain.selection import EVERYTHING, Selection
from tests.courses import empty, one_session, ten_years
from tests.domain.case_files import NAMES, course_records, expected
from tests.records import STAMP, course, patient, phq9, session

RECALL = "(PHQ-9 looks back 14 days)"


def drawn(records: CourseRecords, palette: Palette = LIGHT, selection: Selection = EVERYTHING) -> Figure:
    figure = Figure(figsize=(9.6, 5.4))
    response_chart(records, selection).draw(figure, palette)
    figure.canvas.draw()
    return figure


def texts(figure: Figure) -> list[str]:
    return [text.get_text().strip() for axes in figure.axes for text in axes.texts]


def marks(records: CourseRecords, selection: Selection = EVERYTHING) -> ResponseData:
    return response_data(records, selection)


def answered(*totals: tuple[str, int]) -> CourseRecords:
    """A baseline of 20, a session on 2 March, and these totals after it."""
    person = patient()
    of = course(person)
    return CourseRecords(
        of,
        person,
        sessions=[session(of, "S1", "2026-03-02T10:00+01:00", dose=56, dose_unit="mg", route="intranasal")],
        scores=[phq9(of, f"{day}T09:00+01:00", total=total) for day, total in (("2026-03-01", 20), *totals)],
    )


@pytest.mark.parametrize("case", NAMES)
def test_there_is_a_mark_for_each_time_in_response_of_the_case(case):
    found = marks(course_records(case)).episodes
    assert [each.began.isoformat(timespec="minutes") for each in found] == [
        each["began"] for each in expected(case)["response_episodes"]
    ]


@pytest.mark.parametrize("records", [empty(), one_session()])
def test_without_a_time_in_response_there_is_no_row_for_it(records):
    assert not marks(records).episodes
    assert "In response" not in texts(drawn(records))


def test_a_time_in_response_lasts_to_the_last_score_and_carries_how_far_it_looks_back():
    (mark,) = marks(answered(("2026-03-09", 8), ("2026-03-16", 6))).episodes
    assert mark.text == f"in response from 9 Mar 2026, still at the last score of 16 Mar 2026 {RECALL}"
    assert {"In response", "PHQ-9 looks back 14 days"} <= set(texts(drawn(answered(("2026-03-09", 8)))))


def test_a_loss_that_is_not_confirmed_is_one_score_in_drawing_hover_sentence_and_table():
    records = answered(("2026-03-09", 8), ("2026-03-22", 15))
    words = f"one score out of response on day 20 {RECALL}"
    chart = response_chart(records, EVERYTHING)
    points = chart.draw(Figure(figsize=(9.6, 5.4)), LIGHT)
    assert "one score out of response on day 20" in texts(drawn(records))
    assert any(words in point.text for point in points)
    assert words in chart.sentence
    assert chart.table.rows[-1][-1].endswith(words)


def test_a_loss_that_is_confirmed_is_worded_as_that():
    records = answered(("2026-03-09", 8), ("2026-03-22", 15), ("2026-03-29", 16))
    sentence = response_chart(records, EVERYTHING).sentence
    assert f"out of response on 22 Mar 2026, confirmed {RECALL}" in sentence
    assert "one score" not in sentence


def test_a_single_score_out_in_between_is_counted():
    (mark,) = marks(answered(("2026-03-09", 8), ("2026-03-16", 15), ("2026-03-23", 7))).episodes
    assert ", 1 score out in between" in mark.text


def test_a_bar_reaches_from_the_first_to_the_last_score_in_response():
    records = answered(("2026-03-09", 8), ("2026-03-16", 6), ("2026-03-22", 15))
    episodes = drawn(records).axes[2]
    seen, lost, _ends = [each for each in episodes.collections if isinstance(each, LineCollection)]
    first, last, out = (day_number(each.taken_at) for each in marks(records).points[1:])
    assert seen.get_segments()[0][:, 0].tolist() == [first, last]
    assert lost.get_segments()[0][:, 0].tolist() == [last, out]


def test_a_period_keeps_the_times_in_response_that_reach_into_it():
    records = answered(("2026-03-09", 8), ("2026-03-16", 6), ("2026-04-20", 5))
    april = Selection(Period(date(2026, 4, 1), date(2026, 4, 30)))
    assert [local.began.day for local in marks(records, april).episodes] == [9]


def with_changes(records: CourseRecords) -> CourseRecords:
    of = records.course
    later = session(of, "S2", "2026-03-20T10:00+01:00", dose=84, dose_unit="mg", route="intranasal")
    medicine = Medicine(
        **STAMP,
        course_id=of.id,
        name="sertraline",
        started_on=date(2026, 3, 10),
        stopped_on=date(2026, 4, 2),
    )
    return replace(records, sessions=[*records.sessions, later], medicines=[medicine])


def test_changes_are_named_by_what_they_became():
    records = with_changes(answered(("2026-03-09", 8), ("2026-04-20", 9)))
    assert [each.text for each in change_marks(records, WHOLE_COURSE)] == [
        "10 Mar 2026 · sertraline started",
        "20 Mar 2026 · Dose 84 mg",
        "2 Apr 2026 · sertraline stopped",
    ]
    assert [each.words for each in change_marks(records, Period(date(2026, 3, 11), date(2026, 3, 31)))] == [
        "Dose 84 mg"
    ]


def test_changes_stand_in_words_where_there_is_room_and_in_the_table_with_their_numbers():
    records = with_changes(answered(("2026-03-09", 8), ("2026-04-20", 9)))
    chart = response_chart(records, EVERYTHING)
    assert {"Changes", "sertraline started", "Dose 84 mg", "sertraline stopped"} <= set(texts(drawn(records)))
    assert "change 2: Dose 84 mg" in [row[-1] for row in chart.table.rows]
    assert "3 changes of route, product, dose, interval or medicines" in chart.sentence


def test_where_words_would_crowd_changes_are_numbered_but_on_a_page_the_ticks_stand_alone():
    records = with_changes(answered(("2026-03-09", 8), ("2027-04-20", 9)))
    assert "3" in texts(drawn(records))
    assert "sertraline started" not in texts(drawn(records))
    on_paper = texts(drawn(records, PAPER))
    assert "sertraline stopped" in on_paper
    assert not {"1", "2", "3"} & set(on_paper)


def test_a_baseline_that_a_person_chose_is_marked_and_the_one_by_rule_stands_beside_it():
    records = answered(("2026-03-09", 8))
    earlier = phq9(records.course, "2026-01-10T09:00+01:00", total=24)
    choice = BaselineChoice(
        **STAMP, course_id=records.course.id, score_id=earlier.id, instrument=PHQ9, reason="before a cold"
    )
    records = replace(records, scores=[earlier, *records.scores], baseline_choices=[choice])
    chart = response_chart(records, EVERYTHING)
    assert {"Baseline 24, chosen", "Baseline by rule 20", "Half of baseline 12"} <= set(texts(drawn(records)))
    assert "Baseline chosen by you: 24 of 10 Jan 2026. By rule: 20 of 1 Mar 2026." in chart.sentence
    assert [row[-1].split(", ")[-1] for row in chart.table.rows][:2] == [
        "the baseline",
        "the baseline by rule",
    ]


def test_a_score_near_the_ceiling_says_so():
    chart = response_chart(answered(("2026-03-09", 25)), EVERYTHING)
    assert "at the top of the scale" in chart.sentence
    assert "at the top of the scale" in chart.table.rows[-1][-1]


def test_ten_years_of_marks_are_drawn_with_few_artists():
    figure = drawn(ten_years())
    assert len(figure.axes) == 3
    assert sum(len(axes.lines) + len(axes.collections) for axes in figure.axes) < 25
