"""The field in which a passphrase is typed: hidden unless it is to be shown, with a word about Caps Lock."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit

from ketatrack.domain.language import gettext as _
from ketatrack.ui.fields.field import Field


class PassphraseField(Field):
    """One line of hidden letters; a box beside it shows them."""

    def __init__(self, label: str) -> None:
        """Make the line and the box."""
        super().__init__(label)
        self.editor = _HiddenLine()
        self.shown = QCheckBox(_("Show what is typed"))
        self.shown.toggled.connect(self._show_letters)
        self._place(self.editor, stretch=True)
        self._row.addWidget(self.shown)
        self.editor.textChanged.connect(self._edited)
        self.editor.capitals_locked.connect(self._tell_capitals)

    def value(self) -> str:
        """Return what was typed, to the letter."""
        return self.editor.text()

    def set_value(self, value: object) -> None:
        """Put words in the line."""
        self.editor.setText(str(value or ""))

    def select(self) -> None:
        """Mark what was typed, so that it can be mended or typed over."""
        self.editor.setFocus()
        self.editor.selectAll()

    def forget(self) -> None:
        """Take away what was typed."""
        self.editor.clear()

    def _edited(self) -> None:
        self.edited.emit()

    def _show_letters(self, shown: bool) -> None:
        self.editor.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _tell_capitals(self, locked: bool) -> None:
        if locked:
            self.show_question(_("Caps Lock is on."))
        else:
            self.clear_message()


class _HiddenLine(QLineEdit):
    """Finds out from the letters that are typed whether Caps Lock is on, which no system tells beforehand."""

    capitals_locked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._locked = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare the case of a letter with the Shift key."""
        text = event.text()
        if text.isalpha() and text.lower() != text.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._note(locked=text.isupper() != shifted)
        elif event.key() == Qt.Key.Key_CapsLock and self._locked:
            self._note(locked=False)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say nothing more about a key that may be pressed elsewhere meanwhile."""
        self._note(locked=False)
        super().focusOutEvent(event)

    def _note(self, *, locked: bool) -> None:
        if locked != self._locked:
            self._locked = locked
            self.capitals_locked.emit(locked)
