"""What was written last on a board, with the way back and the way to add to it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.layout import breakable
from ketatrack.ui.theme import GRID


class StepLine(QWidget):
    """One sentence about the last step, and a button that takes it back; absent where there is none."""

    undo_wanted = Signal()
    more_wanted = Signal()
    """Something is to be added to the event that was just written."""
    rest_wanted = Signal()
    """What was typed and not written is to be gone on with."""

    def __init__(self) -> None:
        """Start with nothing to say."""
        super().__init__()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.undo_button = WrappingButton(_("Undo"), "Ctrl+Z")
        self.undo_button.clicked.connect(self.undo_wanted)
        self.more_button = WrappingButton(_("Add words or another time…"))
        self.more_button.clicked.connect(self.more_wanted)
        self.rest_button = WrappingButton(_("Go on with it"))
        self.rest_button.clicked.connect(self.rest_wanted)
        buttons = QWidget()
        self._flow = FlowLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.words)
        column.addWidget(buttons)
        self.hide()

    def show_step(self, step: str, *, is_event: bool) -> None:
        """Say what was written last; nothing where that is not to be taken back from here."""
        sentence = _("Written: {step}").format(step=step) if step else ""
        self.words.setProperty("role", "")
        self._flow.arrange([self.undo_button, *([self.more_button] if is_event else [])])
        self._tell(sentence)

    def offer_rest(self, title: str) -> None:
        """Say that something was typed and is not written down, and offer to go on with it."""
        self.words.setProperty("role", "question")
        self._flow.arrange([self.rest_button])
        self._tell(_("What you typed in “{title}” is not written down.").format(title=title))

    def refuse(self, sentence: str) -> None:
        """Say why something was not written."""
        self.words.setProperty("role", "problem")
        self._flow.arrange([])
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        is_new = sentence != self.words.accessibleName()
        self.words.setText(breakable(sentence))
        self.words.setAccessibleName(sentence)
        self.words.style().polish(self.words)
        self.setVisible(bool(sentence))
        if sentence and is_new:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
