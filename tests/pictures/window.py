"""Pictures of the window at one scale: every page and form, in light and dark, of every journal."""

import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ketatrack.domain.records import Reading
from ketatrack.store.key import Key
from ketatrack.store.store import Store
from ketatrack.ui.journal import Journal
from ketatrack.ui.locking import kept_words
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.pages.locking_card import LockingCard
from ketatrack.ui.theme import Scheme
from ketatrack.ui.workspace import Workspace
from tests.pictures.dialogs import cards, dialogs, write_faulty
from tests.pictures.history import history_dialogs, overtake
from tests.pictures.journals import JOURNALS, LONG
from tests.records import course, patient
from tests.store.conftest import add

PAGES = (
    "today",
    "sessions",
    "mood",
    "charts",
    "plan",
    "report",
    "side_effects",
    "history",
    "settings",
    "backups",
)
FORMS = (
    "sessions",
    "readings",
    "scores.phq9",
    "scores.gad7",
    "side_effects",
    "watch_answers",
    "phases",
    "medications",
    "visits",
    "contacts",
    "courses",
    "catch_up",
    "protocols",
    "planned_items",
    "agreements",
    "authorisations",
    "score_rules",
    "suggested_rhythms",
)
_PATIENCE_S = 20
_TURN_S = 0.01
_QUIET_TURNS = 30
"""Longer than any page waits before it begins work on another thread, however long one turn of them takes."""


def is_wanted(name: str, words: Sequence[str]) -> bool:
    """Say whether a picture was asked for: all are, unless words narrow them."""
    return not words or any(word in name for word in words)


class Camera:
    """Takes the pictures of one window that were asked for into one folder."""

    def __init__(self, out: Path, scale: str, words: Sequence[str], folder: Path) -> None:
        self._out = out
        self._scale = scale
        self._words = words
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(settings)
        self.workspace = Workspace(self.window, settings)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        """Let everything that is under way reach the screen, work on other threads included."""
        from ketatrack.ui import background

        started = time.monotonic()
        quiet = 0
        while quiet < _QUIET_TURNS and time.monotonic() - started < _PATIENCE_S:
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            time.sleep(_TURN_S)
            quiet = 0 if background.is_busy() else quiet + 1

    def take(
        self, name: str, widget: QWidget | None = None, *, show: Callable[[], object] | None = None
    ) -> None:
        """Take a picture of the window, or of a dialog, after `show` has brought it on screen."""
        if not is_wanted(name, self._words):
            return
        if show is not None:
            show()
        self.settle()
        (widget or self.window).grab().save(str(self._out / f"{name}-{self._scale}.png"))


def main() -> None:
    """Take the pictures of one scale; words after it narrow them."""
    out, scale, *words = sys.argv[1:]
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as temporary:
        write_faulty(Path(temporary) / "faulty")
        camera = Camera(Path(out), scale, words, Path(temporary))
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            camera.workspace.looks.choose(scheme)
            camera.workspace.opening.welcome()
            camera.take(f"welcome-{scheme}")
            camera.workspace.opening.new()
            camera.take(f"new-journal-{scheme}")
            for name, make in JOURNALS.items():
                folder = Path(temporary) / f"{scheme}"
                folder.mkdir(exist_ok=True)
                camera.workspace.open_store(make(folder), remember=False)
                _walk(camera, f"{name}-{scheme}", Path(temporary) / "faulty")
            camera.workspace.close_journal()
            _around_the_lock(camera, f"{scheme}", Path(temporary) / f"{scheme}")
        camera.window.close()
    del application


def _around_the_lock(camera: Camera, mark: str, folder: Path) -> None:
    """The page that asks for a passphrase, at first, after a wrong one and of a long path; and the cover."""
    workspace = camera.workspace
    page = workspace.opening.ask_for_passphrase(folder / "mine.ketatrack")
    camera.take(f"unlock-{mark}")
    page.passphrase.set_value("five words by mistake")
    page.refuse()
    camera.take(f"unlock-wrong-{mark}")
    long = workspace.opening.ask_for_passphrase(folder / f"{8 * LONG}.ketatrack")
    long.say(kept_words())
    camera.take(f"unlock-long-{mark}")
    with Store.create(folder / "sealed.ketatrack", Key.new("five words")) as store:
        who = patient(name="Alex")
        add(store, who, course(who))
        workspace.open_store(store, remember=False)
        workspace.show_page("settings")
        card = workspace.window.stack.currentWidget().findChild(LockingCard)
        camera.take(f"settings-locking-{mark}", card)
        workspace.locking.lock()
        camera.take(f"locked-{mark}")
    workspace.opening.welcome()
    workspace.locking.hide_quickly()
    camera.window.showNormal()
    camera.take(f"covered-{mark}")
    QTest.keyClick(camera.window.focusWidget(), Qt.Key.Key_Space)


def _walk(camera: Camera, mark: str, faulty: Path) -> None:
    workspace = camera.workspace
    journal = workspace.journal
    if journal is None:
        raise RuntimeError("no journal is open")
    for page in PAGES:
        camera.take(f"{page}-{mark}", show=partial(workspace.show_page, page))
    for form in FORMS:
        camera.take(f"form-{form}-{mark}", show=partial(workspace.show_form, form))
    for session in journal.records().sessions[-1:]:
        show = partial(workspace.show_form, f"sessions:{session.id}")
        camera.take(f"form-sessions-edit-{mark}", show=show)
    for item in journal.records().plan.items[-1:]:
        for form in (f"planned_items:{item.id}", f"plan_moves.{item.id}"):
            name = f"form-{re.split('[:.]', form)[0]}-edit-{mark}"
            camera.take(name, show=partial(workspace.show_form, form))
    _take_history(camera, mark, journal)
    workspace.show_page("today")
    for name, card in cards("IE"):
        camera.take(f"{name}-{mark}", show=partial(camera.window.show_card, card))
    camera.window.clear_cards()
    for name, dialog in dialogs(journal, faulty):
        camera.take(f"{name}-{mark}", dialog, show=dialog.show)
        dialog.close()


def _take_history(camera: Camera, mark: str, journal: Journal) -> None:
    for name, dialog in history_dialogs(journal):
        camera.take(f"{name}-{mark}", dialog, show=dialog.show)
        dialog.close()
    for reading in journal.store.find(Reading)[-1:]:
        both = {"systolic": 131, "notes": f"{reading.notes} read off again"}
        name = f"form-overtaken-{mark}"
        camera.take(name, show=partial(overtake, camera.workspace, reading, **both))
        name = f"form-gone-{mark}"
        camera.take(name, show=partial(overtake, camera.workspace, reading, remove=True, **both))


if __name__ == "__main__":
    main()
