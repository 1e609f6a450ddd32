"""A neutral sheet over the whole window: what stands behind it cannot be read until it is lifted."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from ketatrack.ui.theme import GRID


class Cover(QWidget):
    """Lies over a window, its menus included, takes every key, and puts its dialogs away meanwhile."""

    touched = Signal()
    """A key was pressed, or the mouse."""

    def __init__(self, window: QWidget) -> None:
        """Wait beside the window."""
        super().__init__(window)
        self._window = window
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words = QLabel()
        self._words.setProperty("role", "quiet")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.addWidget(self._words)
        self._focused: QWidget | None = None
        self._dialogs: list[QDialog] = []
        self.hide()

    def lay(self, words: str) -> None:
        """Cover the window and say some words that give nothing away."""
        if self.isVisibleTo(self._window):
            return
        self._words.setText(words)
        self.setAccessibleName(words)
        self._focused = self._window.focusWidget()
        self._dialogs = [dialog for dialog in open_dialogs() if dialog.isVisible()]
        for dialog in self._dialogs:
            dialog.hide()
        self._window.installEventFilter(self)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def lift(self, *, back: bool) -> None:
        """Take the cover away; `back` to what stood there before, dialogs and focus included."""
        self._window.removeEventFilter(self)
        self.hide()
        focused, self._focused = self._focused, None
        dialogs, self._dialogs = self._dialogs, []
        if back:
            for dialog in filter(isValid, dialogs):  # work that came to its end may have closed one
                dialog.show()
            if focused is not None and isValid(focused):
                focused.setFocus()

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    def event(self, event: QEvent) -> bool:
        """Let no key go on to a menu."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        """Tell that somebody is there."""
        self.touched.emit()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Tell that somebody is there."""
        self.touched.emit()


def open_dialogs() -> list[QDialog]:
    """Return the dialogs of the program that are open."""
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]
