"""A person restores last week's backup and takes it back, with the keyboard alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from PySide6.QtWidgets import QApplication

from ketatrack.domain.backup_words import Reason
from ketatrack.domain.records import Session
from ketatrack.store.comparing import compare
from ketatrack.store.keeping import keep_copy
from ketatrack.store.scheduled_backups import backup_before
from ketatrack.store.store import Store
from ketatrack.ui.background import is_busy
from tests import records as make
from tests.journeys.hands import Hands
from tests.store.conftest import add
from tests.ui.workspaces import empty_workspace

LAST_WEEK = datetime.now(UTC) - timedelta(days=7)


@pytest.fixture
def hands(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The window on a journal that was backed up last week and written to since."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    who = make.patient(name="Alex")
    of = make.course(who)
    path = tmp_path / "spring.ketatrack"
    with Store.create(path) as store:
        add(store, who, of, make.session(of, "S1", "2026-03-01T10:00+01:00"))
        with time_machine.travel(LAST_WEEK):
            backup_before(store, Reason.SCHEDULE)
        add(store, make.session(of, "S2", "2026-03-04T10:00+01:00"))
    workspace = empty_workspace(qtbot, tmp_path)
    workspace.opening.path(path)
    yield Hands(workspace)
    workspace.close_journal()


def test_last_weeks_backup_is_restored_and_the_restore_undone(hands: Hands, tmp_path: Path):
    store = hands.workspace.journal.store
    keep_copy(store.path, None, tmp_path / "as-it-was.ketatrack")

    hands.keys("Ctrl+Shift+B")
    hands.wait(lambda: not is_busy() and hands.page.table.isVisible())
    hands.go_to("Backups")
    hands.keys("Return")
    hands.wait(lambda: QApplication.activeModalWidget() is not None and not is_busy())
    assert "Not in the backup: 1 session." in hands.dialog.words.text()
    hands.go_to("Restore")
    hands.keys("Space")
    hands.hear("The backup is restored.")
    assert hands.workspace.journal.store.count(Session) == 1

    hands.wait(lambda: not is_busy())
    hands.go_to("Undo restore")
    hands.keys("Space")
    hands.hear("What was here before is back.")
    hands.wait(lambda: not is_busy())
    compared = compare(store.path, None, tmp_path / "as-it-was.ketatrack", None)
    unlike = {name for name, each in compared.tables.items() if not each.is_none}
    assert unlike <= {"settings"}  # when its backups were counted
    assert hands.workspace.journal.store.count(Session) == 2
