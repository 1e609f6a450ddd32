"""One cell of a small spreadsheet: a line that tells its grid where a key goes, and what was pasted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from ketatrack.ui.theme import TARGET


class Cell(QLineEdit):
    """A line that can be marked; where it stands, and what lies around it, is known to its grid alone."""

    entered = Signal()
    past_end = Signal()
    stepped = Signal(int)
    """Carries 1 for a row down, -1 for a row up."""
    block_pasted = Signal(str)
    """Carries several cells of a spreadsheet, with tabs between columns and a line for each row."""
    focused = Signal()

    def __init__(self, name: str, hint: str) -> None:
        """Make an empty cell; the hint says what may be typed, for as long as nothing else is said of it."""
        super().__init__()
        self._hint = hint
        self.setObjectName("cell")
        self.setMinimumSize(TARGET, TARGET)
        self.setAccessibleName(name)
        self.setToolTip(hint)

    def mark(self, state: str, sentence: str) -> None:
        """Say that what stands here is a `problem` or a `question`, and why; both empty for neither."""
        if self.property("state") == state:
            return
        self.setProperty("state", state)
        self.setToolTip(sentence or self._hint)
        self.setAccessibleDescription(sentence)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go on, the arrows go up and down, and a pasted block fill several cells."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif plain and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.matches(QKeySequence.StandardKey.Paste) and _is_block(QGuiApplication.clipboard().text()):
            self.block_pasted.emit(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus came."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Make room for another row before Tab leaves the last cell."""
        if forward:
            self.past_end.emit()
        return super().focusNextPrevChild(forward)


def _is_block(text: str) -> bool:
    return "\t" in text or "\n" in text.rstrip("\r\n")
