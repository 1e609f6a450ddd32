"""A button for the screens of a session: as high as a thumb, and its words go on in a second line."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout

from ketatrack.ui.layout import breakable, unbroken
from ketatrack.ui.theme import GRID, SESSION_TARGET

_WIDEST = 320
"""Pixels that the words ask for at most; longer ones wrap."""


class WrappingButton(QPushButton):
    """Pressed by a tap, Space or Enter; its words are never cut off."""

    def __init__(self, words: str, keys: str = "", *, primary: bool = False) -> None:
        """Take the words, and the key that does the same, which is shown behind them."""
        super().__init__()
        self._keys = keys
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._column.addWidget(self._label)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(SESSION_TARGET)
        if primary:
            self.setProperty("role", "primary")
        self.set_words(words)

    def words(self) -> str:
        """Return what the button says, without its key."""
        return self.accessibleName()

    def set_words(self, words: str) -> None:
        """Say something else; the same words paint nothing anew."""
        shown = breakable(f"{words}  ·  {self._keys}" if self._keys else words)
        if shown == self._label.text():
            return
        self._label.setText(shown)
        self.setAccessibleName(words)
        self.updateGeometry()

    def stand_out(self, keys: str) -> None:
        """Look like what comes next, with its key; like the others for an empty key."""
        if keys == self._keys:
            return
        self._keys = keys
        self.setProperty("role", "primary" if keys else "")
        self.style().polish(self)
        self.set_words(self.words())

    def sizeHint(self) -> QSize:
        """Ask for one line of words where they are short, else for as many as they take."""
        margins = self.contentsMargins() + self._column.contentsMargins()
        sides = margins.left() + margins.right()
        words = self._label.fontMetrics().horizontalAdvance(unbroken(self._label.text())) + GRID
        width = min(words, _WIDEST) + sides
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Never be lower than a target, nor narrower than the longest word."""
        return QSize(self._column.minimumSize().width(), SESSION_TARGET)

    def hasHeightForWidth(self) -> bool:
        """Say that the words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high the words are at a width, in pixels."""
        return max(SESSION_TARGET, self._column.totalHeightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)
