"""A line for one more side effect: it completes the words of the vocabulary, and takes any others too."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from ketatrack.domain.language import gettext as _
from ketatrack.domain.side_effects import effect_meant, side_effect_vocabulary


class EffectLine(QLineEdit):
    """Empty at first; whoever holds it takes the effect from it and clears it."""

    picked = Signal()
    """A word was chosen from those that complete what is typed, and stands in the line now."""

    def __init__(self) -> None:
        """Offer the whole vocabulary, wherever in a word the letters stand."""
        super().__init__()
        self.setPlaceholderText(_("Another one, or your own words, then Enter"))
        self.setAccessibleName(_("Another side effect"))
        completer = QCompleter([_(term.label) for term in side_effect_vocabulary().terms], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        # after the line has taken the word that was picked
        completer.activated.connect(self.picked, Qt.ConnectionType.QueuedConnection)

    def effect(self) -> str:
        """Return what stands in the line as an entry keeps it; empty where nothing does."""
        return effect_meant(self.text())
