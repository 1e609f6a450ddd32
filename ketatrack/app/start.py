"""Starts the window: paints it first, then imports what fills it, on a thread."""

import gc
import importlib
import os
import signal
import socket
import sys
from functools import partial
from importlib.resources import files
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QObject, QSettings, QSocketNotifier, QThreadPool
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ketatrack.app.fault_log import FaultLog
from ketatrack.app.uncaught import Uncaught
from ketatrack.exchange.sealed_file import FileKind
from ketatrack.ui.background import run_in_background
from ketatrack.ui.main_window import NEUTRAL_NAME, MainWindow
from ketatrack.ui.one_window import came_to_front
from ketatrack.ui.remembered import chosen_scheme, last_journal
from ketatrack.ui.theme import apply_theme, palette_for

if TYPE_CHECKING:
    from ketatrack.ui.read_store import ReadStore
    from ketatrack.ui.workspace import Workspace

SETTINGS_FILE = "window.ini"
_PATIENCE_MS = 5_000
"""For what is being written when the window is closed; a disk that hangs may never come to an end."""


def run(journal: Path | None, *, demo: bool = False, minimised: bool = False) -> int:
    """Show the window and stay until it is closed; return the exit code of the program.

    Args:
        journal: the journal or the caregiver's plan file to open; None opens the journal of last time, or
            the welcome page.
        demo: open a fresh copy of the demo instead.
        minimised: show the window as a button of the task bar only.
    """
    application = QApplication.instance() or QApplication([NEUTRAL_NAME])
    if not isinstance(application, QApplication):
        raise TypeError("the window needs an application with widgets")
    application.setApplicationName(NEUTRAL_NAME)
    application.setDesktopFileName("ketatrack")
    settings = window_settings()
    wanted = None if demo else journal or last_journal(settings)
    if wanted is not None and came_to_front(wanted):
        return 0
    apply_theme(application, palette_for(chosen_scheme(settings)))
    window = MainWindow(settings)
    Uncaught(window, FaultLog())
    start = Start(window, settings, journal, demo=demo)
    if minimised:  # it is not painted before somebody opens it, and reminders wait for its journal
        window.showMinimized()
        start.fill()
    else:
        window.painted.connect(start.fill)
        window.show()
    _quit_on_signals(application)
    code = application.exec()
    settings.sync()
    _end_soon(code)
    return code


def _end_soon(code: int) -> None:
    """Let what is being written come to its end, or end without it: it is whole on the disk or not there."""
    if not QThreadPool.globalInstance().waitForDone(_PATIENCE_MS):
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # as in a program without a console
                stream.flush()
        os._exit(code)  # any other way out waits for the threads


def window_settings() -> QSettings:
    """Return the choices that belong to this computer: size, colours, the journal opened last."""
    folder = platformdirs.user_config_path("ketatrack", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / SETTINGS_FILE
    if not file.exists():
        file.touch(mode=0o600)
    return QSettings(str(file), QSettings.Format.IniFormat)


class Start(QObject):
    """Fills the window after its first paint, without holding it up."""

    def __init__(self, window: MainWindow, settings: QSettings, journal: Path | None, *, demo: bool) -> None:
        """Remember what is to be opened."""
        super().__init__(window)
        self._window = window
        self._settings = settings
        is_plan = journal is not None and journal.suffix == FileKind.PLAN.suffix
        self._plan = journal if is_plan else None
        self._journal = None if is_plan else journal
        self._demo = demo

    def fill(self) -> None:
        """Import what fills the window and read the journal, on a thread; then show it."""
        self._window.setWindowIcon(QIcon(str(files("ketatrack.resources") / "icons" / "ketatrack.svg")))
        self._window.shown_data.connect(self._prepare_the_rest)
        asked = self._demo or self._plan is not None
        path = None if asked else self._journal or last_journal(self._settings)
        run_in_background(partial(_read, path), self._show, partial(self._not_opened, path))

    def _show(self, read: "ReadStore | Path | None") -> None:
        workspace = self._workspace()
        if isinstance(read, Path):
            workspace.opening.path(read)
        elif read is not None:
            workspace.opening.opened(read)
        elif self._demo:
            workspace.opening.demo()
        else:
            workspace.opening.welcome()
        if self._plan is not None:
            workspace.plan_files.open(self._plan)

    def _not_opened(self, path: Path | None, error: Exception) -> None:
        """Ask for the passphrase of the journal, or say why it was not opened."""
        self._workspace().opening.not_opened(error, path)

    def _workspace(self) -> "Workspace":
        from ketatrack.ui.workspace import Workspace

        workspace = Workspace(self._window, self._settings)
        workspace.backups.keep_schedule()
        return workspace

    def _prepare_the_rest(self) -> None:
        self._window.shown_data.disconnect(self._prepare_the_rest)
        run_in_background(_import_the_rest, _nothing, _raise)


def _read(path: Path | None) -> "ReadStore | Path | None":
    """Import what the first page takes, and open and read the journal, if there is one to open.

    One of an older version is left to the window, which says first that it takes a moment.
    """
    for name in ("ketatrack.ui.workspace", "ketatrack.ui.pages.today_page"):
        importlib.import_module(name)
    gc.freeze()  # modules stay for good: looking through them for unused cycles would hold up the first page
    from ketatrack.store.header import is_older
    from ketatrack.ui.read_store import ReadStore

    return path if path is None or is_older(path) else ReadStore.at(path)


def _import_the_rest() -> None:
    """Import what is likely to be wanted next, so that a form, “Help now” or a page opens at once."""
    for name in (
        "ketatrack.ui.dialogs.help_now_dialog",
        "ketatrack.ui.forms.catalogue",
        "ketatrack.ui.forms.session_form",
        "ketatrack.ui.pages.sessions_page",
        "matplotlib.backends.backend_qtagg",
        "ketatrack.ui.pages.charts_page",
    ):
        importlib.import_module(name)


def _nothing(_result: None) -> None:
    """Take the end of work that needs no answer."""


def _raise(error: Exception) -> None:
    raise error


def _quit_on_signals(application: QApplication) -> None:
    """End in an orderly way on Ctrl+C and on SIGTERM: the window is closed, drafts are kept.

    Python handles a signal only when its interpreter runs; a byte on a socket wakes Qt's loop for it.
    """
    if os.name == "nt":
        return
    reader, writer = socket.socketpair()
    for end in (reader, writer):
        end.settimeout(0)
    signal.set_wakeup_fd(writer.fileno())
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read, application)
    notifier.activated.connect(lambda: reader.recv(64))

    def close(_number: int, _frame: FrameType | None) -> None:
        application.closeAllWindows()

    signal.signal(signal.SIGINT, close)
    signal.signal(signal.SIGTERM, close)
    _sockets.extend([reader, writer])


_sockets: list[socket.socket] = []
"""Keeps the ends of the signal socket open for as long as the program runs."""
