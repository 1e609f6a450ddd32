"""Locks what has a passphrase, a journal or a caregiver's plan, and hides the window in a hurry.

Locked means: the file is closed and its key gone, every page, form and dialog is deleted, and what was
copied in the window is taken off the clipboard. What was typed is kept as a draft in the journal, or where
the journal cannot be written to, in memory, sealed under the journal's key. What was begun in a plan is kept
in its file, or likewise sealed. A plan beside a journal is closed with it, or locked alone where the journal
has no passphrase.

While a session runs, all of this is done but for the file and its key, and the session's board alone stays,
closed: it goes on taking entries. Once the session is over, the journal is locked as ever.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeGuard

from PySide6.QtCore import QObject, QSettings, QThread, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ketatrack.domain.language import gettext as _
from ketatrack.ui.alone import Alone
from ketatrack.ui.background import is_busy
from ketatrack.ui.cover import Cover
from ketatrack.ui.desktop_lock import DesktopLock
from ketatrack.ui.idle import Idle
from ketatrack.ui.journal import Journal
from ketatrack.ui.left_place import LeftPlace
from ketatrack.ui.main_window import NEUTRAL_NAME, MainWindow
from ketatrack.ui.middle import Middle
from ketatrack.ui.opening import Opening
from ketatrack.ui.plan_files import PlanFiles
from ketatrack.ui.putting_away import put_away
from ketatrack.ui.remembered import lock_choices

_LOOK_EVERY_MS = 20
_MOST_LOOKS = 1500
"""Half a minute; work that hangs on a disk that is gone has a connection of its own."""


class Locking(QObject):
    """Follows the open journal or plan; locks it when asked to, and by itself as the person chose."""

    lockable_changed = Signal()
    """Something that can be locked was opened or closed."""

    def __init__(
        self,
        window: MainWindow,
        settings: QSettings,
        middle: Middle,
        opening: Opening,
        plan_files: PlanFiles,
        alone: Alone,
        close_journal: Callable[[], None],
    ) -> None:
        """Take the window, what stands in it, what opens journals and plans, and what closes the journal.

        `alone` gives the window to the closed board of a session that goes on.
        """
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._middle = middle
        self._opening = opening
        self._plan_files = plan_files
        self._alone = alone
        self._close_journal = close_journal
        self._journal: Journal | None = None
        self._locked: Path | None = None
        self._left: dict[Path, LeftPlace] = {}
        self._cover = Cover(window)
        self._cover.touched.connect(self._show_again)
        self.idle = Idle(self)
        self.idle.idled.connect(self.lock)
        self.desktop = DesktopLock(self)
        self.desktop.locked.connect(self._lock_with_screen)
        window.minimised.connect(self._lock_minimised)
        window.shown_data.connect(self._listen_to_desktop)
        middle.guest_changed.connect(self._follow_lockable)
        alone.begun.connect(self._follow_lockable)
        self._looks = 0
        self._looker = QTimer(self)
        self._looker.setInterval(_LOOK_EVERY_MS)
        self._looker.timeout.connect(self._look)

    # which journal

    def follow(self, journal: Journal | None) -> None:
        """Look after another journal, or after none; one that was locked goes on where it was left."""
        self._journal = journal
        self._follow_lockable()
        if journal is None:
            return
        self._locked = None
        self._plan_files.forget_locked()
        place = self._left.pop(journal.store.path, None)
        if place is not None:
            self._middle.go_to(place)

    def _follow_lockable(self) -> None:
        self._count_idle()
        self.lockable_changed.emit()

    def heed_choices(self) -> None:
        """Lock by itself from now on, and be called, as the person chose."""
        self._window.be_neutral(neutral=False)
        self._count_idle()
        self._listen_to_desktop()

    def _count_idle(self) -> None:
        minutes = lock_choices(self._settings).idle_minutes
        self.idle.watch(minutes if self.can_lock else None)

    def _listen_to_desktop(self) -> None:
        if self.can_lock and lock_choices(self._settings).with_screen:
            self.desktop.listen()

    @property
    def can_lock(self) -> bool:
        """Whether something is open that has a passphrase, and more of it than one page."""
        if self._alone.is_on:
            return False
        return self._has_passphrase(self._journal) or self._plan_files.page is not None

    @staticmethod
    def _has_passphrase(journal: Journal | None) -> TypeGuard[Journal]:
        return journal is not None and journal.store.has_passphrase

    def ask_again(self) -> bool:
        """Show the way back into the journal or plan that is locked; False where none is."""
        if self._locked is None:
            return self._plan_files.ask_again()
        self._ask(self._locked)
        return True

    # locking

    def lock(self) -> None:
        """Cover the window at once, and lock what is open as soon as what is being written is written."""
        if not self.can_lock or self._looker.isActive():
            return
        self._lay_cover(_("One moment: what is being written is finished first."))
        self._looks = 0
        self._looker.start()
        self._look()

    def _look(self) -> None:
        """Go on once no work is under way, and nothing waits for a dialog that was open."""
        self._looks += 1
        waits = is_busy() or QThread.currentThread().loopLevel() > 1
        if waits and self._looks < _MOST_LOOKS:
            return
        self._looker.stop()
        if not self.can_lock:
            self._show_again()
            return
        self._plan_files.keep_begun()
        if self._has_passphrase(self._journal):
            self._put_aside(self._journal)
        else:
            self._close(self._plan_files.lock)
            if self._journal is not None:  # it stays open, and out of sight until somebody is there
                self._lay_cover(NEUTRAL_NAME)

    def _put_aside(self, journal: Journal) -> None:
        try:
            self._left[journal.store.path] = self._middle.place()
            if journal.is_followed:
                self._close(partial(self._keep_to_board, journal))
        finally:  # a place or a board that cannot be told keeps nothing open
            if not self._alone.is_on:
                self._let_go(journal)

    def _let_go(self, journal: Journal) -> None:
        path = self._locked = journal.store.path
        self._close(self._close_journal)
        self._ask(path)

    def _close(self, close: Callable[[], None]) -> None:
        put_away()
        close()
        self._cover.lift(back=False)

    def _keep_to_board(self, journal: Journal) -> None:
        from ketatrack.ui.sitter.closed_board import ClosedBoard

        page = ClosedBoard(journal)
        page.opened.connect(self._alone.end)
        page.session_ended.connect(partial(self._let_go, journal))
        page.help_wanted.connect(self._window.help_wanted)
        self._alone.begin(page)

    def _ask(self, path: Path) -> None:
        page = self._opening.ask_for_passphrase(path)
        place = self._left.get(path)
        if place is not None and (place.typed or place.begun):
            page.say(kept_words())

    def _lock_minimised(self) -> None:
        if lock_choices(self._settings).minimised:
            self.lock()

    def _lock_with_screen(self) -> None:
        if lock_choices(self._settings).with_screen:
            self.lock()

    # hiding

    def hide_quickly(self) -> None:
        """Put the window away at once: locked, or covered where there is nothing to lock."""
        if self.can_lock:
            self.lock()
        else:
            self._lay_cover(NEUTRAL_NAME)
        self._window.showMinimized()

    def _lay_cover(self, words: str) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._cover.lay(words)
        self._window.be_neutral(neutral=True)

    def _show_again(self) -> None:
        """Lift the cover, unless what is behind it is about to be locked."""
        if not self._looker.isActive():
            self._cover.lift(back=True)
            self._window.be_neutral(
                neutral=self._locked is not None or self._middle.is_asking or self._alone.is_on
            )


def kept_words() -> str:
    """Say where what was typed is while the journal, into which it could not be written, is locked."""
    return _(
        "What you typed could not be written into the journal. It is kept here, sealed, for as long as this "
        "window is open, and is back in its place when the journal is open."
    )
