"""What the clinic said about a number that was just written, quoted on the board, calmly."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel

from ketatrack.domain.language import gettext as _
from ketatrack.domain.limits import PassedLimit, passed_in, quoted
from ketatrack.domain.session_pressure import minutes_from_start
from ketatrack.domain.wording import listed
from ketatrack.ui.board.recorder import SessionRecorder
from ketatrack.ui.layout import Card, breakable

_EARLIER_SHOWN = 6


class LimitQuotes(Card):
    """Quotes for the readings of one session; absent while none passes anything that was typed.

    The newest reading's are whole, those before it in one line. The card is like every other: a limit is the
    clinic's word, no alarm of the program.
    """

    def __init__(self, recorder: SessionRecorder, *, to_others: bool = False) -> None:
        """Take the session that is being followed, and whether others than the person read it."""
        super().__init__(_("As the clinic said") if to_others else _("As your clinic said"))
        self._recorder = recorder
        self._to_others = to_others
        self.newest, self.earlier = QLabel(), QLabel()
        for label in (self.newest, self.earlier):
            label.setWordWrap(True)
            self.column.addWidget(label)
        self.hide()
        recorder.journal.changed.connect(self.refresh)
        self._show(self._passed())

    def refresh(self) -> None:
        """Quote what holds for the readings as they are now; words that are new are read aloud."""
        if not self._recorder.is_running:
            return
        before = self.newest.accessibleName()
        self._show(self._passed())
        words = self.newest.accessibleName()
        if words and words != before:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _passed(self) -> list[PassedLimit]:
        recorder = self._recorder
        return passed_in(recorder.journal.records(), recorder.session)

    def _show(self, passed: list[PassedLimit]) -> None:
        last = passed[-1].reading if passed else None
        today = self._recorder.clock.now().date()
        newest = [
            f"{self._when(each)} · {quoted(each, today, to_others=self._to_others)}"
            for each in passed
            if each.reading is last
        ]
        before = [each for each in passed if each.reading is not last]
        earlier = [f"{each.reading.taken_at:%H:%M} · {each.value}" for each in before]
        words = "\n".join(newest)
        self.newest.setText(breakable(words))
        self.newest.setAccessibleName(words)
        told = listed(reversed(dict.fromkeys(earlier)), _EARLIER_SHOWN)
        self.earlier.setText(_("Before it: {readings}").format(readings=told))
        self.earlier.setVisible(bool(earlier))
        self.setVisible(bool(passed) and self.parent() is not None)

    def _when(self, passed: PassedLimit) -> str:
        minutes = minutes_from_start(passed.reading, self._recorder.session)
        clock = f"{passed.reading.taken_at:%H:%M}"
        if self._recorder.dosed_at is None:
            return clock
        return _("{clock}, {minutes} min").format(clock=clock, minutes=minutes)
