"""The end of a session: how it ended, and when; one that was left open ends with its last entry."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.words import Outcome
from ketatrack.ui.board.recorder import SessionRecorder
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.layout import Card, heading


class EndPanel(Card):
    """Asks once how the session ended, and closes its board."""

    ended = Signal()
    left = Signal()

    def __init__(self, recorder: SessionRecorder) -> None:
        """Make the buttons."""
        super().__init__()
        self._recorder = recorder
        self._at: datetime | None = None
        self.column.addWidget(heading(_("End of the session"), "title"))
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.column.addWidget(self.words)
        self.buttons = {
            outcome: WrappingButton(words)
            for outcome, words in (
                (Outcome.COMPLETED, _("It was completed")),
                (Outcome.STOPPED_EARLY, _("It was stopped early")),
                (Outcome.NOT_GIVEN, _("No dose was given")),
            )
        }
        for outcome, button in self.buttons.items():
            button.clicked.connect(partial(self._end, outcome))
        self.leave_button = WrappingButton(_("Back"), _("Esc"))
        self.leave_button.clicked.connect(self.left)
        buttons = QWidget()
        self._flow = FlowLayout(buttons)
        self.column.addWidget(buttons)

    def open(self, at: datetime | None = None, rest: str = "") -> None:
        """Offer the ends that there can be.

        Args:
            at: when it ended; None for now.
            rest: says what was typed and is not written down; empty where there is nothing.
        """
        self._at = at
        is_dosed = self._recorder.dosed_at is not None
        offered = [
            button for outcome, button in self.buttons.items() if (outcome != Outcome.NOT_GIVEN) == is_dosed
        ]
        when = (
            _("The board closes. Everything written down stays, and it can be opened again with Undo.")
            if at is None
            else _("The board closes with the time of its last entry, {when}.").format(
                when=f"{at:%Y-%m-%d %H:%M}"
            )
        )
        none = "" if is_dosed else _("No dose was noted, so the session is kept as not given.")
        self.words.setText(" ".join(filter(None, (rest, none, when))))
        self._flow.arrange([*offered, self.leave_button])
        self.setFocusProxy(offered[0])

    def _end(self, outcome: Outcome) -> None:
        try:
            self._recorder.end(outcome, self._at)
        except JournalError as error:
            self.words.setText(str(error))
            return
        self.ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
