"""A short list of entries that are read as text, each with buttons to edit and to delete it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.layout import breakable, quiet
from ketatrack.ui.theme import GRID


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its first line, the quiet lines below it, its form, and what removes it, if it can be."""

    name: str
    lines: Sequence[str]
    form: str
    remove: Callable[[], None] | None = None
    called: str = ""
    """How the buttons name it aloud, where its first line is no name."""


class EntryList(QWidget):
    """Entries one below the other; it is made anew for what there is."""

    form_wanted = Signal(str)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * GRID)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries in place of those before."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._row(entry) for entry in entries]
        for row in self.rows:
            self._column.addWidget(row)

    def _row(self, entry: Entry) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        first = QLabel(breakable(entry.name))
        first.setWordWrap(True)
        words.addWidget(first)
        for text in entry.lines:
            words.addWidget(quiet(breakable(text)))
        line.addLayout(words, 1)
        for label, name, act in (
            (_("Edit…"), _("Edit: {what}"), partial(self.form_wanted.emit, entry.form)),
            (_("Delete"), _("Delete: {what}"), entry.remove),
        ):
            if act is None:
                continue
            button = QPushButton(label)
            button.setAccessibleName(name.format(what=entry.called or entry.name))
            button.clicked.connect(act)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row
