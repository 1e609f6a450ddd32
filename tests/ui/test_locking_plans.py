"""Locking the plan file that a caregiver has open: when it happens, what it takes away, how it comes back."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from ketatrack.exchange.plan_file import HalfWritten, OpenedPlan, PlanFile, open_plan, write_plan
from ketatrack.exchange.sealed_file import Cost, new_key
from ketatrack.ui.background import is_busy
from ketatrack.ui.cover import Cover, open_dialogs
from ketatrack.ui.dialogs.help_now_dialog import HelpNowDialog
from ketatrack.ui.dialogs.passphrase_dialog import PassphraseDialog
from ketatrack.ui.main_window import NEUTRAL_NAME
from ketatrack.ui.pages.unlock_page import UnlockPage
from ketatrack.ui.pages.welcome_page import WelcomePage
from ketatrack.ui.remembered import LockChoices, remember_lock_choices
from ketatrack.ui.workspace import Workspace
from tests.plans import in_days, looked_after
from tests.records import course, patient
from tests.ui.sealed_journal import locked_page, sealed_workspace, unlock
from tests.ui.test_caregiver_pages import plan_of
from tests.ui.test_locking import press_in_front
from tests.ui.workspaces import empty_workspace, nameless, open_workspace, press

WORDS = "words of my own"


@pytest.fixture
def plan_path(tmp_path: Path) -> Path:
    """A plan file that only its passphrase opens."""
    path = tmp_path / "a.plan"
    plan = plan_of(tmp_path, looked_after(in_days(6)))
    write_plan(path, PlanFile(plan=plan), new_key(WORDS, Cost(log_n=4)))
    return path


@pytest.fixture
def caregiver(qtbot, tmp_path, plan_path) -> Workspace:
    """The window of a caregiver, who has a plan open and no journal."""
    workspace = empty_workspace(qtbot, tmp_path)
    workspace.opening.welcome()
    workspace.plan_files.show(open_plan(plan_path, WORDS))
    return workspace


@pytest.fixture
def beside_plain(qtbot, tmp_path, plan_path) -> Iterator[Workspace]:
    """The window on a plan, beside a journal that has no passphrase."""
    who = patient()
    workspace = open_workspace(qtbot, tmp_path, who, course(who))
    workspace.plan_files.show(open_plan(plan_path, WORDS))
    yield workspace
    workspace.close_journal()


def asking(workspace: Workspace) -> UnlockPage:
    page = workspace.window.stack.currentWidget()
    assert isinstance(page, UnlockPage)
    assert workspace.plan_files.plan is None
    return page


def give(qtbot, workspace: Workspace, words: str = WORDS) -> None:
    page = asking(workspace)
    page.passphrase.set_value(words)
    page.open_button.click()
    qtbot.waitUntil(lambda: not is_busy(), timeout=20_000)


def offered(workspace: Workspace) -> set[str]:
    return {name for name in workspace.menus.names() if workspace.menus._actions[name].isEnabled()}


def begun_in(path: Path) -> str:
    return open_plan(path, WORDS).content.half_written.noticed


def shown_words(workspace: Workspace) -> str:
    return " ".join(label.text() for label in workspace.window.findChildren(QLabel) if label.isVisible())


# when


def test_the_keys_lock_it_and_the_menu_offers_it_only_while_it_is_open(caregiver):
    assert "lock" in offered(caregiver)
    QTest.keySequence(caregiver.window, QKeySequence("Ctrl+Shift+L"))
    asking(caregiver)
    assert "lock" not in offered(caregiver)


def test_hiding_locks_and_minimises(caregiver):
    QTest.keySequence(caregiver.window, QKeySequence("F9"))
    assert caregiver.window.isMinimized()
    asking(caregiver)


def test_it_is_locked_after_ten_minutes_in_which_nobody_touched_it(caregiver):
    seconds = [0.0]
    caregiver.locking.idle.clock = lambda: seconds[0]
    caregiver.locking.heed_choices()
    seconds[0] = 599
    assert not caregiver.locking.idle.look()
    seconds[0] = 600
    assert caregiver.locking.idle.look()
    asking(caregiver)
    seconds[0] = 10_000
    assert not caregiver.locking.idle.look()


def test_it_is_locked_when_minimised_only_where_that_was_chosen(caregiver):
    caregiver.window.showMinimized()
    assert caregiver.plan_files.plan is not None
    caregiver.window.showNormal()
    remember_lock_choices(caregiver.settings, LockChoices(minimised=True))
    caregiver.window.showMinimized()
    asking(caregiver)


def test_it_is_locked_with_the_screen_unless_that_is_turned_off(caregiver):
    remember_lock_choices(caregiver.settings, LockChoices(with_screen=False))
    caregiver.locking.desktop.locked.emit()
    assert caregiver.plan_files.plan is not None
    remember_lock_choices(caregiver.settings, LockChoices())
    caregiver.locking.desktop.locked.emit()
    asking(caregiver)


def test_it_is_locked_from_help_now_which_shows_its_contacts_no_more(qtbot, caregiver):
    caregiver.run("help_now")
    (dialog,) = caregiver.window.findChildren(HelpNowDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    press_in_front("Ctrl+Shift+L")
    asking(caregiver)
    assert not any(each.isVisible() for each in open_dialogs())

    caregiver.run("help_now")
    (dialog,) = (each for each in caregiver.window.findChildren(HelpNowDialog) if each.isVisible())
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "shown once it is open" in words
    assert "Grace" not in words
    dialog.close()


def test_it_is_locked_while_the_system_asks_where_the_notes_go(qtbot, caregiver):
    def press_keys() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        caregiver.locking.lock()
        dialog.reject()

    QTimer.singleShot(0, caregiver.plan_files.page.noticed._choose_file)
    QTimer.singleShot(0, press_keys)
    qtbot.waitUntil(lambda: caregiver.plan_files.plan is None, timeout=20_000)
    asking(caregiver)


# what it takes away


def test_nothing_of_the_plan_is_seen_and_the_window_has_its_neutral_name(caregiver):
    assert "Grace" in shown_words(caregiver)
    caregiver.window.notice.say("Your notes went with it into a.plan.", lasting=True)
    caregiver.locking.lock()
    page = asking(caregiver)

    words = shown_words(caregiver)
    for private in ("Grace", "Alex", "Mia", "journal", "plan ", "Your notes"):
        assert private not in words
    assert caregiver.window.windowTitle() == NEUTRAL_NAME
    assert caregiver.window.header.course.text() == NEUTRAL_NAME
    assert nameless(page) == []
    assert page.passphrase.editor.hasFocus()


def open_plans() -> int:
    gc.collect()
    return sum(isinstance(each, OpenedPlan) for each in gc.get_objects())


def test_its_key_is_gone_once_it_is_locked(qtbot, caregiver):
    assert open_plans() == 1
    caregiver.locking.lock()
    asking(caregiver)
    qtbot.waitUntil(lambda: open_plans() == 0, timeout=20_000)


# how it comes back


def test_the_passphrase_opens_it_again_with_the_note_that_was_begun(qtbot, caregiver, plan_path):
    caregiver.plan_files.page.noticed.words.setFocus()
    press(qtbot, "begun")
    caregiver.locking.lock()
    assert begun_in(plan_path) == "begun"
    give(qtbot, caregiver)

    assert caregiver.plan_files.page.noticed.words.value() == "begun"
    assert caregiver.window.windowTitle() == "KetaTrack"
    assert caregiver.window.header.course.text() == "KetaTrack"
    assert "lock" in offered(caregiver)
    caregiver.locking.lock()
    asking(caregiver)


def test_what_the_file_could_not_take_is_kept_sealed_and_comes_back(qtbot, caregiver, plan_path):
    noticed = caregiver.plan_files.page.noticed
    noticed.words.set_value("Half a sentence")
    noticed.signed.set_value("Mia")
    opened = open_plan(plan_path, WORDS)
    elsewhere = HalfWritten(noticed="From elsewhere")
    write_plan(plan_path, PlanFile(plan=opened.content.plan, half_written=elsewhere), opened.key)
    caregiver.locking.lock()
    assert "kept here, sealed" in asking(caregiver)._kept.text()
    (sealed,) = caregiver.plan_files._unwritten.values()
    assert b"Half a" not in sealed
    give(qtbot, caregiver)

    noticed = caregiver.plan_files.page.noticed
    assert noticed.words.value() == "From elsewhere\nHalf a sentence"
    assert noticed.signed.value() == "Mia"
    assert caregiver.plan_files._unwritten == {}
    caregiver.locking.lock()
    assert begun_in(plan_path) == "From elsewhere\nHalf a sentence"


def test_a_wrong_passphrase_is_said_beside_it_and_can_be_mended(qtbot, caregiver):
    caregiver.locking.lock()
    give(qtbot, caregiver, "words of others")
    assert "does not open it" in asking(caregiver).passphrase.message()
    assert asking(caregiver).passphrase.editor.selectedText() == "words of others"
    give(qtbot, caregiver)
    assert caregiver.plan_files.plan is not None


def test_a_file_that_went_away_meanwhile_is_told(qtbot, caregiver, plan_path):
    caregiver.locking.lock()
    plan_path.rename(plan_path.with_suffix(".elsewhere"))
    give(qtbot, caregiver)
    assert "cannot be read" in asking(caregiver).passphrase.message()


def test_going_back_asks_for_the_passphrase_again(caregiver):
    caregiver.locking.lock()
    asking(caregiver).left.emit()
    asking(caregiver)
    caregiver.opening.new()
    caregiver.window.stack.currentWidget().closed.emit()
    asking(caregiver)


def test_another_file_can_be_opened_in_its_place(qtbot, caregiver, tmp_path, plan_path, monkeypatch):
    other = tmp_path / "other.plan"
    other.write_bytes(plan_path.read_bytes())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(other), ""))
    caregiver.locking.lock()
    asking(caregiver).other_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PassphraseDialog)
    dialog.words.set_value(WORDS)
    dialog.submit()
    qtbot.waitUntil(lambda: caregiver.plan_files.plan is not None, timeout=20_000)
    assert caregiver.plan_files.page.file.path == other

    caregiver.plan_files.page.closed.emit()
    assert isinstance(caregiver.window.stack.currentWidget(), WelcomePage)


# beside a journal


def test_beside_a_journal_without_a_passphrase_the_plan_is_locked_and_the_journal_covered(beside_plain):
    QTest.keySequence(beside_plain.window, QKeySequence("F9"))
    asking(beside_plain)
    assert beside_plain.journal is not None
    cover = beside_plain.window.findChild(Cover)
    assert cover.isVisibleTo(beside_plain.window)
    assert beside_plain.window.windowTitle() == NEUTRAL_NAME

    beside_plain.window.showNormal()
    QTest.keyClick(cover, "x")
    assert not cover.isVisible()
    assert beside_plain.window.windowTitle() == "KetaTrack"
    assert asking(beside_plain).passphrase.editor.hasFocus()
    asking(beside_plain).leave()
    assert not isinstance(beside_plain.window.stack.currentWidget(), UnlockPage)
    assert "lock" not in offered(beside_plain)


def test_beside_a_journal_with_a_passphrase_both_are_locked_and_the_journal_comes_back(
    qtbot, tmp_path, plan_path
):
    who = patient()
    workspace = sealed_workspace(qtbot, tmp_path, who, course(who))
    workspace.plan_files.show(open_plan(plan_path, WORDS))
    workspace.locking.lock()
    locked_page(qtbot, workspace)
    assert workspace.plan_files.plan is None
    unlock(qtbot, workspace)
    assert "lock" in offered(workspace)
    workspace.close_journal()
    assert "lock" not in offered(workspace)
