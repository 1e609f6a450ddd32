"""Opening a journal: which one, with which passphrase, and what is said where it does not open."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.header import SUFFIX, is_older
from ketatrack.store.holding import HeldElsewhereError
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.known_backups import is_backup
from ketatrack.store.store import Store
from ketatrack.ui.background import run_in_background
from ketatrack.ui.journal import Journal
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.middle import Middle
from ketatrack.ui.one_window import came_to_front
from ketatrack.ui.read_store import Access, ReadStore
from ketatrack.ui.unopened import Unopened

if TYPE_CHECKING:
    from ketatrack.ui.pages.unlock_page import UnlockPage
    from ketatrack.ui.pages.welcome_page import WelcomePage


class ShowJournal(Protocol):
    """Puts an open journal on screen, in place of the one before."""

    def __call__(self, journal: Journal, *, remember: bool = True) -> None:
        """Take the journal, and whether it is opened again at the next start."""


class Opening(QObject):
    """Asks for journals and opens them.

    Opening ends in one of these ways, each with a method: the journal is `opened`; its passphrase is asked
    for (`ask_for_passphrase`); somebody else has it (`_held_elsewhere`); or it is said why it was not opened
    (`_say_why`), with what can be done about it. `not_opened` tells them apart.
    """

    plan_wanted = Signal()
    """A caregiver has the file of somebody's plan."""
    imported = Signal(str)
    """Carries the sentence that says what came into a journal that was made for it."""
    left = Signal()
    """The person went back from a page of this."""

    def __init__(self, window: MainWindow, middle: Middle, show: ShowJournal) -> None:
        """Take the window, what stands in its middle, and what shows an open journal."""
        super().__init__(window)
        self._window = window
        self._middle = middle
        self._show = show
        self.unopened = Unopened(window)
        self.unopened.again_wanted.connect(self._try_again)
        middle.guest_changed.connect(self.unopened.drop)

    # which journal

    def welcome(self) -> "WelcomePage":
        """Show the first page of a person who has no journal open."""
        self._window.be_neutral(neutral=False)
        page = self._welcome_page()
        page.demo_wanted.connect(self.demo)
        page.open_wanted.connect(self.choose)
        page.import_wanted.connect(self._import_into_new)
        page.plan_wanted.connect(self.plan_wanted)
        self._middle.show_guest(page)
        self._window.tell_when_shown()
        return page

    def new(self) -> None:
        """Show the few questions with which a journal starts."""
        page = self._welcome_page()
        page.closed.connect(self.left)
        page.start_new()
        self._middle.show_guest(page)

    def _welcome_page(self) -> "WelcomePage":
        from ketatrack.ui.pages.welcome_page import WelcomePage

        page = WelcomePage()
        page.created.connect(self._show_new)
        return page

    def choose(self) -> None:
        """Ask for a journal and open it."""
        path, _filter = QFileDialog.getOpenFileName(
            self._window, _("Open a journal"), "", _("KetaTrack journals (*{suffix})").format(suffix=SUFFIX)
        )
        if path:
            self.path(Path(path))

    def path(self, path: Path, access: Access = Access.WRITING) -> None:
        """Open the journal at a path, which takes a passphrase first where it has one."""
        try:
            if access is not Access.READING and is_older(path) and not is_backup(path):
                self._bring_up_to_date(path, access)
                return
            read = ReadStore.at(path, access=access)
        except JournalError as error:
            self.not_opened(error, path, access)
        else:
            self.opened(read)

    def _try_again(self, path: Path) -> None:
        """Open a journal whose card says why it was not opened; where it still is not, say that, too."""
        self.path(path)
        if self.unopened.is_offered:
            self._window.notice.say(_("It was tried again just now, and is as before."))

    def _bring_up_to_date(self, path: Path, access: Access) -> None:
        """Open a journal of an older version on a thread, since it is copied and compared row by row."""
        self._window.notice.say(
            _("{path} was written by an older version and is brought up to date…").format(path=path),
            lasting=True,
        )
        run_in_background(
            partial(ReadStore.at, path, access=access),
            self._opened_up_to_date,
            partial(self.not_opened, path=path, access=access),
            owner=self,
        )

    def _opened_up_to_date(self, read: ReadStore) -> None:
        self.opened(read)
        self._window.notice.say(_("The journal is up to date now; everything in it was compared."))

    def demo(self) -> None:
        """Open a fresh copy of the demo courses, made on a thread; nothing of it is kept."""
        run_in_background(_read_demo, partial(self.opened, remember=False), self.not_opened, owner=self)

    def _show_new(self, store: Store) -> None:
        """Show a journal that was just made, and offer its recovery sheet where it has a passphrase."""
        journal = Journal(store, self)
        self._show(journal)
        if store.has_passphrase:
            from ketatrack.ui.dialogs.journal_passphrase_dialog import JournalPassphraseDialog
            from ketatrack.ui.passphrase_change import PassphraseChange

            dialog = JournalPassphraseDialog(journal, PassphraseChange.RECOVERY, self._window)
            dialog.show_outcome(store.key)
            dialog.open()

    def _import_into_new(self, store: Store, source: Path) -> None:
        from ketatrack.ui.dialogs.import_dialog import import_into_new

        import_into_new(self._window, Journal(store, self), self.imported.emit, source, self._show)

    # how it ends

    def opened(self, read: ReadStore, *, remember: bool = True) -> None:
        """Put a journal on screen that was opened and read, on whichever thread."""
        try:
            journal = Journal(read.store, self, read.records, read.reading_only)
        except HeldElsewhereError as held:  # somebody else was quicker
            read.store.close()
            self._held_elsewhere(held)
        else:
            self._show(journal, remember=remember and not is_backup(read.store.path))

    def not_opened(self, error: Exception, path: Path | None = None, access: Access = Access.WRITING) -> None:
        """Go on where a journal was not opened, which has a path unless it is the demo.

        Raises what is no JournalError.
        """
        if isinstance(error, LockedJournalError):
            page = self.ask_for_passphrase(error.path, access)
            remembered = partial(_read_as_remembered, error.path, access)
            not_opened = partial(self._not_unlocked, page, access)
            run_in_background(remembered, self._opened_as_remembered, not_opened, owner=page)
        elif isinstance(error, HeldElsewhereError):
            self._held_elsewhere(error)
        elif isinstance(error, JournalError):
            self._say_why(error, path)
        else:
            raise error

    def _held_elsewhere(self, held: HeldElsewhereError) -> None:
        """Bring the other window to the front where there is one; else offer to read, or to take over."""
        from ketatrack.ui.pages.held_page import HeldPage

        if came_to_front(held.path):
            elsewhere = _("{path} is open in another window; see there.").format(path=held.path)
            self._say_why(JournalError(elsewhere))
            return
        page = HeldPage(held)
        page.reading_wanted.connect(partial(self.path, held.path, Access.READING))
        page.take_over_wanted.connect(partial(self.path, held.path, Access.TAKING_OVER))
        page.other_wanted.connect(self.choose)
        page.left.connect(self.left)
        self._middle.show_guest(page)
        self._window.tell_when_shown()

    def ask_for_passphrase(self, path: Path, access: Access = Access.WRITING) -> "UnlockPage":
        """Show the page that asks for the passphrase of a journal."""
        from ketatrack.ui.pages.unlock_page import UnlockPage

        page = UnlockPage(path)
        page.passphrase_given.connect(partial(self._unlock, page, access))
        page.other_wanted.connect(self.choose)
        page.restore_wanted.connect(partial(self._offer_backups, page))
        page.left.connect(self.left)
        self._middle.ask(page)
        return page

    def _unlock(self, page: "UnlockPage", access: Access, passphrase: str) -> None:
        """Derive the key and open the journal on a thread; nobody waits once the page is gone."""
        run_in_background(
            partial(_read_with_passphrase, page.path, passphrase, access),
            self.opened,
            partial(self._not_unlocked, page, access),
            owner=page,
        )

    def _opened_as_remembered(self, read: ReadStore | None) -> None:
        """Open what this computer remembers the key of; else the page goes on asking."""
        if read is not None:
            self.opened(read)

    def _not_unlocked(self, page: "UnlockPage", access: Access, error: Exception) -> None:
        page.await_passphrase()
        if isinstance(error, WrongPassphraseError):
            page.refuse()
        elif isinstance(error, JournalError) and not isinstance(error, HeldElsewhereError):
            page.refuse(str(error))
        else:
            self.not_opened(error, page.path, access)
            return
        page.offer_restore(offered=self.unopened.has_backups(page.path))

    def _offer_backups(self, page: "UnlockPage") -> None:
        """Offer the backups of a journal that what was typed did not open."""
        page.offer_restore(offered=False)  # the card does
        words = _(
            "“{name}” did not open with what was typed. A passphrase that is not the right one and a file of "
            "which nothing can be read look the same; the file stays as it is."
        )
        self.unopened.offer(page.path, JournalError(words.format(name=page.path.stem)))

    def _say_why(self, error: JournalError, path: Path | None = None) -> None:
        """Say it until it is closed, with what can be done; who has nothing else on screen is welcomed."""
        if self._middle.is_empty:
            self.welcome()
        if path is None or (self._middle.journal is not None and not self.unopened.has_backups(path)):
            self._window.notice.say(str(error), lasting=True)
        else:
            self.unopened.offer(path, error)


def _read_with_passphrase(path: Path, passphrase: str, access: Access) -> ReadStore:
    return ReadStore.at(path, Key.of(path, passphrase), access)


def _read_as_remembered(path: Path, access: Access) -> ReadStore | None:
    """Read a journal with the key that this computer remembers; None where it has none that opens it."""
    from ketatrack.store.remembered_key import remembered_key

    key = remembered_key(path)
    try:
        return None if key is None else ReadStore.at(path, key, access)
    except WrongPassphraseError:  # it is not what it was
        return None


def _read_demo() -> ReadStore:
    from ketatrack.exchange.demo import demo_journal

    return ReadStore.of(demo_journal())
