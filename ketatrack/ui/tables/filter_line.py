"""Narrows a table down: by words that stand anywhere in a row, and by one word of a closed list."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.tables.listing import Column
from ketatrack.ui.tables.record_model import Choice
from ketatrack.ui.theme import GRID, TARGET

_LEAST_WORDS = 104
"""Pixels for the words to search for."""
_LEAST_CHOICE = 8
"""Characters of a choice that are always seen."""


class FilterLine(QWidget):
    """A line for words and a list of choices; Esc empties both, ↓ and Enter go on to the table."""

    narrowed = Signal()
    left = Signal()

    def __init__(self) -> None:
        """Start with nothing narrowed down."""
        super().__init__()
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Filter"))
        self.words.setAccessibleName(_("Filter: words in any column"))
        self.words.setToolTip("Ctrl+L, /")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumSize(_LEAST_WORDS, TARGET)
        self.words.textChanged.connect(self.narrowed)
        self.words.returnPressed.connect(self.left)
        self.choices = QComboBox()
        self.choices.setAccessibleName(_("Filter: one word of a column"))
        self.choices.setMinimumHeight(TARGET)
        self.choices.setMinimumContentsLength(_LEAST_CHOICE)
        self.choices.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choices.addItem(_("Everything"), None)
        self.choices.currentIndexChanged.connect(self._chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.words, 2)
        row.addWidget(self.choices, 1)

    def text(self) -> str:
        """Return the words that a row is to hold."""
        return self.words.text()

    def choice(self) -> Choice | None:
        """Return the column and the word that was chosen for it."""
        chosen: Choice | None = self.choices.currentData()
        return chosen

    def offer(self, columns: Sequence[tuple[Column[Any], list[str]]]) -> None:
        """Offer the words of some columns; what was chosen stays chosen as long as it is there."""
        before = self.choice()
        with QSignalBlocker(self.choices):
            while self.choices.count() > 1:
                self.choices.removeItem(1)
            for column, words in columns:
                for word in words:
                    self.choices.addItem(f"{column.words}: {word}", (column.name, word))
            choices = [self.choices.itemData(place) for place in range(self.choices.count())]
            self.choices.setCurrentIndex(choices.index(before) if before in choices else 0)
        self.choices.setEnabled(self.choices.count() > 1)
        self.choices.setToolTip(self.choices.currentText())
        if self.choice() != before:
            self.narrowed.emit()

    def clear(self) -> None:
        """Narrow nothing down."""
        with QSignalBlocker(self.words), QSignalBlocker(self.choices):
            self.words.clear()
            self.choices.setCurrentIndex(0)
        self.narrowed.emit()

    def take_focus(self) -> None:
        """Let the person type words."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _chosen(self) -> None:
        self.choices.setToolTip(self.choices.currentText())
        self.narrowed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave for the table, or narrow nothing down any more."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)
