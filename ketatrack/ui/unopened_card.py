"""The card about a journal that was not opened: why, to try again, and what backups of it are known."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.known_backups import Newest, newest_in
from ketatrack.ui.background import run_in_background
from ketatrack.ui.dialogs.restore_dialog import ask_for_backup, contents_words
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.layout import Card, breakable, quiet, selectable
from ketatrack.ui.pages.backups_table import moment_words
from ketatrack.ui.theme import TARGET


class UnopenedCard(Card):
    """Stands above the page until something is opened, or until it is closed."""

    again_wanted = Signal()
    restore_wanted = Signal(object, str)
    """Carries the file of a backup, and what it is called."""
    closed = Signal()

    def __init__(self, why: str, backups: Path | None, *, can_restore: bool) -> None:
        """Say why, and look for the newest backup on a thread.

        Args:
            why: the sentence that says why it was not opened.
            backups: the folder of its backups; None where none is known.
            can_restore: whether a backup can be put in its place.
        """
        super().__init__(_("This journal was not opened"))
        self.setProperty("tone", "notice")
        self.setAccessibleName(_("This journal was not opened"))
        self.setAccessibleDescription(why)
        self._folder = backups
        self._newest: Newest | None = None
        self.found = quiet()
        self.again_button = QPushButton(_("Try a&gain"))
        self.restore_button = QPushButton(_("&Restore this backup…"))
        self.file_button = QPushButton(
            _("Restore from a &file…") if backups is None else _("Choose another &backup…")
        )
        self.close_button = QPushButton(_("Close"))
        self.column.addWidget(selectable(why))
        self.column.addWidget(self.found)
        ways = FlowLayout()
        self.column.addLayout(ways)
        for button in (self.again_button, self.restore_button, self.file_button, self.close_button):
            button.setMinimumHeight(TARGET)
            ways.addWidget(button)
        self.restore_button.hide()
        self.file_button.setVisible(can_restore)
        self.again_button.clicked.connect(self.again_wanted)
        self.restore_button.clicked.connect(self._restore)
        self.file_button.clicked.connect(self._choose)
        self.close_button.clicked.connect(self.closed)
        self._look(can_restore=can_restore)

    def _look(self, *, can_restore: bool) -> None:
        if self._folder is not None and can_restore:
            self.found.setText(_("Looking for its backups…"))
            run_in_background(partial(newest_in, self._folder), self._show, self._say_why, owner=self)
        else:
            self.found.setText(_("No backup of it is known on this computer."))
            self.found.setVisible(can_restore)

    def _show(self, newest: Newest | None) -> None:
        self._newest = newest
        if newest is None:
            self.found.setText(_("None of its backups on this computer can be read."))
            return
        made = moment_words(newest.backup.made_at)
        self.found.setText(
            _("Its newest backup was made on {moment}; it opens with its passphrase.").format(moment=made)
            if newest.contents is None
            else _("Its newest backup was made on {moment}, opened and counted: {contents}.").format(
                moment=made, contents=contents_words(newest.contents)
            )
        )
        self.restore_button.show()

    def _say_why(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self.found.setText(breakable(str(error)))

    def _restore(self) -> None:
        if self._newest is not None:
            made = moment_words(self._newest.backup.made_at)
            words = _("The backup of {moment}").format(moment=made)
            self.restore_wanted.emit(self._newest.backup.path, words)

    def _choose(self) -> None:
        backup = ask_for_backup(self.window(), self._folder)
        if backup is not None:
            self.restore_wanted.emit(backup, backup.name)
