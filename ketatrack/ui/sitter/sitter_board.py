"""The board as the person who watches has it: their own entries, and nothing of what the patient wrote."""

from ketatrack.domain.errors import JournalError
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.records import FollowedSession, Reading, SessionEvent, SideEffect
from ketatrack.domain.reviews import entry_line, sitter_entries
from ketatrack.domain.session_clock import SessionClock
from ketatrack.domain.sitter_mode import SitterMode, look_in_words, next_look_in
from ketatrack.domain.words import Author
from ketatrack.ui.board.board_frame import Place
from ketatrack.ui.board.board_keeping import SITTER_DRAFT
from ketatrack.ui.board.limit_quotes import LimitQuotes
from ketatrack.ui.board.session_board import SessionBoard
from ketatrack.ui.journal import Journal
from ketatrack.ui.sitter.cards import LOOK_IN_KEY, LookInCard, SeenCard


class SitterBoard(SessionBoard):
    """A session's board without its end, its product and dose, and what others wrote or began in it."""

    draft = SITTER_DRAFT

    def __init__(
        self, journal: Journal, mode: SitterMode, followed: FollowedSession, clock: SessionClock
    ) -> None:
        """Take the journal, what was settled at handing over, the session, and its clock."""
        self._mode = mode
        self.looking_in = LookInCard()
        self.seeing = SeenCard()
        super().__init__(journal, followed, clock, Author.SITTER)
        self.end_button.hide()
        self.looking_in.button.clicked.connect(self._looked_in)
        self.seeing.seen.connect(self._write_seen)
        self.seeing.take_out_wanted.connect(self._take_out_seen)
        self.quotes = LimitQuotes(self.recorder)
        self.place(self.looking_in, Place.QUOTES)
        self.place(self.quotes, Place.QUOTES)
        self.place(self.seeing, Place.CHART)

    # what is shown

    def kinds_by_key(self) -> dict[str, EventKind]:
        """Return what each key notes now; one of them, that somebody looked in."""
        return super().kinds_by_key() | {LOOK_IN_KEY: EventKind.LOOKED_IN}

    def given(self) -> str:
        """Say nothing of what the session is of."""
        return ""

    def entries(self) -> list[Reading | SessionEvent]:
        """Return what the sitter wrote, but side effects, which have a list of their own."""
        written = sitter_entries(self.journal.records(), self.recorder.session)
        return [each for each in written if not isinstance(each, SideEffect)]

    def _show_left_open(self) -> None:
        """Offer no end of the session, which is the patient's."""

    def open_end(self) -> None:
        """Leave the end of the session to the patient."""

    def refresh(self) -> None:
        """Show what the sitter wrote by now."""
        super().refresh()
        if self.recorder.is_running:
            session = self.recorder.session
            seen = [each for each in self._seen() if each.session_id == session.id]
            self.seeing.show_written([(each.id, entry_line(each, session)) for each in seen])

    def _seen(self) -> list[SideEffect]:
        written = sitter_entries(self.journal.records(), self.recorder.session)
        return [each for each in written if isinstance(each, SideEffect)]

    def tick(self) -> None:
        """Show the time, and when to look in."""
        super().tick()
        now = self.clock.now()
        self.looking_in.show_words(look_in_words(next_look_in(self._mode, self.journal.records()), now))

    # what is written

    def _looked_in(self) -> None:
        self.write_event(EventKind.LOOKED_IN)

    def _write_seen(self, effect: str) -> None:
        try:
            self.recorder.write_effect(effect, noticed_by=self._mode.sitter)
        except JournalError as error:
            self.step.refuse(str(error))
        else:
            self.refresh()

    def _take_out_seen(self, entry_id: str) -> None:
        entry = next((each for each in self._seen() if each.id == entry_id), None)
        if entry is None:
            return
        try:
            self.recorder.take_out(entry)
        except JournalError as error:
            self.step.refuse(str(error))
        else:
            self.refresh()
