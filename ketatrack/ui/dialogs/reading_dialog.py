"""Dialogs that are read and closed: one column that scrolls, and a Close button."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.layout import heading, scrolled
from ketatrack.ui.theme import GRID, TARGET

_SIZE = QSize(640, 640)


class ReadingDialog(QDialog):
    """A dialog with nothing to fill in; it is gone for good when it is closed."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        """Make an empty column under the title."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        self.column.setSpacing(GRID)
        self.column.addWidget(heading(title))
        self.scroll_area = scrolled(content)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the arrow keys scroll the text
        self.scroll_area.setAccessibleName(title)
        buttons = QDialogButtonBox()
        self.close_button = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.close_button.setMinimumHeight(TARGET)
        buttons.rejected.connect(self.reject)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        foot.addWidget(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.scroll_area, 1)
        outer.addLayout(foot)
        self.resize(_SIZE)
