"""Asks for the passphrase of a file that came from somebody else, and opens the file with it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.ui.background import run_in_background
from ketatrack.ui.fields.passphrase_field import PassphraseField
from ketatrack.ui.layout import breakable, quiet
from ketatrack.ui.theme import GRID

_WIDTH, _HEIGHT = 520, 256


class PassphraseDialog(QDialog):
    """One line for the passphrase; the file is opened on a thread, since deriving the key takes a while."""

    opened = Signal(object)
    """Carries what opening the file returned."""

    def __init__(
        self, path: Path, open_file: Callable[[Path, str], object], parent: QWidget | None = None
    ) -> None:
        """Take the file, and what opens it with a passphrase and raises JournalError where it cannot."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Passphrase"))
        self._path = path
        self._open_file = open_file
        self.words = PassphraseField(_("Passphrase of the file"))
        self.open_button = QPushButton(_("&Open"))
        self.open_button.setDefault(True)
        self.cancel_button = QPushButton(_("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self._status = quiet()
        self._lay_out()
        self.open_button.clicked.connect(self.submit)
        self.cancel_button.clicked.connect(self.reject)
        self.words.setFocus()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.open_button)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self._status, 1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(
            quiet(breakable(_("Whoever gave you {file} knows it.").format(file=self._path.name)))
        )
        column.addWidget(self.words)
        column.addStretch(1)
        column.addLayout(foot)
        self.resize(_WIDTH, _HEIGHT)

    def _fit(self) -> None:
        """Make room for what the dialog says now; it never becomes smaller."""
        self._column.activate()
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))

    def submit(self) -> None:
        """Open the file; a passphrase that does not open it can be mended and tried again."""
        self.words.clear_message()
        if not self.words.value():
            self.words.show_problem(_("Type the passphrase first."))
            return
        self._work(running=True)
        run_in_background(
            partial(self._open_file, self._path, self.words.value()), self._finish, self._say_why, owner=self
        )

    def _work(self, *, running: bool) -> None:
        self.open_button.setEnabled(not running)
        self.words.editor.setReadOnly(running)
        self._status.setText(_("Opening…") if running else "")

    def _finish(self, content: object) -> None:
        self.words.forget()
        self.opened.emit(content)
        self.accept()

    def _say_why(self, error: Exception) -> None:
        self._work(running=False)
        if not isinstance(error, JournalError):
            raise error
        self.words.show_problem(str(error))
        self._fit()
        self.words.select()
