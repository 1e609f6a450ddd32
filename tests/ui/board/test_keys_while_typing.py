"""While a number is typed on a board, a letter writes what happens, and no letter stands in the number."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.records import Reading, SessionEvent, SideEffect
from ketatrack.domain.sitter_mode import SitterMode
from ketatrack.domain.words import Author
from ketatrack.ui.board.event_buttons import NOTED_BY_KEY
from ketatrack.ui.pages.board_page import BoardPage
from ketatrack.ui.sitter.sitter_board import SitterBoard
from ketatrack.ui.theme import Scheme
from tests.followed import course_in, running_session, watched_at_home
from tests.ui.workspaces import open_workspace, press

ENTER, ESC, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WITH_WORDS = {"M", "W"}
AT_ONCE = [key for key in NOTED_BY_KEY if key not in WITH_WORDS]


@pytest.fixture
def workspace(dosed):
    """The window on a course by nasal spray whose next session is followed, 40 minutes after the dose."""
    return dosed(40)


@pytest.fixture
def page(workspace) -> BoardPage:
    """The page of that session."""
    shown = workspace.window.stack.currentWidget()
    assert isinstance(shown, BoardPage)
    shown.board.tick()
    return shown


@pytest.fixture
def board(page):
    """The board on it."""
    return page.board


def focused() -> QLineEdit:
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    return line


def noted(board) -> list[EventKind | str]:
    """What was noted after the first dose: events, then side effects."""
    store = board.journal.store
    events = [each.event for each in store.find(SessionEvent)][1:]
    return [*events, *(each.effect for each in store.find(SideEffect))]


def written(board) -> list[tuple]:
    return [
        (reading.systolic, reading.diastolic, reading.pulse) for reading in board.journal.store.find(Reading)
    ]


@pytest.mark.parametrize("key", AT_ONCE)
def test_a_key_notes_its_event_while_the_digits_and_the_focus_stay(board, qtbot, key):
    press(qtbot, SPACE, "12")
    line = focused()
    press(qtbot, key)
    assert noted(board) == [NOTED_BY_KEY[key]]
    assert focused() is line
    assert line.text() == "12"
    press(qtbot, "87968", ENTER)
    assert written(board) == [(128, 79, 68)]


@pytest.mark.parametrize("key", sorted(WITH_WORDS))
def test_what_says_little_without_words_asks_for_them_and_leads_back_to_the_digit(board, qtbot, key):
    press(qtbot, SPACE, "128", "7")
    line = focused()
    press(qtbot, key, "calm, numbs lips", ENTER)
    (event,) = board.journal.store.find(SessionEvent)[1:]
    assert (event.event, event.words) == (NOTED_BY_KEY[key], "calm, numbs lips")
    assert focused() is line
    assert board.readings.checkpoint.at_minutes == 40
    press(qtbot, "968", ENTER)
    assert written(board) == [(128, 79, 68)]
    assert board.step.rest_words.text() == ""
    assert board.journal.draft("board") is None


def test_words_that_are_left_lead_back_too_and_are_offered(board, qtbot):
    press(qtbot, SPACE, "12", "W", "half a n", ESC)
    assert focused().text() == "12"
    assert "“Note, 10:40” is not written down" in board.step.rest_words.text()
    press(qtbot, "87968", ENTER)
    assert written(board) == [(128, 79, 68)]
    board.step.rest_button.click()
    assert board.corrections.words.value() == "half a n"


def test_a_reading_without_a_digit_is_open_again_after_words(board, qtbot):
    press(qtbot, SPACE, "W", "calm", ENTER)
    assert board.readings.isVisible()
    assert focused().text() == ""
    press(qtbot, ESC)
    assert board.list_card.isVisible()


def test_digits_are_kept_when_the_program_ends_while_words_are_asked_for(workspace, board, clock, qtbot):
    press(qtbot, SPACE, "128", "W", "cal")
    assert board.corrections.isVisible()
    path = workspace.journal.store.path
    workspace.close_journal()
    clock.go_on(minutes=1)
    workspace.opening.path(path)
    again = workspace.window.stack.currentWidget().board
    assert again.corrections.words.value() == "cal"
    press(qtbot, ENTER)
    again.step.rest_button.click()
    assert again.readings.row.content() == {"systolic": "128"}


def lines_of_numbers(page, qtbot):
    """Come to each line for digits that a board has, one after the other."""
    board = page.board
    press(qtbot, SPACE)
    yield from board.readings.row.lines
    page.parts.measuring.button.click()
    press(qtbot, ENTER, ENTER, ENTER)
    yield from page.parts.measuring.view.row.lines
    press(qtbot, ESC, "M", ESC)
    board._open_entry(board.journal.store.find(SessionEvent)[-1].id)
    yield board.corrections.amount.editor


def test_no_letter_lands_in_a_number_whichever_it_is(page, qtbot):
    for line in lines_of_numbers(page, qtbot):
        assert line.isVisible()
        before = line.text()
        for letter in [*LETTERS, *LETTERS.lower(), "é", "ß"]:
            if letter.upper() in {*WITH_WORDS, "E", "O"}:  # these lead elsewhere, and back
                continue
            line.setFocus()
            qtbot.keyClick(line, letter)
            assert focused() is line, letter
            assert line.text() == before, letter


def test_a_time_can_be_typed_with_a_letter_and_notes_nothing(board, qtbot):
    press(qtbot, "B", "128", "79", "68")
    board.readings.clock.setFocus()
    press(qtbot, "10h05", ENTER)
    assert noted(board) == []
    (reading,) = board.journal.store.find(Reading)
    assert f"{reading.taken_at:%H:%M}" == "10:05"


def test_words_stay_words(board, qtbot):
    press(qtbot, "W", "hush, numbness eased")
    assert noted(board) == [EventKind.NOTE]
    assert board.corrections.words.value() == "hush, numbness eased"


def test_the_signs_of_an_emergency_are_one_key_away_and_lead_back_to_the_digit(board, qtbot):
    press(qtbot, SPACE, "128", "7")
    line = focused()
    press(qtbot, "E")
    assert board.emergency.card is not None
    press(qtbot, ESC)
    assert focused() is line
    assert board.readings.row.content() == {"systolic": "128", "diastolic": "7"}


def test_what_would_lead_away_from_a_number_does_nothing(board, qtbot):
    press(qtbot, SPACE, "12", "Q", "B")
    assert board.readings.isVisible()
    assert not board.end.isVisible()
    assert board.readings.checkpoint.at_minutes == 40
    assert focused().text() == "12"


def test_a_key_that_is_held_down_or_part_of_a_chord_notes_nothing_more(board, qtbot):
    press(qtbot, SPACE, "12")
    line = focused()
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier, "n", autorep=True)
    QApplication.sendEvent(line, held)
    qtbot.keyClick(line, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert noted(board) == []
    assert line.text() == "12"


def test_what_was_written_beside_a_number_is_seen_there_and_what_undo_leaves_of_it(workspace, board, qtbot):
    workspace.looks.choose(Scheme.LIGHT)
    workspace.window.resize(640, 400)
    QApplication.processEvents()
    press(qtbot, SPACE, "12", "N")
    qtbot.waitUntil(lambda: board.foot_written.text() == "Written: Nausea")
    for part in (board.foot_written, focused()):
        assert part.visibleRegion().boundingRect().height() == part.height()
    board.recorder.undo()
    qtbot.waitUntil(lambda: board.foot_written.text() != "Written: Nausea")


def test_the_keys_are_told_where_numbers_are_typed(workspace, qtbot):
    press(qtbot, SPACE)
    told = workspace.window.stack.currentWidget().board.readings.keys
    assert told.isVisible()
    assert "H Asked for help, N Nausea" in told.text()
    assert "S Second dose" in told.text()


# the board of a sitter


@pytest.fixture
def sitters(qtbot, tmp_path) -> Iterator[SitterBoard]:
    """The board in a sitter's hands."""
    at_home = watched_at_home()
    session, *inside = running_session(course_in(at_home))
    window = open_workspace(qtbot, tmp_path, *at_home, session, *inside)
    began_at = window.journal.now()
    mode = SitterMode(session_id=session.id, sitter="Mia", began_at=began_at, pin="")
    window.sitting.begin(window.journal, mode)
    board = window.window.centralWidget().currentWidget().board
    assert isinstance(board, SitterBoard)
    board.setFocus()
    yield board
    window.close_journal()


def test_a_sitter_notes_events_while_a_number_is_typed_and_that_they_looked_in(sitters, qtbot):
    press(qtbot, SPACE, "12")
    line = focused()
    press(qtbot, "H", "L", "N")
    events = [each for each in sitters.journal.store.find(SessionEvent) if each.recorded_by is Author.SITTER]
    assert [each.event for each in events] == [EventKind.ASKED_FOR_HELP, EventKind.LOOKED_IN]
    effects = sitters.journal.store.find(SideEffect)
    seen = [(each.effect, each.noticed_by) for each in effects if each.recorded_by is Author.SITTER]
    assert seen == [("nausea", "Mia")]
    assert focused() is line
    assert line.text() == "12"
    assert "L Looked in" in sitters.readings.keys.text()


def test_no_key_of_a_sitter_ends_the_session(sitters, qtbot):
    press(qtbot, "Q", SPACE, "12", "Q")
    assert not sitters.end.isVisible()
    assert focused().text() == "12"
