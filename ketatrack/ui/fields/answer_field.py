"""One question of a questionnaire: its text, and its answers as buttons that the number keys press."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ketatrack.domain.instruments import AnswerOption
from ketatrack.ui.fields.choice_field import SegmentField

_TEN_KEY = Qt.Key.Key_X
"""Ten points on scales that reach so far, as on a Roman clock."""


def points_of_key(event: QKeyEvent) -> int | None:
    """Return the points that a key stands for, 0 to 10, or None for any other key."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return None
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return event.key() - Qt.Key.Key_0
    return 10 if event.key() == _TEN_KEY else None


class AnswerField(SegmentField):
    """An item with its answers: a number key answers and goes on, Up and Down move, Delete unsets."""

    left = Signal(object, int)
    """The person goes on: this field, and how many items forward (backward when negative)."""

    def __init__(self, text: str, options: Sequence[AnswerOption]) -> None:
        """Show the item's text in the source's wording, above its answers."""
        super().__init__(text, [(option.value, _words(option)) for option in options])
        self._points = {option.value for option in options}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the number keys answer, and Up and Down move between items."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        points = points_of_key(event)
        if points in self._points:
            self.set_value(points)
            self.left.emit(self, 1)
            return True
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.left.emit(self, step)
            return True
        return super().eventFilter(watched, event)


def _words(option: AnswerOption) -> str:
    return option.label if option.label == str(option.value) else f"{option.value}  {option.label}"
