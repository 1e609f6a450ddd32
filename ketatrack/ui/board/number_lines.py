"""Lines that take digits: on a board letters pass them by, so that a key does there what it always does."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class LettersPassBy(QObject):
    """Leaves letters to whatever stands around a line; none of them is a digit, so none lands in it.

    A time can be typed with a letter, such as 9h30: of its line only some pass.
    """

    def __init__(self, owner: QObject, *lines: QLineEdit, only: str = "") -> None:
        """Take the lines, what lives as long as they do, and which letters pass where not all do."""
        super().__init__(owner)
        self._only = only
        for line in lines:
            line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand a letter on, as a widget does that has no use for it."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and any(self._passes(sign) for sign in event.text())
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _passes(self, sign: str) -> bool:
        return sign.upper() in self._only if self._only else sign.isalpha()
