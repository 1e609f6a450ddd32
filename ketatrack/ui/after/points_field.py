"""A number from 0 to 10 as eleven large buttons, pressed with the mouse or by digits."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from ketatrack.ui.fields.answer_field import points_of_key
from ketatrack.ui.fields.choice_field import SegmentField

_MOST = 10


class PointsField(SegmentField):
    """Eleven buttons of which one or none is pressed; Delete unsets, Backspace is left to the page."""

    def __init__(self, label: str, *, about: str = "") -> None:
        """Offer 0 to 10.

        Args:
            label: what the ends mean, above the buttons.
            about: what a screen reader says before the label, such as the question.
        """
        super().__init__(label, [(points, str(points)) for points in range(_MOST + 1)])
        spoken = f"{about} {label}".strip()
        for points, button in enumerate(self.buttons):
            button.setObjectName("points")
            button.setAccessibleName(f"{spoken}: {points}")

    def take_key(self, event: QKeyEvent) -> bool:
        """Press the button that a key stands for; 1 and then 0 is 10, as is X. False for any other key."""
        points = points_of_key(event)
        if points is None:
            return False
        self.set_value(_MOST if points == 0 and self.value() == 1 else points)
        self.setFocus()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Backspace pass by, which goes back."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Backspace:
            return False
        return super().eventFilter(watched, event)
