"""What happens when the program itself is at fault: it says so, and goes on.

Where it went wrong is written to standard error by the names of functions and kinds of errors alone. The
messages of errors may hold what somebody wrote into their journal, and what stands there may be sent on.
"""

import sys
import threading
import traceback
from collections.abc import Iterator
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from ketatrack.domain.language import gettext as _
from ketatrack.ui.main_window import MainWindow


class Uncaught(QObject):
    """Takes every exception that nobody caught, of the window or of a thread."""

    _happened = Signal()

    def __init__(self, window: MainWindow) -> None:
        """Take them from now on, and say so at the foot of the window."""
        super().__init__(window)
        self._window = window
        self._happened.connect(self._say)
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread

    def _take(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None = None
    ) -> None:
        if sys.stderr is not None:
            sys.stderr.writelines(_without_messages(error))
        self._happened.emit()

    def _take_from_thread(self, uncaught: threading.ExceptHookArgs) -> None:
        if uncaught.exc_value is not None:
            self._take(uncaught.exc_type, uncaught.exc_value)

    def _say(self) -> None:
        self._window.notice.say(
            _("Something went wrong in the program; what was saved before is kept."), lasting=True
        )


def _without_messages(error: BaseException | None) -> Iterator[str]:
    """Yield the lines of an error and of those that led to it, the newest first, without their messages."""
    while error is not None:
        yield f"{type(error).__qualname__}\n"
        yield from traceback.format_tb(error.__traceback__)
        error = error.__cause__ or error.__context__
