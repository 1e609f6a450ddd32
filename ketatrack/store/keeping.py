"""Keeps backups: makes one, copies what is missing to the second place, and lets the old ones go.

What is kept of them `domain.thinning` says. Nothing is let go where the new backup is far smaller than an
earlier one, where the journal is not sound, and nothing that this journal's passphrase does not open.
"""

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import tzlocal

from ketatrack.domain.backup_words import (
    Reason,
    is_far_smaller,
)
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import fixed_zone
from ketatrack.domain.thinning import kept
from ketatrack.store.backup_places import Places, note_place, places_of
from ketatrack.store.backups import Backup, backups_in, becoming, copy_soundly, disk_refusals, make_backup
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.looking_into import Contents, UnsoundFileError, contents_of, sound_contents_of


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was just made: its file, what it holds, and what else there is to say."""

    backup: Backup
    contents: Contents
    is_far_smaller: bool
    """Than an earlier one; all earlier ones were kept for that reason."""
    second_trouble: str
    """Why it did not reach the second place; empty where it did, or where there is none."""


def backup_file(path: Path, key: Key | None, reason: Reason, *, second_too: bool = True) -> Made:
    """Make a backup of the journal at a path, open or closed, of any schema, in each of its places.

    Args:
        path: the journal.
        key: what opens it, where it has a passphrase.
        reason: why a backup is made.
        second_too: copy what the second place lacks, which may be slow.

    Raises:
        UnsoundFileError: the journal itself is not as it was written; earlier backups were all kept.
        JournalError: no backup was made, for a reason of the disk or the file.
    """
    places, now = places_of(path, key), datetime.now(tzlocal.get_localzone())
    note_place(places.first, path)
    backup, contents = make_backup(path, key, reason, places.first, now)
    smaller = _thin(backups_in(places.first), backups_in(places.first), key, contents, now)
    trouble = ""
    if second_too and places.second is not None:
        trouble = _catch_up(places, key, contents, now)
    return Made(backup, contents, smaller, trouble)


def catch_up(path: Path, key: Key | None) -> str:
    """Copy to the second place what it lacks, where there is one; return what was in the way, or nothing."""
    places = places_of(path, key)
    made = backups_in(places.first)
    if places.second is None or not made:
        return ""
    return _catch_up(places, key, contents_of(made[0].path, key), datetime.now(tzlocal.get_localzone()))


def _thin(
    here: Sequence[Backup], all_places: Iterable[Backup], key: Key | None, newest: Contents, now: datetime
) -> bool:
    """Remove what does not stay; or nothing, and return True, where the newest is far smaller."""
    staying = _staying(all_places, now)
    sizes = {each: entries for each in here if (entries := _entries(each, key)) is not None}
    going = [each for each in sizes if each.made_at not in staying]
    if going and is_far_smaller(newest.entries, max(sizes.values())):
        return True
    for each in going:
        with disk_refusals(each.path.parent):
            each.path.unlink()
    return False


def _staying(backups: Iterable[Backup], now: datetime) -> set[datetime]:
    """Return when those that stay were made, by the days of the place where the person is."""
    local = (each.made_at.astimezone(now.tzinfo) for each in backups)
    # at its own offset each can be told apart where the clocks were put back
    return kept(
        (each.replace(tzinfo=fixed_zone(each.utcoffset() or timedelta())) for each in local), now.date()
    )


def _entries(backup: Backup, key: Key | None) -> int | None:
    """Return the size of a backup, or None where it cannot be opened: it is left alone."""
    try:
        return contents_of(backup.path, key).entries
    except JournalError:
        return None


def _catch_up(places: Places, key: Key | None, newest: Contents, now: datetime) -> str:
    """Copy to the second place what it lacks, and say what was in the way."""
    if places.second is None:
        return ""
    if not places.second.parent.is_dir():
        return away_words(places.second)
    try:
        with disk_refusals(places.second):
            places.second.mkdir(mode=0o700, exist_ok=True)
        first, second = backups_in(places.first), backups_in(places.second)
        staying = _staying((*first, *second), now)
        there = {each.path.name for each in second}
        for each in first:
            if each.made_at in staying and each.path.name not in there:
                copy_backup(each.path, places.second / each.path.name, key)
        _thin(backups_in(places.second), (*first, *second), key, newest, now)
    except JournalError as error:
        return _("The second place did not get this backup. {reason}").format(reason=error)
    return ""


def away_words(second: Path) -> str:
    """Say that the second place is not there, such as a stick that is not plugged in."""
    return _("The second place, {folder}, is not there at the moment. It gets what it lacks later.").format(
        folder=second.parent
    )


def keep_copy(path: Path, key: Key | None, out: Path) -> Contents:
    """Copy a journal, open or closed, to a file of the person's choice, opened and counted like a backup.

    Raises:
        UnsoundFileError: the journal is not as it was written.
        JournalError: it cannot be read, or the folder or its disk refuse.
    """
    if out.resolve() == path.resolve():
        raise JournalError(_("{path} is the journal itself. Choose another name.").format(path=path))
    with becoming(out) as part:
        return copy_soundly(path, key, part)


def copy_backup(source: Path, out: Path, key: Key | None) -> None:
    """Copy a backup's file, byte for byte, whole or not at all; then read it all, where the key opens it.

    Raises:
        JournalError: it is not sound, or the folder or its disk refuse.
    """
    with becoming(out) as part:
        with disk_refusals(out.parent):
            shutil.copyfile(source, part)
            is_same = _digest(part) == _digest(source)
        if not is_same:
            raise UnsoundFileError
        try:
            sound_contents_of(part, key)
        except (LockedJournalError, WrongPassphraseError):
            return  # of an earlier passphrase: the same bytes are all that can be asked of it


def _digest(file: Path) -> bytes:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
