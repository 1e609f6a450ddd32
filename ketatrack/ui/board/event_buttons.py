"""What happens beside the readings, each written down by one tap or key."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.language import gettext as _
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.wrapping_button import WrappingButton

EVENT_KEYS = {
    EventKind.DOSE: "D",
    EventKind.SECOND_DOSE: "S",
    EventKind.ASKED_FOR_HELP: "H",
    EventKind.NAUSEA: "N",
    EventKind.UP_AND_ABOUT: "U",
    EventKind.MEDICINE_GIVEN: "M",
    EventKind.NOTE: "W",
}
"""The kinds that the board offers, with the key of each; N stands for nausea, so a note has W, for words."""

_AFTER_DOSE = {EventKind.DOSE, EventKind.SECOND_DOSE}


def kinds_by_key(*, dosed: bool) -> dict[str, EventKind]:
    """Return what each key notes, before the first dose or after it; a further dose needs a first one."""
    return {key: kind for kind, key in EVENT_KEYS.items() if dosed or kind != EventKind.SECOND_DOSE}


class EventButtons(QWidget):
    """A button for each kind of event; a further dose is offered once there was a first one."""

    chosen = Signal(EventKind)

    def __init__(self, kinds: Sequence[EventKind] = tuple(EVENT_KEYS)) -> None:
        """Make the buttons of some kinds."""
        super().__init__()
        self.buttons = {kind: WrappingButton(_(kind.label), EVENT_KEYS.get(kind, "")) for kind in kinds}
        for kind, button in self.buttons.items():
            button.clicked.connect(partial(self.chosen.emit, kind))
        self._flow = FlowLayout(self)
        self.show_dosed(dosed=False)

    def show_dosed(self, *, dosed: bool) -> None:
        """Offer what there is before the first dose, or after it."""
        shown = [button for kind, button in self.buttons.items() if dosed or kind not in _AFTER_DOSE]
        self._flow.arrange(shown)
