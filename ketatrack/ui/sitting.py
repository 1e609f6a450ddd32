"""Sitter mode begins and ends here: the window in the hands of the person who watches, and back."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Contact
from ketatrack.domain.sitter_mode import SITTER_SETTING, SitterMode, plan_for_sitter
from ketatrack.ui.alone import Alone
from ketatrack.ui.background import run_in_background
from ketatrack.ui.journal import Journal
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.pages.page import Page

if TYPE_CHECKING:
    from ketatrack.ui.sitter.sitter_page import SitterPage


class Sitting(QObject):
    """Keeps in the journal that sitter mode holds, so that it goes on at the next start, whatever ended it.

    Each try to leave is counted before it is looked at, so that ending the program spares nobody a pause.
    """

    def __init__(self, window: MainWindow, alone: Alone) -> None:
        """Take the window, and what keeps it to one page."""
        super().__init__(window)
        self._window = window
        self._alone = alone

    def entry_page(self, journal: Journal) -> Page:
        """Make the page from which the window is handed over."""
        from ketatrack.ui.sitter.entry_page import SitterEntryPage

        page = SitterEntryPage(journal)
        page.handed_over.connect(partial(self.begin, journal))
        return page

    def begin(self, journal: Journal, mode: SitterMode) -> None:
        """Hand the window over; says why where the journal does not take it."""
        try:
            journal.store.set_setting(SITTER_SETTING, mode.as_setting())
        except JournalError as error:
            self._window.notice.say(str(error), lasting=True)
            return
        self._show(journal, mode)

    def goes_on(self, journal: Journal) -> bool:
        """Show a journal that was just opened in sitter mode where that still holds; say whether it does."""
        mode = SitterMode.of_setting(journal.store.setting(SITTER_SETTING))
        if mode is not None:
            self._show(journal, mode)
        return mode is not None

    def _show(self, journal: Journal, mode: SitterMode) -> None:
        from ketatrack.ui.sitter.sitter_page import SitterPage

        journal.handed_over = True
        contacts = journal.store.find(Contact, patient_id=journal.records().patient.id)
        plan = plan_for_sitter(mode, journal.records(), contacts, journal.now())
        page = SitterPage(journal, mode, plan)
        page.leaving.typed.connect(partial(self._try, page))
        page.help_wanted.connect(self._window.help_wanted)
        self._alone.begin(page, plan)
        self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowFullScreen)

    # leaving

    def _try(self, page: "SitterPage", typed: str) -> None:
        from ketatrack.ui.sitter.way_out import leads_out

        journal, now = page.journal, page.journal.now()
        until = page.mode.waits_until(now)
        if until is not None:
            page.leaving.refuse(_("Try again from {clock} on.").format(clock=f"{until:%H:%M:%S}"))
            return
        page.mode = page.mode.tried_in_vain(now)
        self._remember(journal, page.mode)
        run_in_background(
            partial(leads_out, journal.store.path, typed, page.mode.pin, sealed=journal.store.has_passphrase),
            partial(self._answered, page),
            partial(_not_answered, page),
            owner=page,
        )

    def _answered(self, page: "SitterPage", leads: bool) -> None:
        if not leads:
            page.leaving.refuse(_("This does not lead out. Look at what you typed, and try again."))
            return
        page.journal.handed_over = False
        self._remember(page.journal, None)
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowFullScreen)
        self._alone.end()

    def _remember(self, journal: Journal, mode: SitterMode | None) -> None:
        """Keep what holds now; where the disk refuses, that is said once the window is back."""
        try:
            journal.store.set_setting(SITTER_SETTING, mode.as_setting() if mode else None)
        except JournalError as error:
            self._window.notice.say(str(error), lasting=True)


def _not_answered(page: "SitterPage", error: Exception) -> None:
    if not isinstance(error, JournalError):
        raise error
    page.leaving.refuse(str(error))
