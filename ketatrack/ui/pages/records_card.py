"""A card of the settings that lists a few records, each with what can be done with it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.ui.layout import Card, breakable, clear_layout
from ketatrack.ui.theme import GRID


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
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        if words:
            label = QLabel(breakable(words))
            label.setWordWrap(True)
            row.addWidget(label, 1)
        for button in buttons:
            row.addWidget(button)
        if not words:
            row.addStretch(1)
        line = QWidget()
        line.setLayout(row)
        self._rows.addWidget(line)
