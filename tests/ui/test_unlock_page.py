"""Opening a journal that has a passphrase: asked for in the window, which stays alive meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ketatrack.store.key import Key
from ketatrack.store.store import Store
from ketatrack.ui.background import is_busy
from ketatrack.ui.pages.unlock_page import UnlockPage
from ketatrack.ui.pages.welcome_page import WelcomePage
from ketatrack.ui.workspace import Workspace
from tests.records import course, patient
from tests.store.conftest import add
from tests.ui.workspaces import empty_workspace, nameless, open_workspace

PASSPHRASE = "five words by chance"


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A journal with a passphrase and one course."""
    path = tmp_path / "sealed.ketatrack"
    with Store.create(path, Key.new(PASSPHRASE)) as store:
        who = patient()
        add(store, who, course(who))
    return path


@pytest.fixture
def workspace(qtbot, tmp_path) -> Iterator[Workspace]:
    """The window on a journal without a passphrase."""
    who = patient()
    opened = open_workspace(qtbot, tmp_path, who, course(who, name="Plain course"))
    yield opened
    opened.close_journal()


def asked(workspace: Workspace) -> UnlockPage:
    page = workspace.window.stack.currentWidget()
    assert isinstance(page, UnlockPage)
    return page


def give(qtbot, page: UnlockPage, words: str) -> None:
    page.passphrase.set_value(words)
    page.open_button.click()
    qtbot.waitUntil(lambda: not is_busy(), timeout=20_000)


def test_a_journal_with_a_passphrase_opens_with_it(qtbot, workspace, sealed):
    workspace.opening.path(sealed)
    assert workspace.journal.course.name == "Plain course"
    give(qtbot, asked(workspace), PASSPHRASE)

    assert workspace.journal.course.name == "Spring course"
    assert workspace.settings.value("last_journal") == str(sealed)


def test_a_wrong_passphrase_is_said_and_stays_marked(qtbot, workspace, sealed):
    workspace.opening.path(sealed)
    page = asked(workspace)
    give(qtbot, page, "five words by mistake")

    assert "does not open" in page.passphrase.message()
    assert page.passphrase.editor.selectedText() == "five words by mistake"
    assert page.passphrase.editor.hasFocus()
    QTest.keyClicks(page.passphrase.editor, PASSPHRASE)
    QTest.keyClick(page.passphrase.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workspace.journal.course.name == "Spring course", timeout=20_000)


def test_going_back_leaves_the_journal_that_was_open(workspace, sealed):
    workspace.opening.path(sealed)
    QTest.keyClick(asked(workspace).passphrase.editor, Qt.Key.Key_Escape)

    assert workspace.journal.course.name == "Plain course"
    assert not isinstance(workspace.window.stack.currentWidget(), UnlockPage)


def test_a_journal_that_went_away_while_its_passphrase_was_typed_is_said_so(qtbot, workspace, sealed):
    workspace.opening.path(sealed)
    sealed.rename(sealed.with_suffix(".elsewhere"))
    give(qtbot, asked(workspace), PASSPHRASE)

    assert "There is no journal at" in asked(workspace).passphrase.message()
    assert workspace.window.notice.text.text() == ""


def test_who_goes_back_with_nothing_open_is_welcomed(qtbot, tmp_path, sealed):
    workspace = empty_workspace(qtbot, tmp_path)
    workspace.opening.path(sealed)
    QTest.keyClick(asked(workspace).passphrase.editor, Qt.Key.Key_Escape)

    assert isinstance(workspace.window.stack.currentWidget(), WelcomePage)


def test_an_empty_line_is_asked_for_before_anything_is_derived(qtbot, workspace, sealed):
    workspace.opening.path(sealed)
    qtbot.waitUntil(lambda: not is_busy())  # it was looked whether this computer remembers the key
    page = asked(workspace)
    page.open_button.click()

    assert page.passphrase.message() == "Type the passphrase first."
    assert page.open_button.isEnabled()  # it is not while a key is derived


def test_letters_are_hidden_until_they_are_to_be_shown(workspace, sealed):
    workspace.opening.path(sealed)
    field = asked(workspace).passphrase
    assert field.editor.echoMode() == QLineEdit.EchoMode.Password
    field.shown.click()
    assert field.editor.echoMode() == QLineEdit.EchoMode.Normal


def test_caps_lock_is_told_from_the_letters(workspace, sealed):
    workspace.opening.path(sealed)
    field = asked(workspace).passphrase
    QTest.keyClick(field.editor, Qt.Key.Key_A)
    assert field.message() == ""
    QTest.keyClick(field.editor, "A")  # a capital with no Shift
    assert field.message() == "Caps Lock is on."
    QTest.keyClick(field.editor, Qt.Key.Key_A)
    assert field.message() == ""


def test_every_part_of_the_page_has_a_name(workspace, sealed):
    workspace.opening.path(sealed)
    assert nameless(asked(workspace)) == []
