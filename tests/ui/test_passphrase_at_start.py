"""A journal can have a passphrase from its first moment."""

from pathlib import Path

import pytest

from ketatrack.store.header import schema_revision
from ketatrack.store.key import Key
from ketatrack.store.store import Store
from ketatrack.ui.background import is_busy
from ketatrack.ui.dialogs.journal_passphrase_dialog import JournalPassphraseDialog
from tests.ui.workspaces import empty_workspace

WORDS = "seven grey herons wait"
PATIENCE_MS = 30_000


@pytest.fixture
def start(qtbot, tmp_path: Path):
    workspace = empty_workspace(qtbot, tmp_path)
    page = workspace.opening.welcome()
    page.start_new()
    form = page.questions()
    form.place.path.set_value(tmp_path / "mine.ketatrack")
    yield workspace, form
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)
    workspace.close_journal()


def test_a_journal_that_starts_with_a_passphrase_is_encrypted_and_offers_its_recovery_sheet(
    start, qtbot, tmp_path
):
    workspace, form = start
    form.lock.passphrase.first.set_value(WORDS)
    form.lock.passphrase.again.set_value(WORDS)
    form.submit()
    qtbot.waitUntil(lambda: workspace.journal is not None, timeout=PATIENCE_MS)
    path = tmp_path / "mine.ketatrack"
    assert schema_revision(path) is None
    Store.open(path, Key.of(path, WORDS)).close()
    (dialog,) = workspace.window.findChildren(JournalPassphraseDialog)
    assert dialog.sheet.isVisible()
    assert not dialog.current.isVisible()
    dialog.reject()


def test_two_that_differ_make_no_journal(start, tmp_path):
    workspace, form = start
    form.lock.passphrase.first.set_value(WORDS)
    form.submit()
    assert "not the same" in form.lock.passphrase.again.message()
    assert workspace.journal is None
    assert not (tmp_path / "mine.ketatrack").exists()


def test_without_one_the_journal_opens_for_whoever_has_the_file(start, tmp_path):
    workspace, form = start
    form.submit()
    assert workspace.journal is not None
    assert schema_revision(tmp_path / "mine.ketatrack") is not None


def test_an_objection_goes_when_the_passphrase_that_it_was_about_is_typed_on(start, qtbot):
    workspace, form = start
    own = form.lock.passphrase
    own.first.set_value("kurz")
    form.submit()
    assert "It has 4 letters" in own.first.message()
    qtbot.keyClicks(own.first.editor, WORDS)
    assert own.first.message() == ""
    assert own.first.editor.property("state") == ""
    form.submit()
    assert "not the same" in own.again.message()
    own.again.set_value(WORDS)
    assert own.again.message() == ""
    own.again.set_value("")
    form.submit()
    qtbot.keyClicks(own.first.editor, "!")
    assert own.again.message() == ""  # it was about both
    qtbot.waitUntil(own.strength.isVisible, timeout=PATIENCE_MS)
    assert own.first.editor.accessibleDescription() == own.strength.text()
    assert workspace.journal is None
