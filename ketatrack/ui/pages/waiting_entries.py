"""Says on the Today page that entries of a sitter wait for the patient."""

from PySide6.QtWidgets import QLabel, QPushButton

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.reviews import waiting
from ketatrack.ui.layout import Card


class WaitingEntries(Card):
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

    def show_waiting(self, records: CourseRecords) -> None:
        """Count those that wait."""
        count = len(waiting(records))
        self._words.setText(
            ngettext(
                "{n} entry of a sitter waits for you.", "{n} entries of a sitter wait for you.", count
            ).format(n=count)
        )
        self.look_button.setAccessibleDescription(self._words.text())
        self.setVisible(bool(count))
