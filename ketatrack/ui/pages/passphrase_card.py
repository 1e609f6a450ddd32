"""Whether the journal has a passphrase, what can be done about it, and remembering it on this computer."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.key import Key
from ketatrack.ui.background import run_in_background
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, quiet
from ketatrack.ui.passphrase_change import PassphraseChange
from ketatrack.ui.theme import GRID, TARGET


class PassphraseCard(Card):
    """A part of the Settings page; each command opens a dialog that asks before anything is changed."""

    notice = Signal(str)

    def __init__(self, journal: Journal) -> None:
        """Make the lines and buttons; `refresh` shows those that fit."""
        super().__init__(_("Passphrase"))
        self._journal = journal
        self._asked: bytes | None = None
        self._state, self._mark = quiet(), quiet()
        self.buttons = {
            PassphraseChange.SET: QPushButton(_("Set a passphrase…")),
            PassphraseChange.CHANGE: QPushButton(_("Change it…")),
            PassphraseChange.REMOVE: QPushButton(_("Remove it…")),
            PassphraseChange.RECOVERY: QPushButton(_("Recovery sheet…")),
        }
        self.remember = QCheckBox(_("Remember it on this computer"))
        self._remember_words = quiet()
        self._row = QWidget()
        self._flow = FlowLayout(self._row, GRID)
        for change, button in self.buttons.items():
            button.setMinimumHeight(TARGET)
            button.clicked.connect(partial(self.ask, change))
            self._flow.addWidget(button)
        for part in (self._state, self._mark, self._row, self.remember, self._remember_words):
            self.column.addWidget(part)
        self.remember.clicked.connect(self._choose)

    def refresh(self) -> None:
        """Show how the file is now."""
        key = self._journal.store.key
        if key is None:
            self._state.setText(
                _("This file is not locked by a passphrase: whoever can read your files can read it.")
            )
        else:
            self._state.setText(_("The file is encrypted and opens with its passphrase alone."))
            self._mark.setText(
                _("The recovery sheet that opens it has the mark {mark}.").format(mark=key.mark)
            )
        self._mark.setVisible(key is not None)
        self._flow.arrange(
            [self.buttons[change] for change in PassphraseChange if change.takes_current == (key is not None)]
        )
        self._row.setEnabled(not self._journal.reading_only)
        self._ask_what_is_remembered(key)

    def ask(self, change: PassphraseChange) -> None:
        """Open the dialog of a command."""
        from ketatrack.ui.dialogs.journal_passphrase_dialog import JournalPassphraseDialog

        JournalPassphraseDialog(self._journal, change, self.window()).open()

    # the computer's keyring

    def _ask_what_is_remembered(self, key: Key | None) -> None:
        """Ask the keyring on a thread, once for each key, since the system may take its time."""
        salt = None if key is None else key.salt
        for part in (self.remember, self._remember_words):
            part.setVisible(key is not None)
        if key is None or salt == self._asked:
            return
        self._asked = salt
        self.remember.setEnabled(False)
        run_in_background(partial(_is_remembered, key), self._show_remembered, _raise, owner=self)

    def _show_remembered(self, remembered: bool | None) -> None:
        self.remember.setEnabled(remembered is not None)
        self.remember.setChecked(bool(remembered))
        self._remember_words.setText(
            _("This computer has no keyring that could remember it.")
            if remembered is None
            else _("Whoever is logged in as you then opens the journal without typing it.")
        )

    def _choose(self, wanted: bool) -> None:
        key = self._journal.store.key
        if key is not None:
            self.remember.setEnabled(False)
            run_in_background(
                partial(_remembered, key, wanted=wanted), self._chosen, self._say_why, owner=self
            )

    def _chosen(self, remembered: bool) -> None:
        wanted = self.remember.isChecked()
        self._show_remembered(remembered)
        if wanted and not remembered:
            self.notice.emit(_("The computer’s keyring did not take it."))

    def _say_why(self, error: Exception) -> None:
        self._show_remembered(None)
        if not isinstance(error, JournalError):
            raise error
        self.notice.emit(str(error))


def _is_remembered(key: Key) -> bool | None:
    """Say whether a key is remembered; None where nothing can be."""
    from ketatrack.store.remembered_key import can_remember, is_remembered

    return is_remembered(key) if can_remember() else None


def _remembered(key: Key, *, wanted: bool) -> bool:
    """Remember or forget a key, and say whether it is remembered now."""
    from ketatrack.store.remembered_key import forget_key, remember_key

    if wanted:
        return remember_key(key)
    forget_key(key)
    return False


def _raise(error: Exception) -> None:
    raise error
