"""Tells when something has reached the screen for the first time."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Watches a widget until it has been painted once, with all that stands in it."""

    painted = Signal()

    def __init__(self, widget: QWidget) -> None:
        """Begin to watch; the widget owns the watcher."""
        super().__init__(widget)
        self._after = QTimer(self)  # comes round once the whole window has been painted and flushed
        self._after.setSingleShot(True)
        self._after.setInterval(0)
        self._after.timeout.connect(self.painted)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the paint, and let everything through."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._after.start()
        return False
