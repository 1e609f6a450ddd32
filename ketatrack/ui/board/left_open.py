"""A session in which nothing was written for long: it can be ended with its last entry."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from ketatrack.domain.followed import is_left_open, last_entry_at
from ketatrack.domain.language import gettext as _
from ketatrack.ui.board.recorder import SessionRecorder
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.layout import Card


class LeftOpenCard(Card):
    """Says since when nothing was written, and offers to end the session as of then; absent before that."""

    end_wanted = Signal(object)
    """Carries the moment of the last entry."""

    def __init__(self) -> None:
        """Start absent."""
        super().__init__()
        self.setProperty("tone", "notice")
        self._last: datetime | None = None
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.end_button = WrappingButton("")
        self.end_button.clicked.connect(self._want_end)
        self.column.addWidget(self.words)
        self.column.addWidget(self.end_button)
        self.hide()

    def show_for(self, recorder: SessionRecorder) -> None:
        """Stand there where the session was left, as it is now."""
        records, session, followed = recorder.journal.records(), recorder.session, recorder.followed
        left = is_left_open(records, session, followed, recorder.clock.now())
        if left:
            self._last = last_entry_at(records, session, followed)
            last = f"{self._last:%Y-%m-%d %H:%M}"
            self.words.setText(_("Nothing was written in this session since {when}.").format(when=last))
            self.end_button.set_words(_("End it as of {when}…").format(when=last))
        self.setVisible(left)

    def _want_end(self) -> None:
        self.end_wanted.emit(self._last)
