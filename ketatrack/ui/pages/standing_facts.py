"""Where the course stands, on Today: what each fact is called, its figure, and what is said of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ketatrack.ui.layout import quiet
from ketatrack.ui.theme import GRID


class StandingFacts(QWidget):
    """A line for each fact, in three columns; one below the other where there is little room."""

    def __init__(self, words: dict[str, str]) -> None:
        """Take what each fact is called, by its name."""
        super().__init__()
        self.figures = {name: _figure() for name in words}
        self.details = {name: quiet() for name in words}
        self._labels = {name: quiet(called) for name, called in words.items()}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._is_stacked = True
        self.stack(stacked=False)

    def tell(self, name: str, figure: str, detail: str) -> None:
        """Say how a fact stands; a part without words takes no room."""
        for part, words in ((self.figures[name], figure), (self.details[name], detail)):
            part.setText(words)
            part.setVisible(bool(words))

    def stack(self, *, stacked: bool) -> None:
        """Lay the parts of a fact below each other, or side by side."""
        if stacked == self._is_stacked:
            return
        self._is_stacked = stacked
        for row, name in enumerate(self._labels):
            parts = (self._labels[name], self.figures[name], self.details[name])
            for part in parts[:2]:
                part.setWordWrap(stacked)
            for column, part in enumerate(parts):
                place = (len(parts) * row + column, 0) if stacked else (row, column)
                self._grid.addWidget(part, *place, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, int(stacked))
        self._grid.setColumnStretch(2, int(not stacked))


def _figure() -> QLabel:
    figure = QLabel()
    figure.setProperty("role", "figure")
    return figure
