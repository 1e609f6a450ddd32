"""What happens beside the readings, each written down by one tap or key."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.language import gettext as _
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.wrapping_button import WrappingButton

DOSE_KEY = "D"
NOTED_BY_KEY: Mapping[str, EventKind | str] = {
    DOSE_KEY: EventKind.DOSE,
    "S": EventKind.SECOND_DOSE,
    "H": EventKind.ASKED_FOR_HELP,
    "N": "nausea",
    "U": EventKind.UP_AND_ABOUT,
    "M": EventKind.MEDICINE_GIVEN,
    "W": EventKind.NOTE,
}
"""What the board offers with the key of each: a kind of event, or a side effect by its id in the vocabulary.

N stands for nausea, so a note has W, for words.
"""

_AFTER_DOSE = {EventKind.DOSE, EventKind.SECOND_DOSE}


def noted_by_key(*, dosed: bool) -> dict[str, EventKind | str]:
    """Return what each key notes, before the first dose or after it; a further dose needs a first one."""
    return {key: what for key, what in NOTED_BY_KEY.items() if dosed or what != EventKind.SECOND_DOSE}


def name_of(what: EventKind | str) -> str:
    """Return what a kind of event or a side effect is called."""
    return _(what.label) if isinstance(what, EventKind) else label_of_effect(what)


class EventButtons(QWidget):
    """A button for each thing that can happen; a further dose is offered once there was a first one."""

    chosen = Signal(object)
    """Carries the kind of an event, or the id of a side effect."""

    def __init__(self) -> None:
        """Make the buttons."""
        super().__init__()
        self.buttons = {what: WrappingButton(name_of(what), key) for key, what in NOTED_BY_KEY.items()}
        for what, button in self.buttons.items():
            button.clicked.connect(partial(self.chosen.emit, what))
        self._flow = FlowLayout(self)
        self.show_dosed(dosed=False)

    def show_dosed(self, *, dosed: bool) -> None:
        """Offer what there is before the first dose, or after it."""
        shown = [button for what, button in self.buttons.items() if dosed or what not in _AFTER_DOSE]
        self._flow.arrange(shown)
