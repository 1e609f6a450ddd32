"""Side effects that are there now, as chips; a line takes any other, or a person's own words."""

from collections.abc import Collection, Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ketatrack.domain.side_effects import label_of_effect
from ketatrack.ui.fields.effect_chips import EffectChips
from ketatrack.ui.fields.effect_line import EffectLine
from ketatrack.ui.fields.field import Field
from ketatrack.ui.theme import GRID


class EffectsField(Field):
    """Chips that are pressed or not: the common side effects, and whichever were chosen besides."""

    met = Signal(str)
    """An effect was typed that is asked about elsewhere, where the answer belongs."""

    def __init__(self, label: str, *, asked_elsewhere: Collection[str] = ()) -> None:
        """Offer the common ones, none of them pressed.

        Args:
            label: what they are.
            asked_elsewhere: effects that are not offered here, since the page asks about each by itself.
        """
        super().__init__(label)
        self._asked_elsewhere = asked_elsewhere
        self._offered = EffectChips(by_enter=False, apart_from=asked_elsewhere)
        self._offered.turned.connect(self._turned)
        self._offered.stepped.connect(self.moved)
        self.chips = self._offered.chips
        self.line = EffectLine()
        self.line.textChanged.connect(self.edited)
        self.line.picked.connect(self.add_typed)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._offered)
        words = QLabel(self.line.placeholderText())
        words.setWordWrap(True)
        self.line.setPlaceholderText("")  # its grey is too faint for a session's screen
        column.addWidget(words)
        column.addWidget(self.line)
        self._place(body, stretch=True)
        self.setFocusProxy(self._offered if self.chips else self.line)

    def _turned(self, effect: str) -> None:
        self._offered.stop_at(effect)
        self.edited.emit()

    def add_typed(self) -> bool:
        """Choose what stands in the line, a word of the vocabulary or own words; False where it is empty."""
        effect = self.line.effect()
        if not effect:
            return False
        self._offer(effect)
        if effect in self.chips:
            self.chips[effect].setChecked(True)
        self.line.clear()
        self.edited.emit()
        return True

    def _offer(self, effect: str) -> None:
        """Make a chip for an effect that has none; one that is asked about elsewhere is answered there."""
        if effect in self._asked_elsewhere:
            self.met.emit(effect)
        elif effect not in self.chips:
            self._offered.add(effect)

    # the field

    def value(self) -> tuple[str, ...]:
        """Return the effects whose chips are pressed; what stands in the line is not yet one."""
        return self._offered.pressed()

    def set_value(self, value: Iterable[str] | None) -> None:
        """Press these effects' chips and no other."""
        pressed = tuple(value or ())
        for effect in pressed:
            self._offer(effect)
        self._offered.press(pressed)
        self.edited.emit()

    def content(self) -> Any:
        """Return the pressed effects and the line; empty when there is nothing."""
        return [list(self.value()), self.line.text()] if self.value() or self.line.text() else ""

    def set_content(self, content: Any) -> None:
        """Put the pressed effects and the line back."""
        pressed, line = content or ([], "")
        self.set_value(pressed)
        self.line.setText(line)

    def part_words(self, part: Any) -> str:
        """Return the effects by their names, and the line."""
        pressed, line = part or ([], "")
        return ", ".join(filter(None, [*map(label_of_effect, pressed), line]))
