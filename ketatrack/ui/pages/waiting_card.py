"""Says that something which somebody else wrote down waits for the patient."""

from PySide6.QtWidgets import QLabel, QPushButton

from ketatrack.domain.language import gettext as _
from ketatrack.ui.layout import Card


class WaitingCard(Card):
    """A card that is there only while something waits."""

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__()
        self.setProperty("tone", "notice")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.look_button = QPushButton(_("Look at them"))
        self.column.addWidget(self._words)
        self.add_row(self.look_button)
        self.hide()

    def say(self, words: str) -> None:
        """Say what waits; empty where nothing does."""
        self._words.setText(words)
        self.look_button.setAccessibleDescription(words)
        self.setVisible(bool(words))
