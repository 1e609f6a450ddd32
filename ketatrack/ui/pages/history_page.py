"""The history of the whole journal: every change and removal, the newest first, with the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout

from ketatrack.domain.entry_words import entry_words
from ketatrack.domain.errors import JournalError
from ketatrack.domain.history import Action, Step, action_words, all_steps, author_words
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.record import Record
from ketatrack.store.store import Store
from ketatrack.ui.background import run_in_background
from ketatrack.ui.history.entry_history_dialog import EntryHistoryDialog
from ketatrack.ui.history.names import Names
from ketatrack.ui.history.putting_back import put_version_back, return_entry
from ketatrack.ui.history.words import (
    changes_facts,
    kind_words,
    step_entry_words,
    step_name_words,
    summary_words,
    version_facts,
    when_words,
)
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import heading, quiet
from ketatrack.ui.pages.page import Page
from ketatrack.ui.tables.details_view import DetailsView
from ketatrack.ui.tables.filter_line import FilterLine
from ketatrack.ui.tables.listing import Column, Details, Row, Section, Tabular, words_column
from ketatrack.ui.tables.record_table import RecordTable
from ketatrack.ui.theme import GRID


@dataclass(frozen=True)
class HistoryRow(Row[Any]):
    """One step of an entry; the record is the entry as it was then, None where that is not known."""

    step: Step

    @property
    def key(self) -> str:
        """Return the step's own key: an entry may stand in many rows."""
        return f"{self.step.record_id} {self.step.at} {self.step.action}"


class HistoryPage(Page):
    """A table of steps with the details of the chosen one; it holds deleted entries too."""

    def __init__(self, journal: Journal) -> None:
        """Make the page; `refresh` fills it."""
        super().__init__(journal)
        self.setAccessibleName(_("History of this journal"))
        self._named = Names(journal)
        self._now: dict[str, Record] = {}
        self._asked = 0
        self.filter = FilterLine()
        self.filter.narrowed.connect(self._narrow)
        self.filter.left.connect(self._to_table)
        self.table = RecordTable(is_changed_here=False)
        self.table.rows_chosen.connect(self._show_details)
        self.table.edit_wanted.connect(self.show_entry)
        self.table.history_wanted.connect(self.show_entry)
        self.details = DetailsView()
        self.back_button = QPushButton(_("Bring back"))
        self.back_button.clicked.connect(self.take_back)
        self.entry_button = QPushButton(_("History of this entry…"))
        self.entry_button.setToolTip(_("Enter"))
        self.entry_button.clicked.connect(self.show_entry)
        self.erase_button = QPushButton(_("Erase history…"))
        self.erase_button.clicked.connect(self.erase)
        self.count = quiet()
        self.empty = quiet(
            _(
                "Whenever an entry is changed or deleted, what it was before is kept and stands here: when, "
                "by whom, and what was changed. Nothing was changed so far."
            )
        )
        self._lay_out()
        for part in (self._splitter, self.empty, self.back_button, self.entry_button, self.erase_button):
            part.hide()
        self.table.show_listing(Tabular("history", _("History"), _columns(journal, self._name)))
        for keys in ("Ctrl+L", "/"):
            QShortcut(
                QKeySequence(keys),
                self,
                self.filter.take_focus,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )

    def _name(self, record_id: str) -> str:
        return self._named(record_id)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(GRID)
        tools.addWidget(self.filter, 1)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(self.details)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.count, 1)
        for button in (self.back_button, self.entry_button, self.erase_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(heading(_("History of this journal")))
        column.addWidget(self.empty)
        column.addLayout(tools)
        column.addWidget(self._splitter, 1)
        column.addLayout(foot)
        column.addStretch(0)

    def remember_in(self, settings: QSettings) -> None:
        """Keep the widths and the order of the table's columns."""
        self.table.remember_in(settings)

    def refresh(self) -> None:
        """Show what was done up to now; it is read on a thread, since years of steps take a while."""
        self._asked += 1
        read = partial(_read, self.journal.store.again)
        run_in_background(read, partial(self._show, self._asked), self._say_why, owner=self)

    def _show(self, asked: int, found: tuple[list[HistoryRow], dict[str, Record]]) -> None:
        if asked != self._asked:
            return  # something was written meanwhile
        rows, self._now = found
        self._named = Names(self.journal)
        for part in (self._splitter, self.filter, self.count):
            part.setVisible(bool(rows))
        self.entry_button.setVisible(any(row.step.version is not None for row in rows))
        for button in (self.back_button, self.erase_button):
            button.setVisible(any(row.step.before is not None for row in rows))
        self.empty.setVisible(not rows)
        self.table.show_rows(rows)
        self.filter.offer(self.table.records_model.choices())
        if rows and (self.hasFocus() or self.focusProxy() is None):
            self.setFocusProxy(self.table)
            self.table.setFocus()

    def _say_why(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self.notice.emit(str(error))

    def _narrow(self) -> None:
        self.table.narrow(self.filter.text(), self.filter.choice())

    def _to_table(self) -> None:
        self.table.setFocus()

    # the chosen step

    def _step(self) -> Step | None:
        rows = self.table.chosen_rows()
        return rows[0].step if len(rows) == 1 and isinstance(rows[0], HistoryRow) else None

    def _show_details(self) -> None:
        step = self._step()
        self.details.show_details(self._details(step) if step else None)
        self.entry_button.setEnabled(step is not None and step.version is not None)
        self.back_button.setText(
            _("Bring back") if step and step.action == Action.REMOVED else _("Put this version back")
        )
        self.back_button.setEnabled(step is not None and self._has_way_back(step))
        shown, total = self.table.records_model.rowCount(), self.table.records_model.total()
        words = ngettext("{n} step", "{n} steps", total).format(n=total)
        if shown < total:
            words = _("{shown} of {total} steps; the filter hides the others").format(
                shown=shown, total=total
            )
        self.count.setText(words)

    def _has_way_back(self, step: Step) -> bool:
        if step.before is None:
            return False
        return (step.action == Action.REMOVED) != (step.record_id in self._now)

    def _details(self, step: Step) -> Details:
        changes = changes_facts(step, self._name)
        was = version_facts(step.before, self._name) if step.before else []
        return Details(
            title=step_entry_words(step),
            sections=[
                Section(_("What was changed"), changes),
                Section(_("What it was before"), was),
            ],
            lines=[
                _("{done} on {when}. By: {who}.").format(
                    done=action_words(step.action),
                    when=when_words(step.at, self.journal.now()) if step.at else "",
                    who=author_words(step.by),
                )
            ],
        )

    def take_back(self) -> None:
        """Bring a deleted entry back with all that went with it, or put an older version back."""
        step = self._step()
        if step is None or step.before is None:
            return
        what = entry_words(step.before.record)
        try:
            if step.action == Action.REMOVED:
                return_entry(self.journal, step.record_id)
                said = _("There again: {what}.")
            else:
                put_version_back(self.journal, step.before)
                said = _("The older version is there again: {what}.")
        except JournalError as error:
            self.notice.emit(str(error))
            return
        self.undoable.emit(said.format(what=what))

    def show_entry(self) -> None:
        """Show every step of the chosen entry."""
        step = self._step()
        if step is not None and step.version is not None:
            EntryHistoryDialog(self.journal, step.version.record, self.window()).open()

    def erase(self) -> None:
        """Ask what of the history to erase."""
        from ketatrack.ui.history.erase_dialog import EraseDialog

        dialog = EraseDialog(self.journal, self.window())
        dialog.accepted.connect(self._tell_erased)
        dialog.open()

    def _tell_erased(self) -> None:
        self.table.fit_anew()  # what stays noted has longer words than what is gone
        self.notice.emit(_("What you chose of the history is erased for good."))


def _columns(journal: Journal, named: Callable[[str], str]) -> tuple[Column[HistoryRow], ...]:
    return (
        Column("at", _("When"), partial(_when, journal), lambda row: row.step.at),
        words_column("action", _("What"), lambda row: action_words(row.step.action), is_offered=True),
        words_column("kind", _("Kind of entry"), lambda row: kind_words(row.step.kind), is_offered=True),
        words_column("entry", _("Entry"), lambda row: step_name_words(row.step)),
        words_column("by", _("By"), lambda row: author_words(row.step.by), is_offered=True),
        words_column("changes", _("Changes"), lambda row: summary_words(row.step, named)),
    )


def _when(journal: Journal, row: HistoryRow) -> str:
    return when_words(row.step.at, journal.now()) if row.step.at else ""


def _read(again: Callable[[], Store]) -> tuple[list[HistoryRow], dict[str, Record]]:
    with again() as store:
        now = store.entries_with_history()
        steps = all_steps(store.history(), now)
    return [HistoryRow(step.version.record if step.version else None, step) for step in steps], now
