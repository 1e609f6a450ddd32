"""Puts a backup in the place of the open journal and opens it again; what was there can be brought back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.key import Key
from ketatrack.store.known_backups import is_backup
from ketatrack.ui.background import run_in_background
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import heading
from ketatrack.ui.middle import Middle
from ketatrack.ui.opening import Opening
from ketatrack.ui.read_store import ReadStore
from ketatrack.ui.theme import GRID

if TYPE_CHECKING:
    from ketatrack.store.restoring import Restored


@dataclass(frozen=True, slots=True)
class WayBack:
    """What a journal held before it was restored: the file that keeps it, and what opens that."""

    journal: Path
    before: Path
    key: Key | None
    was_undone: bool
    """Whether the last that was done was an undoing, so that the way back is the restore again."""


class Restoring(QObject):
    """The journal is closed, replaced on a thread, and opened again, whatever came of it."""

    said = Signal(str)
    """A sentence for the foot of the window."""

    def __init__(self, middle: Middle, opening: Opening, close: Callable[[], None]) -> None:
        """Take what stands in the middle, what opens a journal, and what closes the open one."""
        super().__init__(middle)
        self._middle = middle
        self._opening = opening
        self._close = close
        self._way_back: WayBack | None = None

    def way_back(self, journal: Journal) -> Callable[[], None] | None:
        """Return what undoes the last restore of this journal; None where there is nothing to undo."""
        back = self._way_back
        if back is None or back.journal != journal.store.path:
            return None
        return partial(self._go_back, journal, back)

    def _go_back(self, journal: Journal, back: WayBack) -> None:
        self._replace(back.journal, journal.store.key, back.before, back.key, undoing=not back.was_undone)

    @property
    def was_undone(self) -> bool:
        """Whether the last restore was undone, so that the way back leads to the backup once more."""
        return self._way_back is not None and self._way_back.was_undone

    def restore(self, journal: Journal, backup: Path, key: Key | None) -> None:
        """Put a backup, which the key opens, in the place of the open journal, unless that is one itself."""
        if is_backup(journal.store.path):
            self.said.emit(_("What is open is itself a backup, which stays as it was. Nothing was restored."))
            return
        self._replace(journal.store.path, journal.store.key, backup, key, undoing=False)

    def restore_lost(self, path: Path, backup: Path, key: Key | None) -> None:
        """Put a backup, which the key opens, where a journal is gone or cannot be opened."""
        self._close()
        self._middle.show_guest(_waiting())
        run_in_background(
            partial(_restore, path, None, backup, key),
            self._restored_lost,
            partial(self._not_restored, path, None),
            owner=self,
        )

    def _restored_lost(self, came: "tuple[Restored, ReadStore]") -> None:
        restored, read = came
        self._show(read)
        said = _("The backup is restored, and open from {path}.").format(path=read.store.path)
        if restored.before is not None:
            kept = _("What was there before is kept in {path}.").format(path=restored.before)
            said = f"{said} {kept}"
        self.said.emit(said)

    def _replace(
        self, path: Path, own_key: Key | None, backup: Path, key: Key | None, *, undoing: bool
    ) -> None:
        self._way_back = None
        self._close()
        self._middle.show_guest(_waiting())
        run_in_background(
            partial(_restore, path, own_key, backup, key),
            partial(self._restored, own_key, undoing),
            partial(self._not_restored, path, own_key),
            owner=self,
        )

    def _restored(self, own_key: Key | None, undoing: bool, came: "tuple[Restored, ReadStore]") -> None:
        restored, read = came
        if restored.before is not None:
            self._way_back = WayBack(read.store.path, restored.before, own_key, undoing)
        self._show(read)
        self.said.emit(
            _("What was here before is back.")
            if undoing
            else _("The backup is restored. What was here before is kept.")
        )

    def _not_restored(self, path: Path, own_key: Key | None, error: Exception) -> None:
        try:
            self._show(ReadStore.at(path, own_key))
        except JournalError as also:
            self._opening.welcome()
            self._opening.not_opened(also, path)
        if not isinstance(error, JournalError):
            raise error
        self.said.emit(_("Nothing was restored. {reason}").format(reason=error))

    def _show(self, read: ReadStore) -> None:
        self._opening.opened(read)
        self._middle.show_page("backups")


def _waiting() -> QWidget:
    page = QWidget()
    page.setObjectName("page")
    column = QVBoxLayout(page)
    column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
    column.addWidget(heading(_("Restoring…")))
    column.addStretch(1)
    return page


def _restore(path: Path, own_key: Key | None, backup: Path, key: Key | None) -> "tuple[Restored, ReadStore]":
    from ketatrack.store.restoring import restore

    return restore(path, own_key, backup, key), ReadStore.at(path, key)
