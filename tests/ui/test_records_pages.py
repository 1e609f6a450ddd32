"""Sessions and Mood: finding, reading, changing and removing what was written down, by keys."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QItemSelectionModel, QSettings, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from ketatrack.domain.records import Medicine, Phase, Reading, Score, Session, SideEffect, Visit
from ketatrack.store.store import Change
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.pages.mood_page import MoodPage
from ketatrack.ui.pages.sessions_page import SessionsPage
from ketatrack.ui.pages.side_effects_page import SideEffectsPage
from ketatrack.ui.tables.course_listings import readings_listing
from ketatrack.ui.tables.record_table import RecordTable
from ketatrack.ui.workspace import Workspace
from tests import records as make
from tests.ui.workspaces import open_workspace


def opened(qtbot, page):
    qtbot.addWidget(page)
    page.resize(1000, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.setFocus()
    return page


def column_of(page, name):
    model = page.table.records_model
    place = next(at for at, column in enumerate(model.columns) if column.name == name)
    return [model.index(row, place).data() for row in range(model.rowCount())]


def sort_by(page, name, order=Qt.SortOrder.AscendingOrder):
    names = [column.name for column in page.table.records_model.columns]
    page.table.horizontalHeader().setSortIndicator(names.index(name), order)


def press(qtbot, page, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(page.table, key, modifier)


def choose_row(page, place):
    only = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    page.table.selectionModel().setCurrentIndex(page.table.records_model.index(place, 0), only)


def choose(page, name):
    choose_row(page, column_of(page, "name").index(name))


@pytest.fixture
def sessions_of_spring(small_journal):
    """Four sessions of different doses; N2 has two readings and a side effect."""
    of = small_journal.records().course
    facts = {"dose_unit": "mg", "route": "intranasal"}
    sessions = [
        make.session(of, "N1", "2026-03-02T09:30+01:00", dose=56, **facts),
        make.session(of, "N2", "2026-03-05T09:30+01:00", dose=112, intention="rest <b>well</b>", **facts),
        make.session(of, "N3", "2026-03-09T09:30+01:00", dose=84, outcome="stopped_early", **facts),
        make.session(of, "N4", "2026-03-12T09:30+01:00", outcome="not_given"),
    ]
    in_second = {"session_id": sessions[1].id}
    small_journal.add(
        [
            *sessions,
            make.reading(of, "2026-03-05T10:10+01:00", systolic=149, diastolic=87, spo2=96, **in_second),
            make.reading(
                of, "2026-03-05T09:20+01:00", systolic=131, diastolic=80, context="pre_dose", **in_second
            ),
            make.side_effect(
                of, "nausea", severity="mild", onset_minutes=20, resolved_minutes=50, **in_second
            ),
        ],
        "a spring",
    )
    return small_journal


def test_the_newest_session_stands_first_and_its_details_are_shown(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))

    assert column_of(page, "name") == ["N4", "N3", "N2", "N1"]
    assert page.details.toPlainText().startswith("Session N4, 2026-03-12 09:30")


def test_doses_sort_as_numbers_and_unset_ones_come_last_in_either_direction(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))

    sort_by(page, "dose")
    assert column_of(page, "dose") == ["56 mg", "84 mg", "112 mg", ""]
    sort_by(page, "dose", Qt.SortOrder.DescendingOrder)
    assert column_of(page, "dose") == ["112 mg", "84 mg", "56 mg", ""]


def test_keys_sort_by_the_column_of_the_cursor(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))

    press(qtbot, page, Qt.Key.Key_Right)
    press(qtbot, page, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert column_of(page, "name") == ["N1", "N2", "N3", "N4"]
    press(qtbot, page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert column_of(page, "name") == ["N4", "N3", "N2", "N1"]


def test_blood_pressures_of_a_session_stand_in_its_row(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))
    row = {name: column_of(page, name)[2] for name in ("before", "highest", "last", "lowest_spo2", "effects")}

    assert row == {
        "before": "131/80",
        "highest": "149/87",
        "last": "149/87",
        "lowest_spo2": "96",
        "effects": "1",
    }


def test_details_hold_readings_by_minutes_side_effects_and_own_words_to_the_letter(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))
    choose(page, "N2")
    shown = page.details.toPlainText()

    assert "rest <b>well</b>" in shown
    assert "112 mg" in shown
    assert shown.index("131/80") < shown.index("149/87")
    assert "-10" in shown
    for words in ("Nausea", "Mild", "20", "50", "Recorded by: Patient. Typed."):
        assert words in shown


def test_a_late_entry_says_so_plainly(qtbot, small_journal):
    of = small_journal.records().course
    late = make.session(of, "N1", "2026-03-02T09:30+01:00", written_at=make.at("2026-03-07T20:00+01:00"))
    small_journal.add([late], "a late session")
    page = opened(qtbot, SessionsPage(small_journal))

    assert column_of(page, "late") == ["late"]
    assert "Written down on 2026-03-07 20:00." in page.details.toPlainText()
    assert "Written down 5 days after it happened." in page.details.toPlainText()


def test_slash_goes_to_the_filter_and_every_word_narrows_down(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))

    press(qtbot, page, Qt.Key.Key_Slash)
    assert page.filter.words.hasFocus()
    qtbot.keyClicks(page.filter.words, "stopped n3")
    assert column_of(page, "name") == ["N3"]
    assert page.count.text() == "1 of 4 entries; the filter hides the others"
    qtbot.keyClick(page.filter.words, Qt.Key.Key_Escape)
    assert column_of(page, "name") == ["N4", "N3", "N2", "N1"]
    assert page.table.hasFocus()


def test_one_word_of_a_column_can_be_chosen_in_the_order_of_its_list(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))
    offered = [page.filter.choices.itemText(at) for at in range(page.filter.choices.count())]

    assert offered == ["Everything", "Outcome: Completed", "Outcome: Stopped early", "Outcome: Not given"]
    page.filter.choices.setCurrentIndex(3)
    assert column_of(page, "name") == ["N4"]


def test_a_chosen_word_that_is_gone_narrows_nothing_down(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))
    page.filter.choices.setCurrentIndex(3)
    press(qtbot, page, Qt.Key.Key_Delete)

    assert column_of(page, "name") == ["N3", "N2", "N1"]
    assert page.filter.choice() is None


def test_the_chosen_row_stays_chosen_when_it_is_changed_and_moves(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))
    choose(page, "N2")
    second = page.table.chosen_rows()[0].record
    sessions_of_spring.replace(
        second, second.changed(started_at=make.at("2026-03-20T09:30+01:00"), purpose="other"), "session N2"
    )

    assert column_of(page, "name") == ["N2", "N4", "N3", "N1"]
    assert [row.record.name for row in page.table.chosen_rows()] == ["N2"]
    assert "Session N2, 2026-03-20 09:30" in page.details.toPlainText()


def test_the_chosen_row_stays_chosen_while_sorted_and_filtered(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))
    choose(page, "N2")

    sort_by(page, "dose", Qt.SortOrder.DescendingOrder)
    assert [row.record.name for row in page.table.chosen_rows()] == ["N2"]
    page.filter.words.setText("completed")
    assert [row.record.name for row in page.table.chosen_rows()] == ["N2"]


def test_del_removes_a_session_with_all_that_belongs_to_it_and_one_undo_brings_it_back(
    qtbot, sessions_of_spring
):
    page = opened(qtbot, SessionsPage(sessions_of_spring))
    store = sessions_of_spring.store
    choose(page, "N2")

    with qtbot.waitSignal(page.undoable) as said:
        press(qtbot, page, Qt.Key.Key_Delete)

    assert said.args == ["Deleted: session N2, with 3 entries that belong to it."]
    assert [store.count(kind) for kind in (Session, Reading, SideEffect)] == [3, 0, 0]
    assert sessions_of_spring.undo_stack.undoText() == "delete session N2"
    assert [row.record.name for row in page.table.chosen_rows()] == ["N1"]
    sessions_of_spring.undo_stack.undo()
    assert [store.count(kind) for kind in (Session, Reading, SideEffect)] == [4, 2, 1]
    assert column_of(page, "name") == ["N4", "N3", "N2", "N1"]
    sessions_of_spring.undo_stack.redo()
    assert store.count(Session) == 3


def test_the_window_says_what_was_deleted_and_takes_it_back_by_key(qtbot, tmp_path, sessions_of_spring):
    path = sessions_of_spring.store.path
    window = MainWindow(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    workspace = Workspace(window, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    workspace.opening.path(path)
    workspace.show_page("sessions")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page = window.stack.currentWidget()
    page.setFocus()
    press(qtbot, page, Qt.Key.Key_Delete)

    assert window.notice.text.text() == "Deleted: session N4."
    assert window.notice.undo_button.isVisible()
    assert column_of(page, "name") == ["N3", "N2", "N1"]
    press(qtbot, page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert column_of(page, "name") == ["N4", "N3", "N2", "N1"]
    workspace.close_journal()


def test_several_rows_are_removed_and_brought_back_as_one_step(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))
    press(qtbot, page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, page, Qt.Key.Key_Delete)

    assert sessions_of_spring.store.count(Session) == 0
    assert sessions_of_spring.undo_stack.undoText() == "delete 4 entries of sessions"
    sessions_of_spring.undo_stack.undo()
    assert sessions_of_spring.store.count(Session) == 4
    assert sessions_of_spring.store.count(Reading) == 2


def test_an_entry_that_was_changed_elsewhere_is_not_removed(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))
    choose(page, "N1")
    seen = page.table.chosen_rows()[0].record
    newer = make.session(sessions_of_spring.records().course, "N1", "2026-03-02T09:30+01:00")
    other = type(sessions_of_spring.store).open(sessions_of_spring.store.path)
    with other:
        other.apply(
            [Change(seen, seen.changed(notes="from elsewhere"))], at=newer.started_at, by=seen.recorded_by
        )

    with qtbot.waitSignal(page.notice) as said:
        press(qtbot, page, Qt.Key.Key_Delete)

    assert "changed elsewhere" in said.args[0]
    assert sessions_of_spring.store.count(Session) == 4
    assert "from elsewhere" in page.details.toPlainText()


def test_enter_and_double_click_ask_for_the_form_of_the_entry(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))
    choose(page, "N2")
    record = page.table.chosen_rows()[0].record

    with qtbot.waitSignal(page.form_wanted) as asked:
        press(qtbot, page, Qt.Key.Key_Return)
    assert asked.args == [f"sessions:{record.id}"]
    middle = page.table.visualRect(page.table.currentIndex()).center()
    with qtbot.waitSignal(page.form_wanted) as asked:
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert asked.args == [f"sessions:{record.id}"]


def test_copied_rows_are_lines_with_tabs(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))
    press(qtbot, page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]

    assert [line[1] for line in lines] == ["N4", "N3", "N2", "N1"]
    assert {len(line) for line in lines} == {len(page.listing.columns)}


@pytest.mark.parametrize(
    ("place", "form"),
    [
        (0, "sessions"),
        (1, "readings"),
        (2, "side_effects"),
        (3, "medications"),
        (4, "phases"),
        (5, "visits"),
    ],
)
def test_an_empty_list_says_what_it_is_for_and_offers_the_first_step(qtbot, small_journal, place, form):
    page = opened(qtbot, SessionsPage(small_journal))
    page.segments[place].click()

    assert page.empty.isVisible()
    assert "stand" in page.listing.purpose
    with qtbot.waitSignal(page.form_wanted) as asked:
        page.empty.focusProxy().click()
    assert asked.args == [form]


def test_every_kind_of_the_course_is_listed_with_its_details(qtbot, sessions_of_spring):
    of = sessions_of_spring.records().course
    own = {**make.STAMP, "course_id": of.id}
    sessions_of_spring.add(
        [
            Medicine(**own, name="sertraline", dose="100 mg daily", started_on="2025-06-01"),
            Phase(**own, starts_on="2026-03-02", phase="induction", reason="agreed"),
            Visit(**own, visited_on="2026-03-20", with_whom="Dr Weiß"),
        ],
        "the rest",
    )
    page = opened(qtbot, SessionsPage(sessions_of_spring))
    told = {}
    for place, listing in enumerate(page._listings):
        page.segments[place].click()
        told[listing.name] = page.details.toPlainText()

    assert "149 mmHg" in told["readings"]
    assert "Nausea" in told["side_effects"]
    assert "100 mg daily" in told["medications"]
    assert "agreed" in told["phases"]
    assert "Dr Weiß" in told["visits"]


def test_a_side_effect_in_a_session_is_dated_by_the_session(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))
    page.segments[2].click()

    assert column_of(page, "noticed_at") == ["2026-03-05 09:50"]
    assert column_of(page, "session") == ["N2"]


@pytest.fixture
def scored_journal(small_journal):
    """A complete PHQ-9, one with unanswered items, one with its total only, and a mood entry."""
    of = small_journal.records().course
    own = {**make.STAMP, "course_id": of.id}
    small_journal.add(
        [
            make.phq9(of, "2026-03-01T20:00+01:00", 1, 1, 1, 1, 1, 1, 1, 0, 2, unscored_answers=(1,)),
            make.phq9(of, "2026-03-08T20:00+01:00", 1, 2, None, 0, 1, None, 2, 3, 0),
            make.phq9(of, "2026-02-01T20:00+01:00", total=14),
            Score(**own, instrument="mood_now", taken_at=make.at("2026-03-09T08:00+01:00"), answers=(10,)),
        ],
        "scores",
    )
    return small_journal


def test_totals_say_when_they_are_incomplete_or_all_that_is_known(qtbot, scored_journal):
    page = opened(qtbot, MoodPage(scored_journal))

    assert column_of(page, "total") == ["10", "incomplete (7 of 9)", "9", "14, total only"]
    assert column_of(page, "band") == ["", "", "Mild", "Moderate"]
    sort_by(page, "total")
    assert column_of(page, "total") == ["9", "10", "14, total only", "incomplete (7 of 9)"]


def test_scores_are_filtered_by_questionnaire(qtbot, scored_journal):
    page = opened(qtbot, MoodPage(scored_journal))
    page.filter.choices.setCurrentIndex(page.filter.choices.findText("Questionnaire: Mood 0-10"))

    assert column_of(page, "total") == ["10"]


def test_every_item_stands_word_for_word_beside_its_answer(qtbot, scored_journal):
    page = opened(qtbot, MoodPage(scored_journal))
    choose_row(page, 2)
    shown = page.details.toPlainText()

    assert "9 of 27 · Mild" in shown
    assert "1. Little interest or pleasure in doing things" in shown
    assert "Several days (1)" in shown
    assert "9. Thoughts that you would be better off dead" in shown
    assert "More than half the days (2)" in shown
    assert "Somewhat difficult (1)" in shown


def test_unanswered_items_are_named(qtbot, scored_journal):
    page = opened(qtbot, MoodPage(scored_journal))
    choose_row(page, 1)
    shown = page.details.toPlainText()

    assert "Items 3 and 6 are not answered; no total." in shown
    assert shown.count("not answered") == 3


def test_the_estimate_of_an_incomplete_questionnaire_stands_apart_and_is_called_one(qtbot, small_journal):
    of = small_journal.course
    small_journal.add(
        [
            make.phq9(of, "2026-03-02T10:00+01:00", 2, 2, 2, 2, 2, 1, None, 1, 0),
            make.phq9(of, "2026-03-01T10:00+01:00", 2, 2, 2, 2, 2, 1, 1, 1, None),
        ],
        "two",
    )
    page = opened(qtbot, MoodPage(small_journal))
    choose_row(page, 0)
    shown = page.details.toPlainText()
    assert "incomplete (8 of 9)" in shown
    assert (
        "The answered items point to about 13.5: an estimate, kept out of every figure and never used for "
        "response."
    ) in shown
    choose_row(page, 1)
    shown = page.details.toPlainText()
    assert "Item 9 is not answered; no total." in shown
    assert "9. Thoughts that you would be better off dead" in shown
    assert shown.splitlines().count("not answered") == 1  # nothing is filled in beside the question


def test_mood_shows_figures_that_the_today_page_hides(qtbot, scored_journal):
    scored_journal.hide_figures(hidden=True)
    page = opened(qtbot, MoodPage(scored_journal))

    assert "9" in column_of(page, "total")


def test_the_questionnaires_can_be_filled_in_from_here(qtbot, small_journal):
    page = opened(qtbot, MoodPage(small_journal))
    asked = []
    page.form_wanted.connect(asked.append)
    for button in page.empty.findChildren(QPushButton):
        button.click()

    assert asked == ["scores.phq9", "scores.gad7", "questionnaires"]


def test_widths_and_order_come_back_and_hold_nothing_of_the_journal(qtbot, tmp_path, sessions_of_spring):
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    first = SessionsPage(sessions_of_spring)
    first.remember_in(settings)
    opened(qtbot, first)
    first.table.horizontalHeader().resizeSection(1, 222)
    sort_by(first, "dose")
    settings.sync()
    second = SessionsPage(sessions_of_spring)
    second.remember_in(settings)
    opened(qtbot, second)

    assert second.table.columnWidth(1) == 222
    assert column_of(second, "dose") == ["56 mg", "84 mg", "112 mg", ""]
    kept = (tmp_path / "window.ini").read_text(encoding="utf-8")
    assert "N1" not in kept
    assert "112" not in kept


_ROOMY = 3200
"""Pixels; every column stands there whole, in letters of any size that the window has."""


def test_a_column_is_cut_only_where_there_is_no_room_for_it(qtbot, tmp_path, small_journal):
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    long = "Passing urine more often than usual, at night above all"
    small_journal.add([make.side_effect(small_journal.records().course, long, onset_minutes=3)], "one")
    page = SessionsPage(small_journal)
    page.remember_in(settings)
    opened(qtbot, page)
    page.choose_listing([listing.name for listing in page._listings].index(SideEffect.kind))
    names = [column.name for column in page.table.records_model.columns]
    place, table = names.index("effect"), page.table
    needed = table.fontMetrics().horizontalAdvance(long)
    assert needed > 320
    page.resize(700, 600)
    qtbot.waitUntil(lambda: table.columnWidth(place) == 320)
    page.resize(_ROOMY, 600)
    qtbot.waitUntil(lambda: table.columnWidth(place) > needed)
    page.resize(700, 600)
    qtbot.waitUntil(lambda: table.columnWidth(place) == 320)
    table.horizontalHeader().resizeSection(place, 222)
    page.resize(_ROOMY, 600)
    qtbot.waitUntil(lambda: table.width() > 1000)
    assert table.columnWidth(place) == 222


def test_no_list_is_wider_than_the_window_at_three_times_the_size(qtbot, tmp_path, sessions_of_spring):
    course = sessions_of_spring.records().course
    workspace = open_workspace(
        qtbot, tmp_path, sessions_of_spring.records().patient, course, *sessions_of_spring.records().sessions
    )
    for name in ("sessions", "mood", "side_effects", "integration", "history", "backups"):
        workspace.show_page(name)
        workspace.window.resize(640, 360)
        qtbot.waitUntil(lambda: workspace.window.width() == 640)
        page = workspace.window.stack.currentWidget()
        assert page.minimumSizeHint().width() <= page.width(), name
    workspace.close_journal()


def test_a_hidden_table_reads_nothing_of_a_journal_that_is_closed(qtbot, small_journal):
    of = small_journal.records().course
    many = [make.reading(of, f"2026-03-02T10:{n:02}+01:00", pulse=60 + n) for n in range(50)]
    small_journal.add(many, "many")
    page = opened(qtbot, SessionsPage(small_journal))
    page.choose_listing([listing.name for listing in page._listings].index(Reading.kind))
    page.hide()
    assert not page.table._reader.isActive()
    page.show()
    assert page.table._reader.isActive()


def test_a_column_grows_with_an_entry_that_is_added(qtbot, small_journal):
    course = small_journal.records().course
    small_journal.add([make.side_effect(course, "itch", onset_minutes=3)], "one")
    page = opened(qtbot, SideEffectsPage(small_journal))
    table = page.table
    place = [column.name for column in table.records_model.columns].index("effect")
    long = "eyes feel quite heavy at night"
    assert table.columnWidth(place) < table.fontMetrics().horizontalAdvance(long)
    small_journal.add([make.side_effect(course, long, onset_minutes=4)], "another")
    assert table.columnWidth(place) > table.fontMetrics().horizontalAdvance(long)


def test_everything_that_takes_the_focus_has_a_name(qtbot, sessions_of_spring):
    page = opened(qtbot, SessionsPage(sessions_of_spring))

    for widget in (page.table, page.details, page.filter.words, page.filter.choices):
        assert widget.accessibleName()


def test_ten_years_of_readings_are_shown_by_asking_for_the_cells_on_screen(qtbot, small_journal):
    of = small_journal.records().course
    begin = make.at("2016-01-01T09:00+01:00")
    readings = [
        make.reading(
            of, (begin + timedelta(hours=20 * n)).isoformat(timespec="minutes"), systolic=100 + n % 80
        )
        for n in range(4000)
    ]
    small_journal.add(readings, "ten years")
    asked: Counter[str] = Counter()

    def counted(column):
        def text(row):
            asked["text"] += 1
            return column.text(row)

        def key(row):
            asked["key"] += 1
            return column.key(row)

        return replace(column, text=text, key=key, is_offered=False)

    listing = readings_listing()
    listing = replace(listing, columns=[counted(column) for column in listing.columns])
    table = RecordTable()
    qtbot.addWidget(table)
    table.resize(1000, 600)
    table.show_listing(listing)
    table.show_rows(listing.rows(small_journal.records()))
    columns = len(listing.columns)

    assert asked["key"] <= 4000
    assert asked["text"] <= 100 * columns
    qtbot.waitUntil(lambda: not table._reader.isActive())
    assert asked["text"] == 4000 * columns
    table.narrow("17", None)
    table.narrow("179", None)
    assert asked["text"] == 4000 * columns
    assert asked["key"] <= 3 * 4000
