"""What a person chooses for the sheet of one session: which one, and whether their own words are on it."""

from typing import Any

from PySide6.QtWidgets import QCheckBox

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import Session
from ketatrack.domain.sheets import session_of_sheet
from ketatrack.domain.wall_clock import day_and_clock
from ketatrack.reports.sheet_page import SheetPage
from ketatrack.ui.dialogs.sheet_choices import SheetChoices
from ketatrack.ui.fields.choice_field import ChoiceField
from ketatrack.ui.journal import Journal
from ketatrack.ui.theme import TARGET


class SessionSheetChoices(SheetChoices):
    """The sheet of one session, for the patient's file."""

    sheet = Sheet.SESSION_SHEET

    def __init__(self, journal: Journal) -> None:
        """Start at the last session that was followed."""
        super().__init__(journal)
        self.session = ChoiceField(_("Session"), (), unset=_("The last one"))
        self.own_words = QCheckBox(_("Your own words: intention, notes, remarks"))
        self.own_words.setMinimumHeight(TARGET)
        self.session.edited.connect(self.edited)
        self.own_words.toggled.connect(self.edited)
        self.column.addWidget(self.session)
        self.column.addWidget(self.own_words)

    def begin_with(self, about: str) -> None:
        """Choose a session by its id."""
        self.session.set_value(about)

    def refresh(self) -> None:
        """Offer the sessions of the course, the newest first."""
        sessions = reversed(self.journal.records().sessions)
        self.session.offer([(each.id, _session_words(each)) for each in sessions])

    def page(self) -> SheetPage:
        """Return what the sheet says."""
        from ketatrack.reports.session_sheet import no_session_sheet, session_sheet

        records, now = self.journal.records(), self.journal.now()
        session = session_of_sheet(records, self.session.value())
        if session is None:
            return no_session_sheet(records, now)
        return session_sheet(records, session, now, own_words=self.own_words.isChecked())

    def content(self) -> dict[str, Any]:
        """Return for whom it is, and whether the person's words are on it; the session is chosen anew."""
        return super().content() | {"own_words": self.own_words.isChecked()}

    def set_content(self, content: dict[str, Any]) -> None:
        """Put back what was ticked."""
        super().set_content(content)
        self.own_words.setChecked(content.get("own_words", False))


def _session_words(session: Session) -> str:
    return f"{session.name} · {day_and_clock(local_date(session.started_at), session.started_at.time())}"
