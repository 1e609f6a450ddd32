"""Offers to delete the backups that can be read without the passphrase that was just set."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.store.key import Key
from ketatrack.ui.background import run_in_background
from ketatrack.ui.layout import Card, breakable, quiet


class OpenBackupsOffer(Card):
    """Shown where there are such backups; says how many, and what came of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stay hidden until there is something to offer."""
        super().__init__()
        self.setParent(parent)
        self.said = quiet()
        self.delete_button = QPushButton(_("&Delete them"))
        self.delete_button.setAutoDefault(False)
        self.column.addWidget(self.said)
        self.add_row(self.delete_button)
        self.delete_button.clicked.connect(self._delete)
        self._path = Path()
        self._key: Key | None = None
        self.hide()

    def look(self, path: Path, key: Key) -> None:
        """Look, on a thread, for backups of a journal that need no passphrase."""
        self._path, self._key = path, key
        run_in_background(partial(_count, path, key), self._offer, self._say_why, owner=self)

    def forget(self) -> None:
        """Forget what opens the journal."""
        self._key = None

    def _offer(self, count: int) -> None:
        if count:
            self.said.setText(
                ngettext(
                    "{count} backup of before can be read without the passphrase. A new one, which takes the "
                    "passphrase, is made before it is deleted.",
                    "{count} backups of before can be read without the passphrase. A new one, which takes "
                    "the passphrase, is made before they are deleted.",
                    count,
                ).format(count=count)
            )
            self.show()

    def _delete(self) -> None:
        if self._key is None:
            return
        self.delete_button.setEnabled(False)
        run_in_background(partial(_remove, self._path, self._key), self._finish, self._say_why, owner=self)

    def _finish(self, count: int) -> None:
        self.forget()
        self.delete_button.hide()
        self.said.setText(
            ngettext(
                "{count} backup was deleted. It may remain on free parts of the disk.",
                "{count} backups were deleted. They may remain on free parts of the disk.",
                count,
            ).format(count=count)
        )

    def _say_why(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self.delete_button.setEnabled(True)
        self.said.setText(breakable(str(error)))
        self.show()


def _count(path: Path, key: Key) -> int:
    from ketatrack.store.open_backups import open_backups

    return len(open_backups(path, key))


def _remove(path: Path, key: Key) -> int:
    from ketatrack.store.open_backups import remove_open_backups

    return remove_open_backups(path, key)
