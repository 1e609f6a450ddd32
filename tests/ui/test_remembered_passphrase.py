"""What opens a journal is remembered by the computer's keyring, where it has one, as a convenience only."""

from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from ketatrack.store.key import Key
from ketatrack.store.remembered_key import (
    can_remember,
    forget_key,
    is_remembered,
    remember_key,
    remembered_key,
)
from ketatrack.store.store import Store
from ketatrack.ui.background import is_busy
from ketatrack.ui.pages.unlock_page import UnlockPage
from ketatrack.ui.passphrase_change import Keys, carried_out
from tests.neutral import revealing_words
from tests.ui.sealed_journal import locked_page, sealed_workspace, usual_key
from tests.ui.workspaces import empty_workspace

PATIENCE_MS = 30_000


class InMemory(KeyringBackend):
    """A keyring such as a desktop has; it goes with the test."""

    priority = 5

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.is_closed = False

    def _look(self) -> None:
        if self.is_closed:
            raise KeyringLocked

    def get_password(self, service: str, username: str) -> str | None:
        self._look()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._look()
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._look()
        del self.entries[service, username]


@pytest.fixture
def computer():
    """The keyring of a computer that has one."""
    before, own = keyring.get_keyring(), InMemory()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "sealed.ketatrack"
    Store.create(path, usual_key()).close()
    return path


def test_a_remembered_key_comes_back_and_is_forgotten_again(computer, journal):
    assert remembered_key(journal) is None
    assert remember_key(usual_key())
    assert remembered_key(journal) == usual_key()
    forget_key(usual_key())
    assert remembered_key(journal) is None
    assert computer.entries == {}


def test_an_entry_says_neither_what_the_file_is_nor_its_passphrase(computer):
    remember_key(usual_key())
    ((place, secret),) = computer.entries.items()
    assert revealing_words(" ".join((*place, secret))) == []
    assert "five words" not in secret


def test_a_computer_without_a_keyring_says_so_and_nothing_else(journal):
    assert not can_remember()
    assert not remember_key(usual_key())
    assert remembered_key(journal) is None
    forget_key(usual_key())


def test_a_keyring_that_stays_closed_remembers_nothing(computer, journal):
    remember_key(usual_key())
    computer.is_closed = True
    assert remembered_key(journal) is None
    assert not remember_key(usual_key())
    forget_key(usual_key())


@pytest.mark.parametrize("entry", ["no key", "00ff"])
def test_what_is_no_key_is_passed_over(computer, journal, entry):
    computer.entries["personal-journal", usual_key().salt.hex()] = entry
    assert remembered_key(journal) is None


def test_a_changed_passphrase_is_remembered_in_place_of_the_old_one(computer, journal):
    remember_key(usual_key())
    newer = Key.new("four warm stones sing")
    carried_out(journal, Keys(usual_key(), newer)).close()
    assert remembered_key(journal) == newer
    assert not is_remembered(usual_key())
    carried_out(journal, Keys(newer, None)).close()
    assert computer.entries == {}


@pytest.mark.usefixtures("computer")
def test_a_journal_that_is_remembered_opens_by_itself(journal, qtbot):
    remember_key(usual_key())
    workspace = empty_workspace(qtbot, journal.parent)
    workspace.opening.path(journal)
    qtbot.waitUntil(lambda: workspace.journal is not None, timeout=PATIENCE_MS)
    assert workspace.journal.store.path == journal
    workspace.close_journal()


@pytest.mark.usefixtures("computer")
@pytest.mark.parametrize("remembered", [None, bytes(32)], ids=["nothing", "another key"])
def test_else_its_passphrase_is_asked_for(journal, qtbot, remembered):
    if remembered is not None:
        remember_key(Key(remembered, usual_key().salt))
    workspace = empty_workspace(qtbot, journal.parent)
    workspace.opening.path(journal)
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)
    assert workspace.journal is None
    assert isinstance(workspace.window.stack.currentWidget(), UnlockPage)


@pytest.mark.usefixtures("computer")
def test_a_journal_that_was_locked_asks_although_it_is_remembered(tmp_path, qtbot):
    remember_key(usual_key())
    workspace = sealed_workspace(qtbot, tmp_path)
    workspace.locking.lock()
    locked_page(qtbot, workspace)
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)
    assert workspace.journal is None


@pytest.mark.usefixtures("computer")
def test_the_settings_page_remembers_and_forgets(tmp_path, qtbot):
    workspace = sealed_workspace(qtbot, tmp_path)
    workspace.show_page("settings")
    card = workspace.window.stack.currentWidget().passphrase
    qtbot.waitUntil(card.remember.isEnabled, timeout=PATIENCE_MS)
    assert not card.remember.isChecked()
    card.remember.click()
    qtbot.waitUntil(lambda: is_remembered(usual_key()) and card.remember.isEnabled(), timeout=PATIENCE_MS)
    card.remember.click()
    qtbot.waitUntil(lambda: not is_remembered(usual_key()), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)
    workspace.close_journal()
