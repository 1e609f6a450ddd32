"""The screen of sitter mode: the sitter's board, whom to call, signs of an emergency, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.care_plan import CarePlan
from ketatrack.domain.followed import running
from ketatrack.domain.language import gettext as _
from ketatrack.domain.sitter_mode import SitterMode
from ketatrack.ui.board.board_frame import Place
from ketatrack.ui.board.board_keeping import ThisComputer, session_clock
from ketatrack.ui.dialogs.help_now_dialog import HelpPart, contacts_card, emergency_card
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import scrolled
from ketatrack.ui.sitter.sitter_board import SitterBoard
from ketatrack.ui.sitter.way_out import WayOut
from ketatrack.ui.theme import GRID, SESSION_TARGET, as_session_screen


class SitterPage(QWidget):
    """Shows no more of the course than the session that is watched; once that is over, the way back."""

    help_wanted = Signal(HelpPart)

    def __init__(self, journal: Journal, mode: SitterMode, plan: CarePlan) -> None:
        """Take the open journal, what was settled at handing over, and whom to call."""
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(_("Sitter mode"))
        as_session_screen(self)
        self.journal = journal
        self.mode = mode
        line = _("PIN, or the journal’s passphrase") if journal.store.has_passphrase else _("PIN")
        self.leaving = WayOut(_("Leave sitter mode…"), line)
        calling = contacts_card(
            plan.first_to_call(),
            _("Whom to call"),
            empty=_("Nobody was chosen. The emergency number is below."),
        )
        for button in calling.findChildren(QPushButton):
            button.setMinimumHeight(SESSION_TARGET)
        signs = emergency_card(plan.country)
        signs.setProperty("tone", "danger")
        self.board: SitterBoard | None = self._board()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if self.board is None:
            column.addWidget(scrolled(_one_below_the_other(_over(), calling, signs, self.leaving)))
            self.setFocusProxy(self.leaving.button)
            return
        self.board.place(calling, Place.LEAVING)
        self.board.place(signs, Place.CHART)
        self.board.place(self.leaving, Place.LAST)
        self.board.help_wanted.connect(self.help_wanted)
        column.addWidget(self.board)
        self.setFocusProxy(self.board)

    def _board(self) -> SitterBoard | None:
        """Return the board of the session that was handed over, None once that is over."""
        followed = running(self.journal.records())
        if followed is None or followed.session_id != self.mode.session_id:
            return None
        clock = session_clock(self.journal, followed, ThisComputer())
        return SitterBoard(self.journal, self.mode, followed, clock)


def _over() -> QLabel:
    label = QLabel(_("The session that you watched is over."))
    label.setProperty("role", "title")
    label.setWordWrap(True)
    return label


def _one_below_the_other(*parts: QWidget) -> QWidget:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
    column.setSpacing(2 * GRID)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return content
