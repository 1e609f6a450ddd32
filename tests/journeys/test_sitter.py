"""Journeys with the window in another's hands: sitter mode, a lock in a session, and the review after it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QTableView, QWidget

from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.records import (
    EntryReview,
    FollowedSession,
    Reading,
    SessionEvent,
    SideEffect,
)
from ketatrack.domain.sitter_mode import SITTER_SETTING
from ketatrack.domain.words import Author
from ketatrack.store.store import Store
from ketatrack.ui.actions import commands, in_form_keys
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.forms.form import Form
from ketatrack.ui.main_window import NEUTRAL_NAME
from ketatrack.ui.pages.page import Page
from ketatrack.ui.pages.review_page import ReviewPage
from ketatrack.ui.pages.unlock_page import UnlockPage
from ketatrack.ui.sitter.closed_board import ClosedBoard
from ketatrack.ui.sitter.entry_page import SitterEntryPage
from ketatrack.ui.sitter.sitter_page import SitterPage
from tests.followed import SECRET, course_in, running_session, watched_at_home
from tests.journeys.hands import Hands
from tests.ui.sealed_journal import PASSPHRASE, sealed_workspace
from tests.ui.workspaces import empty_workspace, focusable, nameless, open_workspace

PIN = "258025"


def everything_at_home() -> list:
    records = watched_at_home()
    return [*records, *running_session(course_in(records))]


@pytest.fixture
def hands(qtbot, tmp_path: Path) -> Iterator[Hands]:
    """The window on a journal without a passphrase, in which a session runs that was agreed for home."""
    workspace = open_workspace(qtbot, tmp_path, *everything_at_home())
    yield Hands(workspace)
    workspace.close_journal()


@pytest.fixture
def sealed(qtbot, tmp_path: Path) -> Iterator[Hands]:
    """The same with a passphrase."""
    workspace = sealed_workspace(qtbot, tmp_path, *everything_at_home())
    yield Hands(workspace)
    workspace.close_journal()


# what stands in the window


def alone(hands: Hands) -> QWidget:
    """The page that has the window; fails when there is none."""
    assert hands.workspace.alone.is_on
    return hands.window.centralWidget().currentWidget()


def words_in(widget: QWidget) -> str:
    """Everything that a widget says or holds, hidden or not."""
    names = ("text", "toPlainText", "title", "toolTip", "accessibleName", "accessibleDescription")
    ways = [getattr(widget, name, None) for name in (*names, "windowTitle", "currentText")]
    told = [way() for way in ways if callable(way)]
    if isinstance(widget, QComboBox):
        told += [widget.itemText(place) for place in range(widget.count())]
    if isinstance(widget, QTableView) and widget.model() is not None:
        model = widget.model()
        cells = [model.index(row, column) for row in range(model.rowCount()) for column in range(3)]
        told += [str(cell.data()) for cell in cells]
    told += [action.text() for action in widget.actions()]
    return " ".join(map(str, told))


def settle() -> None:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def assert_nothing_of_the_course(hands: Hands) -> None:
    settle()
    widgets = QApplication.allWidgets()
    assert [type(each).__name__ for each in widgets if isinstance(each, Page | Form)] == []
    told = [words for each in widgets if SECRET in (words := words_in(each))]
    assert told == []
    assert hands.window.windowTitle() == NEUTRAL_NAME
    assert not hands.workspace.window.rail.isVisible()
    assert not hands.window.menuBar().isVisible()


# handing over


def hand_over(hands: Hands) -> SitterPage:
    hands.workspace.run("page sitter")
    page = hands.page
    assert isinstance(page, SitterEntryPage)
    page.sitter.setFocus()
    hands.type("Mia")
    page.contacts.buttons[0].click()
    for line in (page.pin, page.again):
        line.setFocus()
        hands.type(PIN)
    page.start_button.click()
    hands.wait(lambda: hands.workspace.alone.is_on)
    shown = alone(hands)
    assert isinstance(shown, SitterPage)
    return shown


def leave(hands: Hands, typed: str = PIN) -> None:
    page = alone(hands)
    page.leaving.button.click()
    hands.type(typed)
    hands.keys("Return")
    hands.wait(lambda: not hands.workspace.alone.is_on or page.leaving.open_button.isEnabled())


def test_a_sitter_gets_the_session_and_nothing_else_and_the_patient_comes_back_by_the_pin(hands):
    page = hand_over(hands)
    assert hands.window.isFullScreen()
    assert_nothing_of_the_course(hands)
    told = " ".join(words_in(each) for each in page.findChildren(QWidget))
    assert "Night desk" in told
    assert "Grace" in told
    assert "Uncle Bob" not in told
    assert "112" in told
    assert "121/77" not in told  # what the patient measured
    assert "Look in at" in told
    assert nameless(page) == []
    page.board.setFocus()
    hands.keys("Q")
    assert not page.board.end_button.isVisible()
    assert not page.board.end.isVisible()

    leave(hands)
    assert not hands.workspace.alone.is_on
    assert not hands.window.isFullScreen()
    assert hands.workspace.journal.store.setting(SITTER_SETTING) is None
    assert hands.workspace.journal.author is Author.PATIENT
    assert hands.window.menuBar().isVisible()
    assert hands.window.windowTitle() == "KetaTrack"
    (followed,) = hands.workspace.journal.store.find(FollowedSession)
    assert followed.sitter == "Mia"


def test_every_target_of_a_sitter_is_large(hands):
    page = hand_over(hands)
    small = [
        (words_in(part), part.height())
        for part in focusable(page)
        if part.isVisible() and part.height() < 56 and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert small == []


def test_what_a_sitter_notes_is_signed_as_theirs_and_waits_for_the_patient(hands):
    page = hand_over(hands)
    page.board.setFocus()
    hands.keys("N", "L")
    page.board.seeing.buttons["headache"].click()
    page.board.seeing.buttons["dizziness"].click()
    page.board.step.undo_button.click()
    hands.keys("B")
    hands.enter("151", "92", "70")
    store = hands.workspace.journal.store
    events = {each.event: each for each in store.find(SessionEvent) if each.recorded_by == Author.SITTER}
    assert set(events) == {EventKind.NAUSEA, EventKind.LOOKED_IN}
    (effect,) = [each for each in store.find(SideEffect) if each.recorded_by == Author.SITTER]
    assert (effect.effect, effect.noticed_by) == ("headache", "Mia")
    assert effect.onset_minutes in {20, 21, 22}  # as long as the hands took
    (reading,) = [each for each in store.find(Reading) if each.recorded_by == Author.SITTER]
    assert (reading.systolic, reading.diastolic, reading.pulse) == (151, 92, 70)
    assert {step.changed_by for step in store.history() if step.record_id == effect.id} <= {Author.SITTER}
    assert_nothing_of_the_course(hands)

    leave(hands)
    hands.workspace.show_page("today")
    hands.click("Look at them")
    page = hands.page
    assert isinstance(page, ReviewPage)
    assert len(page.cards) == 4
    page.setFocus()
    hands.keys("A")
    assert len(store.find(EntryReview)) == 1
    hands.click("Accept all 3 that wait")
    assert [each.accepted for each in store.find(EntryReview)] == [True] * 4
    hands.workspace.window.undo_wanted.emit()
    assert len(store.find(EntryReview)) == 1


def test_a_correction_stands_beside_what_the_sitter_wrote_and_counts_in_its_place(hands):
    page = hand_over(hands)
    page.board.setFocus()
    hands.keys("B")
    hands.enter("115", "92", "70")
    leave(hands)
    hands.workspace.show_page("review")
    hands.keys("C")
    hands.go_to("Systolic")
    hands.type_over("151")
    hands.keys("Ctrl+Return")
    if hands.workspace.form is not None:  # what is unusual is asked once
        hands.keys("Ctrl+Return")
    assert isinstance(hands.page, ReviewPage)

    journal = hands.workspace.journal
    records = journal.records()
    (original,) = records.following.corrected
    assert (original.systolic, original.recorded_by) == (115, Author.SITTER)
    (own,) = [each for each in records.readings if each.systolic == 151]
    assert own.recorded_by is Author.PATIENT
    assert original.id not in {each.id for each in records.readings}
    (card,) = hands.page.cards
    assert "Corrected on" in card.accessibleName()
    hands.workspace.show_page("sessions")
    assert "Corrected, as the sitter wrote it" in hands.page.details.toPlainText()
    hands.workspace.show_page("review")

    hands.workspace.window.undo_wanted.emit()
    assert journal.records().following.corrected == []
    assert original.id in {each.id for each in journal.records().readings}


def test_a_sitter_meets_nothing_that_the_patient_began_or_measured(hands):
    hands.workspace.show_page("board")
    hands.keys("B")
    hands.enter("122", "78", "61")
    hands.keys("W")
    hands.type(f"half a note about {SECRET}")
    page = hand_over(hands)
    assert_nothing_of_the_course(hands)
    assert not page.board.corrections.isVisible()
    done = next(each for each in page.board.checkpoints.buttons.values())
    done.click()
    told = " ".join(words_in(each) for each in page.findChildren(QWidget))
    assert "122" not in told
    page.board.panels.keep_draft()

    leave(hands)
    board = hands.page.board
    hands.wait(board.corrections.isVisible)
    assert board.corrections.words.value() == f"half a note about {SECRET}"


def test_enter_in_the_line_that_leads_out_writes_nothing_on_the_board(hands):
    page = hand_over(hands)
    leave(hands, "9999")
    assert not page.board.readings.isVisible()
    hands.keys("Esc")
    assert hands.focused is page.leaving.button
    assert page.leaving.line.value() == ""


def test_what_there_was_to_say_meanwhile_is_said_when_the_patient_is_back(hands):
    hand_over(hands)
    hands.window.notice.say(f"a backup of {SECRET} was made", lasting=True)
    assert_nothing_of_the_course(hands)
    leave(hands)
    assert hands.said == f"a backup of {SECRET} was made"


# no way into the course


ARROWS = {"←": "Left", "→": "Right", "↑": "Up", "↓": "Down", "Page ↑": "PgUp", "Page ↓": "PgDown"}


def key_sequences() -> list[str]:
    """Every key that does something anywhere in the program."""
    listed = [command.keys for command in commands() if command.keys]
    named = [key.strip() for keys, _words in in_form_keys() for key in keys.split(",")]
    in_forms = [ARROWS.get(key.split("+")[-1], key) for key in named if "…" not in key]
    digits = [str(digit) for digit in range(10)]
    letters = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    others = ["Esc", "Return", "Tab", "F10", "Menu", "Ctrl+Tab", "Ctrl+W", "Ctrl+F4", "Ctrl+.", "F5", "F11"]
    undo = ["Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z"]
    return [*listed, *in_forms, *digits, *letters, *(f"Alt+{letter}" for letter in letters), *others, *undo]


@pytest.mark.parametrize("journal", ["hands", "sealed"])
def test_no_key_no_menu_and_no_command_leads_a_sitter_into_the_course(request, journal):
    hands = request.getfixturevalue(journal)
    hand_over(hands)
    for keys in key_sequences():
        if keys in {"Ctrl+Q", "F9", "F1"} or not QKeySequence(keys).count():
            continue
        for target in (alone(hands), hands.window):
            QTest.keySequence(target, QKeySequence(keys))
        with suppress(AttributeError):
            QApplication.activePopupWidget().close()
        assert hands.workspace.alone.is_on, keys
        assert_nothing_of_the_course(hands)

    for name in hands.workspace.menus.names():
        if name not in {"quit", "hide", "help_now"}:
            hands.workspace.menus._actions[name].trigger()
            hands.workspace.run(name)
            assert_nothing_of_the_course(hands)
    for page in ("today", "sessions", "mood", "charts", "plan", "report", "settings", "history", "backups"):
        hands.window.page_chosen.emit(page)
        hands.workspace.show_page(page)
    hands.workspace.show_form("sessions")
    hands.window.notice.form_wanted.emit("sessions")
    hands.window.rail.buttons["today"].click()
    assert_nothing_of_the_course(hands)


def test_no_undo_of_a_sitter_reaches_what_was_written_before(hands):
    journal = hands.workspace.journal
    (course,) = journal.courses()
    journal.replace(course, course.changed(notes=f"{SECRET} changed"), f"change to {SECRET}")
    page = hand_over(hands)
    page.board.setFocus()
    for _more in range(3):
        hands.keys("Ctrl+Z")
        hands.window.undo_wanted.emit()
        page.board.step.undo_button.click()
    assert journal.store.get(type(course), course.id).notes == f"{SECRET} changed"
    assert_nothing_of_the_course(hands)


def test_files_dropped_menus_at_the_mouse_and_a_second_start_lead_a_sitter_nowhere(hands, tmp_path):
    page = hand_over(hands)
    for name in ("spring.ketatrack", "plan.ketaplan", "course.csv"):
        files = QMimeData()
        files.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        drop = QDropEvent(
            QPointF(50, 50),
            Qt.DropAction.CopyAction,
            files,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(hands.window, drop)
        hands.window.files_dropped.emit(tmp_path / name)
    assert not hands.window.acceptDrops()
    for part in (hands.window, *page.findChildren(QWidget)):
        middle = part.rect().center()
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, part.mapToGlobal(middle))
        QApplication.sendEvent(part, asked)
        shown = QApplication.activePopupWidget()
        if isinstance(shown, QMenu):
            assert SECRET not in words_in(shown)
            shown.close()
    hands.workspace._one_window.wanted.emit()
    assert_nothing_of_the_course(hands)
    assert hands.workspace.reminders.tray.icon is None or not hands.workspace.reminders.tray.icon.isVisible()
    hands.workspace.reminders.look()
    assert_nothing_of_the_course(hands)


def test_hiding_and_help_do_what_is_sensible_for_a_sitter(hands):
    hand_over(hands)
    hands.keys("F1")
    told = " ".join(words_in(each) for each in hands.dialog.findChildren(QWidget))
    assert "Night desk" in told
    assert "Trouble breathing" in told
    assert SECRET not in told
    hands.keys("Esc")
    hands.back_to_window()
    hands.keys("F9")
    assert hands.window.isMinimized()
    hands.window.come_to_front()
    hands.back_to_window()
    hands.keys("Space")
    assert_nothing_of_the_course(hands)
    assert hands.window.isFullScreen()


# the program ends


def test_a_window_that_was_closed_in_sitter_mode_opens_into_it_again(hands, qtbot, tmp_path):
    page = hand_over(hands)
    page.board.setFocus()
    hands.keys("U")
    path = hands.workspace.journal.store.path
    hands.window.close()
    assert hands.workspace.journal is None

    (tmp_path / "again").mkdir()
    again = Hands(empty_workspace(qtbot, tmp_path / "again"))
    again.workspace.opening.path(path)
    assert isinstance(alone(again), SitterPage)
    again.wait(lambda: again.workspace._one_window._server is not None)  # whoever starts it again gets this
    assert_nothing_of_the_course(again)
    again.keys("L")
    written = [
        each for each in again.workspace.journal.store.find(SessionEvent) if each.recorded_by == "sitter"
    ]
    assert {each.event for each in written} == {EventKind.UP_AND_ABOUT, EventKind.LOOKED_IN}
    leave(again)
    assert not again.workspace.alone.is_on
    again.workspace.close_journal()


def test_what_a_kill_leaves_on_the_disk_opens_into_sitter_mode(hands, qtbot, tmp_path):
    hand_over(hands)
    (tmp_path / "after").mkdir()
    left = tmp_path / "after" / "killed.ketatrack"
    left.write_bytes(hands.workspace.journal.store.path.read_bytes())
    again = Hands(empty_workspace(qtbot, tmp_path / "after"))
    again.workspace.opening.path(left)
    assert isinstance(alone(again), SitterPage)
    assert_nothing_of_the_course(again)
    again.workspace.close_journal()


# the way out


def test_a_wrong_pin_leads_nowhere_and_each_one_makes_the_next_wait_longer(hands):
    page = hand_over(hands)
    for _try in range(3):
        leave(hands, "9999")
        assert "does not lead out" in page.leaving.line.message()
    leave(hands, PIN)
    assert "Try again from" in page.leaving.line.message()
    assert hands.workspace.alone.is_on
    page.mode = page.mode.model_copy(update={"tried_at": page.mode.began_at.replace(year=2020)})
    leave(hands, PIN)
    assert not hands.workspace.alone.is_on


def test_the_passphrase_leads_out_too(sealed):
    hand_over(sealed)
    leave(sealed, PASSPHRASE)
    assert not sealed.workspace.alone.is_on


def test_sitter_mode_asks_for_an_agreement_that_holds_and_offers_to_write_one_down(qtbot, tmp_path):
    records = [each for each in everything_at_home() if each.kind != "home_agreements"]
    workspace = open_workspace(qtbot, tmp_path, *records)
    hands = Hands(workspace)
    workspace.run("page sitter")
    page = hands.page
    assert not page.start_button.isVisible()
    assert page.agree_button.isVisible()
    assert "No such agreement" in page.agreed.text()
    workspace.close_journal()


def test_the_page_says_who_agreed_and_wants_a_name_and_two_equal_pins(hands):
    hands.workspace.run("page sitter")
    page = hands.page
    assert "Your prescriber, Dr. Example, agreed on" in page.agreed.text()
    assert page.look_in.value() == 30
    page.pin.set_value("25")
    page.submit()
    assert page.pin.message()
    page.pin.set_value(PIN)
    page.again.set_value("258026")
    page.submit()
    assert page.again.message() == "The two are not the same."
    page.again.set_value(PIN)
    page.submit()
    assert page.sitter.message()
    assert not hands.workspace.alone.is_on


def test_no_pin_leaves_the_journal_in_an_export_and_none_comes_in(hands, tmp_path):
    from ketatrack.exchange.journal_json import export_json
    from ketatrack.exchange.json_import import plan_json_import

    hand_over(hands)
    store = hands.workspace.journal.store
    assert store.setting(SITTER_SETTING)["pin"]
    export_json(store, tmp_path / "mine.json")
    told = (tmp_path / "mine.json").read_text()
    assert SITTER_SETTING not in told
    hostile = told.replace('"settings": {', '"settings": {"sitter_mode": {"pin": "00:00"},')
    (tmp_path / "hostile.json").write_text(hostile)
    with Store.create(tmp_path / "new.ketatrack") as new:
        assert SITTER_SETTING not in plan_json_import(tmp_path / "hostile.json", new).settings


def test_a_side_effect_is_corrected_under_its_name_and_kept_under_its_id(hands):
    page = hand_over(hands)
    page.board.seeing.buttons["vision_blurred"].click()
    leave(hands)
    hands.workspace.show_page("review")
    hands.keys("C")
    assert hands.workspace.form.fields["effect"].value() == "Blurred vision"
    hands.workspace.form.fields["remark"].set_value("only for a minute")
    hands.keys("Ctrl+Return")
    assert isinstance(hands.page, ReviewPage)
    (own,) = [
        each
        for each in hands.workspace.journal.records().side_effects
        if each.session_id and each.onset_minutes
    ]
    assert (own.effect, own.recorded_by) == ("vision_blurred", Author.PATIENT)
    assert "only for a minute" in hands.page.cards[0].accessibleName()


# a lock while a session runs


def lock(hands: Hands) -> ClosedBoard:
    hands.wait(lambda: hands.workspace.alone.is_on)
    page = alone(hands)
    assert isinstance(page, ClosedBoard)
    return page


def unlock(hands: Hands, typed: str = PASSPHRASE) -> None:
    page = alone(hands)
    page.unlocking.button.click()
    hands.type_over(typed)
    hands.keys("Return")
    hands.wait(lambda: not hands.workspace.alone.is_on or page.unlocking.open_button.isEnabled())


def assert_nothing_but_the_session(hands: Hands) -> None:
    """The board shows its own session, in which the patient's words stand, and nothing of any other."""
    settle()
    widgets = QApplication.allWidgets()
    assert [type(each).__name__ for each in widgets if isinstance(each, Page | Form)] == []
    others = (f"Course of {SECRET}", f"all about {SECRET}", f"{SECRET} was bad", f"Alex {SECRET}")
    assert [other for other in others for each in widgets if other in words_in(each)] == []
    assert hands.window.windowTitle() == NEUTRAL_NAME


def test_a_lock_in_the_middle_hides_all_but_the_board_which_takes_entries(sealed):
    seconds = [0.0]
    sealed.workspace.locking.idle.clock = lambda: seconds[0]
    sealed.workspace.locking.heed_choices()
    sealed.workspace.show_form("side_effects")
    form = sealed.workspace.form
    form.fields["notes"].set_value(f"half a word about {SECRET}")
    form.fields["notes"].setFocus()
    content = form.content()
    seconds[0] = 600
    sealed.workspace.locking.idle.look()

    page = lock(sealed)
    assert_nothing_but_the_session(sealed)
    page.board.setFocus()
    sealed.keys("N", "B")
    sealed.enter("133", "84", "66")
    store = sealed.workspace.journal.store
    assert EventKind.NAUSEA in {each.event for each in store.find(SessionEvent)}
    assert 133 in {each.systolic for each in store.find(Reading)}
    for command in sealed.workspace.menus.names():
        if command not in {"quit", "hide", "help_now"}:
            sealed.workspace.run(command)
    assert_nothing_but_the_session(sealed)

    unlock(sealed, "five words by mistake")
    assert "does not open" in page.unlocking.line.message()
    unlock(sealed)
    assert not sealed.workspace.alone.is_on
    assert sealed.workspace.form is not form
    assert sealed.workspace.form.content() == content
    assert sealed.workspace.form.fields["notes"].editor.hasFocus()
    assert 133 in {each.systolic for each in sealed.workspace.journal.records().readings}


@pytest.mark.parametrize("way", ["keys", "minimised", "screen", "hidden"])
def test_every_way_of_locking_leaves_the_board(sealed, way):
    from ketatrack.ui.remembered import LockChoices, remember_lock_choices

    remember_lock_choices(sealed.workspace.settings, LockChoices(minimised=True))
    if way == "keys":
        sealed.keys("Ctrl+Shift+L")
    elif way == "minimised":
        sealed.window.showMinimized()
    elif way == "hidden":
        sealed.keys("F9")
    else:
        sealed.workspace.locking.desktop.locked.emit()
    lock(sealed)
    assert_nothing_but_the_session(sealed)
    assert sealed.workspace.journal is not None


def test_what_is_typed_on_the_board_is_there_before_and_after_the_lock(sealed):
    sealed.workspace.show_page("board")
    sealed.keys("B")
    sealed.type("14")
    sealed.keys("Ctrl+Shift+L")
    page = lock(sealed)
    page.board.readings.row.setFocus()
    assert "14" in " ".join(words_in(each) for each in page.board.readings.findChildren(QWidget))
    unlock(sealed)
    assert "14" in " ".join(words_in(each) for each in sealed.page.board.readings.findChildren(QWidget))


def test_a_session_that_is_ended_on_the_closed_board_is_locked_as_ever(sealed):
    sealed.keys("Ctrl+Shift+L")
    page = lock(sealed)
    store = sealed.workspace.journal.store
    page.board.open_end()
    page.board.end.findChildren(WrappingButton)[0].click()
    sealed.wait(lambda: sealed.workspace.journal is None)
    assert isinstance(sealed.page, UnlockPage)
    assert not sealed.workspace.alone.is_on
    assert not store.has_passphrase
    settle()
    assert SECRET not in " ".join(words_in(each) for each in QApplication.allWidgets())


def test_help_on_a_closed_board_names_nobody(sealed):
    sealed.keys("Ctrl+Shift+L")
    lock(sealed)
    sealed.keys("F1")
    told = " ".join(words_in(each) for each in sealed.dialog.findChildren(QWidget))
    assert "Grace" not in told
    assert "shown once it is open" in told
    sealed.keys("Esc")
