"""The pages that need more than the journal: here each is made, and connected with what it needs.

A page that needs nothing but the journal is made in `pages.catalogue`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ketatrack.ui.backup_keeper import BackupKeeper
from ketatrack.ui.helping import Helping
from ketatrack.ui.journal import Journal
from ketatrack.ui.locking import Locking
from ketatrack.ui.looks import Looks
from ketatrack.ui.middle import Middle
from ketatrack.ui.pages.page import Page
from ketatrack.ui.reminders import Reminders
from ketatrack.ui.restoring import Restoring
from ketatrack.ui.sitting import Sitting


@dataclass(frozen=True, eq=False)
class ConnectedPages:
    """Makes a page when it is first wanted, so that what it imports costs nothing before."""

    middle: Middle
    looks: Looks
    helping: Helping
    locking: Locking
    sitting: Sitting
    reminders: Reminders
    backups: BackupKeeper
    restoring: Restoring

    def makers(self) -> dict[str, Callable[[Journal], Page]]:
        """Return what makes each of them, by its name."""
        return {
            "backups": self._backups_page,
            "board": self._board_page,
            "settings": self._settings_page,
            "sitter": self.sitting.entry_page,
        }

    def _backups_page(self, journal: Journal) -> Page:
        from ketatrack.ui.pages.backups_page import BackupsPage

        way_back, was_undone = self.restoring.way_back(journal), self.restoring.was_undone
        page = BackupsPage(journal, self.backups, way_back, was_undone=was_undone)
        page.restore_chosen.connect(partial(self.restoring.restore, journal))
        return page

    def _board_page(self, journal: Journal) -> Page:
        from ketatrack.ui.pages.board_page import BoardPage

        page = BoardPage(journal)
        page.help_wanted.connect(self.helping.help_now)
        page.ended.connect(partial(self._ask_how_it_was, journal))
        return page

    def _ask_how_it_was(self, journal: Journal, session_id: str) -> None:
        """Go on to the questions after the session that was just ended, if a dose was given in it."""
        from ketatrack.domain.after_session import session_to_ask_about
        from ketatrack.ui.after.answers import after_form

        session = session_to_ask_about(journal.records(), journal.now())
        if session is not None and session.id == session_id:
            self.middle.show_form(after_form(session))

    def _settings_page(self, journal: Journal) -> Page:
        from ketatrack.ui.pages.settings_page import SettingsPage

        page = SettingsPage(journal)
        page.show_scheme(self.looks.scheme)
        page.scheme_chosen.connect(self.looks.choose)
        page.reminders.notes_chosen.connect(self.reminders.show_tray)
        page.locking.chosen.connect(self.locking.heed_choices)
        return page
