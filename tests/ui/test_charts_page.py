"""The Charts page draws what the journal holds, and every point can be read."""

import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ketatrack.charts.chart import day_number
from ketatrack.charts.gallery import CHARTS, LABELS
from ketatrack.charts.palette import DARK, LIGHT
from ketatrack.domain.records import OwnMeasure
from ketatrack.ui.fields.choice_field import ChoiceField
from ketatrack.ui.pages.charts_page import ChartsPage
from ketatrack.ui.pages.report_page import ReportPage
from ketatrack.ui.theme import apply_theme
from tests import records as make


@pytest.fixture
def course(small_journal):
    course = small_journal.course
    small_journal.add(
        [
            make.phq9(course, "2026-03-01T20:00+01:00", *[2] * 9),
            make.session(course, "S1", "2026-03-02T10:00+01:00", route="iv"),
            make.phq9(course, "2026-03-09T20:00+01:00", *[1] * 9),
        ],
        "the first week",
    )
    return course


@pytest.fixture
def page(small_journal, course, qtbot):  # noqa: ARG001 - the page shows the course
    page = ChartsPage(small_journal)
    qtbot.addWidget(page)
    page.resize(900, 640)
    page.show()
    qtbot.waitUntil(lambda: page.canvas is not None, timeout=20_000)
    page.canvas.draw()
    return page


def drawn_totals(page: ChartsPage) -> list[float]:
    """Return every height at which the response line stands."""
    page.canvas.draw()
    axes = page.canvas.figure.axes[0]
    return [float(y) for line in axes.lines for y in line.get_ydata() if len(line.get_ydata()) > 1]


def offered(field: ChoiceField) -> list[str]:
    """Return what a list offers, in order."""
    return [field.editor.itemText(line) for line in range(field.editor.count())]


def test_a_score_that_was_just_saved_is_drawn(page, small_journal, course):
    assert 3.0 not in drawn_totals(page)

    small_journal.add([make.phq9(course, "2026-03-12T20:00+01:00", 3, *[0] * 8)], "a PHQ-9")

    assert 3.0 in drawn_totals(page)
    assert "3 complete PHQ-9" in page.sentence.text()
    small_journal.undo_stack.undo()
    assert 3.0 not in drawn_totals(page)


def test_the_table_says_what_the_chart_says(page):
    page.table_button.click()

    model = page.table.model()
    cells = [
        model.index(row, column).data()
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    assert page.table.isVisible()
    assert {"18", "9"} <= set(cells)


def test_marked_rows_of_the_table_can_be_copied(page):
    page.table_button.click()
    page.table.selectRow(0)

    QTest.keySequence(page.table, "Ctrl+C")

    assert "18" in QGuiApplication.clipboard().text().split("\t")


def test_the_arrow_keys_read_the_points_one_by_one(page):
    canvas = page.canvas
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    first = canvas.reading()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_End)
    last = canvas.reading()

    assert "1 Mar 2026" in first
    assert "18" in first
    assert "9 Mar 2026" in last
    assert canvas.accessibleDescription() == last
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.reading() == ""
    assert canvas.accessibleDescription() == page.sentence.text()


def test_the_mouse_reads_the_point_beneath_it(page):
    canvas = page.canvas
    axes = canvas.figure.axes[0]
    x, y = axes.transData.transform((day_number(make.at("2026-03-01T20:00+01:00")), 18))
    ratio = canvas.device_pixel_ratio

    QTest.mouseMove(canvas, QPointF(x / ratio, canvas.height() - y / ratio).toPoint())

    assert "18" in canvas.reading()


def test_the_chart_follows_the_colours_of_the_window(page, qtbot):
    application = QApplication.instance()
    apply_theme(application, DARK)
    try:
        qtbot.waitUntil(lambda: page.canvas.figure.get_facecolor()[0] < 0.5)
    finally:
        apply_theme(application, LIGHT)
    qtbot.waitUntil(lambda: page.canvas.figure.get_facecolor()[0] > 0.5)


def test_a_range_that_is_chosen_for_the_charts_is_that_of_the_report_too(page, small_journal, qtbot):
    report = ReportPage(small_journal)
    qtbot.addWidget(report)
    report.refresh()
    page.choices.range.editor.setCurrentIndex(page.choices.range.editor.findData("last"))
    report.show()
    assert report.range.content()[0] == "last"
    report.range.editor.setCurrentIndex(report.range.editor.findData("course"))
    assert page.choices.range.content()[0] == "course"
    again = ChartsPage(small_journal)
    qtbot.addWidget(again)
    again.refresh()
    assert again.choices.range.content()[0] == "course"


def test_a_range_that_cannot_be_read_is_refused_beside_it(page):
    page.choices.range.editor.setCurrentIndex(page.choices.range.editor.count() - 1)
    page.choices.range.start.setText("2026-02-30")

    assert "2026-02-30" in page.choices.range.message()


def test_every_chart_can_be_chosen_from_the_list(page):
    for place, name in enumerate(CHARTS):
        page.choices.which.editor.setCurrentIndex(place)

        assert page.choices.which.value() == page.chart.name == name
        assert page.choices.which.editor.currentText() == LABELS[name]


def test_a_questionnaire_is_chosen_among_those_recorded(page, small_journal, course):
    small_journal.add([make.phq9(course, "2026-03-08T20:00+01:00", *[1] * 7, instrument="gad7")], "a GAD-7")
    page.choices.which.set_value("items")

    assert offered(page.choices.scale) == ["PHQ-9", "GAD-7"]
    assert page.chart.title == "PHQ-9, item by item"
    page.choices.scale.set_value("gad7")
    assert page.chart.title == "GAD-7, item by item"
    page.choices.which.set_value("side-effects")
    assert not page.choices.scale.isVisible()


def test_categories_of_blood_pressure_are_off_until_chosen(page, small_journal, course):
    small_journal.add(
        [make.reading(course, f"2026-03-0{day}T08:00+01:00", systolic=132, diastolic=84) for day in (3, 4)],
        "two readings",
    )
    page.choices.which.set_value("resting-pressure")

    assert "stage" not in page.sentence.text()
    page.choices.standard.set_value("acc-aha-2017")
    assert "Hypertension stage 1" in page.sentence.text()


def test_a_chart_can_be_saved_as_a_picture(page, qtbot, tmp_path):
    with qtbot.waitSignal(page.notice, timeout=20_000) as notice:
        page.save(tmp_path / "chart.png")

    assert "chart.png" in notice.args[0]
    with Image.open(tmp_path / "chart.png") as picture:
        assert picture.width > 1000
    assert "keta" not in page.suggested_name().lower()


def test_a_chart_that_cannot_be_saved_is_explained(page, qtbot, tmp_path):
    with qtbot.waitSignal(page.notice, timeout=20_000) as notice:
        page.save(tmp_path / "nowhere" / "chart.png")

    assert "nowhere" in notice.args[0]
    assert page.save_button.isEnabled()


def test_an_empty_course_offers_a_first_step(small_journal, qtbot):
    page = ChartsPage(small_journal)
    qtbot.addWidget(page)
    page.show()

    assert page.empty.isVisible()
    small_journal.add([make.phq9(small_journal.course, "2026-03-01T20:00+01:00", *[2] * 9)], "a PHQ-9")
    assert not page.empty.isVisible()


def test_an_own_measure_can_be_chosen_and_a_second_scale_beside_it(page, small_journal, course):
    measure = OwnMeasure(
        **make.STAMP,
        patient_id=course.patient_id,
        name="Hours of sleep",
        low=0,
        high=12,
        higher_is="better",
        unit="h",
    )
    value = make.phq9(course, "2026-03-08T20:00+01:00", instrument="Hours of sleep", total=7)
    small_journal.add([measure, value], "a night")
    page.choices.which.set_value("response")
    page.choices.scale.set_value("Hours of sleep")

    assert page.chart.title == "Hours of sleep over the course"
    page.choices.which.set_value("two-instruments")
    assert offered(page.choices.second) == ["PHQ-9"]
    page.choices.scale.set_value("phq9")
    assert offered(page.choices.second) == ["Hours of sleep"]
    assert page.chart.title == "PHQ-9 and Hours of sleep over the course"
    assert page.choices.second.isVisible()


def test_a_course_with_one_scale_offers_no_second_and_names_the_one(page):
    page.choices.which.set_value("two-instruments")

    assert offered(page.choices.scale) == ["PHQ-9"]
    assert not page.choices.second.isVisible()
    assert page.chart.title == "PHQ-9 over the course"


def test_a_course_followed_by_another_scale_alone_begins_with_it(small_journal, qtbot):
    course = small_journal.course
    small_journal.add([make.phq9(course, "2026-03-08T20:00+01:00", *[1] * 7, instrument="gad7")], "a GAD-7")
    page = ChartsPage(small_journal)
    qtbot.addWidget(page)
    page.show()

    assert offered(page.choices.scale) == ["GAD-7"]
    assert page.chart.title == "GAD-7 over the course"


def test_a_line_is_drawn_at_a_blood_pressure_once_it_can_be_read(page, small_journal, course):
    small_journal.add(
        [make.reading(course, "2026-03-03T08:00+01:00", systolic=132, diastolic=84)], "a reading"
    )
    page.choices.which.set_value("blood-pressure")
    page.choices.line.set_value("140/9")
    assert page.choices.line.message() == "Diastolic lies between 20 and 200 mmHg"

    page.choices.line.set_value("140/90")
    assert page.choices.line.message() == ""
    assert "lines drawn at 140/90 mmHg" in page.sentence.text()


def test_item_9_can_be_left_out_of_the_items_and_with_it_the_totals(page):
    page.choices.which.set_value("items")
    assert page.chart.table.header[-1] == "Total"

    page.choices.safety_item.set_value(False)
    assert "item 9 is left out by choice, and with it the totals" in page.sentence.text()
    assert "Total" not in page.chart.table.header


def test_the_table_is_filled_while_it_is_shown(page):
    assert page.table.model().rowCount() == 0
    page.table_button.click()
    assert page.table.model().rowCount() == 3

    page.choices.which.set_value("items")
    assert page.table.model().rowCount() == 2
