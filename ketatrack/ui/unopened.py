"""What is offered where a journal was not opened: to try again, or to restore a backup of it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketatrack.domain.errors import JournalError
from ketatrack.store.header import SUFFIX, NewerJournalError, schema_revision
from ketatrack.store.pages import lost_its_first_page
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.new_journal import free_file

if TYPE_CHECKING:
    from ketatrack.ui.unopened_card import UnopenedCard


class Unopened(QObject):
    """Puts the card about one such journal above whatever is on screen, and takes it away again."""

    again_wanted = Signal(object)
    """Carries the path of the journal."""
    restore_wanted = Signal(object, object, object)
    """Carries where a backup is to be put, the backup, and the key that opens it."""

    def __init__(self, window: MainWindow) -> None:
        """Wait for a journal that is not opened."""
        super().__init__(window)
        self._window = window
        self._card: UnopenedCard | None = None

    def offer(self, path: Path, error: JournalError) -> None:
        """Say why a journal was not opened, and what can be done about it."""
        from ketatrack.store.known_backups import kept_for
        from ketatrack.ui.unopened_card import UnopenedCard

        backups = kept_for(path)
        is_gone = path.suffix == SUFFIX and not path.exists()  # and not a word that was mistyped
        can_restore = not isinstance(error, NewerJournalError) and (backups is not None or is_gone)
        self.drop()
        card = self._card = UnopenedCard(str(error), backups, can_restore=can_restore)
        card.again_wanted.connect(partial(self.again_wanted.emit, path))
        card.restore_wanted.connect(partial(self._ask, path))
        card.closed.connect(self.drop)
        self._window.notice.clear()  # of an earlier try, perhaps of another file
        self._window.show_card(card)
        card.again_button.setFocus()

    def has_backups(self, path: Path) -> bool:
        """Say whether backups of the journal that was last at a path are known on this computer."""
        from ketatrack.store.known_backups import kept_for

        return kept_for(path) is not None

    @property
    def is_offered(self) -> bool:
        """Whether the card is on screen."""
        return self._card is not None

    def drop(self) -> None:
        """Take the card away, where one stands."""
        if self._card is not None:
            self._window.drop_card(self._card)
            self._card = None

    def _ask(self, path: Path, backup: Path, what: str) -> None:
        """Show what restoring a backup would do."""
        from ketatrack.ui.dialogs.restore_dialog import RestoreDialog

        place = _place_for(path)
        dialog = RestoreDialog(place, None, backup, what, self._window)
        dialog.chosen.connect(partial(self.restore_wanted.emit, place))
        dialog.open()


def _place_for(path: Path) -> Path:
    """Return where a backup is put: in its journal's place, unless that is away, or its file locked.

    What is in a locked file nobody can tell who does not open it, so it is left alone.
    """
    return path if path.parent.is_dir() and not _is_locked(path) else free_file(path.stem, SUFFIX)


def _is_locked(path: Path) -> bool:
    try:
        return schema_revision(path) is None
    except JournalError:
        return lost_its_first_page(path)
