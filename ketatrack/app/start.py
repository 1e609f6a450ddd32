"""Starts the window: paints it first, then imports what fills it, on a thread."""

import importlib
import os
import signal
import socket
from pathlib import Path
from types import FrameType

import platformdirs
from PySide6.QtCore import QObject, QSettings, QSocketNotifier, QThreadPool
from PySide6.QtWidgets import QApplication

from ketatrack.ui.background import run_in_background
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.theme import Scheme, apply_theme, palette_for

SETTINGS_FILE = "window.ini"


def run(journal: Path | None, *, demo: bool = False) -> int:
    """Show the window and stay until it is closed; return the exit code of the program.

    Args:
        journal: the journal to open; None opens the one of last time, or the welcome page.
        demo: open a fresh copy of the demo instead.
    """
    application = QApplication.instance() or QApplication(["KetaTrack"])
    if not isinstance(application, QApplication):
        raise TypeError("the window needs an application with widgets")
    application.setApplicationName("KetaTrack")
    application.setDesktopFileName("ketatrack")
    settings = window_settings()
    apply_theme(application, palette_for(Scheme(str(settings.value("scheme", Scheme.SYSTEM)))))
    window = MainWindow(settings)
    start = Start(window, settings, journal, demo=demo)
    window.painted.connect(start.fill)
    window.show()
    _quit_on_signals(application)
    code = application.exec()
    QThreadPool.globalInstance().waitForDone()  # what is being written or imported comes to its end
    return code


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
        self._journal = journal
        self._demo = demo

    def fill(self) -> None:
        """Import on a thread what fills the window, then fill it."""
        run_in_background(_import_workspace, self._filled, _raise)

    def _filled(self, _imported: None) -> None:
        from ketatrack.ui.workspace import LAST_JOURNAL, Workspace

        workspace = Workspace(self._window, self._settings)
        last = self._settings.value(LAST_JOURNAL)
        if self._demo:
            workspace.open_demo()
        elif self._journal is not None:
            if not workspace.open_path(self._journal):
                workspace.welcome()
        elif not (last and Path(str(last)).exists() and workspace.open_path(Path(str(last)))):
            workspace.welcome()
        run_in_background(_import_charts, _nothing, _raise)


def _import_workspace() -> None:
    for name in ("ketatrack.ui.workspace", "ketatrack.ui.pages.today_page"):
        importlib.import_module(name)


def _import_charts() -> None:
    """Import matplotlib before a chart is asked for, so that the Charts page opens at once."""
    importlib.import_module("matplotlib.backends.backend_qtagg")


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
