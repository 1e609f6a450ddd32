"""A table of plain text to read: the twin of a chart, the rows that an import leaves out."""

from collections.abc import Sequence
from heapq import nlargest
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ketatrack.ui.theme import GRID, TARGET

Index = QModelIndex | QPersistentModelIndex
_WIDEST = 240
"""Pixels; longer text wraps or is cut, and is whole in its tooltip; the last column takes the rest."""
_MOST_FITTED = 300
"""Rows; each is as high as its text where there are no more of them."""
_MOST_SHOWN = 9
"""Rows; more of them scroll."""
_MOST_MEASURED = 24
"""Texts of a column, those with the most letters, from which its width follows."""


class _Texts(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.header: Sequence[str] = ()
        self.rows: Sequence[Sequence[str]] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.header)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.rows[index.row()][index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.header[section]
        return None


class _RoomyCell(QStyledItemDelegate):
    """Leaves air above and below the text of a row that is as high as its text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        narrower = QStyleOptionViewItem(option)
        narrower.rect = option.rect.adjusted(GRID, 0, -GRID, 0)  # the theme keeps text off the edges
        return super().sizeHint(narrower, index) + QSize(0, GRID)


class TextTable(QTableView):
    """Rows of text under a header; Ctrl+C copies the rows that are marked, Tab leaves the table."""

    def __init__(self, name: str) -> None:
        """Make an empty table, with a name for those who do not see it."""
        super().__init__()
        self.setAccessibleName(name)
        self._texts = _Texts()
        self.setModel(self._texts)
        self.setItemDelegate(_RoomyCell(self))
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(TARGET)
        self.verticalHeader().setDefaultSectionSize(TARGET)
        self.verticalHeader().sectionResized.connect(self._row_resized)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.horizontalHeader().setMaximumSectionSize(_WIDEST)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)

    def show_rows(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show rows in place of those before."""
        few = len(rows) <= _MOST_FITTED
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._texts.beginResetModel()
        self._texts.header, self._texts.rows = header, rows
        self._texts.endResetModel()
        for column in range(len(header)):
            self._fit(column)
        if few:
            self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.updateGeometry()

    def _fit(self, column: int) -> None:
        """Make a column as wide as its header and its longest texts; to ask every cell takes too long."""
        texts = [row[column] for row in self._texts.rows]
        longest = nlargest(_MOST_MEASURED, range(len(texts)), key=lambda row: len(texts[row]))
        cells = (self.sizeHintForIndex(self._texts.index(row, column)).width() for row in longest)
        widest = max(cells, default=0) + GRID  # a text of fewer letters may be a little wider
        self.setColumnWidth(column, max(self.horizontalHeader().sectionSizeHint(column), widest))

    def sizeHint(self) -> QSize:
        """Ask for room for all rows, up to some."""
        shown = range(min(len(self._texts.rows), _MOST_SHOWN))
        heights = sum(self.rowHeight(row) for row in shown)
        return QSize(_WIDEST, self.horizontalHeader().sizeHint().height() + heights + TARGET // 2)

    def _row_resized(self, *_sizes: int) -> None:
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the marked rows as lines with tabs."""
        if event.matches(QKeySequence.StandardKey.Copy):
            marked = sorted({index.row() for index in self.selectedIndexes()})
            QGuiApplication.clipboard().setText("\n".join("\t".join(self._texts.rows[row]) for row in marked))
        else:
            super().keyPressEvent(event)
