"""The page of the session that is being followed; with none, the place from which one is started."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketatrack.domain.board_words import MEMORY_AID
from ketatrack.domain.followed import running
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import FollowedSession
from ketatrack.domain.sitter_mode import agreed_for_home
from ketatrack.ui.board.board_frame import Place
from ketatrack.ui.board.board_keeping import BootClock, ThisComputer, session_clock
from ketatrack.ui.board.board_parts import BoardParts
from ketatrack.ui.board.session_board import SessionBoard
from ketatrack.ui.dialogs.help_now_dialog import HelpPart
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, quiet, scrolled
from ketatrack.ui.pages.page import Page
from ketatrack.ui.theme import GRID, as_session_screen


class BoardPage(Page):
    """Shows the board while a session runs, and leaves to Today when it is ended."""

    ended = Signal(str)
    """Carries the id of the session whose board was just closed."""
    help_wanted = Signal(HelpPart)

    def __init__(self, journal: Journal, boot: BootClock | None = None) -> None:
        """Take the open journal, and the clock that goes on while the computer sleeps."""
        super().__init__(journal, _("Session board"))
        self._boot = boot or ThisComputer()
        self.board: SessionBoard | None = None
        self.parts: BoardParts | None = None
        self._shown = ""
        self._start = Card(_("No session is being followed"))
        self._start.column.addWidget(
            quiet(_("A session can be followed as it happens, by the person, a sitter or a nurse."))
        )
        self._start.column.addWidget(quiet(_(MEMORY_AID)))
        self.follow_button = WrappingButton(_("Follow a session…"), primary=True)
        self.follow_button.clicked.connect(partial(self.form_wanted.emit, FollowedSession.kind))
        self._start.column.addWidget(self.follow_button)
        self.setup_button = WrappingButton(_("What your clinic said…"))
        self.setup_button.clicked.connect(partial(self.page_wanted.emit, "session_setup"))
        self.sheet_button = WrappingButton(_("Sheet of the last session…"))
        self.sheet_button.clicked.connect(partial(self.command_wanted.emit, f"sheet {Sheet.SESSION_SHEET}"))
        for button in (self.setup_button, self.sheet_button):
            self._start.column.addWidget(button)
        content = QWidget()
        around = QVBoxLayout(content)
        around.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        around.addWidget(self._start)
        around.addStretch(1)
        self._empty = scrolled(content)
        as_session_screen(self._empty)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._empty)
        self.setFocusProxy(self.follow_button)

    def refresh(self) -> None:
        """Show the board of the session that runs now, if one does."""
        found = running(self.journal.records()) if self.journal.course is not None else None
        if (found.id if found else "") == self._shown and (found is None) == (self.board is None):
            return
        self._drop_board()
        self._empty.setVisible(found is None)
        has_followed = self.journal.course is not None and self.journal.records().following.sessions
        self.sheet_button.setVisible(bool(has_followed))
        if found is None:
            self.setFocusProxy(self.follow_button)
        else:
            self._show_board(found)

    def _show_board(self, followed: FollowedSession) -> None:
        clock = session_clock(self.journal, followed, self._boot)
        self._shown = followed.id
        self.board = SessionBoard(self.journal, followed, clock)
        self.parts = BoardParts(self.board)
        self._offer_sitter(self.board)
        self.board.ended.connect(self._leave)
        self.board.help_wanted.connect(self.help_wanted)
        self._column.insertWidget(0, self.board, 1)
        self.setFocusProxy(self.board)
        self.board.setFocus()

    def _offer_sitter(self, board: SessionBoard) -> None:
        """Offer to hand the window over, in a course that was agreed for home."""
        if agreed_for_home(self.journal.records(), self.journal.now().date()) is not None:
            button = WrappingButton(_("Hand over to somebody who watches…"))
            button.clicked.connect(partial(self.page_wanted.emit, "sitter"))
            board.place(button, Place.CHART)

    def _drop_board(self) -> None:
        if self.board is not None:
            board, self.board, self.parts = self.board, None, None
            self._column.removeWidget(board)
            board.hide()
            board.deleteLater()
        self._shown = ""

    def _leave(self, session_id: str) -> None:
        self.page_wanted.emit("today")
        self.undoable.emit(_("The session is ended; everything written down in it is kept."))
        self.ended.emit(session_id)

    # while the journal cannot be written to

    def unwritten(self) -> dict[str, Any]:
        """Return what is typed on the board, which the journal may not have taken."""
        return self.board.unwritten() if self.board is not None else {}

    def take_up(self, content: Any) -> None:
        """Put back what was typed on the board."""
        if self.board is not None:
            self.board.take_up(content)
