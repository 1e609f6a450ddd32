"""Keeps backups of the open journal beside the window: on schedule, by hand, before something large."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ketatrack.domain.backup_words import Reason
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.store import Store
from ketatrack.ui.background import run_in_background
from ketatrack.ui.journal import Journal

if TYPE_CHECKING:
    from ketatrack.store.keeping import Made

_SOON_MS = 10_000
"""After a journal was opened; by then the window has done what it was opened for."""
_HOURLY_MS = 3_600_000


class BackupKeeper(QObject):
    """Makes backups on a thread and says what came of it; the page of the backups shows the same.

    A backup that could not be made is told at once, and stays on the page until one is made.
    """

    said = Signal(str)
    """A sentence for the foot of the window that stays until it is closed."""
    changed = Signal()
    """A backup was made, or could not be; what is known about them is to be shown again."""

    def __init__(self, parent: QObject) -> None:
        """Wait for a journal; `keep_schedule` lets backups be made without being asked for."""
        super().__init__(parent)
        self.trouble = ""
        """Why no backup could be made last time; empty where one was."""
        self.second_trouble = ""
        self.is_far_smaller = False
        """Whether the journal is far smaller than an earlier backup, so that none of those was let go."""
        self.is_working = False
        self._journal: Journal | None = None
        self._on_schedule = False
        self._is_kept = False
        self._has_changed = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def keep_schedule(self) -> None:
        """Make backups from now on as the journal's schedule says."""
        self._on_schedule = True
        self._start()

    def follow(self, journal: Journal, *, on_schedule: bool = True) -> None:
        """Keep the backups of a journal that was opened; of one such as the demo only by hand."""
        self._journal = journal
        self._is_kept = on_schedule and not journal.reading_only
        self.trouble, self.second_trouble, self.is_far_smaller = "", "", False
        self._has_changed = False
        journal.changed.connect(self._note_change)
        self._start()

    def _start(self) -> None:
        if self._on_schedule and self._is_kept and self._journal is not None:
            self._timer.start(_SOON_MS)

    def leave(self) -> None:
        """Let go of a journal that is about to be closed; what changed in it is backed up meanwhile."""
        journal, self._journal = self._journal, None
        self._timer.stop()
        if journal is None or not (self._on_schedule and self._is_kept and self._has_changed):
            return
        try:
            store = journal.store.again()
        except JournalError:
            return  # gone, or unplugged: the next start tells
        run_in_background(partial(_back_up_and_close, store), _rest, _rest_unless_a_bug)

    def forget(self) -> None:
        """Let go of a journal without a backup: it is about to be replaced, or was."""
        self._journal = None
        self._timer.stop()

    def back_up(self) -> None:
        """Make a backup now, because the person wants one, and say where it did not get to."""
        if self._journal is not None and not self.is_working:
            self._begin(partial(_back_up, self._journal.store.again, Reason.HAND), self._say_second_trouble)

    def _say_second_trouble(self) -> None:
        if self.second_trouble and not self.trouble:
            self.said.emit(self.second_trouble)

    def catch_up(self) -> None:
        """Copy to the second place, which was just chosen or given up, what it lacks."""
        if self._journal is not None:
            self._begin(partial(_catch_up, self._journal.store.again))

    def back_up_first(self, reason: Reason, then: Callable[[], None]) -> None:
        """Make a backup, then go on, whether or not one could be made; that it could not is said."""
        if self._journal is not None:
            self._begin(partial(_back_up, self._journal.store.again, reason), then)

    def _note_change(self) -> None:
        self._has_changed = True

    def _look(self) -> None:
        self._timer.start(_HOURLY_MS)
        if self._journal is not None and not self.is_working:
            self._begin(partial(_back_up_on_schedule, self._journal.store.again))

    def _begin(
        self, work: "Callable[[], tuple[Made | None, str]]", then: Callable[[], None] | None = None
    ) -> None:
        self.is_working = True
        self._has_changed = False  # what is written from here on may not be in it
        self.changed.emit()
        run_in_background(work, partial(self._made, then), partial(self._not_made, then), owner=self)

    def _made(self, then: Callable[[], None] | None, came: "tuple[Made | None, str]") -> None:
        made, self.second_trouble = came
        self.is_working = False
        self.trouble = ""
        if made is not None:
            self.is_far_smaller = made.is_far_smaller
        self.changed.emit()
        if then is not None:
            then()

    def _not_made(self, then: Callable[[], None] | None, error: Exception) -> None:
        self.is_working = False
        self._has_changed = True
        if not isinstance(error, JournalError):
            raise error
        self.trouble = _("No backup was made. {reason}").format(reason=error)
        self.said.emit(self.trouble)
        self.changed.emit()
        if then is not None:
            then()


def _back_up(opened: Callable[[], Store], reason: Reason) -> "tuple[Made | None, str]":
    from ketatrack.store.scheduled_backups import backup_before, note_made

    with opened() as store:
        made = backup_before(store, reason)
        note_made(store, made)
    return made, made.second_trouble


def _catch_up(opened: Callable[[], Store]) -> "tuple[Made | None, str]":
    from ketatrack.store.keeping import catch_up

    with opened() as store:
        return None, catch_up(store.path, store.key)


def _back_up_on_schedule(opened: Callable[[], Store]) -> "tuple[Made | None, str]":
    from ketatrack.store.keeping import catch_up
    from ketatrack.store.scheduled_backups import backup_on_schedule, note_made

    with opened() as store:
        made = backup_on_schedule(store)
        if made is None:
            return None, catch_up(store.path, store.key)
        note_made(store, made)
    return made, made.second_trouble


def _back_up_and_close(store: Store) -> None:
    from ketatrack.store.scheduled_backups import backup_on_schedule

    with store:
        backup_on_schedule(store, leaving=True)


def _rest(_result: None) -> None:
    """Take the end of what nobody waits for."""


def _rest_unless_a_bug(error: Exception) -> None:
    """Leave it to the next start to try again, and to say why not."""
    if not isinstance(error, JournalError):
        raise error
