"""Somebody looks in at a checkpoint and measures nothing: noted by a key, and never taken for a reading."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ketatrack.domain.checkpoints import CheckpointState
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.records import Checkpoint, Reading, SessionEvent
from tests.ui.workspaces import press

ENTER, ESC, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space


@pytest.fixture
def workspace(dosed):
    """The window on a course by nasal spray whose next session is followed, 41 minutes after the dose."""
    return dosed(41)


@pytest.fixture
def board(workspace):
    """The board of that session."""
    found = workspace.window.stack.currentWidget().board
    found.tick()
    return found


def at_40(board) -> Checkpoint:
    return next(each for each in board.journal.store.find(Checkpoint) if each.at_minutes == 40)


def looks(board) -> list[SessionEvent]:
    return [each for each in board.journal.store.find(SessionEvent) if each.event == EventKind.LOOKED_IN]


def row(board) -> str:
    return board.checkpoints.buttons[at_40(board).id].words()


def test_a_look_is_noted_by_two_keys_with_its_time_and_words(board, clock, qtbot):
    press(qtbot, SPACE, "O", "asleep, cuff not put on", ENTER)
    (look,) = looks(board)
    assert (look.happened_at, look.words) == (clock.now, "asleep, cuff not put on")
    assert (at_40(board).done_at, at_40(board).reading_id) == (clock.now, None)
    assert board.journal.store.find(Reading) == []
    assert row(board) == "40 min · at 10:40, looked in 10:41, no reading"
    assert board.checkpoints.line_of(at_40(board).id).state is CheckpointState.LOOKED
    assert board.checkpoints.next is None
    assert board.list_card.isVisible()


def test_words_are_optional_and_the_look_is_kept_at_once(board, qtbot):
    press(qtbot, SPACE, "O")
    assert len(looks(board)) == 1
    press(qtbot, ESC)
    assert [each.words for each in looks(board)] == [""]
    assert board.step.words.text() == "Written: looked in, no reading: 40 min"


def test_one_undo_opens_the_checkpoint_again(board, qtbot):
    press(qtbot, SPACE, "O", ENTER)
    board.step.undo_button.click()
    assert looks(board) == []
    assert at_40(board).done_at is None
    assert row(board) == "40 min · at 10:40, open"


def test_a_look_of_before_has_the_time_that_was_typed_and_is_said_to_be_late(board, clock, qtbot):
    clock.go_on(minutes=20)
    press(qtbot, SPACE)
    board.readings.clock.setFocus()
    press(qtbot, "1050", "O", ENTER)
    assert f"{looks(board)[0].happened_at:%H:%M}" == "10:50"
    assert row(board) == "40 min · at 10:40, looked in 10:50, late, no reading"


def test_a_time_to_come_is_refused(board, qtbot):
    press(qtbot, SPACE)
    board.readings.clock.setFocus()
    press(qtbot, "1300", "O")
    assert "has not come yet" in board.readings.clock.message()
    assert looks(board) == []
    assert at_40(board).done_at is None


def test_typed_numbers_are_not_lost_to_a_look(board, qtbot):
    press(qtbot, SPACE, "128", "O")
    assert "Numbers are typed here" in board.readings.said
    assert board.readings.row.content() == {"systolic": "128"}
    assert looks(board) == []


def test_the_checkpoint_goes_with_the_corrected_time_of_its_look_and_is_open_without_it(board, clock, qtbot):
    clock.go_on(minutes=9)
    press(qtbot, SPACE, "O", ENTER)
    before = clock.now
    board.checkpoints.buttons[at_40(board).id].click()
    assert board.corrections.entry == looks(board)[0]
    board.corrections.clock.editor.setText("1042")
    press(qtbot, ENTER)
    assert at_40(board).done_at == looks(board)[0].happened_at == before - timedelta(minutes=8)
    assert row(board) == "40 min · at 10:40, looked in 10:42, no reading"

    board.checkpoints.buttons[at_40(board).id].click()
    board.corrections.take_out_button.click()
    assert looks(board) == []
    assert at_40(board).done_at is None
    board.step.undo_button.click()
    assert at_40(board).done_at == looks(board)[0].happened_at


def test_a_missed_checkpoint_can_turn_out_to_have_been_looked_at(board, qtbot):
    press(qtbot, SPACE)
    board.readings.missed_button.click()
    board.checkpoints.buttons[at_40(board).id].click()
    press(qtbot, "O", ENTER)
    assert at_40(board).missed_at is None
    assert "looked in" in row(board)


def test_beside_the_checkpoints_and_in_a_reading_that_is_there_no_look_is_offered(board, qtbot):
    press(qtbot, "B", "O")
    assert not board.readings.look_button.isVisible()
    press(qtbot, ESC, SPACE, "1287968", ENTER)
    board.checkpoints.buttons[at_40(board).id].click()
    press(qtbot, "O")
    assert not board.readings.look_button.isVisible()
    assert looks(board) == []


def test_a_checkpoint_whose_reading_was_removed_elsewhere_says_that_none_is_there(workspace, board, qtbot):
    press(qtbot, SPACE, "1287968", ENTER)
    (reading,) = board.journal.store.find(Reading)
    workspace.journal.remove(reading, "a reading")
    QApplication.processEvents()
    assert row(board).endswith("no reading")
    board.checkpoints.buttons[at_40(board).id].click()
    assert not board.readings.missed_button.isVisible()
    press(qtbot, "1287968", ENTER)
    assert row(board) == "40 min · at 10:40, done 10:41"


def test_guided_measuring_leaves_no_look_behind(workspace, board, qtbot):
    press(qtbot, SPACE)
    workspace.window.stack.currentWidget().parts.measuring.button.click()
    press(qtbot, "O")
    assert looks(board) == []
