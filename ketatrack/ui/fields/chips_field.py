"""A row of buttons of which any number is pressed, such as days of the week."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QToolButton

from ketatrack.ui.fields.choice_field import SegmentField


class ChipsField(SegmentField):
    """Several choices side by side; arrow keys move, Space presses and lets go, Delete lets go of all."""

    def value(self) -> tuple[Any, ...]:
        """Return the pressed values in their order; empty when none is."""
        return tuple(
            value for value, button in zip(self._values, self.buttons, strict=True) if button.isChecked()
        )

    def set_value(self, value: Iterable[Any] | None) -> None:
        """Press these values' buttons and no other."""
        pressed = tuple(value or ())
        for candidate, button in zip(self._values, self.buttons, strict=True):
            button.setChecked(candidate in pressed)
        self._stop_once()
        self.edited.emit()

    def content(self) -> Any:
        """Return the pressed values as text; empty when none is."""
        return [str(value) for value in self.value()]

    def set_content(self, content: Any) -> None:
        """Press the buttons that the texts name."""
        self.set_value(value for value in self._values if str(value) in content)

    def part_words(self, part: Any) -> str:
        """Return the words of all buttons that were pressed."""
        return ", ".join(super(ChipsField, self).part_words(each) for each in part)

    def _press(self, pressed: QToolButton) -> None:
        self._stop_once()
        self.edited.emit()
