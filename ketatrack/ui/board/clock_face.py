"""The big clock of a session: how long ago the first dose was, and that it is a memory aid and no more."""

from datetime import datetime, timedelta

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ketatrack.domain.board_words import MEMORY_AID
from ketatrack.domain.language import gettext as _
from ketatrack.domain.session_clock import elapsed_words
from ketatrack.ui.layout import breakable

_MINUTE = timedelta(minutes=1)


class ClockFace(QWidget):
    """Hours and minutes since the first dose; before it, that none was noted yet."""

    def __init__(self) -> None:
        """Show no time yet."""
        super().__init__()
        self.time = _wrapped()
        self.line = _wrapped()
        self.given = _wrapped()
        self.aid = _wrapped(_(MEMORY_AID))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self.time, self.line, self.given, self.aid):
            column.addWidget(label)
        column.addStretch(1)  # the lines stay together where more stands beside them

    def show_time(self, dosed_at: datetime | None, now: datetime) -> None:
        """Show how long ago the first dose was; None where there was none."""
        if dosed_at is None:
            words, role, line = _("No dose noted yet"), "title", ""
        else:
            words, role = elapsed_words(now - dosed_at), "clock"
            line = _("hours and minutes since the first dose, at {clock}").format(
                clock=f"{dosed_at.astimezone(now.tzinfo):%H:%M}"
            )
        if self.time.property("role") != role:
            self.time.setProperty("role", role)
            self.time.style().polish(self.time)
        _tell(self.time, words)
        _tell(self.line, line)

    def show_given(self, words: str) -> None:
        """Say what the session is of."""
        _tell(self.given, breakable(words))


def next_change_ms(dosed_at: datetime | None, now: datetime, at_most_ms: int) -> int:
    """Return when to look again, in milliseconds: as the minute changes, or before where that is long."""
    if dosed_at is None:
        return at_most_ms
    left = _MINUTE - (now - dosed_at) % _MINUTE
    return min(at_most_ms, left // timedelta(milliseconds=1) + 1)


def _wrapped(words: str = "") -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    return label


def _tell(label: QLabel, words: str) -> None:
    """Show words; the same words paint nothing anew."""
    if label.text() != words:
        label.setText(words)
    label.setVisible(bool(words) and label.parent() is not None)
