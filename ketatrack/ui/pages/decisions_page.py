"""Where entries that somebody else wrote wait for the person: each on a card of its own, decided by a key."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLayout, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, clear_layout, heading, quiet
from ketatrack.ui.pages.page import Page
from ketatrack.ui.theme import GRID

_AS_WIDE_AS_THE_PAGE = Qt.AlignmentFlag(0)


class DecisionCard(Card):
    """One entry. It can have the focus, and then the keys of its buttons decide."""

    def __init__(self, line: str) -> None:
        """Take the words that tell the entry from the others."""
        super().__init__()
        self._line = line
        self._keyed: dict[QKeySequence, QPushButton] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "note")

    def decision(self, words: str, keys: str, decide: Callable[[], object] | SignalInstance) -> QPushButton:
        """Return a button that decides; its keys, where it has any, do the same."""
        button = QPushButton(words)
        button.setToolTip(keys)
        button.setAccessibleName(f"{words}: {self._line}")
        button.clicked.connect(decide)
        if keys:
            self._keyed[QKeySequence(keys)] = button
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do as the button of the keys does."""
        button = self._keyed.get(QKeySequence(event.keyCombination()))
        if button is None:
            super().keyPressEvent(event)
        else:
            button.click()


class DecisionsPage(Page):
    """Cards below each other, first those that wait; after each decision the first one has the focus."""

    def __init__(
        self, journal: Journal, title: str, words: str, without: str, above: Sequence[QLayout] = ()
    ) -> None:
        """Say what the cards are, or `without` any where they come from, with what stands above them."""
        super().__init__(journal)
        self.setAccessibleName(title)
        self.empty = quiet(without)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(2 * GRID)
        self.cards: list[DecisionCard] = []
        self.scroll_area = self.lay_out(heading(title), quiet(words), *above, self.empty, self.rows)

    def clear(self) -> None:
        """Take everything away that was put on the page."""
        clear_layout(self.rows)
        self.cards = []

    def put_card(self, card: DecisionCard) -> None:
        """Show a card below what is there."""
        self.cards.append(card)
        self.put(card)

    def put(self, part: QWidget, where: Qt.AlignmentFlag = _AS_WIDE_AS_THE_PAGE) -> None:
        """Show something else among the cards, such as a heading."""
        self.rows.addWidget(part, 0, where)
        part.show()  # at once, so that it can have the focus

    def write(self, step: Callable[[], object], said: str) -> None:
        """Write a decision as one step that can be undone, say so, and go on at the first card."""
        try:
            step()
        except JournalError as error:
            self.journal.refresh()
            self.notice.emit(str(error))
            return
        self.setFocus()
        if self.cards:
            self.scroll_area.ensureWidgetVisible(self.cards[0])
        self.undoable.emit(said)
