"""On the board nothing that was typed is lost, and Undo takes back what it names."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.records import Checkpoint, Reading, SessionEvent, SideEffect
from ketatrack.ui.theme import Scheme
from tests.ui.workspaces import press

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def workspace(dosed):
    """The window on a course by nasal spray whose next session is followed, an hour after the dose."""
    return dosed(60)


@pytest.fixture
def board(workspace):
    """The board of that session."""
    return workspace.window.stack.currentWidget().board


def rest(board) -> str:
    return board.step.rest_words.text()


def unwritten(what: str) -> str:
    return f"What you typed in “{what}” is not written down."


def events(board) -> list[tuple[EventKind, str]]:
    return [(each.event, each.words) for each in board.journal.store.find(SessionEvent)][1:]


def test_words_that_were_left_outlive_an_entry_that_is_written_meanwhile(board, qtbot):
    press(qtbot, "M", "ondansetron", ESC, "W", "calm", ENTER)
    assert rest(board) == unwritten("Medicine given, 11:00")
    board.step.rest_button.click()
    assert board.corrections.words.content() == "ondansetron"
    press(qtbot, ENTER)
    assert events(board) == [(EventKind.MEDICINE_GIVEN, "ondansetron"), (EventKind.NOTE, "calm")]
    assert rest(board) == ""
    assert board.journal.draft("board") is None


def test_what_was_left_twice_is_offered_the_last_one_first(board, qtbot):
    press(qtbot, "M", "ondansetron", ESC, "B", "128", ESC)
    assert rest(board) == unwritten("Reading now")
    board.step.rest_button.click()
    press(qtbot, "7968", ENTER)
    assert board.journal.store.find(Reading)[0].systolic == 128
    assert rest(board) == unwritten("Medicine given, 11:00")


def test_what_was_left_is_offered_by_another_run_of_the_program_too(workspace, qtbot):
    press(qtbot, "M", "ondansetron", ESC, "W", "calm")
    path = workspace.journal.store.path
    workspace.close_journal()
    workspace.opening.path(path)
    again = workspace.window.stack.currentWidget().board
    assert again.corrections.words.content() == "calm"
    press(qtbot, ENTER)
    assert rest(again) == unwritten("Medicine given, 11:00")


def test_what_was_left_can_be_discarded_and_is_named_before_the_end(board, qtbot):
    press(qtbot, "B", "128", ESC, "Q")
    assert unwritten("Reading now") in board.end.words.text()
    press(qtbot, ESC)
    board.step.discard_button.click()
    assert rest(board) == ""
    assert board.journal.draft("board") is None


def test_an_enter_that_writes_words_opens_nothing_else(board, qtbot):
    press(qtbot, "W", "calm", ENTER)
    assert board.list_card.isVisible()
    assert not board.readings.isVisible()
    press(qtbot, "N")
    assert events(board) == [(EventKind.NOTE, "calm")]
    assert [each.effect for each in board.journal.store.find(SideEffect)] == ["nausea"]


def test_the_line_below_the_clock_names_what_undo_takes_back(board, qtbot):
    press(qtbot, "N")
    press(qtbot, "B", "1287968", ENTER)
    assert board.step.words.text() == "Written: 128/79, pulse 68"
    board.step.undo_button.click()
    assert board.journal.store.find(Reading) == []
    assert board.step.words.text() == "Written: Nausea"
    board.step.undo_button.click()
    assert events(board) == []


def test_a_missed_checkpoint_is_named_as_the_step_that_undo_takes_back(board, qtbot):
    press(qtbot, "N", Qt.Key.Key_Space)
    board.readings.missed_button.click()
    missed = [each for each in board.journal.store.find(Checkpoint) if each.missed_at]
    assert board.step.words.text().startswith("Written: missed: ")
    board.step.undo_button.click()
    assert len(missed) == 1
    assert [each for each in board.journal.store.find(Checkpoint) if each.missed_at] == []


def test_a_time_that_is_still_to_come_is_refused_and_not_taken_for_the_day_before(board, qtbot):
    press(qtbot, "B", "1287968")
    board.readings.clock.editor.setText("1300")
    press(qtbot, ENTER)
    assert board.readings.clock.message() == "It is 11:00 now: this time has not come yet."
    assert board.journal.store.find(Reading) == []


def test_over_midnight_a_time_of_the_evening_is_of_the_evening(board, clock, qtbot):
    clock.go_on(hours=13, minutes=30)
    press(qtbot, "B", "1287968")
    board.readings.clock.editor.setText("2350")
    press(qtbot, ENTER)
    (reading,) = board.journal.store.find(Reading)
    assert clock.now - reading.taken_at == timedelta(minutes=40)


def test_numbers_that_are_taken_up_again_are_gone_on_with_where_they_stopped(board, qtbot):
    press(qtbot, "B", "128", ESC)
    board.step.rest_button.click()
    press(qtbot, "7968", ENTER)
    (reading,) = board.journal.store.find(Reading)
    assert (reading.systolic, reading.diastolic, reading.pulse) == (128, 79, 68)


def test_after_an_entry_the_clock_is_in_sight_again(workspace, board, qtbot):
    workspace.window.resize(1280, 800)
    press(qtbot, "B", "1287968", ENTER)
    QApplication.processEvents()
    assert board.scroll_area.verticalScrollBar().value() == 0


def test_the_time_stands_at_the_foot_while_the_clock_is_out_of_sight(workspace, board, clock):
    workspace.looks.choose(Scheme.LIGHT)
    workspace.window.resize(640, 400)
    QApplication.processEvents()
    bar = board.scroll_area.verticalScrollBar()
    bar.setValue(0)
    board.tick()
    assert board.foot_time.text() == ""
    bar.setValue(bar.maximum())
    assert board.foot_time.text() == "1:00"
    clock.go_on(minutes=5)
    board.tick()
    assert board.foot_time.text() == "1:05"
