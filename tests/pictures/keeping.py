"""Backups in every state that the page tells, a restore that changes much, a journal elsewhere or gone."""

import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication, QScrollArea

from ketatrack.domain.records import Session
from ketatrack.store.header import SUFFIX
from ketatrack.store.holding import HeldElsewhereError
from ketatrack.ui.dialogs.restore_dialog import RestoreDialog
from ketatrack.ui.pages.backups_page import BackupsPage
from ketatrack.ui.pages.held_page import HeldPage
from ketatrack.ui.theme import Scheme
from ketatrack.ui.workspace import Workspace
from tests.pictures.journals import LONG, demo
from tests.pictures.window import Camera


def main() -> None:
    """Take the pictures of one scale; words after it narrow them."""
    out, scale, *words = sys.argv[1:]
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as temporary:
        camera = Camera(Path(out), scale, words, Path(temporary))
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            camera.workspace.looks.choose(scheme)
            folder = Path(temporary) / f"{scheme}"
            folder.mkdir()
            _take_held_pages(camera, f"{scheme}", folder)
            _take_unopened(camera, f"{scheme}", folder)
            if any("backups-kept-" in word or word in "backups-kept-" for word in words or [""]):
                camera.workspace.open_store(demo(folder), remember=False)
                _take_backups(camera, f"{scheme}", folder)
                camera.workspace.close_journal()
        camera.window.close()
    del application


def _take_held_pages(camera: Camera, mark: str, folder: Path) -> None:
    """Open elsewhere: in another program here, on another computer, and with a long path."""
    for name, path, computer in (
        ("held-here", folder / "mine.ketatrack", ""),
        ("held-there", folder / "mine.ketatrack", "kitchen"),
        ("held-long", folder / f"{3 * LONG}.ketatrack", LONG),
    ):
        page = HeldPage(HeldElsewhereError(path, computer, "2026-11-21 19:40" if computer else ""))
        camera.workspace.opening.welcome()
        camera.window.show_widget(page)
        camera.take(f"{name}-{mark}")
        camera.window.drop_widget(page)


def _take_unopened(camera: Camera, mark: str, folder: Path) -> None:
    """Gone, with a short path and a long one."""
    for name, stem in (("unopened-gone", "mine"), ("unopened-long", 3 * LONG)):
        camera.workspace.opening.welcome()
        camera.workspace.opening.path(folder / f"{stem}{SUFFIX}")
        camera.take(f"{name}-{mark}")


def _take_backups(camera: Camera, mark: str, folder: Path) -> None:
    """A backup tried, shown before it is restored, restored, undone; and a second place that is away."""
    workspace = camera.workspace
    workspace.show_page("backups")
    _page(workspace).now_button.click()
    camera.settle()
    _change(workspace)
    _page(workspace).try_button.click()
    camera.take(f"backups-kept-tried-{mark}")
    _page(workspace).restore_button.click()
    camera.settle()
    dialog = camera.window.findChild(RestoreDialog)
    camera.take(f"backups-kept-preview-{mark}", dialog)
    dialog.restore_button.click()
    camera.take(f"backups-kept-restored-{mark}")
    _page(workspace).undo_button.click()
    stick = folder / "stick"
    stick.mkdir()
    camera.settle()
    _page(workspace).places.use_second(stick)
    camera.settle()
    shutil.rmtree(stick)
    _page(workspace).now_button.click()
    camera.take(f"backups-kept-unplugged-{mark}")
    bar = _page(workspace).findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())
    camera.take(f"backups-kept-unplugged-end-{mark}")


def _page(workspace: Workspace) -> BackupsPage:
    page = workspace.window.stack.currentWidget()
    if not isinstance(page, BackupsPage):
        raise TypeError("the backups are not on screen")
    return page


def _change(workspace: Workspace) -> None:
    journal = workspace.journal
    if journal is None:
        raise RuntimeError("no journal is open")
    first, second, *_more = journal.store.find(Session)
    journal.remove(first, "a session")
    journal.replace(second, second.changed(notes="read off again"), "a session")


if __name__ == "__main__":
    main()
