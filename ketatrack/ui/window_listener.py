"""Hears what the system hands to the program's windows: the main one, dialogs, menus and lists that open."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow


class WindowListener(QObject):
    """Hears each event once, where it comes to a window, whatever stands in front of the others.

    It does not hear every event of every widget, of which a page that is painted has thousands; and of keys
    only those that no shortcut took.
    """

    def listen(self) -> None:
        """Listen to the window that has the focus, and to each that will have it."""
        application = _application()
        application.focusWindowChanged.connect(self._join)
        self._join(QGuiApplication.focusWindow())

    def stop_listening(self) -> None:
        """Listen to no other window from now on."""
        _application().focusWindowChanged.disconnect(self._join)

    def hear(self, event: QEvent) -> bool:
        """Do what an event asks for, and say whether it ends here."""
        raise NotImplementedError

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hear what comes to a window."""
        return self.hear(event)

    def _join(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once more changes nothing


def _application() -> QGuiApplication:
    application = QGuiApplication.instance()
    if not isinstance(application, QGuiApplication):
        raise TypeError("there are no windows without an application of windows")
    return application
