"""The board of a session while its journal is locked: it goes on taking entries, and leads nowhere else."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.followed import running
from ketatrack.domain.language import gettext as _
from ketatrack.ui.background import run_in_background
from ketatrack.ui.board.board_frame import Place
from ketatrack.ui.board.board_keeping import ThisComputer, session_clock
from ketatrack.ui.board.board_parts import BoardParts
from ketatrack.ui.board.session_board import SessionBoard
from ketatrack.ui.dialogs.help_now_dialog import HelpPart
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card
from ketatrack.ui.sitter.way_out import WayOut, opens_journal


class _LockedBoard(SessionBoard):
    """Names no product and no dose, which whoever walks past would read."""

    def given(self) -> str:
        """Say nothing of what the session is of."""
        return ""

    def stay_source(self) -> str:
        """Say nothing of whose rule it is, which names what the session is of."""
        return ""


class ClosedBoard(QWidget):
    """A board with a line for the passphrase, which is tried on the file itself."""

    opened = Signal()
    """The passphrase was right."""
    session_ended = Signal()
    """The session is over, and with it the reason to stay."""
    help_wanted = Signal(HelpPart)

    def __init__(self, journal: Journal) -> None:
        """Take an open journal in which a session runs."""
        super().__init__()
        followed = running(journal.records())
        if followed is None:
            raise ValueError("a closed board is that of a session which runs")
        self.setObjectName("page")
        self.setAccessibleName(_("The session’s board"))
        self._journal = journal
        self.board = _LockedBoard(journal, followed, session_clock(journal, followed, ThisComputer()))
        self._parts = BoardParts(self.board)
        self.unlocking = WayOut(_("Unlock…"), _("Passphrase"))
        self.unlocking.typed.connect(self._try)
        card = Card()
        words = QLabel(_("This journal is locked. The session goes on: what is written here is saved."))
        words.setWordWrap(True)
        card.column.addWidget(words)
        card.column.addWidget(self.unlocking)
        self.board.place(card, Place.QUOTES)
        self.board.help_wanted.connect(self.help_wanted)
        self.board.ended.connect(self._end)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.board)
        self.setFocusProxy(self.board)

    def _end(self, _session_id: str) -> None:
        QTimer.singleShot(0, self, self.session_ended.emit)  # the button that was pressed is deleted with it

    def _try(self, typed: str) -> None:
        work = partial(opens_journal, self._journal.store.path, typed)
        run_in_background(work, self._answered, self._not_answered, owner=self)

    def _answered(self, opens: bool) -> None:
        if opens:
            self.board.unwritten()
            self.opened.emit()
        else:
            self.unlocking.refuse(_("This does not open it. Look at the keyboard’s language and Caps Lock."))

    def _not_answered(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self.unlocking.refuse(str(error))
