"""A card of the settings that lists a few records, each with what can be done with it."""

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.ui.fields.flow_layout import ButtonLine
from ketatrack.ui.layout import Card, breakable, clear_layout
from ketatrack.ui.theme import GRID

_LEAST_WORDS = 20 * GRID
"""Pixels; the buttons go on in a next line before words have less room than this."""


class RecordsCard(Card):
    """A card with a line of words and a few buttons for each record."""

    def __init__(self, title: str) -> None:
        """Make an empty card with a heading."""
        super().__init__(title)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        self.column.addLayout(self._rows)

    def clear(self) -> None:
        """Take all lines away."""
        clear_layout(self._rows)

    def add(self, words: str, *buttons: QPushButton) -> None:
        """Add a line; one without words holds only its buttons."""
        self._rows.addWidget(line_of(words, *buttons))


def line_of(words: str, *buttons: QWidget) -> QWidget:
    """Return words with buttons behind them; where the width ends, both go on in a next line."""
    label = None
    if words:
        label = QLabel(breakable(words))
        in_one_line = label.sizeHint().width()
        label.setWordWrap(True)
        longest_word = label.minimumSizeHint().width()
        label.setMinimumWidth(max(longest_word, min(in_one_line, _LEAST_WORDS)))
    line = ButtonLine(label)
    line.buttons.arrange(buttons)
    return line
