"""The PHQ-9 item by item: what was answered, what was not, and what is left out by choice."""

import pytest
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from ketatrack.charts.items_chart import items_chart
from ketatrack.charts.items_data import items_data
from ketatrack.charts.palette import DARK, LIGHT, PAPER
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.handover import Handover, handed_over
from ketatrack.domain.selection import EVERYTHING, Selection
from ketatrack.domain.words import Rater
from tests.courses import empty, one_session, ten_years
from tests.domain.case_files import NAMES, course_records, expected
from tests.records import course, patient, phq9


def drawn(records: CourseRecords, palette=LIGHT, selection: Selection = EVERYTHING) -> Figure:
    figure = Figure(figsize=(9.6, 5.4))
    items_chart(records, selection).draw(figure, palette)
    figure.canvas.draw()
    return figure


def answered(*of_days: tuple[str, tuple[int | None, ...]], **fields) -> CourseRecords:
    person = patient()
    of = course(person)
    scores = [phq9(of, f"{day}T10:00+01:00", *answers, **fields) for day, answers in of_days]
    return CourseRecords(of, person, scores=scores)


def marks(figure: Figure) -> dict[str, list[tuple[float, float]]]:
    """Return the places of the numbers that are drawn, by number."""
    return {
        str(line.get_marker()).strip("$"): list(zip(line.get_xdata(), line.get_ydata(), strict=True))
        for line in figure.axes[0].lines
    }


def test_each_answer_is_a_number_in_its_row():
    found = marks(drawn(answered(("2026-03-01", (0, 1, 2, 3, 0, 1, 2, 3, 0)))))
    assert found == {
        "0": [(0, 0), (0, 4), (0, 8)],
        "1": [(0, 1), (0, 5)],
        "2": [(0, 2), (0, 6)],
        "3": [(0, 3), (0, 7)],
    }


def test_an_unanswered_item_is_an_empty_cell_and_never_0():
    records = answered(("2026-03-01", (None, *[0] * 8)))
    assert (0, 0) not in marks(drawn(records))["0"]
    chart = items_chart(records, EVERYTHING)
    assert "1 item was not answered and is an empty cell" in chart.sentence
    assert chart.table.rows == (("1 Mar 2026", "", *["0"] * 8, ""),)


def test_more_than_three_weeks_without_a_questionnaire_are_an_empty_column():
    days = ("2026-03-01", "2026-03-22", "2026-04-13")
    records = answered(*((day, (1,) * 9) for day in days))
    assert items_data(records, EVERYTHING).matrix.places == [0, 1, 3]


def test_totals_without_answers_are_counted_and_others_answers_are_not_drawn():
    records = answered(("2026-03-01", (1,) * 9), rater=Rater.CLINICIAN)
    records.scores.append(phq9(records.course, "2026-03-02T10:00+01:00", total=7))
    chart = items_chart(records, EVERYTHING)
    assert "1 more is known only by its total" in chart.sentence
    assert not chart.table.rows


@pytest.mark.parametrize("case", NAMES)
def test_the_last_row_is_item_9_of_the_case(case):
    matrix = items_data(course_records(case), EVERYTHING).matrix
    ninth = [int(cell.level.mark) for cell in matrix.cells if cell.row == 8]
    known = expected(case)["item9"]
    assert (len(ninth), sum(each > 0 for each in ninth), max(ninth)) == (
        known["answered"],
        known["above_zero"],
        known["highest"],
    )


def test_item_9_can_be_left_out_and_the_chart_says_so():
    chart = items_chart(course_records("iv-boosters"), Selection(safety_item=False))
    assert "item 9 is left out by choice" in chart.sentence
    assert "a total handed over beside these answers would tell it" in chart.sentence
    assert not any("dead" in words for words in chart.table.header)
    assert "Total" not in chart.table.header
    figure = drawn(course_records("iv-boosters"), selection=Selection(safety_item=False))
    assert len(figure.axes[0].get_yticklabels()) == 8


def test_without_answers_the_chart_says_so():
    assert drawn(empty()).axes[0].texts[0].get_text() == "No PHQ-9 with answers in this time"


@pytest.mark.parametrize("palette", [LIGHT, DARK, PAPER])
@pytest.mark.parametrize("records", [one_session(), ten_years()])
def test_one_and_ten_years_are_drawn_with_few_artists(records, palette):
    axes = drawn(records, palette).axes
    assert sum(len(each.lines) + len(each.collections) for each in axes) < 20


def test_where_numbers_have_no_room_the_height_of_a_cell_says_the_same():
    figure = drawn(ten_years())
    assert not figure.axes[0].lines
    heights = [
        {round(float(path.vertices[:, 1].max() - path.vertices[:, 1].min()), 3) for path in each.get_paths()}
        for each in figure.axes[0].collections
        if isinstance(each, PolyCollection)
    ]
    assert all(len(each) == 1 for each in heights)
    assert sorted(heights, key=min) == heights


def test_hovering_reads_an_answer_in_words():
    found = items_chart(answered(("2026-03-01", (2, *[0] * 8))), EVERYTHING).draw(Figure(), LIGHT)
    words = "1 Mar 2026 · Little interest or pleasure in doing things: 2, More than half the days"
    assert found[0].text == words


@pytest.mark.parametrize("kept_back", [False, True])
def test_without_item_9_nothing_tells_what_was_answered_to_it(kept_back):
    """Also from records of which item 9 was taken out before."""
    records = answered(("2026-03-01", (2, 2, 2, 2, 2, 2, 2, 2, 3)), ("2026-03-08", (1, None, *[1] * 6, 3)))
    if kept_back:
        records = handed_over(records, Handover(item9=False))
    chart = items_chart(records, Selection(safety_item=False))
    said = [chart.sentence, *(point.text for point in chart.draw(Figure(), LIGHT))]
    cells = {cell for row in chart.table.rows for cell in row}
    assert not {"19", "3"} & cells
    assert not any("19" in words or "Nearly every day" in words for words in said)
