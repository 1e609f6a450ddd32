"""The base of the pages that list what was written down: find an entry, read it, change it, remove it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ketatrack.domain.backup_words import MANY_REMOVED, Reason
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.records import Record
from ketatrack.domain.reviews import stands_as_written
from ketatrack.store.store import Change
from ketatrack.ui.fields.flow_layout import ButtonLine, FlowLayout
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, quiet
from ketatrack.ui.pages.page import Page
from ketatrack.ui.tables.details_view import DetailsView
from ketatrack.ui.tables.filter_line import FilterLine
from ketatrack.ui.tables.listing import Listing, Row
from ketatrack.ui.tables.record_table import RecordTable
from ketatrack.ui.theme import GRID

_BESIDE = 1400
"""Pixels; on a page at least as wide, the details stand beside the table instead of below it."""

_BEHIND = 960
"""Pixels; on a page at least as wide, the buttons stand behind the filter instead of below it."""


class RecordsPage(Page):
    """A table with its details, for one kind of record or for one of several kinds at a time."""

    def __init__(self, journal: Journal, listings: Sequence[Listing[Any]], name: str = "") -> None:
        """Make the page for some listings, the first of which is on screen at first; `name` as in `Page`."""
        super().__init__(journal, name)
        self._listings = listings
        self.listing: Listing[Any] = listings[0]
        self.segments = self._make_segments()
        self.filter = FilterLine()
        self.filter.narrowed.connect(self._narrow)
        self.filter.left.connect(self._to_table)
        self._offered: list[QPushButton] = []
        self.edit_button = QPushButton(_("Edit"))
        self.edit_button.setToolTip(_("Enter"))
        self.edit_button.clicked.connect(self.edit)
        self.delete_button = QPushButton(_("Delete"))
        self.delete_button.setToolTip(_("Del"))
        self.delete_button.clicked.connect(self.remove)
        self.table = RecordTable()
        self.table.rows_chosen.connect(self._show_details)
        self.table.edit_wanted.connect(self.edit)
        self.table.remove_wanted.connect(self.remove)
        self.table.history_wanted.connect(self.show_history)
        self.details = DetailsView()
        self.count = quiet()
        self.empty = _Empty()
        self._lay_out()
        for keys in ("Ctrl+L", "/"):
            QShortcut(
                QKeySequence(keys),
                self,
                self.filter.take_focus,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )
        self._show_listing()

    def _make_segments(self) -> list[QToolButton]:
        group = QButtonGroup(self)
        buttons = []
        for place, listing in enumerate(self._listings):
            button = QToolButton()
            button.setObjectName("segment")
            button.setText(listing.words)
            button.setCheckable(True)
            button.setChecked(place == 0)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            group.addButton(button, place)
            buttons.append(button)
        group.idClicked.connect(self.choose_listing)
        return buttons

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        self._above = QVBoxLayout()
        column.addLayout(self._above)
        if len(self.segments) > 1:
            kinds = QWidget()
            self._head = FlowLayout(kinds, gap=GRID // 2)
            self._head.arrange(self.segments)
            column.addWidget(kinds)
        self._tools = ButtonLine(self.filter)
        column.addWidget(self._tools)
        self._body = QStackedWidget()
        self._body.addWidget(self._filled())
        self._body.addWidget(self.empty)
        column.addWidget(self._body, 1)

    def _filled(self) -> QWidget:
        """Return the table with all that stands below it; an empty list says its purpose in its place."""
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(self.details)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        filled = QWidget()
        inner = QVBoxLayout(filled)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID)
        inner.addWidget(self._splitter, 1)
        self._foot = ButtonLine(self.count)
        inner.addWidget(self._foot)
        return filled

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put details beside the table and buttons behind the filter where there is room, else below."""
        super().resizeEvent(event)
        is_wide = self.width() >= _BESIDE
        self._tools.stack(stacked=self.width() < _BEHIND)
        self._splitter.setOrientation(Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical)

    def remember_in(self, settings: QSettings) -> None:
        """Keep the widths and the order of the tables' columns."""
        self.table.remember_in(settings)
        self.table.show_listing(self.listing)

    # what is listed

    def choose_listing(self, place: int) -> None:
        """List another kind of record."""
        self.listing = self._listings[place]
        self.segments[place].setChecked(True)
        self._show_listing()
        self.refresh()

    def _show_listing(self) -> None:
        self.table.show_listing(self.listing)
        self.filter.clear()
        for button in self._offered:
            self._tools.buttons.removeWidget(button)
            button.deleteLater()
        self._offered = self._offer_buttons()
        self._tools.buttons.arrange([*self._offered, self.edit_button, self.delete_button])
        self.empty.show_purpose(self.listing.purpose, self._offer_buttons())

    def _offer_buttons(self) -> list[QPushButton]:
        buttons = []
        for offer in self.listing.offers:
            button = QPushButton(offer.words)
            wanted = self.page_wanted if offer.is_page else self.form_wanted
            button.clicked.connect(partial(wanted.emit, offer.form))
            buttons.append(button)
        buttons[0].setProperty("role", "primary")
        return buttons

    def refresh(self) -> None:
        """List what the journal holds now."""
        rows = self.listing.rows(self.journal.records()) if self.journal.course is not None else []
        self._body.setCurrentIndex(0 if rows else 1)
        self.setFocusProxy(self.table if rows else self.empty)
        self._tools.setVisible(bool(rows))
        self.table.show_rows(rows)
        self.filter.offer(self.table.records_model.choices())

    def _narrow(self) -> None:
        self.table.narrow(self.filter.text(), self.filter.choice())

    def _to_table(self) -> None:
        self.table.setFocus()

    def _show_details(self) -> None:
        rows = self.table.chosen_rows()
        self.details.show_details(self.listing.details(rows[0]) if len(rows) == 1 else None)
        self.edit_button.setEnabled(len(rows) == 1)
        self.delete_button.setEnabled(bool(rows))
        shown, total = self.table.records_model.rowCount(), self.table.records_model.total()
        if shown < total:
            words = _("{shown} of {total} entries; the filter hides the others").format(
                shown=shown, total=total
            )
        else:
            words = ngettext("{n} entry", "{n} entries", total).format(n=total)
        if len(rows) > 1:
            words += " · " + _("{n} chosen").format(n=len(rows))
        self.count.setText(words)

    # changing

    def edit(self) -> None:
        """Ask for the form of the chosen entry."""
        rows = self.table.chosen_rows()
        if len(rows) == 1:
            self.form_wanted.emit(self._form_for(rows[0].record))

    def _form_for(self, record: Record) -> str:
        """Return the form in which an entry is changed, or another is written beside it."""
        if stands_as_written(record, self.journal.author):
            from ketatrack.ui.forms.correction_form import correction_name

            return correction_name(record)
        return f"{record.kind}:{record.id}"

    def show_history(self) -> None:
        """Show what was done to the chosen entry since it was written."""
        rows = self.table.chosen_rows()
        if len(rows) == 1:
            from ketatrack.ui.history.entry_history_dialog import EntryHistoryDialog

            EntryHistoryDialog(self.journal, rows[0].record, self.window()).open()

    def remove(self) -> None:
        """Remove the chosen entries with all that belongs to them, as one step that can be undone."""
        rows = self.table.chosen_rows()
        if not rows:
            return
        members = [member for row in rows for member in self.journal.store.family(row.record)]
        removal = partial(self._remove, members, self._named(rows), len(members) - len(rows))
        if len(members) > MANY_REMOVED:
            self.backup_wanted.emit(Reason.REMOVAL, removal)
        else:
            removal()

    def _remove(self, members: Sequence[Record], what: str, belonging: int) -> None:
        try:
            self.journal.apply(
                [Change(member, None) for member in members], _("delete {what}").format(what=what)
            )
        except JournalError as error:
            self.journal.refresh()
            self.notice.emit(str(error))
            return
        self.undoable.emit(_deleted(what, belonging))

    def _named(self, rows: Sequence[Row[Any]]) -> str:
        if len(rows) == 1:
            return self.listing.title(rows[0])
        return ngettext("{n} entry of {listing}", "{n} entries of {listing}", len(rows)).format(
            n=len(rows), listing=self.listing.words.lower()
        )


def _deleted(what: str, belonging: int) -> str:
    if not belonging:
        return _("Deleted: {what}.").format(what=what)
    return ngettext(
        "Deleted: {what}, with {n} entry that belongs to it.",
        "Deleted: {what}, with {n} entries that belong to it.",
        belonging,
    ).format(what=what, n=belonging)


class _Empty(QWidget):
    """Stands in place of a table without entries: what it is for, and the first step."""

    def __init__(self) -> None:
        super().__init__()
        self._card = Card()
        self._offered: Sequence[QPushButton] = ()
        self._words = quiet()
        buttons = QWidget()
        self._buttons = FlowLayout(buttons)
        self._card.column.addWidget(self._words)
        self._card.column.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        column.addStretch(1)

    def show_purpose(self, words: str, buttons: Sequence[QPushButton]) -> None:
        """Say what would stand here, and offer the forms that fill it."""
        self._words.setText(words)
        for button in self._offered:
            self._buttons.removeWidget(button)
            button.deleteLater()
        self._offered = buttons
        self._buttons.arrange(buttons)
        self.setFocusProxy(buttons[0])
