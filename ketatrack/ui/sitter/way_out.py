"""The way back to the whole journal from a page that has the window: a button, then one hidden line."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.pin import is_pin, is_pin_of
from ketatrack.store.key import Key, WrongPassphraseError
from ketatrack.store.store import Store
from ketatrack.ui.fields.passphrase_field import PassphraseField
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.theme import GRID, SESSION_TARGET


class WayOut(QWidget):
    """Shows its line when it is asked for; whoever has it open decides whether what was typed is right."""

    typed = Signal(str)

    def __init__(self, button: str, line: str) -> None:
        """Take the words of the button and of the line behind it."""
        super().__init__()
        self.button = WrappingButton(button)
        self.line = PassphraseField(line)
        self.line.shown.setMinimumHeight(SESSION_TARGET)
        self.open_button = WrappingButton(_("Go on"), primary=True)
        self.back_button = WrappingButton(_("Back"))
        self._status = QLabel()
        self._asking = QWidget()
        self._lay_out()
        self.button.clicked.connect(self.ask)
        self.line.editor.returnPressed.connect(self._submit)
        self.open_button.clicked.connect(self._submit)
        self.back_button.clicked.connect(self.close_line)
        self.close_line()

    def _lay_out(self) -> None:
        keys = QHBoxLayout()
        keys.setSpacing(GRID)
        keys.addWidget(self.open_button)
        keys.addWidget(self.back_button)
        keys.addWidget(self._status, 1)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(GRID)
        asking.addWidget(self.line)
        asking.addLayout(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._asking)

    def ask(self) -> None:
        """Show the line."""
        self.button.hide()
        self._asking.show()
        self.line.setFocus()

    def close_line(self) -> None:
        """Take the line away with what was typed into it."""
        self.line.forget()
        self.line.clear_message()
        self.line.shown.setChecked(False)
        self._asking.hide()
        self.button.show()
        self._work(running=False)

    def _submit(self) -> None:
        self.line.clear_message()
        if self.open_button.isEnabled() and self.line.value():
            self._work(running=True)
            self.typed.emit(self.line.value())

    def refuse(self, why: str) -> None:
        """Say why it leads nowhere; what was typed is marked, to be typed over."""
        self._work(running=False)
        self.line.show_problem(why)
        QTimer.singleShot(0, self, self._select)  # Enter, which may have led here, takes marks away

    def _select(self) -> None:
        if self._asking.isVisibleTo(self):  # nobody left it meanwhile
            self.line.select()

    def _work(self, *, running: bool) -> None:
        self.open_button.setEnabled(not running)
        self.line.editor.setReadOnly(running)
        self._status.setText(_("One moment…") if running else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the line away again."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
            self.button.setFocus()
        else:
            event.accept()  # what is typed here is no key of what stands around it


def opens_journal(path: Path, typed: str) -> bool:
    """Say whether a passphrase or a recovery code opens a journal's file; takes a third of a second.

    Raises:
        JournalError: some groups of a recovery code are mistyped, or the file cannot be read.
    """
    try:
        Store.open(path, Key.of(path, typed), reading_only=True).close()
    except WrongPassphraseError:
        return False
    return True


def leads_out(path: Path, typed: str, pin: str, *, sealed: bool) -> bool:
    """Say whether something typed leads out of sitter mode: its PIN, or what opens a sealed journal.

    Raises:
        JournalError: as `opens_journal`.
    """
    if is_pin(typed) and is_pin_of(typed, pin):
        return True
    return sealed and opens_journal(path, typed)
