"""Sessions: everything of the course in tables, a kind at a time."""

from functools import partial

from PySide6.QtWidgets import QPushButton

from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import JournalEntry, Session, SessionExperience
from ketatrack.domain.reviews import waiting_words
from ketatrack.domain.words import Outcome
from ketatrack.ui.after.after_listings import check_ins_listing, experiences_listing
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.records_page import RecordsPage
from ketatrack.ui.pages.waiting_card import WaitingCard
from ketatrack.ui.tables.course_listings import (
    effects_listing,
    medicines_listing,
    phases_listing,
    readings_listing,
    visits_listing,
)
from ketatrack.ui.tables.session_listing import sessions_listing


class SessionsPage(RecordsPage):
    """The sessions, and beside them what else was written down in the course."""

    def __init__(self, journal: Journal) -> None:
        """List the sessions first."""
        super().__init__(
            journal,
            [
                sessions_listing(),
                readings_listing(),
                effects_listing(),
                medicines_listing(),
                phases_listing(),
                visits_listing(),
                experiences_listing(),
                check_ins_listing(),
            ],
        )
        self.after_button = QPushButton(_("&How it was…"))
        self.journal_button = QPushButton(_("&Write about it…"))
        for button, form in (
            (self.after_button, SessionExperience.kind),
            (self.journal_button, JournalEntry.kind),
        ):
            button.setEnabled(False)
            button.clicked.connect(partial(self._ask_about_session, form))
            self._foot.buttons.addWidget(button)
        self.sheet_button = QPushButton(_("Session &sheet…"))
        self.sheet_button.setEnabled(False)
        self.sheet_button.clicked.connect(self._ask_for_sheet)
        self._foot.buttons.addWidget(self.sheet_button)
        self.table.rows_chosen.connect(self._offer_to_say_more)
        self.from_sitter = WaitingCard()
        self.from_sitter.look_button.clicked.connect(partial(self.page_wanted.emit, "review"))
        self._above.addWidget(self.from_sitter)

    def refresh(self) -> None:
        """Show the table anew, and whether entries of a sitter wait."""
        super().refresh()
        if self.journal.course is not None:
            self.from_sitter.say(waiting_words(self.journal.records()))

    def _ask_about_session(self, form: str) -> None:
        (row,) = self.table.chosen_rows()
        self.form_wanted.emit(f"{form}.{row.record.id}")

    def _ask_for_sheet(self) -> None:
        (row,) = self.table.chosen_rows()
        self.command_wanted.emit(f"sheet {Sheet.SESSION_SHEET}:{row.record.id}")

    def _offer_to_say_more(self) -> None:
        rows = self.table.chosen_rows()
        session = rows[0].record if len(rows) == 1 else None
        self.sheet_button.setVisible(self.listing.name == Session.kind)
        self.sheet_button.setEnabled(isinstance(session, Session))
        for button in (self.after_button, self.journal_button):
            button.setVisible(self.listing.name == Session.kind)
            button.setEnabled(isinstance(session, Session) and session.outcome != Outcome.NOT_GIVEN)
