"""The keys that every page of questions understands: Ctrl+Return goes on, Esc goes back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class KeyedPage(QWidget):
    """A page of questions that is answered or left by keys; subclasses say what that means."""

    def submit(self) -> None:
        """Go on with what was answered."""
        raise NotImplementedError

    def leave(self) -> None:
        """Go back to where the person came from."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Return goes on, Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.submit()
        else:
            super().keyPressEvent(event)
