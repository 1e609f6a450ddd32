"""Asks before what entries were is erased for good: one of the few things here that cannot be taken back."""

from collections.abc import Callable, Collection
from datetime import datetime, time
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.entry_words import entry_words
from ketatrack.domain.errors import JournalError
from ketatrack.domain.history import EVERY_KIND
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.record import Record
from ketatrack.domain.words import Author
from ketatrack.store.store import Store, UnconfirmedSaveError
from ketatrack.ui.background import run_in_background
from ketatrack.ui.fields.choice_field import SegmentField
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.moment_field import DateField
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, heading, quiet
from ketatrack.ui.theme import GRID

_ENTRY, _BEFORE, _ALL = "entry", "before", "all"
_WIDTH = 560


class EraseDialog(QDialog):
    """Says exactly what will be gone, and erases it once that is confirmed."""

    def __init__(
        self,
        journal: Journal,
        parent: QWidget | None = None,
        *,
        of: Collection[str] = (),
        entry: Record | None = None,
    ) -> None:
        """Ask what to erase.

        Args:
            journal: whose history it is.
            parent: the window.
            of: the ids of one entry and of what belongs to it; empty where none was chosen.
            entry: that entry.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Erase history"))
        self._journal = journal
        self._of = list(of)
        self._entry = entry
        choices = [(_BEFORE, _("Everything before a day")), (_ALL, _("Everything"))]
        if of:
            choices.insert(0, (_ENTRY, _("Of this entry")))
        self.what = SegmentField(_("What to erase"), choices)
        self.day = DateField(_("Changes before"), lambda: journal.now().date())
        self.says = QLabel()
        self.says.setWordWrap(True)
        self.erase_button = QPushButton(_("Erase for good"))
        self.erase_button.setAutoDefault(False)
        self.cancel_button = QPushButton(_("Cancel"))
        self._status = quiet()
        self._lay_out()
        self.what.edited.connect(self._count)
        self.day.edited.connect(self._count)
        self.erase_button.clicked.connect(self.submit)
        self.cancel_button.clicked.connect(self.reject)
        self.what.set_value(_ENTRY if of else _BEFORE)
        self.what.setFocus()

    def _lay_out(self) -> None:
        card = Card()
        card.setProperty("tone", "danger")
        card.column.addWidget(self.says)
        card.column.addWidget(
            quiet(
                _(
                    "It cannot be undone, and deleted entries that it held cannot come back. Entries as "
                    "they are now stay. Backups and exports made earlier still hold it. That something was "
                    "erased, when and by whom, stays noted."
                )
            )
        )
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.erase_button)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self._status, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(heading(_("Erase history")))
        if self._entry is not None:
            column.addWidget(quiet(breakable(entry_words(self._entry))))
        for part in (self.what, self.day, card):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(foot)
        self.resize(_WIDTH, 0)

    def _chosen(self) -> tuple[Collection[str] | None, datetime | None]:
        """Return the ids and the moment that are meant; raises FieldError for a day that is none."""
        what = self.what.value()
        if what == _ENTRY:
            return self._of, None
        if what == _ALL:
            return None, None
        if what is None:
            raise FieldError(_("Say first what to erase."))
        day = self.day.value()
        if day is None:
            raise FieldError(_("Choose the day first."))
        return None, datetime.combine(day, time(), self._journal.zone)

    def _count(self) -> None:
        self.day.setVisible(self.what.value() == _BEFORE)
        self.day.clear_message()
        count = 0
        try:
            of, before = self._chosen()
            count = self._journal.store.erasable(of=of, before=before)
        except FieldError as error:
            self.says.setText(str(error))
        except JournalError as error:
            self.says.setText(str(error))
        else:
            self.says.setText(
                ngettext(
                    "{n} earlier version of an entry is erased from this journal for good.",
                    "{n} earlier versions of entries are erased from this journal for good.",
                    count,
                ).format(n=count)
                if count
                else _("There is nothing to erase there.")
            )
        self.erase_button.setEnabled(count > 0)
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))

    def submit(self) -> None:
        """Erase it on a thread, since the file is written anew."""
        of, before = self._chosen()
        entry = self._entry if of is not None else None
        noted = (entry.kind, entry.id) if entry is not None else (EVERY_KIND, EVERY_KIND)
        self.erase_button.setEnabled(False)
        self.cancel_button.setEnabled(False)
        self._status.setText(_("Erasing…"))
        erase = partial(
            _erase,
            self._journal.store.again,
            of=of,
            before=before,
            noted=noted,
            at=self._journal.now(),
            by=self._journal.author,
        )
        run_in_background(erase, partial(self._finish, of), self._say_why, owner=self)

    def _finish(self, of: Collection[str] | None, not_compacted: str) -> None:
        self._journal.forget_steps(of)
        self._journal.refresh()
        if not_compacted:
            self.cancel_button.setText(_("Close"))
            self.cancel_button.setEnabled(True)
            self._status.setText(_("It is erased. {reason}").format(reason=not_compacted))
            return
        self.accept()

    def _say_why(self, error: Exception) -> None:
        self._status.clear()
        self.cancel_button.setEnabled(True)
        if not isinstance(error, JournalError):
            raise error
        self._count()
        self.says.setText(str(error))


def _erase(
    again: Callable[[], Store],
    *,
    of: Collection[str] | None,
    before: datetime | None,
    noted: tuple[str, str],
    at: datetime,
    by: Author,
) -> str:
    """Erase and write the file anew; return why the latter was not done, empty where it was."""
    with again() as store:
        try:
            store.erase_history(of=of, before=before, noted=noted, at=at, by=by)
        except UnconfirmedSaveError as error:
            return str(error)
        try:
            store.compact()
        except JournalError as error:
            return str(error)
    return ""
