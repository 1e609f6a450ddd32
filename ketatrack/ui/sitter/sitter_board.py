"""The board as the person who watches has it: their own entries, and nothing of what the patient wrote."""

from ketatrack.domain.followed import SessionEntry
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.records import FollowedSession
from ketatrack.domain.reviews import sitter_entries
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
        self.seeing.seen.connect(self.note)
        self.quotes = LimitQuotes(self.recorder, to_others=True)
        self.place(self.looking_in, Place.WATCH)
        self.place(self.quotes, Place.QUOTES)
        self.place(self.seeing, Place.CHART)

    # what is shown

    def noted_by_key(self) -> dict[str, EventKind | str]:
        """Return what each key notes now; one of them, that somebody looked in."""
        return super().noted_by_key() | {LOOK_IN_KEY: EventKind.LOOKED_IN}

    def given(self) -> str:
        """Say nothing of what the session is of."""
        return ""

    def stay_source(self) -> str:
        """Say nothing of whose rule it is, which names what the session is of."""
        return ""

    def entries(self) -> list[SessionEntry]:
        """Return what the sitter wrote."""
        return sitter_entries(self.journal.records(), self.recorder.session)

    def _show_left_open(self) -> None:
        """Offer no end of the session, which is the patient's."""

    def open_end(self) -> None:
        """Leave the end of the session to the patient."""

    def tick(self) -> None:
        """Show the time, and when to look in."""
        super().tick()
        now = self.clock.now()
        self.looking_in.show_words(look_in_words(next_look_in(self._mode, self.journal.records()), now))

    # what is written

    def _looked_in(self) -> None:
        self.note(EventKind.LOOKED_IN)

    def noticed_by(self) -> str:
        """Return the name of who watches."""
        return self._mode.sitter
