"""How long a plan takes to open: `python -m tests.benchmarks.plans JOURNAL`.

Prints seconds from opening the journal to its Plan page being painted, in a window that is there already and
has shown an empty plan, so that nothing is imported meanwhile.
"""

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ketatrack.store.store import Store
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.workspace import Workspace
from tests.records import course, patient


def main(journal: str) -> None:
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        window = MainWindow(settings)
        workspace = Workspace(window, settings)
        window.show()
        person = patient()
        empty = Store.create(Path(folder) / "empty.ketatrack")
        empty.adopt([person, course(person)])
        _open(workspace, empty)
        begun = time.monotonic()
        _open(workspace, Store.open(Path(journal)))
        print(time.monotonic() - begun, flush=True)
        workspace.close_journal()
        window.close()
    del application


def _open(workspace: Workspace, store: Store) -> None:
    workspace.open_store(store, remember=False)
    workspace.show_page("plan")
    QApplication.processEvents()


if __name__ == "__main__":
    main(*sys.argv[1:])
