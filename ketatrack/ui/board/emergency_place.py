"""Signs of an emergency on a session's screen: those just written, and all of them by one key."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Record
from ketatrack.domain.safety import emergency_call, emergency_text, fixed_emergency_signs, signs_just_written
from ketatrack.ui.dialogs.help_now_dialog import HelpPart
from ketatrack.ui.dialogs.safety_cards import EmergencyCard
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card
from ketatrack.ui.theme import GRID


class EmergencyPlace(QWidget):
    """Empty until a sign was written down or somebody asks for the list."""

    help_wanted = Signal(HelpPart)
    closed = Signal()
    """What was shown was closed, by the person."""

    def __init__(self, journal: Journal) -> None:
        """Take the open journal, for the country of its patient."""
        super().__init__()
        self._journal = journal
        self.card: Card | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self.hide()

    def _country(self) -> str | None:
        patient = self._journal.patient()
        return patient.country if patient else None

    def show_written(self, written: Sequence[Record]) -> bool:
        """Show the card of an emergency, and say so, where what was just written shows a sign of one."""
        signs = signs_just_written(written, self._journal.records(), now=self._journal.now())
        if signs:
            card = EmergencyCard(signs, self._country())
            card.help_wanted.connect(self.help_wanted)
            card.closed.connect(self.close_card)
            self._put(card, card.buttons[0])
        return bool(signs)

    def show_all(self) -> None:
        """Show every fixed sign of an emergency, and whom to call."""
        card = _SignsCard(self._country())
        card.close_button.clicked.connect(self.close_card)
        card.help_button.clicked.connect(self._ask_for_help)
        self._put(card, card.close_button)

    def _ask_for_help(self) -> None:
        self.help_wanted.emit(HelpPart.CONTACTS)

    def close_card(self) -> None:
        """Take away what is shown."""
        self._drop()
        self.closed.emit()

    def _drop(self) -> None:
        if self.card is not None:
            card, self.card = self.card, None
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.hide()

    def _put(self, card: Card, button: QPushButton) -> None:
        self._drop()
        self.card = card
        self._column.addWidget(card)
        self.show()
        self.setFocusProxy(button)
        button.setFocus()


class _SignsCard(Card):
    """All fixed signs, in the words of `domain.safety`."""

    def __init__(self, country: str | None) -> None:
        super().__init__()
        self.setProperty("tone", "danger")
        for words, role in (
            (_("Signs of an emergency"), "heading"),
            (emergency_call(country), "title"),
            *((f"• {sign}", "") for sign in fixed_emergency_signs()),
            (_(emergency_text().closing), ""),
        ):
            label = QLabel(words)
            label.setProperty("role", role)
            label.setWordWrap(True)
            self.column.addWidget(label)
        self.help_button = WrappingButton(_("Help now"), "F1")
        self.close_button = WrappingButton(_("Close"), _("Esc"))
        buttons = QWidget()
        FlowLayout(buttons).arrange([self.help_button, self.close_button])
        self.column.addWidget(buttons)
