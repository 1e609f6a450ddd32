"""What a sitter's screen has beside the board of a session: when to look in, what is seen, whom to call."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.side_effects import common_side_effects, side_effect_vocabulary
from ketatrack.ui.board.event_buttons import NOTED_BY_KEY
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.layout import Card

LOOK_IN_KEY = "L"


class LookInCard(Card):
    """When to look in next, in words that change calmly once that moment has passed; one tap notes it."""

    def __init__(self) -> None:
        """Start without words."""
        super().__init__()
        self.words = QLabel()
        self.words.setProperty("role", "title")
        self.words.setWordWrap(True)
        self.button = WrappingButton(_("I looked in"), LOOK_IN_KEY, primary=True)
        self.column.addWidget(self.words)
        self.column.addWidget(self.button)

    def show_words(self, words: str) -> None:
        """Show when; the same words paint nothing anew."""
        if words != self.words.text():
            self.words.setText(words)


class SeenCard(Card):
    """Side effects that somebody who watches may see, each written down by one tap."""

    seen = Signal(object)
    """Carries the id of a term."""

    def __init__(self) -> None:
        """Offer the common ones that have no key on the board, then the signs of an emergency."""
        super().__init__(_("What you see"))
        emergencies = [term for term in side_effect_vocabulary().terms if term.emergency]
        common = [term for term in common_side_effects() if term.id not in NOTED_BY_KEY.values()]
        terms = {term.id: term for term in (*common, *emergencies)}
        self.buttons = {name: WrappingButton(_(term.label)) for name, term in terms.items()}
        for name, button in self.buttons.items():
            button.clicked.connect(partial(self.seen.emit, name))
        holder = QWidget()
        FlowLayout(holder).arrange(list(self.buttons.values()))
        self.column.addWidget(holder)
