"""How the parts of a form stand: fields side by side."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ketatrack.ui.theme import GRID


def side_by_side(*widgets: QWidget) -> QHBoxLayout:
    """Return a line of widgets of equal width, their tops aligned."""
    line = QHBoxLayout()
    line.setSpacing(2 * GRID)
    for widget in widgets:
        line.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    return line
