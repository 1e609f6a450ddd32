"""Side effects as a row of chips, each pressed or not: the common ones, and whichever were added."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.side_effects import common_side_effects, label_of_effect
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.layout import breakable
from ketatrack.ui.theme import TARGET


class EffectChips(QWidget):
    """The arrows go from chip to chip; Tab stops at one only, so that a dozen keys are not needed to pass."""

    turned = Signal(str)
    """Carries the effect whose chip the person pressed or let go."""
    focused = Signal()
    """A chip has the focus now, wherever the focus came from."""
    stepped = Signal()
    """The arrows led from one chip to another, perhaps out of sight."""

    def __init__(self, *, by_enter: bool, apart_from: Collection[str] = ()) -> None:
        """Offer the common ones apart from some, none of them pressed.

        Args:
            by_enter: lets Enter turn one, as Space does.
            apart_from: those that are not offered.
        """
        super().__init__()
        self._by_enter = by_enter
        self._flow = FlowLayout(self)
        self.chips: dict[str, QToolButton] = {}
        for term in common_side_effects():
            if term.id not in apart_from:
                self.add(term.id)
        if self.chips:
            self.stop_at(next(iter(self.chips)))

    def add(self, effect: str) -> None:
        """Offer another one behind those that are there."""
        words = label_of_effect(effect)
        chip = QToolButton()
        chip.setObjectName("segment")
        chip.setText(breakable(words).replace("&", "&&"))
        chip.setAccessibleName(_("Side effect: {effect}").format(effect=words))
        chip.setCheckable(True)
        chip.setMinimumHeight(TARGET)
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        chip.installEventFilter(self)
        chip.clicked.connect(partial(self.turned.emit, effect))
        self.chips[effect] = chip
        self._flow.arrange(list(self.chips.values()))

    def pressed(self) -> tuple[str, ...]:
        """Return the effects whose chips are pressed."""
        return tuple(effect for effect, chip in self.chips.items() if chip.isChecked())

    def press(self, effects: Collection[str]) -> None:
        """Press the chips of these effects and no other."""
        for effect, chip in self.chips.items():
            chip.setChecked(effect in effects)

    def stop_at(self, effect: str) -> None:
        """Let Tab stop at the chip of this effect."""
        stop = self.chips[effect]
        for chip in self.chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell which chip has the focus, and do what the keys of a chip do."""
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            effects = list(self.chips)
            at = effects.index(next(effect for effect in effects if self.chips[effect] is watched))
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if step:
                self.stop_at(effects[(at + step) % len(effects)])
                self.setFocus()
                self.stepped.emit()
                return True
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if self._by_enter and plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.chips[effects[at]].click()
                return True
        return super().eventFilter(watched, event)
