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
    discard_wanted = Signal()
    """What was typed and not written is not wanted any more."""

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
        self.discard_button = WrappingButton(_("Discard it"))
        self.discard_button.clicked.connect(self.discard_wanted)
        buttons = QWidget()
        self._flow = FlowLayout(buttons)
        self.rest_words = QLabel()
        self.rest_words.setWordWrap(True)
        self.rest_words.setProperty("role", "question")
        self._rest = QWidget()
        self._rest.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.words)
        column.addWidget(buttons)
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(GRID)
        rest.addWidget(self.rest_words)
        ways = QWidget()
        FlowLayout(ways).arrange([self.rest_button, self.discard_button])
        rest.addWidget(ways)
        column.addWidget(self._rest)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said about the last step; empty where nothing is."""
        return self.words.accessibleName()

    def show_step(self, step: str, *, is_event: bool) -> None:
        """Say what was written last; nothing where that is not to be taken back from here."""
        sentence = _("Written: {step}").format(step=step) if step else ""
        self._flow.arrange([self.undo_button, *([self.more_button] if is_event else [])] if step else [])
        self._tell("", sentence)

    def offer_rest(self, title: str) -> None:
        """Offer to go on with what was typed under a title and is not written down; no more where empty."""
        sentence = unwritten_words(title)
        is_new = sentence != self.rest_words.accessibleName()
        self.rest_words.setText(breakable(sentence))
        self.rest_words.setAccessibleName(sentence)
        self._rest.setVisible(bool(sentence))
        self._stand()
        if sentence and is_new:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def refuse(self, sentence: str) -> None:
        """Say why something was not written."""
        self._flow.arrange([])
        self._tell("problem", sentence)

    def _tell(self, role: str, sentence: str) -> None:
        is_new = sentence != self.sentence
        self.words.setProperty("role", role)
        self.words.setText(breakable(sentence))
        self.words.setAccessibleName(sentence)
        self.words.setVisible(bool(sentence))
        self.words.style().polish(self.words)
        self._stand()
        if sentence and is_new:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _stand(self) -> None:
        self.setVisible(bool(self.words.text() or self.rest_words.text()))


def unwritten_words(title: str) -> str:
    """Say that something was typed under a title and not written down; nothing for an empty title."""
    return _("What you typed in “{title}” is not written down.").format(title=title) if title else ""
