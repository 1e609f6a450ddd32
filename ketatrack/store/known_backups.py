"""Finds the backups of a journal that cannot be opened, and tells a backup from a journal."""

from dataclasses import dataclass
from pathlib import Path

from ketatrack.domain.errors import JournalError
from ketatrack.store.backup_places import is_place, known_journals
from ketatrack.store.backups import Backup, backups_in
from ketatrack.store.key import LockedJournalError
from ketatrack.store.looking_into import Contents, sound_contents_of


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest backup that is of use, and what it holds."""

    backup: Backup
    contents: Contents | None
    """None where only a passphrase opens it."""


def kept_for(path: Path) -> Path | None:
    """Return the folder with backups of the journal that was last at a path; None where none is known."""
    return next((folder for folder, noted in known_journals() if noted == path.resolve()), None)


def newest_in(folder: Path) -> Newest | None:
    """Open and count the backups in a folder, the newest first, until one is of use.

    Raises:
        JournalError: the folder cannot be read.
    """
    for backup in backups_in(folder):
        try:
            return Newest(backup, sound_contents_of(backup.path, None))
        except LockedJournalError:
            return Newest(backup, None)
        except JournalError:  # spoilt; the one before it may not be
            continue
    return None


def is_backup(file: Path) -> bool:
    """Say whether a file lies as a backup among backups, where nothing is to be written into it.

    Raises:
        JournalError: its folder cannot be read.
    """
    folder = file.resolve().parent
    return is_place(folder) and any(each.path.name == file.name for each in backups_in(folder))


def journal_of(backup: Path) -> Path | None:
    """Return where the journal of a backup was last; None where this computer does not know it."""
    place = backup.resolve().parent
    return next((noted for folder, noted in known_journals() if is_place(place, of=folder.name)), None)
