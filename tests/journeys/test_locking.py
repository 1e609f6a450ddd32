"""Journeys around a lock: by keys alone, by time, in the middle of a form or of work, and back again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ketatrack.domain.records import Session
from ketatrack.ui.dialogs.export_dialog import ExportDialog
from ketatrack.ui.pages.unlock_page import UnlockPage
from tests.domain.case_files import course_records
from tests.journeys import programs
from tests.journeys.hands import Hands
from tests.journeys.processes import posix, watch
from tests.ui.sealed_journal import PASSPHRASE, sealed_workspace


@pytest.fixture
def hands(qtbot, tmp_path: Path) -> Iterator[Hands]:
    """The window on a journal with a passphrase and a course with sessions, readings and scores."""
    records = course_records("iv-boosters")
    workspace = sealed_workspace(qtbot, tmp_path, records.patient, records.course, *records.entries())
    yield Hands(workspace)
    workspace.close_journal()


def await_lock(hands: Hands) -> None:
    hands.wait(lambda: isinstance(hands.page, UnlockPage))


def open_again(hands: Hands) -> None:
    await_lock(hands)
    hands.type(PASSPHRASE)
    hands.keys("Return")
    hands.wait(lambda: hands.workspace.journal is not None)


def test_a_form_half_filled_is_locked_after_some_time_and_goes_on_where_it_was_left(hands):
    seconds = [0.0]
    hands.workspace.locking.idle.clock = lambda: seconds[0]
    hands.workspace.locking.heed_choices()
    sessions = hands.workspace.journal.store.count(Session)
    programs.type_half_a_session(hands)
    content, name = hands.workspace.form.content(), hands.focused.accessibleName()
    seconds[0] = 600
    hands.workspace.locking.idle.look()

    open_again(hands)
    assert hands.workspace.form.content() == content
    assert hands.focused.accessibleName() == name
    assert hands.workspace.journal.store.count(Session) == sessions


def test_words_and_figures_go_on_after_the_letter_at_which_they_were_left(hands):
    hands.keys("Ctrl+N", "Alt+B")
    hands.type("15")
    name = hands.focused.accessibleName()
    hands.keys("F9")
    hands.window.showNormal()
    hands.back_to_window()
    open_again(hands)
    hands.type("0")
    assert (hands.focused.accessibleName(), hands.focused.text()) == (name, "150")

    hands.keys("Alt+M")
    hands.go_to("Notes")
    hands.type("Slept bdly")
    hands.keys("Left", "Left", "Left", "Ctrl+Shift+L")
    open_again(hands)
    hands.type("a")
    assert hands.workspace.form.fields["notes"].value() == "Slept badly"


def test_a_wrong_passphrase_is_said_and_the_right_one_opens(hands):
    hands.keys("Ctrl+4", "Ctrl+Shift+L")
    await_lock(hands)
    hands.type("five words by mistake")
    hands.keys("Return")
    hands.wait(lambda: hands.objections)
    assert "does not open" in hands.objections[0]

    hands.type(PASSPHRASE)  # over what is marked
    hands.keys("Return")
    hands.wait(lambda: hands.workspace.journal is not None)
    assert hands.place == "charts"


def test_an_export_that_is_being_written_is_finished_before_the_lock(hands, tmp_path):
    hands.keys("Ctrl+E")
    dialog = hands.dialog
    assert isinstance(dialog, ExportDialog)
    out = tmp_path / "mine.json"
    dialog.where.set_value(out)
    dialog.export_button.click()
    hands.workspace.locking.lock()
    assert hands.window.grab().toImage() is not None
    assert not dialog.isVisible()
    await_lock(hands)

    assert QApplication.activeModalWidget() is None
    assert json.loads(out.read_text())
    assert hands.said == ""


def test_the_window_is_put_away_by_one_key_and_comes_back_locked(hands):
    hands.keys("F9")
    assert hands.window.isMinimized()
    hands.window.showNormal()
    hands.back_to_window()
    open_again(hands)
    assert hands.place == "today"


def test_without_a_mouse_help_another_journal_and_the_passphrase_are_all_reached(hands):
    hands.keys("Ctrl+Shift+L")
    await_lock(hands)
    for name in ("Show what is typed", "Open", "Open another journal…", "Help now", "Passphrase"):
        hands.go_to(name)
    hands.keys("F1")
    assert "Help now" in hands.dialog.windowTitle()
    hands.keys("Esc")
    hands.back_to_window()
    hands.page.passphrase.setFocus()
    open_again(hands)


@posix
def test_the_program_starts_with_the_passphrase_of_the_journal_of_last_time(hands):
    path = hands.workspace.journal.store.path
    hands.workspace.close_journal()
    (seen,) = watch(programs.open_with_passphrase, path)
    assert seen == {"first": "UnlockPage", "title": "Journal", "then": "TodayPage", "called": "KetaTrack"}
