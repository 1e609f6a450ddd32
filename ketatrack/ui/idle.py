"""Notices that nobody touched the program's windows for a while."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from ketatrack.ui.window_listener import WindowListener

_LOOK_EVERY_MS = 5_000

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


def seconds_with_sleep() -> float:
    """Return a clock that goes on while the computer sleeps: in seconds, from its start."""
    # Linux counts sleep in its boot time, macOS in what it calls monotonic, Windows in Python's own
    counting: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if counting is None else time.clock_gettime(counting)


class Idle(WindowListener):
    """Counts from the last key, mouse move or touch in any window of the program."""

    idled = Signal()

    def __init__(self, parent: QObject, clock: Callable[[], float] = seconds_with_sleep) -> None:
        """Wait until it is told how long is long; the clock counts seconds."""
        super().__init__(parent)
        self.clock = clock
        self._limit: float | None = None
        self._touched = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, minutes: int | None) -> None:
        """Count anew, and tell after so many minutes; None counts nothing."""
        if self._limit is not None:
            self.stop_listening()
        self._limit = None if minutes is None else 60 * minutes
        self._touched = self.clock()
        if self._limit is None:
            self._timer.stop()
        else:
            self.listen()
            self._timer.start()

    def hear(self, event: QEvent) -> bool:
        """Count anew from a sign of life, unless the time was over before it, as when a lid is opened."""
        if self._limit is not None and event.type() in _SIGNS_OF_LIFE and not self.look():
            self._touched = self.clock()
        return False

    def look(self) -> bool:
        """Tell, and say, whether the time is over."""
        over = self._limit is not None and self.clock() - self._touched >= self._limit
        if over:
            self._touched = self.clock()
            self.idled.emit()
        return over
