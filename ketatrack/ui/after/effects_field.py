"""Side effects that are there now, as chips; a line takes any other, or a person's own words."""

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.side_effects import common_side_effects, label_of_effect
from ketatrack.ui.fields.effect_line import EffectLine
from ketatrack.ui.fields.field import Field
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.layout import breakable
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
        self.chips: dict[str, QToolButton] = {}
        holder = QWidget()
        self._flow = FlowLayout(holder)
        self.line = EffectLine()
        self.line.textChanged.connect(self.edited)
        self.line.picked.connect(self.add_typed)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(holder)
        words = QLabel(self.line.placeholderText())
        words.setWordWrap(True)
        self.line.setPlaceholderText("")  # its grey is too faint for a session's screen
        column.addWidget(words)
        column.addWidget(self.line)
        self._place(body, stretch=True)
        for term in common_side_effects():
            if term.id not in asked_elsewhere:
                self._add_chip(term.id)
        self._stop_at(next(iter(self.chips.values())))

    def _add_chip(self, effect: str) -> QToolButton:
        chip = QToolButton()
        chip.setObjectName("segment")
        chip.setText(breakable(label_of_effect(effect)).replace("&", "&&"))
        chip.setAccessibleName(_("Side effect: {effect}").format(effect=label_of_effect(effect)))
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        chip.installEventFilter(self)
        chip.clicked.connect(partial(self._turned, chip))
        self.chips[effect] = chip
        self._flow.arrange(list(self.chips.values()))
        return chip

    def _turned(self, chip: QToolButton) -> None:
        self._stop_at(chip)
        self.edited.emit()

    def add_typed(self) -> bool:
        """Choose what stands in the line, a word of the vocabulary or own words; False where it is empty."""
        effect = self.line.effect()
        if not effect:
            return False
        if effect in self._asked_elsewhere:
            self.met.emit(effect)
        else:
            (self.chips.get(effect) or self._add_chip(effect)).setChecked(True)
        self.line.clear()
        self.edited.emit()
        return True

    # the field

    def value(self) -> tuple[str, ...]:
        """Return the effects whose chips are pressed; what stands in the line is not yet one."""
        return tuple(effect for effect, chip in self.chips.items() if chip.isChecked())

    def set_value(self, value: Iterable[str] | None) -> None:
        """Press these effects' chips and no other."""
        pressed = tuple(value or ())
        for effect in pressed:
            if effect in self._asked_elsewhere:
                self.met.emit(effect)
            elif effect not in self.chips:
                self._add_chip(effect)
        for effect, chip in self.chips.items():
            chip.setChecked(effect in pressed)
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

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows go from chip to chip."""
        chips = list(self.chips.values())
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in chips:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if step:
                self._stop_at(chips[(chips.index(watched) + step) % len(chips)])
                self.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _stop_at(self, stop: QToolButton) -> None:
        """Let Tab stop at one chip only."""
        for chip in self.chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)
