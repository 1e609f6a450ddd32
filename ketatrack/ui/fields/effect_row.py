"""One side effect that was chosen in a session, with what is known about it."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import SideEffect
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.words import Severity
from ketatrack.ui.fields.choice_field import SegmentField, choices_of
from ketatrack.ui.fields.derive import field_for
from ketatrack.ui.fields.field import Field
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.text_field import NumberField
from ketatrack.ui.fold import Fold
from ketatrack.ui.journal import Journal
from ketatrack.ui.theme import GRID

_DETAILS = ("severity", "onset_minutes", "resolved_minutes", "needed_help")
_SELDOM = ("peak_minutes", "still_present")
_SELDOM_LINES = ("done_about_it", "noticed_by")
"""What is seldom known of one, folded away; the latter each have a line of their own."""
EFFECT, KEY = "effect", "key"
"""Names under which a draft keeps which effect it is, and which record the row shows."""
_MINUTES_PX = 64


class EffectRow(QFrame):
    """One side effect that was chosen, with what is known about it."""

    removed = Signal(object)

    def __init__(self, effect: str, key: str, journal: Journal) -> None:
        """Take the effect as journals keep it, and the id of the record it shows, empty for a new one."""
        super().__init__()
        self.setObjectName("card")
        self.effect = effect
        self.key = key
        label = label_of_effect(effect)
        name = QLabel(label)
        name.setWordWrap(True)
        remove = QPushButton(_("Remove"))
        remove.setAccessibleName(_("Remove: {effect}").format(effect=label))
        remove.clicked.connect(partial(self.removed.emit, self))
        head = QHBoxLayout()
        head.addWidget(name, 1)
        head.addWidget(remove)
        self.fields: dict[str, Field] = {
            detail: SegmentField(_(label_of(SideEffect, detail)), choices_of(Severity))
            if detail == "severity"
            else field_for(SideEffect, detail, journal)
            for detail in (*_DETAILS, *_SELDOM, *_SELDOM_LINES)
        }
        for field in self.fields.values():
            if isinstance(field, NumberField):
                field.editor.setFixedWidth(_MINUTES_PX)
        details = FlowLayout(gap=2 * GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.addLayout(head)
        column.addLayout(details)
        details.arrange([self.fields[detail] for detail in _DETAILS])
        self.fold = self._folded(label)
        column.addWidget(self.fold)

    def _folded(self, label: str) -> Fold:
        fold = Fold(_("More about it"))
        fold.button.setAccessibleName(_("More about it: {effect}").format(effect=label))
        first = FlowLayout(gap=2 * GRID)
        fold.inside.addLayout(first)
        first.arrange([self.fields[detail] for detail in _SELDOM])
        for detail in _SELDOM_LINES:
            fold.inside.addWidget(self.fields[detail])
        for detail in (*_SELDOM, *_SELDOM_LINES):
            self.fields[detail].edited.connect(partial(self._unfold, detail))
        return fold

    def _unfold(self, detail: str) -> None:
        if self.fields[detail].content():
            self.fold.open()

    def content(self) -> dict[str, Any]:
        """Return everything that stands in the row, as JSON would keep it."""
        return {EFFECT: self.effect, KEY: self.key} | {
            name: field.content() for name, field in self.fields.items()
        }

    def set_content(self, content: dict[str, Any]) -> None:
        """Put the details back."""
        for name, field in self.fields.items():
            field.set_content(content.get(name, ""))

    def words(self) -> str:
        """Return the effect with what is known about it."""
        known = (
            f"{field.label.text()} {words}"
            for field in self.fields.values()
            if (words := field.part_words(field.content()))
        )
        return ", ".join([label_of_effect(self.effect), *known])
