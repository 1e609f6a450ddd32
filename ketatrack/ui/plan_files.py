"""Plan files in the window: made by the patient, opened and locked by the caregiver, and their notes."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.exchange.sealed_file import FileKind, read_sealed
from ketatrack.ui.background import run_in_background
from ketatrack.ui.journal import Journal
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.middle import Middle

if TYPE_CHECKING:
    from ketatrack.domain.care_plan import CarePlan
    from ketatrack.exchange.plan_file import NotesFile, OpenedPlan
    from ketatrack.ui.pages.care_plan_page import CarePlanPage
    from ketatrack.ui.pages.unlock_page import UnlockPage


class PlanFiles(QObject):
    """Asks for files and passphrases, and puts what they hold in the middle of the window."""

    left = Signal()
    """The person is done with a page of this."""

    def __init__(self, window: MainWindow, middle: Middle) -> None:
        """Take the window and what stands in its middle."""
        super().__init__(window)
        self._window = window
        self._middle = middle
        self._page: CarePlanPage | None = None
        self._locked: Path | None = None
        self._unwritten: dict[Path, bytes] = {}
        """What was begun in plans, sealed, where it could not be written into their files at locking."""

    # the patient makes one

    def make(self, journal: Journal) -> None:
        """Show what a plan file would hold, to be made."""
        from ketatrack.ui.pages.plan_file_page import PlanFilePage

        try:
            page = PlanFilePage(journal)
        except JournalError as error:
            self._window.notice.say(str(error))
            return
        page.closed.connect(self.left)
        self._middle.show_guest(page)

    # the caregiver opens one

    @property
    def page(self) -> "CarePlanPage | None":
        """The caregiver's page while it is on screen."""
        return self._page if self._page is self._middle.guest else None

    @property
    def plan(self) -> "CarePlan | None":
        """The plan on screen."""
        return self.page.file.plan if self.page is not None else None

    def choose(self) -> None:
        """Ask for a plan file and open it."""
        path = self._chosen(_("Open a plan file"), _("Plan files (*{suffix})"), FileKind.PLAN)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Ask for the passphrase of a plan file and show the plan; say why where it is none."""
        from ketatrack.exchange.plan_file import open_plan

        self._ask(path, FileKind.PLAN, open_plan, self.show)

    def show(self, opened: "OpenedPlan") -> None:
        """Show the caregiver's page of an opened plan; a newer one goes on with the notes of the open one."""
        from ketatrack.ui.care_file import CareFile
        from ketatrack.ui.pages.care_plan_page import CarePlanPage

        if self.page is not None:
            self._go_on_in(self.page, opened)
            return
        self._locked = None
        if self._middle.journal is None:
            self._window.be_neutral(neutral=False)
            self._window.header.show_no_course(self._window.windowTitle())
        page = self._page = CarePlanPage(CareFile(opened))
        page.destroyed.connect(self._forget)
        page.closed.connect(self.left)
        page.newer_wanted.connect(self.choose)
        self._middle.show_guest(page)
        self._take_up(page)

    def _take_up(self, page: "CarePlanPage") -> None:
        """Put back what was begun and could not be written into the file."""
        sealed = self._unwritten.get(page.file.path)
        if sealed is None:
            return
        try:
            page.noticed.take_up(sealed)
        except JournalError as error:
            self._window.notice.say(str(error), lasting=True)
            return
        del self._unwritten[page.file.path]

    def _forget(self) -> None:
        """Let go of the plan with its page."""
        self._page = None

    def _go_on_in(self, page: "CarePlanPage", newer: "OpenedPlan") -> None:
        try:
            page.noticed.take_over(newer)
        except JournalError as error:
            self._window.notice.say(str(error), lasting=True)
            return
        self._window.notice.say(
            _("The newer plan is open. Your notes went with it into {path}.").format(path=newer.path.name)
        )

    # locking it

    def keep_begun(self) -> None:
        """Keep what was begun in the plan on screen in its file, or sealed in memory."""
        if self.page is not None and not self.page.noticed.keep():
            self._unwritten[self.page.file.path] = self.page.noticed.sealed()

    def lock(self) -> None:
        """Let go of the plan on screen and of its key, and ask for its passphrase."""
        if self.page is None:
            return
        self._locked = self.page.file.path
        self._window.notice.clear()
        self.ask_again()

    def ask_again(self) -> bool:
        """Show the way back into the plan that is locked; False where none is."""
        from ketatrack.ui.pages.unlock_page import UnlockPage

        if self._locked is None:
            return False
        page = UnlockPage(self._locked, _("This file is locked"), _("Open &another file…"))
        page.passphrase_given.connect(partial(self._unlock, page))
        page.other_wanted.connect(self.choose)
        page.left.connect(self.left)
        if self._locked in self._unwritten:
            page.say(_unwritten_words())
        self._middle.ask(page)
        return True

    def forget_locked(self) -> None:
        """Lead back into no locked plan; something else was opened in its place."""
        self._locked = None

    def _unlock(self, page: "UnlockPage", passphrase: str) -> None:
        from ketatrack.exchange.plan_file import open_plan

        run_in_background(
            partial(open_plan, page.path, passphrase), self.show, partial(_not_unlocked, page), owner=page
        )

    # what comes back to the patient

    def choose_notes(self, journal: Journal) -> None:
        """Ask for a file of notes and take them into a journal."""
        path = self._chosen(_("Take in a file of notes"), _("Notes (*{suffix})"), FileKind.NOTES)
        if path is not None:
            self.take(path, journal)

    @staticmethod
    def takes(path: Path) -> bool:
        """Say whether a file is one of these, by its ending."""
        return path.suffix in {kind.suffix for kind in FileKind}

    def take(self, path: Path, journal: Journal | None) -> None:
        """Open a plan file, or take notes into a journal."""
        from ketatrack.exchange.plan_file import open_notes

        if path.suffix == FileKind.PLAN.suffix:
            self.open(path)
        elif journal is None or journal.course is None:
            self._window.notice.say(_("Open the journal that the notes are for first."))
        else:
            self._ask(path, FileKind.NOTES, open_notes, partial(self._take_notes, journal))

    def _take_notes(self, journal: Journal, notes: "NotesFile") -> None:
        from ketatrack.domain.caregiver_notes import arrived

        try:
            found = arrived(notes.notes, notes.course_id, journal.records())
            if found.new:
                journal.add(found.new, _("notes from your caregiver"))
        except JournalError as error:
            self._window.notice.say(str(error), lasting=True)
            return
        self._middle.show_page("caregiver")
        said = [
            ngettext("{n} note came in.", "{n} notes came in.", len(found.new)).format(n=len(found.new))
            if found.new
            else _("All these notes are in the journal already; nothing was added.")
        ]
        if found.differing:
            said.append(
                ngettext(
                    "{n} reads otherwise than the one that came before, which stays.",
                    "{n} read otherwise than those that came before, which stay.",
                    found.differing,
                ).format(n=found.differing)
            )
        self._window.notice.say(" ".join(said), undo=bool(found.new))

    # both

    def _chosen(self, title: str, kinds: str, kind: FileKind) -> Path | None:
        path, _kind = QFileDialog.getOpenFileName(self._window, title, "", kinds.format(suffix=kind.suffix))
        return Path(path) if path else None

    def _ask(
        self,
        path: Path,
        kind: FileKind,
        open_file: Callable[[Path, str], object],
        show: Callable[[Any], None],
    ) -> None:
        from ketatrack.ui.dialogs.passphrase_dialog import PassphraseDialog

        try:
            read_sealed(path, kind)  # what is no such file is answered before anybody types
        except JournalError as error:
            self._window.notice.say(str(error), lasting=True)
            return
        dialog = PassphraseDialog(path, open_file, self._window)
        dialog.opened.connect(show)
        dialog.open()


def _unwritten_words() -> str:
    return _(
        "What you typed could not be written into the file. It is kept here, sealed, for as long as this "
        "window is open, and is back in its place when the file is open."
    )


def _not_unlocked(page: "UnlockPage", error: Exception) -> None:
    page.await_passphrase()
    if not isinstance(error, JournalError):
        raise error
    page.refuse(str(error))
