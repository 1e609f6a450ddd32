"""The two cards that stand above the page after saving: support in a crisis, and signs of an emergency.

Their words are those of `domain.safety`. They keep nothing from being saved and stay until they are closed.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton

from ketatrack.domain.language import gettext as _
from ketatrack.domain.safety import crisis_line, crisis_panel, emergency_call, emergency_text
from ketatrack.ui.dialogs.help_now_dialog import HelpPart
from ketatrack.ui.layout import Card


class SafetyCard(Card):
    """A card with fixed words and a few buttons, read aloud by screen readers when it appears."""

    help_wanted = Signal(HelpPart)
    """Asks for contacts and services, at one of the two."""
    closed = Signal()

    def __init__(self, tone: str) -> None:
        """Make an empty card; the tone is a colour of its frame."""
        super().__init__()
        self.setProperty("tone", tone)
        self.takes_focus = True
        self._words: list[str] = []
        self.buttons: list[QPushButton] = []

    def words(self) -> str:
        """Return all that the card says."""
        return " ".join(self._words)

    def showEvent(self, event: QShowEvent) -> None:
        """Have the words read aloud, and take the focus where the card says something new."""
        super().showEvent(event)
        if event.spontaneous():
            return
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.words()))
        if self.takes_focus:
            self.buttons[0].setFocus()

    def _say(self, words: str, role: str = "") -> None:
        label = QLabel(words)
        label.setProperty("role", role)
        label.setWordWrap(True)
        self.column.addWidget(label)
        self._words.append(words)
        self.setAccessibleName(self.words())

    def _offer(self, *buttons: QPushButton) -> None:
        self.buttons = list(buttons)
        for button in buttons:
            button.setAccessibleDescription(self.words())
        self.add_row(*buttons)

    def _help_button(self, words: str, part: HelpPart) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(partial(self.help_wanted.emit, part))
        return button

    def _close_button(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(self.closed)
        return button


class CrisisCard(SafetyCard):
    """Support after thoughts of death or self-harm were noted: the full panel, or one line."""

    def __init__(self, country: str | None, *, full: bool) -> None:
        """Take the patient's country, None when it is not known."""
        super().__init__("calm" if full else "notice")
        self.takes_focus = full
        for paragraph in crisis_panel(country) if full else [crisis_line(country)]:
            self._say(paragraph)
        self._offer(
            self._help_button(_("Show my contacts"), HelpPart.CONTACTS),
            self._help_button(_("Show crisis services"), HelpPart.SERVICES),
            self._close_button(_("Continue")),
        )


class EmergencyCard(SafetyCard):
    """Whom to tell or call after signs of an emergency were noted."""

    def __init__(self, signs: Sequence[str], country: str | None) -> None:
        """Take the signs in words, and the patient's country, None when it is not known."""
        super().__init__("danger")
        text = emergency_text()
        self._say(emergency_call(country), "title")
        self._say(_(text.reason))
        self._say(" · ".join(signs))
        self._say(_(text.closing), "quiet")
        self._offer(self._help_button(_("Help now"), HelpPart.CONTACTS), self._close_button(_("Close")))
