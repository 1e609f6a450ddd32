"""What happens when the program itself is at fault: it says so, offers a report to copy, and goes on.

What is said, noted and offered is told by `fault_log`: it never holds what somebody wrote in their journal.
"""

import re
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion

from ketatrack import __version__
from ketatrack.app.fault_log import FaultLog, told
from ketatrack.domain.language import gettext as _
from ketatrack.ui.main_window import MainWindow

_NAME_OF_SOMETHING = re.compile(r"^[A-Za-z_][\w:~.]*(?=: )")


class Uncaught(QObject):
    """Takes every exception that nobody caught, of the window or of a thread, and what Qt complains of."""

    _happened = Signal(str)

    def __init__(self, window: MainWindow, log: FaultLog) -> None:
        """Take them from now on, and say so in the window."""
        super().__init__(window)
        self._window = window
        self._log = log
        self._complaints: set[str] = set()
        self._ended_by = log.watch_for_crashes()
        window.shown_data.connect(self._say_how_it_ended)
        self._happened.connect(self._say)
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread
        qInstallMessageHandler(self._take_from_qt)

    def _take(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None = None
    ) -> None:
        lines = list(told(error))
        self._note(lines)
        self._happened.emit("\n".join(lines))

    def _take_from_thread(self, uncaught: threading.ExceptHookArgs) -> None:
        if uncaught.exc_value is not None:
            self._take(uncaught.exc_type, uncaught.exc_value)

    def _take_from_qt(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        """Note, once, where in Qt a complaint comes from; the rest of its message may name files.

        A warning that names no place, such as of a screen that cannot do something, helps nobody to mend.
        """
        if kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}:
            return
        source = _NAME_OF_SOMETHING.match(message)
        line = f"Qt {kind.name.removeprefix('Qt').removesuffix('Msg')}: {source[0] if source else '-'}"
        if line in self._complaints or (source is None and kind is QtMsgType.QtWarningMsg):
            return
        self._complaints.add(line)
        self._note([line])

    def _note(self, lines: list[str]) -> None:
        if sys.stderr is not None:
            sys.stderr.write("\n".join([*lines, ""]))
        self._log.note(lines)

    def _say(self, lines: str) -> None:
        self._offer(
            _("Something went wrong in the program; what was saved before is kept."), lines.splitlines()
        )

    def _say_how_it_ended(self) -> None:
        """Offer a report of a crash of last time, once there is something on screen."""
        self._window.shown_data.disconnect(self._say_how_it_ended)
        if self._ended_by:
            self._log.note(self._ended_by)
            self._offer(_("The program broke off last time; what was saved before is kept."), self._ended_by)

    def _offer(self, sentence: str, lines: list[str]) -> None:
        from ketatrack.ui.dialogs.fault_dialog import FaultDialog

        self._window.notice.say(sentence, lasting=True)
        if self._window.findChild(FaultDialog) is None:  # one fault often brings others; the first tells most
            FaultDialog(sentence, "\n".join([*_surroundings(), *lines]), self._window).show()


def _surroundings() -> list[str]:
    """Return what is the same for everybody with this version on such a system."""
    import platform

    return [
        f"KetaTrack {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.machine()}",
        "",
    ]
