"""What a sitter's screen has beside the board of a session: when to look in, what is seen, whom to call."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.language import gettext as _
from ketatrack.domain.side_effects import common_side_effects, side_effect_vocabulary
from ketatrack.ui.board.rows import ButtonRows
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

    seen = Signal(str)
    """Carries the id of a term."""
    take_out_wanted = Signal(str)
    """Carries the id of an entry."""

    def __init__(self) -> None:
        """Offer the common ones that are no event of the board, then the signs of an emergency."""
        super().__init__(_("What you see"))
        emergencies = [term for term in side_effect_vocabulary().terms if term.emergency]
        common = [term for term in common_side_effects() if term.id not in set(EventKind)]
        terms = {term.id: term for term in (*common, *emergencies)}
        self.buttons = {name: WrappingButton(_(term.label)) for name, term in terms.items()}
        for name, button in self.buttons.items():
            button.clicked.connect(partial(self.seen.emit, name))
        holder = QWidget()
        FlowLayout(holder).arrange(list(self.buttons.values()))
        self.written = ButtonRows()
        self.written.chosen.connect(self.take_out_wanted)
        self.column.addWidget(holder)
        self.column.addWidget(self.written)

    def show_written(self, rows: Sequence[tuple[str, str]]) -> None:
        """List what was written down, each entry's id with its line; pressing one takes it out."""
        self.written.show_rows([(key, _("Take out: {what}").format(what=words)) for key, words in rows])
