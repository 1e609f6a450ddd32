"""Several whole numbers in one line, such as the minutes at which somebody wants to look."""

import re
from typing import Any

from PySide6.QtWidgets import QLineEdit

from ketatrack.domain.parsing import whole_number
from ketatrack.ui.fields.field import Field, FieldError

_BETWEEN = re.compile(r"[\s,;]+")


class NumbersField(Field):
    """A line of numbers with commas or spaces between, in the order in which they are typed."""

    def __init__(self, label: str, unit: str = "") -> None:
        """Make an empty line."""
        super().__init__(label, unit)
        self.editor = QLineEdit()
        self._place(self.editor, stretch=True)
        self.editor.textChanged.connect(self.edited)

    def value(self) -> tuple[int, ...]:
        """Return the numbers, none when unset; raises FieldError when one cannot be read."""
        found = []
        for word in filter(None, _BETWEEN.split(self.editor.text())):
            try:
                found.append(whole_number(word))
            except ValueError as error:
                raise FieldError(f"“{word}” {error}.") from None
        return tuple(found)

    def set_value(self, value: Any) -> None:
        """Show the numbers with commas between."""
        self.editor.setText(", ".join(map(str, value or ())))
        self.editor.setCursorPosition(0)

    def content(self) -> str:
        """Return the line as typed."""
        return self.editor.text()

    def set_content(self, content: Any) -> None:
        """Put the line back."""
        self.editor.setText(str(content))
