"""Which journal entries are handed over: those with one of the ticked tags, all where none is ticked."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import JournalEntry
from ketatrack.domain.wording import shortened
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.layout import quiet
from ketatrack.ui.theme import GRID


class JournalTags(QWidget):
    """A box to tick for each tag that is in use; away while the journal itself stays at home."""

    edited = Signal()

    def __init__(self) -> None:
        """Start without tags, and hidden."""
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        self._wanted = False
        row = QWidget()
        self._flow = FlowLayout(row, 2 * GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(quiet(_("Only journal entries with one of these tags; all where none is ticked")))
        column.addWidget(row)
        self.hide()

    def offer(self, entries: Iterable[JournalEntry]) -> None:
        """Offer the tags of a course's entries; one that is ticked stays, so that nothing more goes out."""
        kept = (tag for tag, box in self.boxes.items() if box.isChecked())
        tags = dict.fromkeys((*kept, *sorted({tag for each in entries for tag in each.tags})))
        for gone in self.boxes.keys() - tags:
            box = self.boxes.pop(gone)
            self._flow.removeWidget(box)
            box.deleteLater()
        self.boxes = {tag: self.boxes.get(tag) or self._box(tag) for tag in tags}
        self._flow.arrange(list(self.boxes.values()))
        self.setVisible(self._wanted and bool(self.boxes))

    def _box(self, tag: str) -> QCheckBox:
        box = QCheckBox(shortened(tag).replace("&", "&&"))
        box.setAccessibleName(tag)
        box.setToolTip(tag)
        box.toggled.connect(self.edited)
        return box

    def want(self, wanted: bool) -> None:
        """Be there while the journal is part of what is handed over."""
        self._wanted = wanted
        self.setVisible(wanted and bool(self.boxes))

    def ticked(self) -> tuple[str, ...]:
        """Return the ticked tags."""
        return tuple(tag for tag, box in self.boxes.items() if box.isChecked())
