"""The card above a form whose entry was changed elsewhere: what stands here and there, and a choice."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.record import Record
from ketatrack.domain.wording import shortened
from ketatrack.ui.fields.choice_field import SegmentField
from ketatrack.ui.fields.field import Field
from ketatrack.ui.forms.comparison import Difference
from ketatrack.ui.history.words import changed_words
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, heading, quiet, selectable, unbroken
from ketatrack.ui.theme import GRID

_MINE, _NEWER = "mine", "newer"
_LONGEST = 600
"""Letters of a text; the form shows all of what was typed, the history all of what was there."""


class ComparisonCard(Card):
    """Says of each value what was typed and what the journal holds; a choice changes the form at once."""

    chosen = Signal()

    def __init__(
        self, journal: Journal, fields: Mapping[str, Field], entry: Record, differences: Sequence[Difference]
    ) -> None:
        """Show the differences; `fields` hold what was typed where it was, else what is newer."""
        super().__init__()
        self.setProperty("tone", "notice")
        self._journal = journal
        self._fields = fields
        self._entry = entry
        self.column.addWidget(heading(_("This entry was changed elsewhere meanwhile"), "heading"))
        self.column.addWidget(
            quiet(
                _(
                    "Nothing of what you typed is lost, and nothing is written yet. Choose what the form is "
                    "to hold, then save. The history keeps the other version."
                )
            )
        )
        self.choices = [self._add(each) for each in differences]
        self.mine_button = QPushButton(_("All of mine"))
        self.newer_button = QPushButton(_("All of the newer one"))
        self.mine_button.clicked.connect(partial(self._choose_all, _MINE))
        self.newer_button.clicked.connect(partial(self._choose_all, _NEWER))
        if len(differences) > 1:
            self.add_row(self.mine_button, self.newer_button)
        self.setFocusProxy(self.choices[0])

    def _add(self, difference: Difference) -> SegmentField:
        field = self._fields[difference.field]
        name = unbroken(field.label.text()).replace("&", "")
        told = shortened(field.part_words(difference.mine or difference.newer)) if difference.part else ""
        choice = SegmentField(
            ", ".join(filter(None, (name, told))), [(_MINE, _("Mine")), (_NEWER, _("The newer one"))]
        )
        choice.set_value(_MINE if difference.is_typed else _NEWER)
        choice.edited.connect(partial(self._choose, difference, choice))
        here = _part_words(field, difference.mine)
        there = _part_words(field, difference.newer)
        lines = QVBoxLayout()
        lines.setSpacing(GRID // 2)
        lines.addWidget(selectable(_("Here: {value}").format(value=here)))
        step = self._journal.store.last_step(difference.part or self._entry.id)
        when = changed_words(step, self._journal.now()) if step else ""
        words = _("Now in the journal, {changed}: {value}") if when else _("Now in the journal: {value}")
        lines.addWidget(selectable(words.format(changed=when, value=there)))
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(heading(name, ""))
        column.addLayout(lines)
        choice.label.hide()
        column.addWidget(choice)
        self.column.addWidget(row)
        return choice

    def _choose(self, difference: Difference, choice: SegmentField) -> None:
        chosen = choice.value()
        if chosen is None:
            choice.set_value(_MINE)  # one of them always stands in the form
            return
        field = self._fields[difference.field]
        parts = field.parts(field.content())
        value = difference.mine if chosen == _MINE else difference.newer
        if value is None:
            parts.pop(difference.part, None)
        else:
            parts[difference.part] = value
        field.set_content(field.whole(parts))
        self.chosen.emit()

    def _choose_all(self, chosen: str) -> None:
        for choice in self.choices:
            choice.set_value(chosen)


def _part_words(field: Field, part: object) -> str:
    if part is None:
        return _("not there")
    return shortened(field.part_words(part), _LONGEST) or _("empty")
