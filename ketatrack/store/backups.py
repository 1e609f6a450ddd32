"""Makes backups of a journal that have been opened and counted before they count, and finds them again.

A backup is a whole journal, closed, with the passphrase that the journal has. The name of its file says when
and why it was made; everything else about it is read from it.
"""

import re
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ketatrack.domain.backup_words import Reason
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.engine import connect
from ketatrack.store.header import SCHEMA_REVISION, SUFFIX, schema_revision
from ketatrack.store.key import Key, LockedJournalError
from ketatrack.store.looking_into import Contents, UnsoundFileError, contents_of, counted, sound_contents_of
from ketatrack.store.new_file import becoming, disk_refusals
from ketatrack.store.refusals import refusals_in_words

_MOMENT = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(rf"(\d{{4}}-\d\d-\d\dT\d{{6}}Z)-([a-z]+){re.escape(SUFFIX)}", re.ASCII)
TRIAL = ".trial-"
"""How the folder begins in which a restore is tried."""
_ABANDONED = timedelta(hours=1)
"""What was begun longer ago than this, nobody is making any more."""


@dataclass(frozen=True, slots=True)
class Backup:
    """The file of a backup, when it was made (UTC), and why."""

    path: Path
    made_at: datetime
    reason: Reason


def backups_in(folder: Path) -> list[Backup]:
    """Return the backups that lie in a folder, the newest first; none where there is no folder.

    Raises:
        JournalError: the folder cannot be read.
    """
    try:
        found = [backup for file in folder.iterdir() if (backup := _backup_at(file)) is not None]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise JournalError(
            _("{path} cannot be read: {reason}.").format(path=folder, reason=error.strerror)
        ) from None
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def _backup_at(file: Path) -> Backup | None:
    named = _NAME.fullmatch(file.name)
    if named is None:
        return None
    reason = next((reason for reason in Reason if reason == named[2]), None)
    try:
        moment = datetime.strptime(named[1], _MOMENT).replace(tzinfo=UTC)
    except ValueError:  # no day of the calendar
        return None
    return None if reason is None else Backup(file, moment, reason)


def make_backup(
    path: Path, key: Key | None, reason: Reason, folder: Path, now: datetime
) -> tuple[Backup, Contents]:
    """Make a backup of a journal, which may be open and written to, and of any schema.

    It has been opened, read and counted before it has its name; what does not hold exactly what the journal
    held at that moment is removed.

    Args:
        path: the journal.
        key: what opens it, where it has a passphrase.
        reason: why a backup is made.
        folder: where it goes; made, for its owner alone, where it is missing.
        now: the moment; a second or more is added where a backup of that second is there.

    Raises:
        UnsoundFileError: the journal itself is not as it was written.
        JournalError: it cannot be read, or the folder cannot be written to.
    """
    with disk_refusals(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(folder, now)
    made_at = now.astimezone(UTC).replace(microsecond=0)
    while (final := folder / f"{made_at:{_MOMENT}}-{reason}{SUFFIX}").exists():
        made_at += timedelta(seconds=1)
    with becoming(final) as part:
        contents = copy_soundly(path, key, part)
    return Backup(final, made_at, reason), contents


def copy_soundly(path: Path, key: Key | None, part: Path) -> Contents:
    """Copy a journal, which may be written to, into an empty file; then open, read and count that.

    Raises:
        UnsoundFileError: the copy does not hold exactly what the journal held at that moment.
        JournalError: the journal cannot be read, or the disk refuses.
    """
    contents = _copy_at_one_moment(path, key, part)
    if sound_contents_of(part, key) != contents:
        raise UnsoundFileError
    return contents


def copy_whole(path: Path, key: Key | None, part: Path) -> None:
    """Copy what a closed journal holds into an empty file, with the passphrase that it has.

    Raises:
        JournalError: it cannot be read, or the disk refuses.
    """
    with refusals_in_words(part), closing(connect(path, _needed(path, key), read_only=True)) as connection:
        connection.execute("PRAGMA temp_store = memory")
        connection.execute("VACUUM INTO ?", (str(part),))


def copy_up_to_date(path: Path, key: Key | None, part: Path) -> None:
    """Copy what a closed journal holds into an empty file, and bring that up to date; as `copy_whole`."""
    copy_whole(path, key, part)
    if contents_of(part, key).revision < SCHEMA_REVISION:
        from ketatrack.store.upgrade import migrate

        migrate(part, key)


def _copy_at_one_moment(path: Path, key: Key | None, part: Path) -> Contents:
    """Copy a journal and count it while nobody writes; readers are not held up."""
    needed = _needed(path, key)
    with (
        refusals_in_words(part),
        closing(connect(path, needed)) as guard,
        closing(connect(path, needed)) as copier,
    ):
        guard.execute("BEGIN IMMEDIATE")
        contents = counted(guard)
        copier.execute("PRAGMA temp_store = memory")
        copier.execute("VACUUM INTO ?", (str(part),))
    return contents


def _needed(path: Path, key: Key | None) -> Key | None:
    if schema_revision(path) is not None:
        return None
    if key is None:
        raise LockedJournalError(path)
    return key


def _sweep(folder: Path, now: datetime) -> None:
    """Remove what was cut off while it was tried."""
    for left in folder.glob(f"{TRIAL}*"):
        if left.stat().st_mtime < (now - _ABANDONED).timestamp():
            shutil.rmtree(left)
