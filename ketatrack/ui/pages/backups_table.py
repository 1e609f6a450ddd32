"""The list of backups: when and why each was made, what it holds, and when all of it was read last."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.store.backup_survey import Surveyed
from ketatrack.ui.tables.text_table import TextTable

T = TypeVar("T")


class BackupsTable(TextTable):
    """One row for each backup, the newest first; Enter asks to restore the one at the cursor."""

    restore_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty table."""
        super().__init__(_("Backups"))
        self._shown: Sequence[Surveyed] = ()
        self._made: Sequence[str] = ()
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.doubleClicked.connect(self.restore_wanted)

    def show_backups(self, backups: Sequence[Surveyed]) -> None:
        """Show backups in place of those before; the one that was chosen stays so."""
        chosen = self.chosen()
        self._shown = backups
        self._made = told_apart([each.backup.made_at for each in backups])
        header = (_("Made"), _("Why"), _("Sessions"), _("Scores"), _("Size"), _("Opened and counted"))
        self.show_rows(header, list(map(_row, backups, self._made)))
        paths = [each.backup.path for each in backups]
        if paths:
            self.selectRow(paths.index(chosen.backup.path) if chosen and chosen.backup.path in paths else 0)

    def chosen(self) -> Surveyed | None:
        """Return the backup at the cursor."""
        return next(iter(self._at_cursor(self._shown)), None)

    def chosen_made(self) -> str:
        """Return when the backup at the cursor was made, as its row says it; empty where there is none."""
        return "".join(self._at_cursor(self._made))

    def _at_cursor(self, told: Sequence[T]) -> Sequence[T]:
        """Return what is told of the backup at the cursor, or nothing."""
        rows = self.selectionModel().selectedRows()
        return told[rows[0].row() :][:1] if rows else ()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks to restore."""
        if event.matches(QKeySequence.StandardKey.InsertParagraphSeparator):
            self.restore_wanted.emit()
        else:
            super().keyPressEvent(event)


def moment_words(moment: datetime, *, to_the_second: bool = False) -> str:
    """Write when a backup was made, on the clock of this place: `22 Nov 2026, 09:10`."""
    local = moment.astimezone()
    return f"{date_in_words(local.date())}, {local:{'%H:%M:%S' if to_the_second else '%H:%M'}}"


def told_apart(moments: Sequence[datetime]) -> list[str]:
    """Write when each of several backups was made; those of one minute with their seconds."""
    in_minute = Counter(map(moment_words, moments))
    return [moment_words(each, to_the_second=in_minute[moment_words(each)] > 1) for each in moments]


def _row(each: Surveyed, made: str) -> tuple[str, ...]:
    why = _(each.backup.reason.label)
    size = QLocale().formattedDataSize(each.size)
    if each.contents is None:
        return made, why, "", "", size, each.trouble or _("opens with an earlier passphrase")
    counted = moment_words(each.counted_at) if each.counted_at else _("opened")
    return made, why, str(each.contents.sessions), str(each.contents.scores), size, counted
