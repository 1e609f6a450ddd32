"""How the parts of a form stand: fields side by side, and quiet lines that explain them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ketatrack.ui.theme import GRID


def side_by_side(*widgets: QWidget) -> QHBoxLayout:
    """Return a line of widgets of equal width, their tops aligned."""
    line = QHBoxLayout()
    line.setSpacing(2 * GRID)
    for widget in widgets:
        line.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    return line


def quiet_line(words: str = "") -> QLabel:
    """Return a line in quiet colour that wraps."""
    label = QLabel(words)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    return label
