"""A list of buttons that is changed in place, so that whoever stands in it stays where they are."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.theme import GRID


class ButtonRows(QWidget):
    """One button below the other, each with a key of its own."""

    chosen = Signal(str)
    """Carries the key of the row that was pressed."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.buttons: dict[str, WrappingButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these rows, each a key and its words, in this order."""
        wanted = [key for key, _words in rows]
        for key in [key for key in self.buttons if key not in wanted]:
            gone = self.buttons.pop(key)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, (key, words) in enumerate(rows):
            if key not in self.buttons:
                self.buttons[key] = WrappingButton(words)
                self.buttons[key].clicked.connect(partial(self.chosen.emit, key))
            button = self.buttons[key]
            if self._column.indexOf(button) != place:
                self._column.insertWidget(place, button)
                button.show()  # at once, so that the focus can go there
            button.set_words(words)

    def mark(self, key: str, keys: str) -> None:
        """Show which row comes next, with the key that opens it; none for a key that is not there."""
        for each, button in self.buttons.items():
            button.stand_out(keys if each == key else "")
