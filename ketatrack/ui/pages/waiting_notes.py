"""Says on the Today page that notes of a caregiver wait for a decision."""

from collections.abc import Iterable

from PySide6.QtWidgets import QLabel, QPushButton

from ketatrack.domain.caregiver_notes import waiting
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.records import CaregiverNote
from ketatrack.ui.layout import Card


class WaitingNotes(Card):
    """A card that is there only while some wait."""

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

    def show_notes(self, notes: Iterable[CaregiverNote]) -> None:
        """Count those that wait."""
        count = len(waiting(notes))
        self._words.setText(
            ngettext(
                "{n} note from your caregiver waits for you.",
                "{n} notes from your caregiver wait for you.",
                count,
            ).format(n=count)
        )
        self.look_button.setAccessibleDescription(self._words.text())
        self.setVisible(bool(count))
