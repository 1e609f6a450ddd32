"""Lines that take digits: on a board letters pass them by, so that a key does there what it always does."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class LettersPassBy(QObject):
    """Leaves letters to whatever stands around a line; none of them is a digit, so none lands in it."""

    def __init__(self, owner: QObject, *lines: QLineEdit) -> None:
        """Take the lines, and what lives as long as they do."""
        super().__init__(owner)
        for line in lines:
            line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand a letter on, as a widget does that has no use for it."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and any(sign.isalpha() for sign in event.text())
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
