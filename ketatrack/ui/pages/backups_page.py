"""The backups of the journal: that there are some, what they hold, and how to bring one back."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from ketatrack.domain.backup_words import COUNTED_SETTING
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.backup_survey import Survey, survey
from ketatrack.store.header import SUFFIX
from ketatrack.store.scheduled_backups import keep_counted
from ketatrack.ui.background import run_in_background
from ketatrack.ui.dialogs.restore_dialog import RestoreDialog, ask_for_backup, contents_words
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, heading, quiet, selectable
from ketatrack.ui.new_journal import free_file
from ketatrack.ui.pages.backup_places_card import BackupPlacesCard
from ketatrack.ui.pages.backups_table import BackupsTable, moment_words
from ketatrack.ui.pages.page import Page
from ketatrack.ui.pages.restore_trial import RestoreTrial

if TYPE_CHECKING:
    from ketatrack.ui.backup_keeper import BackupKeeper


class BackupsPage(Page):
    """Says first how things stand; then the list, and the choices that are seldom made."""

    restore_chosen = Signal(object, object)
    """Carries the path of a backup and the key that opens it."""

    def __init__(
        self,
        journal: Journal,
        keeper: "BackupKeeper",
        undo_restore: Callable[[], None] | None,
        *,
        was_undone: bool = False,
    ) -> None:
        """Take what makes backups, and what undoes the last restore or, once undone, does it again."""
        super().__init__(journal)
        self._was_undone = was_undone
        self._keeper = keeper
        self._undo_restore = undo_restore
        self._found: Survey | None = None
        self._looking = False
        self._trial = RestoreTrial(journal, self)
        self.trouble = selectable("", "problem")
        self.standing = selectable(_("Looking for backups…"))
        self.remark = quiet()
        self.now_button = QPushButton(_("&Back up now"))
        self.now_button.setProperty("role", "primary")
        self.try_button = QPushButton(_("&Try a restore"))
        self.copy_button = QPushButton(_("&Keep a copy elsewhere…"))
        self.undo_card = Card()
        self.undo_button = QPushButton(_("Restore again") if was_undone else _("Undo restore"))
        self.table = BackupsTable()
        self.restore_button = QPushButton(_("&Restore…"))
        self.file_button = QPushButton(_("Restore from a &file…"))
        self.places = BackupPlacesCard(journal)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        standing, listed = Card(), Card(_("All backups"))
        for label in (self.trouble, self.standing, self.remark):
            standing.column.addWidget(label)
        standing.add_row(self.now_button, self.try_button, self.copy_button)
        words = QLabel(
            _("The restore is undone; the journal is as it was before. What was restored is kept, too.")
            if self._was_undone
            else _("The journal is as it was in a backup. What was here before is kept with the backups.")
        )
        words.setWordWrap(True)
        self.undo_card.setProperty("tone", "notice")
        self.undo_card.column.addWidget(words)
        self.undo_card.add_row(self.undo_button)
        listed.column.addWidget(self.table)
        listed.add_row(self.restore_button, self.file_button)
        self.lay_out(heading(_("Backups")), self.undo_card, standing, listed, self.places)
        self.setFocusProxy(self.now_button)

    def _connect(self) -> None:
        self.now_button.clicked.connect(self._keeper.back_up)
        self.try_button.clicked.connect(self.try_restore)
        self.copy_button.clicked.connect(self._choose_copy)
        if self._undo_restore is not None:
            self.undo_button.clicked.connect(self._undo_restore)
        self.table.restore_wanted.connect(self.ask_restore)
        self.restore_button.clicked.connect(self.ask_restore)
        self.file_button.clicked.connect(self._choose_file)
        self.places.notice.connect(self.notice)
        self.places.second_place_chosen.connect(self._keeper.catch_up)
        self._keeper.changed.connect(self._changed)
        self._trial.changed.connect(self._say_standing)
        self._trial.notice.connect(self.notice)

    # what is there

    def hideEvent(self, event: QHideEvent) -> None:
        """Look again when it is next shown: a stick is plugged in without the journal knowing."""
        super().hideEvent(event)
        self._stale = True

    def refresh(self) -> None:
        """Look at the backups on a thread, and show what stands to be said at once."""
        self._say_standing()
        if not self._looking:
            self._look(anew=False)

    def _counted(self) -> Any:
        """Return what is known of the backups that were opened and counted before."""
        try:
            return self.journal.store.setting(COUNTED_SETTING, {})
        except JournalError:  # a damaged journal, whose backups are wanted all the more
            return {}

    def _look(self, *, anew: bool) -> None:
        self._looking = True
        store = self.journal.store
        run_in_background(
            partial(survey, store.path, store.key, self._counted(), datetime.now(UTC), anew=anew),
            partial(self._show, anew=anew),
            self._say_why,
            owner=self,
        )

    def _show(self, found: Survey, *, anew: bool) -> None:
        self._looking = False
        self._found = found
        self.table.show_backups(found.backups)
        self.places.show_survey(found, self._keeper.second_trouble)
        self._say_standing()
        if anew:
            self._keep_counted(found)
        elif any(each.contents and each.counted_at is None for each in found.backups):
            self._look(anew=True)

    def _keep_counted(self, found: Survey) -> None:
        try:
            keep_counted(self.journal.store, found)
        except JournalError as error:
            self.notice.emit(str(error))

    def _say_why(self, error: Exception) -> None:
        self._looking = False
        if not isinstance(error, JournalError):
            raise error
        self.trouble.setText(breakable(str(error)))
        self.trouble.show()

    def _say_standing(self) -> None:
        backups = self._found.backups if self._found else ()
        working, reading_only = self._keeper.is_working, bool(self.journal.reading_only)
        self.trouble.setText(breakable(self._keeper.trouble))
        self.trouble.setVisible(bool(self._keeper.trouble))
        if self._found is not None:
            self.standing.setText(_standing_words(self._found))
        self.remark.setText(self._remark())
        self.remark.setVisible(bool(self.remark.text()))
        self.now_button.setText(_("Backing up…") if working else _("&Back up now"))
        # a button that is at work stays on, or the one that was just pressed would lose the cursor
        self.now_button.setEnabled(not reading_only)
        self.try_button.setText(_("Trying…") if self._trial.is_running else _("&Try a restore"))
        self.try_button.setEnabled(bool(backups))
        self.restore_button.setEnabled(bool(backups))
        self.table.setVisible(bool(backups))
        self.undo_card.setVisible(self._undo_restore is not None)

    def _remark(self) -> str:
        if self._keeper.is_far_smaller:
            return _("The journal holds far less than an earlier backup, so no backup is let go.")
        return self._trial.found()

    # what can be done

    def try_restore(self) -> None:
        """Restore the newest backup that opens into a temporary place, and say what was found."""
        newest = next((each for each in self._found.backups if each.contents), None) if self._found else None
        if newest is not None and not self._trial.is_running:
            self._trial.begin(newest.backup)

    def _choose_copy(self) -> None:
        suggested = free_file(f"{_('journal-copy')}-{self.journal.now():%Y-%m-%d}", SUFFIX)
        path, _kind = QFileDialog.getSaveFileName(self.window(), _("Where to keep a copy"), str(suggested))
        if path:
            self.keep_copy(Path(path))

    def keep_copy(self, out: Path) -> None:
        """Make a copy of the journal elsewhere, sound or not at all."""
        from ketatrack.store.keeping import keep_copy

        store = self.journal.store
        run_in_background(
            partial(keep_copy, store.path, store.key, out),
            partial(self._tell, _("A copy is in {path}; it was opened and counted.").format(path=out)),
            self._say_refusal,
            owner=self,
        )

    def ask_restore(self) -> None:
        """Show what restoring the chosen backup would do."""
        chosen = self.table.chosen()
        if chosen is not None:
            words = _("The backup of {moment}").format(moment=self.table.chosen_made())
            self._preview(chosen.backup.path, words)

    def _choose_file(self) -> None:
        path = ask_for_backup(self.window())
        if path is not None:
            self._preview(path, path.name)

    def _preview(self, backup: Path, what: str) -> None:
        store = self.journal.store
        dialog = RestoreDialog(store.path, store.key, backup, what, self.window())
        dialog.chosen.connect(self.restore_chosen)
        dialog.open()

    def _tell(self, words: str, _result: Any) -> None:
        self.notice.emit(words)

    def _say_refusal(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self.notice.emit(str(error))


def _standing_words(found: Survey) -> str:
    if not found.backups:
        return _(
            "There is no backup yet. A backup is a whole copy of the journal, kept apart from it; "
            "it counts only once it was opened and counted."
        )
    newest = found.backups[0]
    if newest.contents is None:
        return _("The last backup was made on {moment}.").format(moment=moment_words(newest.backup.made_at))
    words = (
        _("The last backup was made on {moment}: {contents}.")
        if newest.counted_at is None
        else _("The last backup was made on {moment}, opened and counted: {contents}.")
    )
    return words.format(moment=moment_words(newest.backup.made_at), contents=contents_words(newest.contents))
