"""Tags of an entry: words that are completed from those used before, each kept as a chip."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QToolButton, QVBoxLayout, QWidget

from ketatrack.domain.integration import same_tag
from ketatrack.domain.language import gettext as _
from ketatrack.ui.fields.field import Field
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.layout import breakable
from ketatrack.ui.theme import GRID, TARGET

_OFFERED = 8
"""Used tags that stand as chips from the beginning; all others are completed in the line."""


class TagsField(Field):
    """A line that takes one tag after the other; chips show those that are on the entry, and offer others."""

    def __init__(self, label: str, used: Sequence[str]) -> None:
        """Offer the tags that were used before, the most used first."""
        super().__init__(label)
        self._used = list(used)
        self.chips: dict[str, QToolButton] = {}
        holder = QWidget()
        self._flow = FlowLayout(holder)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("A tag, then Enter or a comma"))
        completer = QCompleter(self._used, self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)
        self.line.textEdited.connect(self._take_at_comma)
        self.line.textChanged.connect(self.edited)
        self.line.returnPressed.connect(self.add_typed)
        # after the line has taken the word that was picked
        completer.activated.connect(self.add_typed, Qt.ConnectionType.QueuedConnection)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.line)
        column.addWidget(holder)
        self._place(body, stretch=True)
        self.setFocusProxy(self.line)
        self.label.setBuddy(self.line)
        self.line.setAccessibleName(label)
        for tag in self._used[:_OFFERED]:
            self._add_chip(tag)

    def _add_chip(self, tag: str) -> QToolButton:
        chip = QToolButton()
        chip.setObjectName("segment")
        chip.setText(breakable(tag).replace("&", "&&"))
        chip.setAccessibleName(_("Tag: {tag}").format(tag=tag))
        chip.setCheckable(True)
        chip.setMinimumHeight(TARGET)
        chip.clicked.connect(self.edited)
        self.chips[tag] = chip
        self._flow.arrange(list(self.chips.values()))
        return chip

    def _take_at_comma(self, text: str) -> None:
        if text.endswith(","):
            self.add_typed()

    def add_typed(self) -> None:
        """Put what stands in the line on the entry, as it was written before where it was."""
        for typed in self.line.text().split(","):
            tag = same_tag(typed, [*self.chips, *self._used])
            if tag:
                (self.chips.get(tag) or self._add_chip(tag)).setChecked(True)
        self.line.clear()

    # the field

    def value(self) -> tuple[str, ...]:
        """Return the tags on the entry, with the one that stands in the line."""
        self.add_typed()
        return self._chosen()

    def _chosen(self) -> tuple[str, ...]:
        return tuple(tag for tag, chip in self.chips.items() if chip.isChecked())

    def set_value(self, value: Iterable[str] | None) -> None:
        """Show these tags as those on the entry."""
        chosen = tuple(value or ())
        for tag in chosen:
            if tag not in self.chips:
                self._add_chip(tag)
        for tag, chip in self.chips.items():
            chip.setChecked(tag in chosen)
        self.edited.emit()

    def content(self) -> Any:
        """Return the tags and the line; empty when there is nothing."""
        chosen, line = self._chosen(), self.line.text()
        return [list(chosen), line] if chosen or line else ""

    def set_content(self, content: Any) -> None:
        """Put the tags and the line back."""
        chosen, line = content or ([], "")
        self.set_value(chosen)
        self.line.setText(line)

    def part_words(self, part: Any) -> str:
        """Return the tags, and the line."""
        chosen, line = part or ([], "")
        return ", ".join(filter(None, [*chosen, line]))
