"""On Today: the way back to the session that is being followed, or to following the one planned today."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.board_words import followed_since_words
from ketatrack.domain.followed import running
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_lines import title_of
from ketatrack.domain.plan_words import PlannedKind
from ketatrack.domain.planned import coming
from ketatrack.domain.records import FollowedSession, PlannedItem
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, heading


class FollowedCard(Card):
    """One sentence and one button; absent when no session runs and none is planned today."""

    form_wanted = Signal(str)
    page_wanted = Signal(str)

    def __init__(self, journal: Journal) -> None:
        """Make an empty card; `refresh` fills it."""
        super().__init__()
        self._journal = journal
        self._planned: PlannedItem | None = None
        self.words = heading("", "heading")
        self.button = QPushButton()
        self.button.setProperty("role", "primary")
        self.button.clicked.connect(self._go)
        self.column.addWidget(self.words)
        self.add_row(self.button)
        self.setProperty("tone", "notice")
        self.hide()

    def refresh(self) -> None:
        """Say what runs, or what is planned today."""
        records, now = self._journal.records(), self._journal.now()
        followed, self._planned = running(records), None
        if followed is not None:
            self.words.setText(f"{followed_since_words(followed, now)}.")
            self.button.setText(_("Back to the board"))
        else:
            self._planned = next(
                (
                    item
                    for item in coming(records, now.date())
                    if item.item == PlannedKind.SESSION and item.planned_on == now.date()
                ),
                None,
            )
            if self._planned is not None:
                words = _("Planned today: {what}").format(what=title_of(self._planned))
                self.words.setText(breakable(words))
                self.button.setText(_("Follow this session…"))
        self.setVisible(followed is not None or self._planned is not None)

    def _go(self) -> None:
        if self._planned is None:
            self.page_wanted.emit("board")
        else:
            self.form_wanted.emit(f"{FollowedSession.kind}.{self._planned.id}")
