"""The board of a session as it happens: its clock, what to look at next, and what was written down.

It knows the journal and nothing else of the window, and shows nothing of any other session.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit

from ketatrack.domain.board_words import entry_line_words, given_words, stay_source_words, stay_words
from ketatrack.domain.errors import JournalError
from ketatrack.domain.followed import SessionEntry, entries_of
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import FollowedSession, Record, SessionEvent, SideEffect
from ketatrack.domain.session_clock import SessionClock, shift_words
from ketatrack.domain.words import Author
from ketatrack.ui.board.board_focus import BoardFocus
from ketatrack.ui.board.board_frame import END_KEY, READING_KEY, SIGNS_KEY, BoardFrame
from ketatrack.ui.board.board_keeping import BOARD_DRAFT, keep_clock
from ketatrack.ui.board.board_panels import BoardPanels
from ketatrack.ui.board.clock_face import next_change_ms
from ketatrack.ui.board.event_buttons import noted_by_key
from ketatrack.ui.board.recorder import SessionRecorder
from ketatrack.ui.dialogs.help_now_dialog import HelpPart
from ketatrack.ui.journal import Journal

_LOOK_EVERY_MS = 5_000
"""The clocks are looked at this often, since Qt's timers stand still while the computer sleeps."""
_WITH_WORDS = {EventKind.NOTE, EventKind.MEDICINE_GIVEN}
"""What says little without words, which are asked for at once."""
_CHORD = (
    Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
)


class SessionBoard(BoardFrame):
    """Follows one session until it is ended."""

    ended = Signal(str)
    """Carries the id of the session, whose board is closed now."""
    help_wanted = Signal(HelpPart)
    checkpoint_opened = Signal(object)
    """Carries the checkpoint whose reading is being typed now; None for a reading beside them."""
    draft = BOARD_DRAFT
    """The name under which what is half typed is kept."""

    def __init__(
        self, journal: Journal, followed: FollowedSession, clock: SessionClock, author: Author | None = None
    ) -> None:
        """Show a session that is being followed.

        Args:
            journal: where everything goes.
            followed: the session by how it is followed.
            clock: tells this moment, whatever is done to the computer's clock.
            author: who writes; None for whoever records at this keyboard.
        """
        super().__init__(journal)
        self.setAccessibleName(_("The session’s board"))
        self.journal = journal
        self.clock = clock
        self.recorder = SessionRecorder(journal, followed, clock, author)
        self.recorder.setParent(self)
        self._kept_shift = clock.shift
        self._last: SessionEvent | SideEffect | None = None
        self._listed: Sequence[SessionEntry] = ()
        self.panels = BoardPanels(self.recorder, self.entries, self.draft)
        self.readings, self.corrections = self.panels.readings, self.panels.corrections
        self.end = self.panels.end
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tick)
        self.add_panels(self.panels)
        self._focus = BoardFocus(self, self.panels)
        self._connect()
        self.refresh()
        self.panels.take_up_draft()
        self._keep_clock()

    def _connect(self) -> None:
        self.dose_button.clicked.connect(partial(self.note, EventKind.DOSE))
        self.events.chosen.connect(self.note)
        self.reading_button.clicked.connect(self.open_reading)
        self.checkpoints.chosen.connect(self._open_checkpoint)
        self.written.chosen.connect(self._open_entry)
        self.signs_button.clicked.connect(self.show_signs)
        self.end_button.clicked.connect(self.open_end)
        self.left_card.end_wanted.connect(self.panels.open_end)
        self.panels.reading_opened.connect(self.checkpoint_opened)
        self.panels.rest_changed.connect(self.step.offer_rest)
        self.panels.refused.connect(self.step.refuse)
        self.end.ended.connect(self._tell_end)
        self.step.undo_wanted.connect(self.recorder.undo)
        self.step.more_wanted.connect(self._open_last)
        self.step.rest_wanted.connect(self.panels.go_on)
        self.step.discard_wanted.connect(self.panels.discard)
        self.emergency.help_wanted.connect(self.help_wanted)
        self.recorder.written.connect(self._written)
        self.journal.changed.connect(self.refresh)
        self.journal.undo_stack.indexChanged.connect(self._show_step)

    # what is shown

    def refresh(self) -> None:
        """Show what the journal holds of the session now."""
        if not self.recorder.is_running:
            self._timer.stop()
            return
        session = self.recorder.session
        self.face.show_given(self.given())
        self.events.show_dosed(dosed=self.recorder.dosed_at is not None)
        self.dose_button.setVisible(self.recorder.dosed_at is None)
        self.readings.show_keys(self.noted_by_key())
        entries = self.entries()
        keeper = self.recorder.author
        rows = [(each.id, entry_line_words(each, session, keeper)) for each in reversed(entries)]
        self.written.show_rows(rows)
        self.nothing_written.setVisible(not entries)
        self._listed = entries
        self._show_step()
        self.tick()

    def _show_step(self) -> None:
        """Say what Undo would take back, which is known only after the journal has told of a change."""
        self.step.show_step(self.recorder.last_step, can_add=self._last in self._listed)
        self.show_foot()

    def noted_by_key(self) -> dict[str, EventKind | str]:
        """Return what each key notes now: a kind of event, or a side effect by its id."""
        return noted_by_key(dosed=self.recorder.dosed_at is not None)

    def given(self) -> str:
        """Say what the session is of."""
        return given_words(self.recorder.session)

    def stay_source(self) -> str:
        """Say whose rule the stay is."""
        return stay_source_words(self.journal.records(), self.recorder.session, self.recorder.followed)

    def entries(self) -> Sequence[SessionEntry]:
        """Return what is listed as written down."""
        return entries_of(self.journal.records(), self.recorder.session)

    def tick(self) -> None:
        """Show what the clocks say now; nothing is painted that did not change."""
        if not self.recorder.is_running:
            return
        now, dosed_at = self.clock.now(), self.recorder.dosed_at
        self.face.show_time(dosed_at, now)
        stay = stay_words(self.recorder.followed, dosed_at, now)
        self.show_stay(" ".join(filter(None, (stay, self.stay_source()))))
        self.show_foot()
        self.checkpoints.show_for(self.recorder)
        self._focus.aim()
        if self.clock.shift != self._kept_shift:
            self._keep_clock()
        self.shift_line.setText(shift_words(self.clock.shift))
        self.shift_line.setVisible(bool(self.shift_line.text()))
        self._show_left_open()
        if self.isVisible():
            self._timer.start(next_change_ms(dosed_at, now, _LOOK_EVERY_MS))

    def _show_left_open(self) -> None:
        """Offer to end a session in which nothing was written for long."""
        self.left_card.show_for(self.recorder)

    # what is opened

    def _open_checkpoint(self, checkpoint_id: str) -> None:
        line = self.checkpoints.line_of(checkpoint_id)
        readings = self.journal.records().readings
        reading = next((each for each in readings if each.id == line.checkpoint.reading_id), None)
        done_by = reading or line.look
        if done_by is not None and done_by not in self.entries():
            return
        if line.look is not None:
            self.panels.open_entry(line.look)
        else:
            self.panels.open_reading(line.checkpoint, reading)

    def open_next(self) -> None:
        """Open the next checkpoint, or a reading where there is none."""
        following = self.checkpoints.next
        self.panels.open_reading(following.checkpoint if following else None)

    def open_reading(self) -> None:
        """Open a reading of now, beside the checkpoints."""
        self.panels.open_reading(None)

    def _open_entry(self, entry_id: str) -> None:
        self.panels.open_entry(next(each for each in self.entries() if each.id == entry_id))

    def _open_last(self) -> None:
        if self._last is not None:
            self._open_entry(self._last.id)

    def show_signs(self) -> None:
        """Show every sign of an emergency, from the top."""
        self.emergency.show_all()
        self.show_top()

    def open_end(self) -> None:
        """Ask how the session ended."""
        self.panels.open_end()

    # what is written

    def note(self, what: EventKind | str) -> None:
        """Write that something happened just now: an event, or a side effect by its id."""
        try:
            noted = self._noted(what)
        except JournalError as error:
            self.step.refuse(str(error))
            return
        self._last = noted
        self.refresh()
        self._focus.stay()
        if isinstance(noted, SessionEvent) and noted.event in _WITH_WORDS:
            self.panels.ask_words(noted)
        elif what == EventKind.DOSE and self.panels.shown is None:
            self._focus.go_to_next()

    def _noted(self, what: EventKind | str) -> SessionEvent | SideEffect:
        if isinstance(what, EventKind):
            return self.recorder.write_event(what)
        return self.recorder.write_effect(what, noticed_by=self.noticed_by())

    def noticed_by(self) -> str:
        """Return who notices side effects here, where that is another than the person."""
        return ""

    def _written(self, records: Sequence[Record]) -> None:
        first = records[0] if records else None
        self._last = first if isinstance(first, SessionEvent | SideEffect) else None
        self._show_step()
        if self.emergency.show_written(records):
            self.show_top()

    def _tell_end(self) -> None:
        self.panels.drop_draft()
        self.ended.emit(self.recorder.session.id)

    # what is typed and not yet written

    def unwritten(self) -> dict[str, Any]:
        """Return what is typed where the journal does not take it, for `take_up`; else nothing."""
        return self.panels.unwritten()

    def take_up(self, typed: dict[str, Any]) -> None:
        """Open again the panel in which something was typed, with what was typed."""
        self.panels.take_up(typed)

    def _keep_clock(self) -> None:
        try:
            keep_clock(self.journal, self.recorder.followed, self.clock)
            self._kept_shift = self.clock.shift
        except JournalError as error:
            self.step.refuse(str(error))

    # hands

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clock go on."""
        super().showEvent(event)
        self.tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Wake nobody up while nothing is seen."""
        super().hideEvent(event)
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let one key do what a button does; a key that is held down does it once."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.open_next()
        elif event.key() == Qt.Key.Key_Escape and self.emergency.card is not None:
            self.emergency.close_card()
        elif event.isAutoRepeat() or event.modifiers() & _CHORD or not self._press(event.text().upper()):
            super().keyPressEvent(event)

    def _press(self, letter: str) -> bool:
        """Do what a letter does, and say whether it does anything.

        While a number is typed, what would lead away from it does nothing.
        """
        noted, leading = self.noted_by_key(), {READING_KEY: self.open_reading, END_KEY: self.open_end}
        if letter in noted:
            self.note(noted[letter])
        elif letter == SIGNS_KEY:
            self.show_signs()
        elif letter in leading and not isinstance(self.focusWidget(), QLineEdit):
            leading[letter]()
        else:
            return False
        return True
