"""What an import would do, to look at: counts, what to know before, and every row that would be left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ketatrack.domain.backup_words import Reason
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.records import KINDS, Record
from ketatrack.store.store import Store, UnconfirmedSaveError
from ketatrack.ui.tables.text_table import TextTable
from ketatrack.ui.theme import GRID

if TYPE_CHECKING:
    from ketatrack.exchange.plan import ImportPlan, Notice

_UNUSUAL_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Preview:
    """The plan of an import, and what is to be known about it."""

    plan: "ImportPlan"
    notices: Sequence["Notice"]

    def added(self) -> int:
        """Count what would be added."""
        return sum(self.plan.accepted.values())


def read_preview(opened: Callable[[], Store], source: Path, patient_name: str | None) -> Preview:
    """Read files and say what importing them into a journal would do; writes nothing.

    Args:
        opened: opens the journal, for this thread.
        source: the files.
        patient_name: whose course it is, where the journal holds several people.

    Raises:
        JournalError: the files cannot be read, or it is not clear whose course they are.
    """
    from ketatrack.exchange.importing import plan_import

    with opened() as store:
        plan = plan_import(source, store, patient_name=patient_name)
        return Preview(plan, [*plan.notices, *islice(plan.unusual(), _UNUSUAL_SHOWN)])


def write_plan(opened: Callable[[], Store], plan: "ImportPlan") -> tuple[list[Record], list[str]]:
    """Write what a plan would add, in one transaction, after a backup.

    Returns:
        The new records, and what there is to say beside them: that there is no backup of what was there
        before, or that the disk did not confirm the writing.

    Raises:
        JournalError: nothing was written; the message says why.
    """
    from ketatrack.exchange.plan import carry_out
    from ketatrack.store.scheduled_backups import backup_before

    with opened() as store:
        said = []
        try:
            backup_before(store, Reason.IMPORT)
        except JournalError as error:  # an import adds, and can be undone
            said.append(_("No backup was made before it. {reason}").format(reason=error))
        try:
            carry_out(plan, store)
        except UnconfirmedSaveError as error:
            said.append(str(error))
    return list(plan.additions), said


class PreviewPane(QWidget):
    """Three tables, each only when it has rows."""

    def __init__(self) -> None:
        """Make the tables, empty."""
        super().__init__()
        self.counts = TextTable(_("What would be added"))
        self.rejected = TextTable(_("Rows that would be left out"))
        self.notices = TextTable(_("To know before importing"))
        self._headings = {table: QLabel() for table in (self.counts, self.rejected, self.notices)}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for table, label in self._headings.items():
            label.setProperty("role", "heading")
            label.setWordWrap(True)
            label.setBuddy(table)
            column.addWidget(label)
            column.addWidget(table)
        column.addStretch(1)

    def show_preview(self, preview: Preview) -> None:
        """Show what an import would do."""
        plan = preview.plan
        added, there = plan.accepted, plan.there
        self._show(
            self.counts,
            _("What would be added") if preview.added() else _("Nothing new is in it"),
            (_("What"), _("To be added"), _("There already")),
            [
                (_(kind.label), str(added[kind.kind] or ""), str(there[kind.kind] or ""))
                for kind in KINDS
                if added[kind.kind] or there[kind.kind]
            ],
        )
        left_out = len(plan.rejected)
        self._show(
            self.rejected,
            ngettext("{n} row would be left out", "{n} rows would be left out", left_out).format(n=left_out),
            (_("File"), _("Line"), _("Column"), _("Value"), _("Reason")),
            [(row.file, str(row.line), row.column, row.value, row.reason) for row in plan.rejected],
        )
        self._show(
            self.notices,
            _("To know before importing"),
            (_("File"), _("Line"), _("What")),
            [
                (notice.file, "" if notice.line is None else str(notice.line), notice.sentence)
                for notice in preview.notices
            ],
        )

    def _show(
        self, table: TextTable, words: str, header: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> None:
        table.show_rows(header, rows)
        table.setVisible(bool(rows))
        self._headings[table].setText(words)
        self._headings[table].setVisible(bool(rows) or table is self.counts)
