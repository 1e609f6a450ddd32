"""The rows of a table as Qt asks for them, put in order and narrowed down.

Order and filter are worked out here by one pass over the rows rather than by a proxy model, which would
ask Python for two cells in each of its comparisons. A cell becomes text when it is shown or searched.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ketatrack.ui.tables.listing import Column, Row

Index = QModelIndex | QPersistentModelIndex
AnyRow = Row[Any]
Choice = tuple[str, str]
"""The name of a column and the word that its cells are to hold."""

_CELL_LENGTH = 200
_TOOLTIP_LENGTH = 600
"""Characters; a note may hold a hundred thousand, and the details show them all."""


class RecordModel(QAbstractTableModel):
    """Records in rows. A change of order, filter or rows resets the model; `RecordTable` keeps the rest."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without columns and rows."""
        super().__init__(parent)
        self.columns: Sequence[Column[Any]] = ()
        self._rows: Sequence[AnyRow] = ()
        self._texts: list[tuple[str, ...] | None] = []
        self._read = 0
        self._shown: list[int] = []
        self._sorted_by = 0
        self._order = Qt.SortOrder.DescendingOrder
        self._words: list[str] = []
        self._choice: Choice | None = None

    # what stands in the table

    def set_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Take other columns; the rows of the ones before are gone."""
        self.beginResetModel()
        self.columns = columns
        self._rows, self._texts, self._shown, self._read = (), [], [], 0
        self._sorted_by, self._order = 0, Qt.SortOrder.DescendingOrder
        self._words, self._choice = [], None
        self.endResetModel()

    def set_rows(self, rows: Sequence[AnyRow]) -> None:
        """Show other rows, in the same order and narrowed down in the same way."""
        self._rows = rows
        self._texts = [None] * len(rows)
        self._read = 0
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in the order of a column; what is unset comes last in either direction."""
        self._sorted_by, self._order = column, order
        self._arrange()

    def narrow(self, text: str, choice: Choice | None) -> None:
        """Show only rows that hold every word of a text in some cell, and the chosen word in its column."""
        self._words, self._choice = text.casefold().split(), choice
        self._arrange()

    def choices(self) -> list[tuple[Column[Any], list[str]]]:
        """Return the words by which the rows can be told apart, for each column that offers its words."""
        offered = []
        for column in self.columns:
            if column.is_offered:
                words: dict[str, Any] = {}
                for row in self._rows:
                    for text in column.offered(row):
                        if text not in words:
                            words[text] = text.casefold() if column.each else column.key(row)
                if len(words) > 1:
                    offered.append((column, sorted(words, key=words.__getitem__)))
        return offered

    def row(self, position: int) -> AnyRow:
        """Return what stands in a row on screen."""
        return self._rows[self._shown[position]]

    def positions(self) -> dict[str, int]:
        """Return where each row stands on screen, by its key."""
        return {self._rows[place].key: position for position, place in enumerate(self._shown)}

    def total(self) -> int:
        """Count all rows, shown or not."""
        return len(self._rows)

    def _arrange(self) -> None:
        self.beginResetModel()
        self._shown = self._ordered([place for place in range(len(self._rows)) if self._matches(place)])
        self.endResetModel()

    def _ordered(self, places: list[int]) -> list[int]:
        if not self.columns:
            return places
        key = self.columns[self._sorted_by].key
        keys = {place: key(self._rows[place]) for place in places}
        known = [place for place in places if keys[place] is not None]
        known.sort(key=keys.__getitem__, reverse=self._order is Qt.SortOrder.DescendingOrder)
        return known + [place for place in places if keys[place] is None]

    def _matches(self, place: int) -> bool:
        if self._choice is not None:
            name, word = self._choice
            column = next(column for column in self.columns if column.name == name)
            if word not in column.offered(self._rows[place]):
                return False
        if not self._words:
            return True
        line = "\n".join(self.texts(place)).casefold()
        return all(word in line for word in self._words)

    def texts(self, place: int) -> tuple[str, ...]:
        """Return the cells of one of all rows as text, worked out once."""
        known = self._texts[place]
        if known is None:
            row = self._rows[place]
            known = self._texts[place] = tuple(column.text(row) for column in self.columns)
        return known

    def read_on(self, count: int) -> bool:
        """Turn some more rows into text, so that the first search finds them so; False when all are."""
        end = min(self._read + count, len(self._rows))
        for place in range(self._read, end):
            self.texts(place)
        self._read = end
        return end < len(self._rows)

    # as Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the rows on screen."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, on one line, or its alignment."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[index.column()])
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        text = self.texts(self._shown[index.row()])[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{escape(text[:_TOOLTIP_LENGTH])}</p>" if text else None
        return " ".join(text[:_CELL_LENGTH].split())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading, or what it means."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return {
            int(Qt.ItemDataRole.DisplayRole): column.words,
            int(Qt.ItemDataRole.ToolTipRole): column.hint or column.words,
        }.get(role)


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
