"""Sets, changes or removes the passphrase of the open journal, or shows its recovery sheet."""

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.key import Key
from ketatrack.store.store import Store
from ketatrack.ui.background import run_in_background
from ketatrack.ui.dialogs.open_backups_offer import OpenBackupsOffer
from ketatrack.ui.dialogs.recovery_sheet_ways import RecoverySheetWays
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.own_passphrase import OwnPassphrase
from ketatrack.ui.fields.passphrase_field import PassphraseField
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import breakable, heading, quiet
from ketatrack.ui.passphrase_change import Keys, PassphraseChange, carried_out, keys_for, words_for
from ketatrack.ui.theme import GRID

_WIDTH = 640


class JournalPassphraseDialog(QDialog):
    """Asks what is to be typed, works on a thread, then says what is so from now on and offers the sheet.

    While the file is written anew the journal is only read; afterwards the window goes on in the new file
    where it was, what can be undone included.
    """

    def __init__(self, journal: Journal, change: PassphraseChange, parent: QWidget | None = None) -> None:
        """Ask; nothing is changed yet."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._journal = journal
        self._change = change
        self._working = False
        self._words = words_for(change)
        self.setWindowTitle(self._words.title)
        self.current = PassphraseField(_("The passphrase as it is now, or the recovery code"))
        self.new = OwnPassphrase()
        self.sheet = RecoverySheetWays(journal.now())
        self.backups = OpenBackupsOffer(self)
        self.go_button = QPushButton(self._words.button)
        self.close_button = QPushButton(_("Cancel"))
        self._status = quiet()
        self._said = quiet(self._words.before)
        self._lay_out()
        self.go_button.clicked.connect(self.submit)
        self.close_button.clicked.connect(self.reject)
        (self.current if change.takes_current else self.new).setFocus()

    def _lay_out(self) -> None:
        self.current.setVisible(self._change.takes_current)
        self.new.setVisible(self._change.takes_new)
        self.sheet.hide()
        self.go_button.setProperty("role", "primary")
        self.go_button.setDefault(True)
        self.close_button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        for button in (self.go_button, self.close_button):
            foot.addWidget(button)
        foot.addWidget(self._status, 1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        for part in (
            heading(self._words.title),
            self._said,
            self.current,
            self.new,
            self.sheet,
            self.backups,
        ):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(foot)
        self.resize(_WIDTH, 0)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Make room as soon as something more is said."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        return super().event(event)

    def _fit(self) -> None:
        """Become as high as what is shown now."""
        self._column.activate()
        self.resize(self.width(), self.heightForWidth(self.width()))

    # what is asked

    def submit(self) -> None:
        """Do what was asked for; what cannot be taken is said beside its field and can be mended."""
        self.current.clear_message()
        self._status.setText("")
        if self._change.takes_current and not self.current.value():
            self.current.show_problem(_("Type the passphrase first."))
            self.current.setFocus()
            return
        try:
            new = self.new.read() if self._change.takes_new else ""
        except FieldError:  # said beside the line
            return
        self._work(running=True)
        path = self._journal.store.path
        run_in_background(
            partial(keys_for, self._change, path, self.current.value(), new),
            self._go_on,
            self._refuse,
            owner=self,
        )

    def _refuse(self, error: Exception) -> None:
        """Say beside the passphrase of now, or at the foot, what was not taken."""
        self._work(running=False)
        if not isinstance(error, JournalError):
            raise error
        if self._change.takes_current:
            self.current.show_problem(str(error))
            self.current.select()
        else:
            self._status.setText(breakable(str(error)))

    # the work

    def _go_on(self, keys: Keys) -> None:
        if self._change is PassphraseChange.RECOVERY:
            self._work(running=False)
            self.show_outcome(keys.new)
            return
        try:
            self._journal.only_read()
        except JournalError as error:
            self._refuse(error)
            return
        path = self._journal.store.path
        run_in_background(
            partial(carried_out, path, keys), partial(self._finish, keys), self._give_up, owner=self
        )

    def _finish(self, keys: Keys, store: Store) -> None:
        self._work(running=False)
        self._journal.go_on_with(store)
        self.show_outcome(keys.new)

    def _give_up(self, error: Exception) -> None:
        """Go on with the file as it was."""
        self._work(running=False)
        said = [str(error)]
        try:
            self._journal.go_on_with(Store.open(self._journal.store.path, self._journal.store.key))
        except JournalError as gone:
            said.append(str(gone))
        if not isinstance(error, JournalError):
            raise error
        self._status.setText(breakable(" ".join(said)))

    def show_outcome(self, key: Key | None) -> None:
        """Say what is so from now on, and offer the sheet of what opens the journal."""
        self.current.forget()
        self.new.forget()
        for asked in (self.current, self.new, self.go_button):
            asked.hide()
        self._said.setText(self._words.after)
        self.close_button.setText(_("&Close"))
        self.close_button.setFocus()
        if key is not None:
            self.sheet.offer(key)
            self.sheet.show()
            self.sheet.print_button.setFocus()
        if key is not None and self._change is PassphraseChange.SET:
            self.backups.look(self._journal.store.path, key)
        self._fit()

    def _work(self, *, running: bool) -> None:
        self._working = running
        for part in (self.go_button, self.close_button, self.current, self.new):
            part.setEnabled(not running)
        self._status.setText(_("Working… This takes a few seconds.") if running else "")

    def reject(self) -> None:
        """Close, unless the file is being written anew."""
        if not self._working:
            self.sheet.forget()
            self.backups.forget()
            super().reject()
