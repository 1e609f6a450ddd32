"""A part of a page that is folded away until someone wants it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.theme import GRID, TARGET


class Fold(QWidget):
    """A button with more below it, which it shows and folds away."""

    opened = Signal()

    def __init__(self, words: str) -> None:
        """Make the button; what is put into `inside` starts folded away."""
        super().__init__()
        self.button = QToolButton()
        self.button.setText(words)
        self.button.setMinimumHeight(TARGET)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.clicked.connect(self._turn)
        self._holder = QWidget()
        self.inside = QVBoxLayout(self._holder)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(2 * GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._holder)
        self._show(opened=False)

    def open(self) -> None:
        """Show what is inside."""
        if not self.is_open():
            self._show(opened=True)
            self.opened.emit()

    def is_open(self) -> bool:
        """Say whether what is inside is on screen."""
        return not self._holder.isHidden()

    def _turn(self) -> None:
        if self.is_open():
            self._show(opened=False)
        else:
            self.open()

    def _show(self, *, opened: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self.button.setAccessibleDescription(_("open") if opened else _("folded away"))
        self._holder.setVisible(opened)
