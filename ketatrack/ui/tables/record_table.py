"""A table of records that is sorted, narrowed down, read and changed by mouse or by keys alone."""

import json
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSettings,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.tables.listing import Row, Tabular
from ketatrack.ui.tables.record_model import Choice, RecordModel
from ketatrack.ui.theme import TARGET

_WIDEST = 240
"""Pixels that a column takes at first; it can be drawn wider."""
_ROWS_MEASURED = 30
"""Rows, about as many as are on screen; columns are as wide as the text in them at first."""
_ROWS_AT_A_TIME = 40
"""Rows that are read ahead before the window answers again; a few milliseconds of work."""
_HISTORY_KEYS = "Ctrl+R"
_ROW = QItemSelectionModel.SelectionFlag.Rows


class RecordTable(QTableView):
    """Rows of one listing at a time. The chosen rows stay chosen by their records' ids, whatever changes."""

    rows_chosen = Signal()
    """Other rows are chosen, or the chosen ones were read anew."""
    edit_wanted = Signal()
    remove_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, is_changed_here: bool = True) -> None:
        """Make an empty table; one that is only read has no way to change or remove its entries."""
        super().__init__(parent)
        self._is_changed_here = is_changed_here
        self._model = RecordModel(self)
        self._settings: QSettings | None = None
        self._listing: Tabular[Any] | None = None
        self._is_arranging = False
        self._is_sized = False
        self._reader = QTimer(self)
        self._reader.timeout.connect(self._read_on)
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self._dress_headers()
        self._make_actions()
        self.doubleClicked.connect(self._edit_clicked)
        self.selectionModel().selectionChanged.connect(self._tell)

    def _dress_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(TARGET)
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(_ROWS_MEASURED)
        header.setMinimumHeight(TARGET)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.sortIndicatorChanged.connect(self._sort)
        header.sectionResized.connect(self._resized)

    def _make_actions(self) -> None:
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        changing: tuple[tuple[str, tuple[str, ...], Callable[[], None]], ...] = (
            (_("Edit"), ("Return", "Enter"), self.edit_wanted.emit),
            (_("Delete"), ("Del",), self.remove_wanted.emit),
            (_("History of this entry…"), (_HISTORY_KEYS,), self.history_wanted.emit),
        )
        reading = (
            (_("History of this entry…"), (_HISTORY_KEYS, "Return", "Enter"), self.history_wanted.emit),
        )
        for words, keys, act in (
            *(changing if self._is_changed_here else reading),
            (_("Copy rows"), ("Ctrl+C",), self.copy_rows),
            (
                _("Sort by this column, least first"),
                ("Alt+Up",),
                partial(self.sort_here, Qt.SortOrder.AscendingOrder),
            ),
            (
                _("Sort by this column, most first"),
                ("Alt+Down",),
                partial(self.sort_here, Qt.SortOrder.DescendingOrder),
            ),
        ):
            action = QAction(words, self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(act)
            self.addAction(action)

    # what stands in the table

    def show_listing(self, listing: Tabular[Any]) -> None:
        """Take the columns of a listing, in the widths and the order that it had last."""
        self._listing = listing
        self._is_sized = False
        self._model.set_columns(listing.columns)
        self.setAccessibleName(listing.words)
        order = Qt.SortOrder.DescendingOrder
        column, kept = 0, self._kept().get("sort")
        if kept is not None:
            column = self._column_named(kept["column"])
            order = Qt.SortOrder.DescendingOrder if kept["descending"] else Qt.SortOrder.AscendingOrder
        with QSignalBlocker(self.horizontalHeader()):
            self.horizontalHeader().setSortIndicator(column, order)
        self._arrange(partial(self._model.sort, column, order))

    def show_rows(self, rows: Sequence[Row[Any]]) -> None:
        """Show other rows of the listing, such as after a change."""
        self._arrange(partial(self._model.set_rows, rows))
        if rows and not self._is_sized:
            self._size_columns()
        self._reader.start(0)

    def fit_anew(self) -> None:
        """Make the columns as wide as the rows that come next, as at first."""
        self._is_sized = False

    def _read_on(self) -> None:
        """While nothing else is to be done, read ahead what a search will ask for."""
        if not self._model.read_on(_ROWS_AT_A_TIME):
            self._reader.stop()

    def narrow(self, text: str, choice: Choice | None) -> None:
        """Show only what holds the words of a text, and the chosen word in its column."""
        self._arrange(partial(self._model.narrow, text, choice))

    def sort_here(self, order: Qt.SortOrder) -> None:
        """Sort by the column in which the cursor stands."""
        self.horizontalHeader().setSortIndicator(max(self.currentIndex().column(), 0), order)

    @property
    def records_model(self) -> RecordModel:
        """The rows in their order on screen."""
        return self._model

    def chosen_rows(self) -> list[Row[Any]]:
        """Return the chosen rows, from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.row(place) for place in places]

    def choose_records(self, ids: Collection[str]) -> None:
        """Choose the rows of these records and go to the first of them; none where none is on screen."""
        positions = self._model.positions()
        places = sorted(positions[key] for key in ids if key in positions)
        self._choose(places, places[0] if places else -1, max(self.currentIndex().column(), 0))

    def copy_rows(self) -> None:
        """Put the chosen rows on the clipboard, a line for each, with tabs between the cells."""
        lines = []
        for index in sorted(self.selectionModel().selectedRows()):
            cells = [index.siblingAtColumn(column).data() for column in range(self._model.columnCount())]
            lines.append("\t".join(cells))
        if lines:
            QApplication.clipboard().setText("\n".join(lines))

    # the chosen rows

    def _tell(self) -> None:
        if not self._is_arranging:
            self.rows_chosen.emit()

    def _arrange(self, change: Callable[[], None]) -> None:
        """Change the model and choose the same records again, or what took the place of the last one."""
        ids = [row.key for row in self.chosen_rows()]
        current = self.currentIndex()
        here, column = max(current.row(), 0), max(current.column(), 0)
        current_id = self._model.row(here).key if current.isValid() else None
        self._is_arranging = True
        change()
        positions = self._model.positions()
        places = [positions[key] for key in ids if key in positions]
        if not places and positions:
            places = [min(here, len(positions) - 1)]
        self._choose(places, positions.get(current_id or "", places[0] if places else -1), column)
        self._is_arranging = False
        self.rows_chosen.emit()

    def _choose(self, places: Sequence[int], current: int, column: int) -> None:
        chosen = QItemSelection()
        last = self._model.columnCount() - 1
        for place in places:
            chosen.select(self._model.index(place, 0), self._model.index(place, last))
        here = self._model.index(current, column)
        self.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect | _ROW)
        if here.isValid():
            self.scrollTo(here)

    def _edit_clicked(self, _index: QModelIndex) -> None:
        self.edit_wanted.emit()

    # widths and order, remembered by the names of columns: nothing that was written down is among them

    def remember_in(self, settings: QSettings) -> None:
        """Keep the widths and the order of columns there from now on."""
        self._settings = settings

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self._arrange(partial(self._model.sort, column, order))
        self._keep(
            sort={
                "column": self._model.columns[column].name,
                "descending": order is Qt.SortOrder.DescendingOrder,
            }
        )

    def _size_columns(self) -> None:
        kept = self._kept().get("widths", {})
        self._is_arranging = True
        self.resizeColumnsToContents()
        for place, column in enumerate(self._model.columns):
            self.setColumnWidth(place, kept.get(column.name, min(self.columnWidth(place), _WIDEST)))
        last = len(self._model.columns) - 1  # takes what room is left
        self.setColumnWidth(last, self.horizontalHeader().sectionSizeHint(last))
        self._is_arranging = False
        self._is_sized = True

    def _resized(self, place: int, _before: int, width: int) -> None:
        is_last = place == self._model.columnCount() - 1  # takes what room is left
        if self._is_sized and not self._is_arranging and not is_last:
            widths = self._kept().get("widths", {})
            self._keep(widths=widths | {self._model.columns[place].name: width})

    def _column_named(self, name: str) -> int:
        return next((at for at, column in enumerate(self._model.columns) if column.name == name), 0)

    def _kept(self) -> dict[str, Any]:
        if self._settings is None or self._listing is None:
            return {}
        kept: dict[str, Any] = json.loads(str(self._settings.value(self._place(), "{}")))
        return kept

    def _keep(self, **values: Any) -> None:
        if self._settings is not None and self._listing is not None:
            self._settings.setValue(self._place(), json.dumps(self._kept() | values))

    def _place(self) -> str:
        return f"tables/{self._listing.name}" if self._listing else "tables"
