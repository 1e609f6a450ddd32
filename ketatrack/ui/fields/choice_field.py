"""Fields for closed lists: a list that opens, or a row of buttons, either of them possibly unset."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QToolButton, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.words import Word
from ketatrack.ui.fields.field import Field
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.theme import TARGET

Choices = Sequence[tuple[Any, str]]
"""The values of a closed list with their labels, in order."""


def choices_of(words: type[Word]) -> Choices:
    """Return the words of a closed list with their labels."""
    return [(word, _(word.label)) for word in words]


class ChoiceField(Field):
    """A list that opens; its first line means unset, and is empty or says what that means."""

    def __init__(self, label: str, choices: Choices, *, unset: str | None = "") -> None:
        """Offer the choices; `unset` None leaves the first line out, so that one is always chosen."""
        super().__init__(label)
        self._unset = unset
        self._values: list[Any] = []
        self.editor = QComboBox()
        self.offer(choices)
        self._place(self.editor, stretch=True)
        self.editor.currentIndexChanged.connect(self.edited)

    def offer(self, choices: Choices) -> None:
        """Offer other choices; what was chosen stays chosen where it still is among them."""
        first = [] if self._unset is None else [(None, self._unset)]
        lines = [*first, *choices]
        values = [value for value, _words in lines]
        if values == self._values:
            return
        chosen = self.value() if self._values else None
        # kept here, since Qt would hand the words of a closed list back as plain text
        self._values = values
        self.editor.blockSignals(True)  # noqa: FBT003 - Qt's own way
        self.editor.clear()
        self.editor.addItems([words for _value, words in lines])
        self.set_value(chosen)
        self.editor.blockSignals(False)  # noqa: FBT003

    def value(self) -> Any:
        """Return the chosen value, or None."""
        return self._values[self.editor.currentIndex()]

    def set_value(self, value: Any) -> None:
        """Choose a value."""
        self.editor.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def content(self) -> str:
        """Return the chosen value as text; empty when unset."""
        value = self.value()
        return "" if value is None else str(value)

    def set_content(self, content: Any) -> None:
        """Choose the value that the text names."""
        self.set_value(next((value for value in self._values[1:] if str(value) == content), None))

    def part_words(self, part: Any) -> str:
        """Return the words of a line of the list."""
        places = [
            place for place, value in enumerate(self._values) if value is not None and str(value) == part
        ]
        return self.editor.itemText(places[0]) if places else str(part)


class SegmentField(Field):
    """A row of buttons of which one or none is pressed; arrow keys move, Space presses, Delete unsets.

    Tab stops once in the row: at the pressed button, else at the first.
    """

    def __init__(self, label: str, choices: Choices) -> None:
        """Offer the choices."""
        super().__init__(label)
        self._values = [value for value, _words in choices]
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.buttons: list[QToolButton] = []
        for value, words in choices:
            button = QToolButton()
            button.setObjectName("segment")
            button.setText(words)
            button.setCheckable(True)
            button.setMinimumHeight(TARGET)
            button.installEventFilter(self)
            self._group.addButton(button, self._values.index(value))
            self.buttons.append(button)
        self._group.buttonClicked.connect(self._press)
        row = QWidget()
        self._place(row, stretch=True)
        self._editors = tuple(self.buttons)
        FlowLayout(row).arrange(self.buttons)
        for button, (_value, words) in zip(self.buttons, choices, strict=True):
            button.setAccessibleName(f"{label}: {words}")
        self._stop_once()

    def value(self) -> Any:
        """Return the pressed value, or None."""
        pressed = [
            value for value, button in zip(self._values, self.buttons, strict=True) if button.isChecked()
        ]
        return pressed[0] if pressed else None

    def set_value(self, value: Any) -> None:
        """Press the value's button; None presses none."""
        for candidate, button in zip(self._values, self.buttons, strict=True):
            button.setChecked(candidate == value and value is not None)
        self._stop_once()
        self.edited.emit()

    def content(self) -> str:
        """Return the pressed value as text; empty when unset."""
        value = self.value()
        return "" if value is None else str(value)

    def set_content(self, content: Any) -> None:
        """Press the button that the text names."""
        self.set_value(next((value for value in self._values if str(value) == content), None))

    def part_words(self, part: Any) -> str:
        """Return the words of the button that was pressed."""
        buttons = zip(self._values, self.buttons, strict=True)
        return next((button.text() for value, button in buttons if str(value) == part), str(part))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys move and unset."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at = self.buttons.index(watched) if watched in self.buttons else -1
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if at >= 0 and step:
                self.buttons[(at + step) % len(self.buttons)].setFocus()
                return True
            if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
                self.set_value(None)
                return True
        return super().eventFilter(watched, event)

    def _press(self, pressed: QToolButton) -> None:
        for button in self.buttons:
            if button is not pressed:
                button.setChecked(False)
        self._stop_once()
        self.edited.emit()

    def _stop_once(self) -> None:
        stop = next((button for button in self.buttons if button.isChecked()), self.buttons[0])
        for button in self.buttons:
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
        self.setFocusProxy(stop)


class YesNoField(SegmentField):
    """Yes, no, or not said."""

    def __init__(self, label: str) -> None:
        """Offer yes and no."""
        super().__init__(label, [(True, _("Yes")), (False, _("No"))])
