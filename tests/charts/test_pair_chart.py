"""Two instruments on one time axis, each on its own whole scale."""

from dataclasses import replace

import pytest
from matplotlib.figure import Figure

from ketatrack.charts.pair_chart import pair_chart
from ketatrack.charts.pair_data import chosen_pair
from ketatrack.charts.palette import DARK, LIGHT, PAPER
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import MOOD, PHQ9
from ketatrack.domain.selection import EVERYTHING, Selection
from ketatrack.domain.words import Rater
from tests.courses import empty, one_session, ten_years, with_moods
from tests.domain.case_files import course_records
from tests.records import phq9


def drawn(records: CourseRecords, palette=LIGHT, selection: Selection = EVERYTHING) -> Figure:
    figure = Figure(figsize=(9.6, 5.4))
    pair_chart(records, selection).draw(figure, palette)
    figure.canvas.draw()
    return figure


def scored_gad7(records: CourseRecords, times: int, **fields) -> CourseRecords:
    rows = [
        phq9(records.course, f"2026-03-{day:02d}T10:00+01:00", instrument="gad7", total=day, **fields)
        for day in range(1, times + 1)
    ]
    return replace(records, scores=[*records.scores, *rows])


def test_the_phq9_stands_beside_the_most_used_other():
    records = with_moods(one_session())
    assert chosen_pair(scored_gad7(records, 3), EVERYTHING) == [PHQ9, MOOD]
    assert chosen_pair(scored_gad7(records, 5), EVERYTHING) == [PHQ9, "gad7"]
    assert chosen_pair(scored_gad7(records, 5, rater=Rater.CLINICIAN), EVERYTHING) == [PHQ9, MOOD]


def test_chosen_instruments_come_first():
    records = scored_gad7(with_moods(one_session()), 2)
    assert chosen_pair(records, Selection(instruments=("gad7", MOOD))) == ["gad7", MOOD]
    assert chosen_pair(records, Selection(instruments=("gad7",))) == ["gad7", PHQ9]


def test_each_has_its_own_scale_on_one_time_axis():
    strip, upper, lower = drawn(with_moods(one_session())).axes
    assert upper.get_xlim() == lower.get_xlim() == strip.get_xlim()
    assert upper.get_ylim()[0] < 0 < 27 < upper.get_ylim()[1] < 28
    assert lower.get_ylim()[0] < 0 < 10 < lower.get_ylim()[1] < 11
    assert list(upper.lines[0].get_ydata()) == [14]
    assert list(lower.lines[0].get_ydata()) == [3, 5, 7, 6]


def test_with_one_instrument_only_that_is_drawn_and_said():
    chart = pair_chart(course_records("iv-boosters"), EVERYTHING)
    assert "no other questionnaire or scale was filled in" in chart.sentence
    assert len(drawn(course_records("iv-boosters")).axes) == 2


def test_an_empty_course_says_so():
    figure = drawn(empty())
    assert "No complete PHQ-9 in this time" in [text.get_text() for text in figure.axes[1].texts]


@pytest.mark.parametrize("palette", [LIGHT, DARK, PAPER])
def test_ten_years_are_drawn_with_few_artists(palette):
    axes = drawn(with_moods(ten_years()), palette).axes
    assert sum(len(each.lines) + len(each.collections) for each in axes) < 25


def test_the_table_has_a_column_for_each():
    table = pair_chart(with_moods(one_session()), EVERYTHING).table
    assert table.header == ("Date", "Time", "PHQ-9", "Mood 0-10")
    assert table.rows[0] == ("1 Mar 2026", "16:15", "", "3")
    assert table.rows[1] == ("1 Mar 2026", "20:00", "14", "")
