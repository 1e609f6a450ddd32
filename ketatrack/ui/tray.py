"""Notes outside the window, beside the clock of the desktop; nothing of them says what the journal is for."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from ketatrack.domain.language import gettext as _
from ketatrack.domain.reminders import note_title


def can_note_outside() -> bool:
    """Say whether the desktop shows notes, and under the neutral name alone.

    Elsewhere than on Linux the system adds the name of the program's file, which is not neutral.
    """
    return sys.platform == "linux" and QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """An icon beside the clock while notes are wanted; pressing it or a note asks for the window."""

    window_wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        """Wait until it is wanted."""
        super().__init__(parent)
        self.icon: QSystemTrayIcon | None = None

    def show(self, *, shown: bool) -> None:
        """Show the icon, or take it away."""
        if shown and can_note_outside():
            self.icon = self.icon or self._made()
            self.icon.show()
        elif self.icon is not None:
            self.icon.hide()

    def note(self, words: str) -> None:
        """Show a note where the icon is shown."""
        if self.icon is not None and self.icon.isVisible():
            self.icon.showMessage(note_title(), words, self.icon.icon())

    def _made(self) -> QSystemTrayIcon:
        from PySide6.QtWidgets import QStyle  # has hundreds of names, and mostly nobody wants the icon

        icon = QSystemTrayIcon(QApplication.style().standardIcon(QStyle.StandardPixmap.SP_FileIcon), self)
        icon.setToolTip(_("Your journal"))
        icon.activated.connect(self._activate)
        icon.messageClicked.connect(self.window_wanted)
        return icon

    def _activate(self, _reason: QSystemTrayIcon.ActivationReason) -> None:
        self.window_wanted.emit()
