"""Backups that lie open although their journal has a passphrase by now, since they were made before it."""

from pathlib import Path

from ketatrack.domain.backup_words import Reason
from ketatrack.store.backup_places import places_of
from ketatrack.store.backups import Backup, backups_in, disk_refusals
from ketatrack.store.header import schema_revision
from ketatrack.store.keeping import backup_file
from ketatrack.store.key import Key


def open_backups(path: Path, key: Key) -> list[Backup]:
    """Return the backups of a journal that anybody can read, in both of its places.

    Raises:
        JournalError: one of them cannot be read.
    """
    places = places_of(path, key)
    made = [*backups_in(places.first), *(backups_in(places.second) if places.second else [])]
    return [each for each in made if schema_revision(each.path) is not None]


def remove_open_backups(path: Path, key: Key) -> int:
    """Remove the backups that anybody can read, and return how many they were.

    An encrypted one is made first, opened and counted, so that there is never none. What was removed may
    remain on free parts of the disk.

    Raises:
        JournalError: no encrypted one could be made, and all stayed; or the disk or the folder refuse.
    """
    backup_file(path, key, Reason.PASSPHRASE)
    going = open_backups(path, key)
    for each in going:
        with disk_refusals(each.path.parent):
            each.path.unlink()
    return len(going)
