"""Locking a journal with a passphrase: when it happens, what it takes away, and how it comes back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QPushButton, QScrollArea

from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import Score, Session
from ketatrack.ui.cover import Cover, open_dialogs
from ketatrack.ui.dialogs.help_now_dialog import HelpNowDialog
from ketatrack.ui.main_window import NEUTRAL_NAME, MainWindow
from ketatrack.ui.pages.settings_page import SettingsPage
from ketatrack.ui.remembered import LockChoices, lock_choices, remember_lock_choices, remember_neutral_title
from ketatrack.ui.workspace import Workspace
from tests.plans import contact
from tests.records import course, patient, session
from tests.ui.sealed_journal import locked_page, sealed_workspace, unlock
from tests.ui.workspaces import nameless, open_workspace


@pytest.fixture
def workspace(qtbot, tmp_path) -> Iterator[Workspace]:
    """The window on a journal with a passphrase, two courses and a session."""
    who = patient(country="IE")
    spring, autumn = course(who), course(who, name="Autumn course")
    grace = contact(who, name="Grace")
    opened = sealed_workspace(
        qtbot, tmp_path, who, grace, spring, autumn, session(spring, "N1", "2026-03-02T14:15+01:00")
    )
    yield opened
    opened.close_journal()


@pytest.fixture
def plain(qtbot, tmp_path) -> Iterator[Workspace]:
    """The window on a journal without a passphrase."""
    who = patient()
    opened = open_workspace(qtbot, tmp_path, who, course(who))
    yield opened
    opened.close_journal()


class Clock:
    """A clock in seconds that goes on when it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(workspace) -> Clock:
    driven = Clock()
    workspace.locking.idle.clock = driven
    workspace.locking.heed_choices()
    return driven


def cover_of(workspace: Workspace) -> Cover:
    return workspace.window.findChild(Cover)


# when


def test_the_keys_lock_it(qtbot, workspace):
    QTest.keySequence(workspace.window, QKeySequence("Ctrl+Shift+L"))
    assert locked_page(qtbot, workspace).path.name == "sealed.ketatrack"


def test_a_journal_without_a_passphrase_is_not_locked(plain):
    assert "lock" not in {name for name in plain.menus.names() if plain.menus._actions[name].isEnabled()}
    plain.locking.lock()
    assert plain.journal is not None
    assert not cover_of(plain).isVisible()


def test_it_is_locked_after_ten_minutes_in_which_nobody_touched_it(qtbot, workspace, clock):
    clock.seconds = 599
    workspace.locking.idle.look()
    assert workspace.journal is not None
    clock.seconds = 600
    workspace.locking.idle.look()
    locked_page(qtbot, workspace)


@pytest.mark.parametrize("touch", ["key", "mouse"])
def test_every_key_and_move_of_the_mouse_counts_anew(qtbot, workspace, clock, touch):
    clock.seconds = 500
    handle = workspace.window.windowHandle()
    if touch == "key":
        QTest.keyClick(handle, Qt.Key.Key_Shift)
    else:
        QTest.mouseMove(handle, handle.geometry().center())
    QApplication.processEvents()
    clock.seconds = 1000
    workspace.locking.idle.look()
    assert workspace.journal is not None
    clock.seconds = 1100
    workspace.locking.idle.look()
    locked_page(qtbot, workspace)


def test_a_key_after_a_long_sleep_does_not_come_before_the_lock(qtbot, workspace, clock):
    clock.seconds = 10_000
    QTest.keyClick(workspace.window.windowHandle(), Qt.Key.Key_Shift)
    locked_page(qtbot, workspace)


def test_it_is_never_locked_by_itself_where_that_is_turned_off(workspace, clock):
    remember_lock_choices(workspace.settings, LockChoices(idle_minutes=None))
    workspace.locking.heed_choices()
    clock.seconds = 1_000_000
    workspace.locking.idle.look()
    assert workspace.journal is not None


def test_it_is_locked_when_minimised_only_where_that_was_chosen(qtbot, workspace):
    workspace.window.showMinimized()
    assert workspace.journal is not None
    workspace.window.showNormal()
    remember_lock_choices(workspace.settings, LockChoices(minimised=True))
    workspace.window.showMinimized()
    locked_page(qtbot, workspace)


def test_it_is_locked_with_the_screen_unless_that_is_turned_off(qtbot, workspace):
    remember_lock_choices(workspace.settings, LockChoices(with_screen=False))
    workspace.locking.desktop.locked.emit()
    assert workspace.journal is not None
    remember_lock_choices(workspace.settings, LockChoices())
    workspace.locking.desktop.locked.emit()
    locked_page(qtbot, workspace)


# from everywhere


def press_in_front(keys: str) -> None:
    """Press keys as the system hands them over: to the window that has the focus."""
    pressed = QKeySequence(keys)[0]
    QTest.keyClick(QGuiApplication.focusWindow(), pressed.key(), pressed.keyboardModifiers())


@pytest.mark.parametrize(
    "command", ["help_now", "about", "export", "sheet caregiver_card", "form questionnaires", "calendar"]
)
@pytest.mark.parametrize("keys", ["Ctrl+Shift+L", "F9"])
def test_the_keys_lock_it_from_every_dialog(qtbot, workspace, command, keys):
    workspace.run(command)
    dialog = QApplication.activeModalWidget()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    press_in_front(keys)

    locked_page(qtbot, workspace)
    assert not any(each.isVisible() for each in open_dialogs())
    assert workspace.window.isMinimized() == (keys == "F9")


@pytest.mark.parametrize("keys", ["Ctrl+Shift+L", "F9"])
def test_the_keys_lock_it_while_the_system_asks_for_a_file(qtbot, workspace, keys):
    workspace.run("export")
    dialog = QApplication.activeModalWidget()

    def press() -> None:
        asking = QApplication.activeModalWidget()
        assert isinstance(asking, QFileDialog)
        asking.activateWindow()
        qtbot.waitUntil(asking.isActiveWindow)
        press_in_front(keys)
        asking.reject()  # where the keys did nothing, it would wait for good

    QTimer.singleShot(0, dialog.where.findChild(QPushButton).click)  # in a loop of events, as in the program
    QTimer.singleShot(0, press)
    locked_page(qtbot, workspace)
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("keys", ["Ctrl+Shift+L", "F9"])
def test_the_keys_lock_it_while_a_menu_is_open(qtbot, workspace, keys):
    QTest.keyClick(workspace.window, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press_in_front(keys)
    locked_page(qtbot, workspace)
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize("place", ["page charts", "calendar"])
@pytest.mark.parametrize("keys", ["Ctrl+Shift+L", "F9"])
def test_the_keys_lock_it_while_a_list_is_open(qtbot, workspace, keys, place):
    workspace.run(place)
    shown = QApplication.activeModalWidget() or workspace.window.stack.currentWidget()
    shown.findChild(QComboBox).showPopup()
    press_in_front(keys)
    locked_page(qtbot, workspace)
    assert QApplication.activePopupWidget() is None


def test_without_a_passphrase_hiding_covers_from_a_dialog_too_and_stays_when_pressed_twice(qtbot, plain):
    plain.run("export")
    dialog = QApplication.activeModalWidget()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    press_in_front("F9")
    assert plain.window.isMinimized()
    assert not dialog.isVisible()

    plain.window.showNormal()
    plain.window.activateWindow()
    qtbot.waitUntil(plain.window.isActiveWindow)
    press_in_front("F9")
    assert plain.window.isMinimized()
    assert cover_of(plain).isVisibleTo(plain.window)


# what it takes away


def test_nothing_can_be_asked_of_a_store_that_was_locked(qtbot, workspace):
    store = workspace.journal.store
    workspace.locking.lock()
    locked_page(qtbot, workspace)
    with pytest.raises(JournalError, match="was closed"):
        store.find(Session)
    assert not store.has_passphrase


def test_dialogs_are_closed_and_the_window_is_called_by_its_neutral_name(qtbot, workspace):
    workspace.run("help_now")
    workspace.run("about")
    workspace.locking.lock()
    locked_page(qtbot, workspace)

    assert not any(dialog.isVisible() for dialog in open_dialogs())
    assert workspace.window.windowTitle() == NEUTRAL_NAME
    assert workspace.window.header.course.text() == NEUTRAL_NAME
    assert workspace.window.header.phase.text() == ""
    assert not workspace.window.header.switch.isVisible()


def test_menus_offer_only_what_needs_no_journal(qtbot, workspace):
    workspace.locking.lock()
    locked_page(qtbot, workspace)

    offered = {name for name in workspace.menus.names() if workspace.menus._actions[name].isEnabled()}
    assert offered == {
        *("new_journal", "open_journal", "open_demo", "open_plan_file", "hide", "quit"),
        *("help_now", "shortcuts", "about"),
    }
    assert not any(button.isEnabled() for button in workspace.window.rail.buttons.values())


def test_undo_names_no_entry_once_it_is_locked_nor_when_it_is_open_again(qtbot, workspace):
    undo = next(each for each in workspace.window.findChildren(QAction) if each.text().startswith("Undo"))
    course_now = workspace.journal.course
    workspace.journal.replace(course_now, course_now.changed(notes="Changed"), "secret entry")
    assert undo.text() == "Undo secret entry"
    workspace.locking.lock()
    locked_page(qtbot, workspace)
    assert (undo.text(), undo.isEnabled()) == ("Undo", False)
    unlock(qtbot, workspace)
    assert (undo.text(), undo.isEnabled()) == ("Undo", False)


def test_reminders_are_silent_and_do_not_stumble(qtbot, workspace):
    workspace.locking.lock()
    locked_page(qtbot, workspace)
    workspace.reminders.look()
    assert workspace.window.notice.text.text() == ""
    assert workspace.reminders.tray.icon is None or not workspace.reminders.tray.icon.isVisible()


def test_help_now_shows_the_public_services_of_every_country_and_no_contact(qtbot, workspace):
    workspace.locking.lock()
    page = locked_page(qtbot, workspace)
    page.help_button.click()

    (dialog,) = workspace.window.findChildren(HelpNowDialog)
    assert dialog.isVisible()
    assert dialog.country is not None
    shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "shown once it is open" in shown
    assert "Grace" not in shown
    dialog.close()


# how it comes back


def test_the_form_comes_back_with_what_was_typed_and_the_focus_where_it_was(qtbot, workspace):
    workspace.show_form("sessions")
    form = workspace.form
    form.fields["notes"].set_value("Half a sent")
    form.fields["notes"].setFocus()
    content = form.content()
    workspace.locking.lock()
    unlock(qtbot, workspace)

    assert workspace.form is not form
    assert workspace.form.content() == content
    assert workspace.form.fields["notes"].editor.hasFocus()


def test_what_the_journal_could_not_take_is_kept_sealed_and_comes_back(qtbot, workspace):
    workspace.show_form("sessions")
    workspace.form.fields["notes"].set_value("Half a sentence")
    content = workspace.form.content()
    workspace.journal.store.reading_only = True
    workspace.locking.lock()
    page = locked_page(qtbot, workspace)

    assert "kept here, sealed" in page._kept.text()
    (place,) = workspace.locking._left.values()
    assert place.typed
    assert b"Half a" not in place.typed
    unlock(qtbot, workspace)
    assert workspace.form.content() == content


def test_a_note_to_the_mood_that_the_journal_could_not_take_is_kept_sealed_and_comes_back(qtbot, workspace):
    mood = workspace.window.stack.currentWidget().mood
    mood.record(6)
    workspace.journal.store.reading_only = True
    mood.note.setText("Half a note")
    mood._keep_begun()  # as a second after the last key; the journal does not take it
    workspace.show_page("settings")
    workspace.locking.lock()
    assert "kept here, sealed" in locked_page(qtbot, workspace)._kept.text()
    (place,) = workspace.locking._left.values()
    assert place.begun
    assert b"Half a" not in place.begun
    unlock(qtbot, workspace)

    workspace.show_page("today")
    note = workspace.window.stack.currentWidget().mood.note
    assert note.text() == "Half a note"
    note.returnPressed.emit()
    (score,) = workspace.journal.store.find(Score)
    assert score.notes == "Half a note"


def test_the_page_and_the_course_are_those_that_were_left(qtbot, workspace):
    spring, _autumn = workspace.journal.courses()
    workspace.journal.choose_course(spring)
    workspace.show_page("settings")
    workspace.window.stack.currentWidget().findChild(QScrollArea).verticalScrollBar().setValue(120)
    workspace.locking.lock()
    unlock(qtbot, workspace)

    page = workspace.window.stack.currentWidget()
    assert isinstance(page, SettingsPage)
    assert page.findChild(QScrollArea).verticalScrollBar().value() == 120
    assert workspace.journal.course == spring
    assert workspace.window.windowTitle() == "KetaTrack"


def test_going_back_from_another_page_asks_for_the_passphrase_again(qtbot, workspace):
    workspace.locking.lock()
    locked_page(qtbot, workspace)
    workspace.opening.new()
    page = workspace.window.stack.currentWidget()
    page.closed.emit()
    locked_page(qtbot, workspace)


# hiding


def test_hiding_locks_and_minimises(qtbot, workspace):
    QTest.keyClick(workspace.window, Qt.Key.Key_F9)
    assert workspace.window.isMinimized()
    locked_page(qtbot, workspace)


def test_hiding_without_a_passphrase_covers_all_until_a_key(plain):
    plain.run("help_now")
    (dialog,) = plain.window.findChildren(HelpNowDialog)
    plain.locking.hide_quickly()
    cover = cover_of(plain)
    assert plain.window.isMinimized()
    assert plain.window.windowTitle() == NEUTRAL_NAME
    assert not dialog.isVisible()
    plain.window.showNormal()
    assert cover.isVisible()
    assert cover.geometry() == plain.window.rect()
    assert nameless(cover) == []

    QTest.keyClick(cover, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert not cover.isVisible()
    assert plain.form is None
    assert plain.window.windowTitle() == "KetaTrack"
    assert dialog.isVisible()
    dialog.close()


# choosing


def test_what_is_chosen_in_the_settings_is_kept_and_heeded(workspace, clock):
    workspace.show_page("settings")
    card = workspace.window.stack.currentWidget().locking
    assert card.idle.value() == 10
    card.idle.buttons[1].click()
    card.minimised.buttons[1].click()
    card.neutral.buttons[1].click()

    assert lock_choices(workspace.settings) == LockChoices(idle_minutes=2, minimised=True)
    assert workspace.window.windowTitle() == NEUTRAL_NAME
    clock.seconds = 120
    assert workspace.locking.idle.look()


def test_one_of_each_is_always_chosen(workspace):
    workspace.show_page("settings")
    card = workspace.window.stack.currentWidget().locking
    card.idle.set_value(None)
    assert card.idle.value() == 10


def test_a_neutral_title_is_there_from_the_start(plain):
    remember_neutral_title(plain.settings, wanted=True)
    assert MainWindow(plain.settings).windowTitle() == NEUTRAL_NAME
    plain.locking.heed_choices()
    assert plain.window.windowTitle() == NEUTRAL_NAME
