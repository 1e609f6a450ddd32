"""Fields for words and for numbers."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit

from ketatrack.domain.measures import Measure
from ketatrack.domain.parsing import decimal_number, number_to_text, whole_number
from ketatrack.ui.fields.field import Field, FieldError

_NUMBER_WIDTH = 104


class TextField(Field):
    """One line of words."""

    def __init__(self, label: str, *, placeholder: str = "", suggestions: list[str] | None = None) -> None:
        """Make the line, with suggestions where there are some."""
        super().__init__(label)
        self.editor = QLineEdit()
        self.editor.setPlaceholderText(placeholder)
        if suggestions:
            completer = QCompleter(suggestions, self.editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.editor.setCompleter(completer)
        self._place(self.editor, stretch=True)
        self.editor.textChanged.connect(self.edited)

    def value(self) -> str:
        """Return the words; empty when unset."""
        return self.editor.text().strip()

    def set_value(self, value: Any) -> None:
        """Show the words from their start."""
        self.editor.setText(value or "")
        self.editor.setCursorPosition(0)

    def content(self) -> str:
        """Return the line as typed."""
        return self.editor.text()

    def set_content(self, content: Any) -> None:
        """Put the line back."""
        self.editor.setText(str(content))


class NotesField(Field):
    """Free text of several lines; Tab leaves it."""

    def __init__(self, label: str, *, lines: int = 3) -> None:
        """Make room for some lines."""
        super().__init__(label)
        self.editor = QPlainTextEdit()
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(self.editor.fontMetrics().lineSpacing() * (lines + 1) + 16)
        self._place(self.editor, stretch=True)
        self.editor.textChanged.connect(self.edited)

    def value(self) -> str:
        """Return the text to the letter; empty when unset."""
        return self.editor.toPlainText()

    def set_value(self, value: Any) -> None:
        """Show the text."""
        self.editor.setPlainText(value or "")

    def content(self) -> str:
        """Return the text as typed."""
        return self.editor.toPlainText()

    def set_content(self, content: Any) -> None:
        """Put the text back."""
        self.editor.setPlainText(str(content))


class NumberField(Field):
    """A number that starts empty, never at a plausible value."""

    def __init__(self, label: str, unit: str = "", *, whole: bool = True) -> None:
        """Take whole numbers, or decimals too."""
        super().__init__(label, unit)
        self._read: Callable[[str], float] = whole_number if whole else decimal_number
        self.editor = QLineEdit()
        self.editor.setFixedWidth(_NUMBER_WIDTH)
        self.editor.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self._place(self.editor)
        self.editor.textChanged.connect(self.edited)

    @classmethod
    def of(cls, measure: Measure, *, whole: bool = True) -> "NumberField":
        """Make the field of a measure, with its label and unit."""
        return cls(measure.label, measure.unit, whole=whole)

    def value(self) -> float | None:
        """Return the number; raises FieldError when it cannot be read."""
        text = self.editor.text().strip()
        if not text:
            return None
        try:
            return self._read(text)
        except ValueError as error:
            raise FieldError(f"“{text}” {error}.") from None

    def set_value(self, value: Any) -> None:
        """Show the number without needless decimals."""
        self.editor.setText("" if value is None else number_to_text(value))

    def content(self) -> str:
        """Return the text as typed."""
        return self.editor.text()

    def set_content(self, content: Any) -> None:
        """Put the text back."""
        self.editor.setText(str(content))
