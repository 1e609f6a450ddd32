"""Looks through the backups of a journal: what each holds, and whether all of it can still be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ketatrack.domain.errors import JournalError
from ketatrack.store.backup_places import places_of
from ketatrack.store.backups import Backup, backups_in
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.looking_into import Contents, contents_of, sound_contents_of

COUNTED_AGAIN_AFTER = timedelta(days=7)
"""A disk can spoil what was sound; reading ten years again and again would wear it for nothing."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A backup, how large its file is in bytes, what it holds, and when all of it was read last."""

    backup: Backup
    size: int
    contents: Contents | None
    """None where it opens with another passphrase, or with none at all."""
    counted_at: datetime | None
    trouble: str = ""
    """Why it is no use any more; empty where it is."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The backups in each place, the newest first, and what was in the way of looking at them."""

    first: Path
    second: Path | None
    backups: tuple[Surveyed, ...]
    in_second: int | None
    """How many lie in the second place; None where there is none, or it cannot be reached at the moment."""


def survey(path: Path, key: Key | None, counted: Mapping[str, str], now: datetime, *, anew: bool) -> Survey:
    """Look through the backups of a journal.

    Args:
        path: the journal.
        key: what opens it, and its backups unless its passphrase changed.
        counted: when each was last read as a whole, by the name of its file, as the journal keeps it.
        now: this moment.
        anew: read all of those again that were not for some days; else they are only opened and counted.

    Raises:
        JournalError: the folder of the backups cannot be read.
    """
    places = places_of(path, key)
    found = []
    for backup in backups_in(places.first):
        at = _moment(counted.get(backup.path.name))
        again = anew and (at is None or abs(now - at) > COUNTED_AGAIN_AFTER)
        found.append(_surveyed(backup, key, None if again else at, now, read_all=again))
    return Survey(places.first, places.second, tuple(found), _count(places.second))


def _surveyed(
    backup: Backup, key: Key | None, counted_at: datetime | None, now: datetime, *, read_all: bool
) -> Surveyed:
    size = backup.path.stat().st_size
    try:
        contents = (sound_contents_of if read_all else contents_of)(backup.path, key)
    except (LockedJournalError, WrongPassphraseError):
        return Surveyed(backup, size, None, None)
    except JournalError as error:
        return Surveyed(backup, size, None, None, str(error))
    return Surveyed(backup, size, contents, now if read_all else counted_at)


def _count(folder: Path | None) -> int | None:
    if folder is None or not folder.parent.is_dir():
        return None
    try:
        return len(backups_in(folder))
    except JournalError:
        return None


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
