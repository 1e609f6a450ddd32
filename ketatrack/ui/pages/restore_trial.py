"""A restore that is tried: that a backup can be brought back is known only once one was."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketatrack.domain.backup_words import TRIED_SETTING
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.store.backups import Backup
from ketatrack.ui.background import run_in_background
from ketatrack.ui.dialogs.restore_dialog import contents_words
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.backups_table import moment_words

if TYPE_CHECKING:
    from ketatrack.store.restoring import Trial


class RestoreTrial(QObject):
    """Restores a backup into a temporary place on a thread; what was found last is kept in the journal."""

    changed = Signal()
    """One was begun, or came to its end."""
    notice = Signal(str)
    """A sentence for the foot of the window."""

    def __init__(self, journal: Journal, parent: QObject) -> None:
        """Take the journal whose backups are tried."""
        super().__init__(parent)
        self._journal = journal
        self.is_running = False

    def found(self) -> str:
        """Return what was found the last time, with the moment of it; empty where none was tried."""
        try:
            return str(self._journal.store.setting(TRIED_SETTING, ""))
        except JournalError:  # a damaged journal, whose backups are wanted all the more
            return ""

    def begin(self, backup: Backup) -> None:
        """Restore a backup; nothing of it touches the journal."""
        from ketatrack.store.restoring import try_restore

        self.is_running = True
        self.changed.emit()
        store = self._journal.store
        run_in_background(
            partial(try_restore, store.path, store.key, backup.path),
            partial(self._restored, backup),
            self._not_restored,
            owner=self,
        )

    def _restored(self, backup: Backup, trial: "Trial") -> None:
        self._keep(_found_words(backup, trial, self._journal.now()))

    def _not_restored(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        now = moment_words(self._journal.now())
        self._keep(_("{moment}: the backup could not be restored. {reason}").format(moment=now, reason=error))

    def _keep(self, words: str) -> None:
        self.is_running = False
        try:
            self._journal.store.set_setting(TRIED_SETTING, words)
        except JournalError as error:
            self.notice.emit(str(error))
        self.changed.emit()


def _found_words(backup: Backup, trial: "Trial", now: datetime) -> str:
    said = ngettext(
        "{moment}: the backup of {made} was restored into a temporary place. "
        "Its {n} line came back as it was: {contents}.",
        "{moment}: the backup of {made} was restored into a temporary place. "
        "All of its {n} lines came back as they were: {contents}.",
        trial.rows,
    ).format(
        moment=moment_words(now),
        made=moment_words(backup.made_at),
        n=trial.rows,
        contents=contents_words(trial.contents),
    )
    compared = trial.compared_with_journal
    if compared.is_equal:
        return said
    differing = ngettext(
        "{n} line of the journal was different by then.",
        "{n} lines of the journal were different by then.",
        compared.differing,
    ).format(n=compared.differing)
    return f"{said} {differing}"
