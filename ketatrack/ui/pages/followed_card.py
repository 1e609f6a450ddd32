"""On Today: the way back to the session that runs, to the one planned, or to the sheet of the last one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.board_words import followed_since_words, followed_until_words
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed import ended_on, running
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_lines import title_of
from ketatrack.domain.plan_words import PlannedKind, Sheet
from ketatrack.domain.planned import coming
from ketatrack.domain.records import FollowedSession
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, heading

_Offer = tuple[str, str, str, str]
"""A sentence, the words of a button, and what it asks for: a page, a form or a command, and its name."""


class FollowedCard(Card):
    """One sentence and one button; absent when no session runs, is planned today or has ended today."""

    form_wanted = Signal(str)
    page_wanted = Signal(str)
    command_wanted = Signal(str)

    def __init__(self, journal: Journal) -> None:
        """Make an empty card; `refresh` fills it."""
        super().__init__()
        self._journal = journal
        self._asks_for = ("", "")
        self.words = heading("", "heading")
        self.button = QPushButton()
        self.button.clicked.connect(self._go)
        self.column.addWidget(self.words)
        self.add_row(self.button)
        self.setProperty("tone", "notice")
        self.hide()

    def refresh(self) -> None:
        """Say what runs, else what is planned today, else what ended today."""
        records = self._journal.records()
        offer = self._to_go_on(records) or self._to_begin(records) or self._to_hand_over(records)
        if offer is not None:
            words, offered, *asked = offer
            self._asks_for = asked[0], asked[1]
            self.words.setText(breakable(words))
            self.button.setText(offered)
        self.setVisible(offer is not None)

    def _to_go_on(self, records: CourseRecords) -> _Offer | None:
        followed = running(records)
        if followed is None:
            return None
        since = followed_since_words(followed, self._journal.now())
        return f"{since}.", _("Back to the board"), "page", "board"

    def _to_begin(self, records: CourseRecords) -> _Offer | None:
        today = self._journal.now().date()
        for item in coming(records, today):
            if item.item == PlannedKind.SESSION and item.planned_on == today:
                words = _("Planned today: {what}").format(what=title_of(item))
                form = f"{FollowedSession.kind}.{item.id}"
                return words, _("Follow this session…"), "form", form
        return None

    def _to_hand_over(self, records: CourseRecords) -> _Offer | None:
        ended = ended_on(records, self._journal.now().date())
        if ended is None:
            return None
        command = f"sheet {Sheet.SESSION_SHEET}:{ended.session_id}"
        return followed_until_words(ended), _("Session sheet…"), "command", command

    def _go(self) -> None:
        kind, name = self._asks_for
        {"page": self.page_wanted, "form": self.form_wanted, "command": self.command_wanted}[kind].emit(name)
