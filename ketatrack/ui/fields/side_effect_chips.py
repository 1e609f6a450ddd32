"""Side effects of a session: chips for common ones, a line for all others, and details of each chosen one."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import SideEffect
from ketatrack.ui.fields.effect_chips import EffectChips
from ketatrack.ui.fields.effect_line import EffectLine
from ketatrack.ui.fields.effect_row import EFFECT, KEY, EffectRow
from ketatrack.ui.fields.field import Field
from ketatrack.ui.journal import Journal
from ketatrack.ui.theme import GRID

_LINE = "line"


class SideEffectChips(Field):
    """Chosen side effects. What was typed about one that is taken away comes back when it is chosen again."""

    def __init__(self, journal: Journal) -> None:
        """Offer the common ones as chips and the whole vocabulary, or own words, in the line below."""
        super().__init__(_("Side e&ffects"))
        self._journal = journal
        self.rows: list[EffectRow] = []
        self._set_aside: dict[str, dict[str, Any]] = {}
        self._offered = EffectChips(by_enter=True)
        self._offered.turned.connect(self._turn)
        self._offered.focused.connect(self.moved)
        self.chips = self._offered.chips
        self.line = EffectLine()
        self.line.textChanged.connect(self.edited)
        self.line.returnPressed.connect(self.add_typed)
        self.line.picked.connect(self.add_typed)
        self._chosen = QVBoxLayout()
        self._chosen.setSpacing(GRID)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._offered)
        column.addWidget(self.line)
        column.addLayout(self._chosen)
        self._place(body, stretch=True)
        self.setAccessibleName(self.label.text().replace("&", ""))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.label.setBuddy(self)  # the key of the label would press a chip that is its buddy
        self.setFocusProxy(self._offered)

    # choosing

    def choose(self, effect: str, key: str = "") -> EffectRow:
        """Add a row for an effect, with what was typed about it before it was taken away."""
        row = EffectRow(effect, key, self._journal)
        row.set_content(self._set_aside.pop(effect, {}))
        row.removed.connect(self._remove)
        for field in row.fields.values():
            field.edited.connect(self.edited)
        self.rows.append(row)
        self._chosen.addWidget(row)
        self._show_chosen()
        return row

    def add_typed(self) -> None:
        """Choose what stands in the line: a word of the vocabulary where it is one, else own words."""
        if effect := self.line.effect():
            self.choose(effect)
            self.line.clear()

    def _turn(self, effect: str) -> None:
        chosen = [row for row in self.rows if row.effect == effect]
        if chosen:
            self._remove(chosen[-1])
        else:
            self.choose(effect)

    def _remove(self, row: EffectRow) -> None:
        self._set_aside[row.effect] = row.content()
        had_focus = row.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.rows.remove(row)
        self._chosen.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._show_chosen()
        if had_focus:
            self.setFocus()

    def _show_chosen(self) -> None:
        self._offered.press({row.effect for row in self.rows})
        self.edited.emit()

    # the field

    def value(self) -> list[EffectRow]:
        """Return the chosen effects, each with its fields."""
        return self.rows

    def set_value(self, value: Any) -> None:
        """Show recorded side effects."""
        self.show_effects(value or [])

    def show_effects(self, effects: Iterable[SideEffect]) -> None:
        """Show recorded side effects and nothing else."""
        self._clear()
        for effect in effects:
            row = self.choose(effect.effect, effect.id)
            for name, field in row.fields.items():
                field.set_value(getattr(effect, name))

    def content(self) -> Any:
        """Return the chosen effects and what stands in the line; empty when there is nothing."""
        rows = [row.content() for row in self.rows]
        return [rows, self.line.text()] if rows or self.line.text() else ""

    def set_content(self, content: Any) -> None:
        """Put the chosen effects and the line back."""
        self._clear()
        rows, line = content or ([], "")
        for kept in rows:
            self.choose(kept[EFFECT], kept[KEY]).set_content(kept)
        self.line.setText(line)

    def parts(self, content: Any) -> dict[str, Any]:
        """Return the chosen effects by the records that they show, new ones by their names, and the line."""
        rows, line = content or ([], "")
        return {kept[KEY] or kept[EFFECT]: kept for kept in rows} | ({_LINE: line} if line else {})

    def whole(self, parts: Mapping[str, Any]) -> Any:
        """Return the chosen effects and the line."""
        rows = [part for name, part in parts.items() if name != _LINE]
        line = parts.get(_LINE, "")
        return [rows, line] if rows or line else ""

    def part_words(self, part: Any) -> str:
        """Return an effect with what is known about it."""
        if isinstance(part, str):
            return part
        row = EffectRow(part[EFFECT], part[KEY], self._journal)
        row.set_content(part)
        return row.words()

    def _clear(self) -> None:
        for row in list(self.rows):
            self._remove(row)
        self._set_aside.clear()

    # messages

    def show_problem(self, sentence: str, part: str = "") -> None:
        """Say in a chosen effect's row, named by `row.field`, why a value is refused."""
        field = self._field(part)
        if field is None:
            super().show_problem(sentence)
        else:
            field.show_problem(sentence)

    def show_question(self, sentence: str, part: str = "") -> None:
        """Ask in a chosen effect's row about an unusual value."""
        field = self._field(part)
        if field is None:
            super().show_question(sentence)
        else:
            field.show_question(sentence)

    def focus_part(self, part: str) -> None:
        """Go to a field of a chosen effect."""
        (self._field(part) or self).setFocus()

    def clear_message(self) -> None:
        """Take all sentences away."""
        super().clear_message()
        for row in self.rows:
            for field in row.fields.values():
                field.clear_message()

    def _field(self, part: str) -> Field | None:
        number, _dot, name = part.partition(".")
        return self.rows[int(number) - 1].fields.get(name) if number else None
