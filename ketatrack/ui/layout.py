"""The parts that pages, dialogs and cards are laid out with: titles, quiet lines, cards, what scrolls."""

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ketatrack.domain.language import gettext as _
from ketatrack.ui.theme import GRID

_COLUMN = 640
"""As wide as lines are read with ease."""
_BREAK = "\u200b"
_LONG_WORD = 24
"""Letters; a longer word may be broken, at a zero-width space."""


def scrolled(content: QWidget) -> QScrollArea:
    """Return a frame that scrolls its content up and down when the window is small."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setObjectName("page")
    area.setWidget(content)
    return area


def clear_layout(layout: QLayout) -> None:
    """Take every widget out of a layout, and delete them; none of them is seen from now on."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()  # deleted only later; until then it would still be seen
            widget.deleteLater()


def heading(words: str, role: str = "title") -> QLabel:
    """Return a page's title that wraps, or a smaller one for the role `heading`."""
    label = QLabel(words)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label


def quiet(words: str = "") -> QLabel:
    """Return a quiet line that wraps."""
    label = QLabel(words)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    return label


def selectable(words: str, role: str = "") -> QLabel:
    """Return plain words that wrap and can be marked with the mouse, whoever wrote them."""
    label = QLabel(breakable(words))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def breakable(words: str) -> str:
    """Return words that a label can wrap even where one of them is longer than a line."""
    return re.sub(rf"\S{{{_LONG_WORD}}}", f"\\g<0>{_BREAK}", words)


def unbroken(words: str) -> str:
    """Return words as they were before `breakable`."""
    return words.replace(_BREAK, "")


def path_line(path: Path) -> QLineEdit:
    """Return a line that shows where a file lies, to read and copy, however long its path."""
    line = QLineEdit(str(path))
    line.setReadOnly(True)
    line.setCursorPosition(0)
    line.setAccessibleName(_("Where the journal lies"))
    return line


def lay_out_before_journal(page: QWidget, title: str, *cards: QWidget) -> None:
    """Fill a page that stands where no journal is open yet: a narrow column of cards under its title."""
    column = QWidget()
    column.setMaximumWidth(_COLUMN)
    inner = QVBoxLayout(column)
    inner.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
    inner.setSpacing(2 * GRID)
    for part in (heading(title), *cards):
        inner.addWidget(part)
    inner.addStretch(1)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scrolled(column))


class Card(QFrame):
    """A bordered part of a page with things that belong together."""

    def __init__(self, title: str = "") -> None:
        """Make an empty card, with a heading where there is a title."""
        super().__init__()
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.column.setSpacing(GRID)
        if title:
            self.column.addWidget(heading(title, "heading"))

    def add_row(self, *widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
        """Put widgets side by side."""
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for widget in widgets:
            row.addWidget(widget)
        if stretch:
            row.addStretch(1)
        self.column.addLayout(row)
        return row
