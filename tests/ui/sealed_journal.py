"""A journal with a passphrase on screen, for tests of what happens around its lock."""

from functools import cache
from pathlib import Path

from ketatrack.domain.records import Record
from ketatrack.store.key import Key
from ketatrack.store.store import Store
from ketatrack.ui.background import is_busy
from ketatrack.ui.pages.unlock_page import UnlockPage
from ketatrack.ui.workspace import Workspace
from tests.store.conftest import add
from tests.ui.workspaces import empty_workspace

PASSPHRASE = "five words by chance"


@cache
def usual_key() -> Key:
    """Return a key of the passphrase; deriving one takes a third of a second."""
    return Key.new(PASSPHRASE)


def sealed_workspace(qtbot, folder: Path, *records: Record) -> Workspace:
    """Show the window on a new journal that holds the records and has the passphrase."""
    workspace = empty_workspace(qtbot, folder)
    store = Store.create(folder / "sealed.ketatrack", usual_key())
    add(store, *records)
    workspace.open_store(store)
    qtbot.waitUntil(lambda: not is_busy(), timeout=20_000)
    return workspace


def locked_page(qtbot, workspace: Workspace) -> UnlockPage:
    """Wait until the journal is locked, and return the page that asks for the passphrase."""
    qtbot.waitUntil(lambda: workspace.journal is None, timeout=20_000)
    page = workspace.window.stack.currentWidget()
    assert isinstance(page, UnlockPage)
    return page


def unlock(qtbot, workspace: Workspace, passphrase: str = PASSPHRASE) -> None:
    """Give the passphrase and wait until the journal is open."""
    page = locked_page(qtbot, workspace)
    page.passphrase.set_value(passphrase)
    page.open_button.click()
    qtbot.waitUntil(lambda: workspace.journal is not None, timeout=20_000)
