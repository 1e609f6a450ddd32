"""Brings back what a backup holds, whole or not at all; what was there until then is kept, for undoing it."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import delete

from ketatrack.domain.backup_words import OF_THE_FILE, Reason
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.backup_places import known_journals, note_place, places_of
from ketatrack.store.backups import TRIAL, copy_up_to_date
from ketatrack.store.comparing import Comparison, compare
from ketatrack.store.engine import engine_at
from ketatrack.store.first_look import shows_a_journal
from ketatrack.store.header import SUFFIX, NewerJournalError, schema_revision
from ketatrack.store.holding import holding
from ketatrack.store.keeping import backup_file
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.looking_into import (
    Contents,
    UnsoundFileError,
    contents_of,
    opened_to_read,
    setting_in,
    sound_contents_of,
)
from ketatrack.store.new_file import becoming, disk_refusals
from ketatrack.store.pages import opens_a_page
from ketatrack.store.refusals import refusals_in_words
from ketatrack.store.replacing import replace_journal
from ketatrack.store.rows import insert_rows
from ketatrack.store.tables import SETTINGS


@dataclass(frozen=True, slots=True)
class Preview:
    """What restoring a backup would do: what each holds, and how the journal (first) differs from it.

    A journal that cannot be read has neither contents nor a comparison.
    """

    backup: Contents
    now: Contents | None
    comparison: Comparison | None
    has_passphrase: bool
    """Whether the journal opens with a passphrase once the backup is restored."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a journal holds after a restore, and the file in which what it held before is kept."""

    contents: Contents
    before: Path | None
    """None where there was no file."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What restoring a backup into a temporary place came to: every row was as in the backup."""

    contents: Contents
    rows: int
    compared_with_journal: Comparison


def preview(path: Path, key: Key | None, backup: Path, backup_key: Key | None) -> Preview:
    """Say what restoring a backup would do; changes nothing.

    Raises:
        UnsoundFileError: the backup is not as it was written.
        JournalError: the backup cannot be opened or read.
    """
    contents, has_passphrase = sound_contents_of(backup, backup_key), schema_revision(backup) is None
    try:
        comparison = compare(path, key, backup, backup_key, aside=OF_THE_FILE)
        return Preview(contents, contents_of(path, key), comparison, has_passphrase)
    except JournalError:  # the journal is damaged or gone, which is what the backup is for
        return Preview(contents, None, None, has_passphrase)


def restore(path: Path, key: Key | None, backup: Path, backup_key: Key | None) -> Restored:
    """Put what a backup holds in a journal's place; what is there now is kept as a backup first.

    Afterwards the journal opens as the backup did: with its passphrase, or without one. One of an older
    schema is brought up to date on the way. What the journal keeps about its own file, such as its schedule
    of backups and their second place, stays as it is now.

    Args:
        path: the journal; no store of this program has it open. It may be damaged, or gone.
        key: what opens the journal, where it has a passphrase.
        backup: the backup, or another journal; it is only read.
        backup_key: what opens the backup, where it has a passphrase.

    Raises:
        HeldElsewhereError: another window, program or computer has the journal.
        UnsoundFileError: the backup is not as it was written.
        JournalError: the journal is as it was; the message says why.
    """
    if backup.resolve() == path.resolve():
        raise JournalError(_("{path} is the journal itself. Choose a backup of it.").format(path=path))
    contents = sound_contents_of(backup, backup_key)
    check = partial(_check, backup, backup_key, contents)
    if not path.exists():
        with becoming(path) as part:
            _fill(backup, backup_key, part)
            check(part)
        return Restored(contents, None)
    with holding(path):
        before = _keep_what_is_there(path, key)
        own = _choices_about_its_file(path, key)
        replace_journal(path, key, partial(_fill, backup, backup_key, own=own), check)
    return Restored(contents, before)


def try_restore(path: Path, key: Key | None, backup: Path) -> Trial:
    """Restore a backup into a temporary place, compare it row by row, and remove it again.

    The temporary file is its owner's alone, and has the passphrase that the backup has.

    Args:
        path: the journal.
        key: what opens both.
        backup: the backup.

    Raises:
        UnsoundFileError: the backup is not as it was written.
        JournalError: one of them cannot be read, or there is no room.
    """
    contents = sound_contents_of(backup, key)
    with disk_refusals(backup.parent):
        folder = Path(tempfile.mkdtemp(prefix=TRIAL, dir=places_of(path, key).first))
    try:
        restored = folder / f"restored{SUFFIX}"
        with becoming(restored) as part:
            _fill(backup, key, part)
            _check(backup, key, contents, part)
        return Trial(
            contents_of(restored, key),
            sum(contents.rows.values()),
            compare(path, key, restored, key, aside=OF_THE_FILE),
        )
    finally:
        shutil.rmtree(folder)


def _fill(backup: Path, key: Key | None, part: Path, own: Mapping[str, str] | None = None) -> None:
    copy_up_to_date(backup, key, part)
    if own is not None:
        _put_choices(part, key, own)


def _choices_about_its_file(path: Path, key: Key | None) -> Mapping[str, str] | None:
    """Return what a journal keeps about its file and its backups, as it stands; None where it is damaged."""
    try:
        with opened_to_read(path, key) as connection:
            found = {name: setting_in(connection, name) for name in OF_THE_FILE}
    except JournalError:
        return None
    return {name: value for name, value in found.items() if value is not None}


def _put_choices(part: Path, key: Key | None, own: Mapping[str, str]) -> None:
    """Put a journal's choices about its file in place of those that came with a backup."""
    engine = engine_at(part, None if schema_revision(part) is not None else key)
    try:
        with refusals_in_words(part), engine.begin() as connection:
            connection.execute(delete(SETTINGS).where(SETTINGS.c.name.in_(OF_THE_FILE)))
            insert_rows(connection, SETTINGS, [{"name": name, "value": own[name]} for name in own])
    finally:
        engine.dispose()


def _check(backup: Path, key: Key | None, contents: Contents, part: Path) -> None:
    """Raise where a restored file is not row by row what the backup holds."""
    restored = sound_contents_of(part, key)
    comparison = compare(part, key, backup, key, aside=OF_THE_FILE)
    lost = any(each.only_second or each.changed for each in comparison.tables.values())
    if lost or (restored.revision == contents.revision and not comparison.is_equal):
        raise UnsoundFileError


def _keep_what_is_there(path: Path, key: Key | None) -> Path:
    """Make a backup of a journal before it is replaced; one that is not sound is put aside, byte for byte."""
    if not _may_have_been_one(path, key):
        raise JournalError(
            _(
                "{path} shows no sign of having been a journal, so it was not replaced. Give another name, "
                "or move that file away."
            ).format(path=path)
        )
    try:
        return backup_file(path, key, Reason.RESTORE).backup.path
    except (LockedJournalError, WrongPassphraseError, NewerJournalError):
        raise
    except JournalError:
        if _is_sound(path, key):
            raise  # the disk refused
        return _put_aside(path, key)


def _is_sound(path: Path, key: Key | None) -> bool:
    try:
        sound_contents_of(path, key)
    except WrongPassphraseError:  # or its first page is damaged, and others are not
        if key is None or not opens_a_page(path, key):
            raise
        return False
    except JournalError:
        return False
    return True


def _may_have_been_one(path: Path, key: Key | None) -> bool:
    """Say whether a file is or was a journal, or is where one was, or holds nothing that could be lost."""
    return (
        shows_a_journal(path, key)
        or any(noted == path.resolve() for _folder, noted in known_journals())
        or not path.read_bytes().strip(b"\0")
    )


def _put_aside(path: Path, key: Key | None) -> Path:
    """Copy a damaged journal's file as it is; it is no backup, and stays until somebody removes it."""
    folder = places_of(path, key).first
    note_place(folder, path)
    name = f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}-as-it-was{SUFFIX}"
    with becoming(folder / name) as part, disk_refusals(folder):
        shutil.copyfile(path, part)
    return folder / name
