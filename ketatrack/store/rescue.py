"""Reads a damaged journal for its person, and saves what is readable into a new one. The damaged file stays.

Both begin in the same way: the rows that its pages still hold are found (`salvage`) and judged (`judging`).
They are then read from a database in memory, so that nothing of them touches the disk; or they become a
new journal, opened by what opened the damaged one.
"""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

from sqlalchemy import Connection

from ketatrack.domain.errors import JournalError
from ketatrack.domain.identity import new_id
from ketatrack.domain.language import gettext as _
from ketatrack.domain.words import Author
from ketatrack.store.at_rest import at_rest
from ketatrack.store.backup_places import places_of
from ketatrack.store.backups import backups_in
from ketatrack.store.engine import engine_in_memory
from ketatrack.store.findings import Damage, Finding
from ketatrack.store.header import APPLICATION_ID, SCHEMA_REVISION, accepted, salt_of, schema_revision
from ketatrack.store.journal_file import create_journal, lay_out
from ketatrack.store.judging import Judged, judged
from ketatrack.store.key import Key, WrongPassphraseError
from ketatrack.store.pages import looks_sealed, opens_a_page
from ketatrack.store.refusals import refusals_in_words
from ketatrack.store.rows import insert_stored
from ketatrack.store.salvage import salvage
from ketatrack.store.store import Store
from ketatrack.store.tables import metadata


class DamagedStore(Store):
    """What is readable of a damaged journal, for reading only; `path` is the damaged file, never touched."""

    def __init__(self, left: Judged, name: str, path: Path, key: Key | None) -> None:
        """Take what is left and the name of the database in memory that holds it."""
        super().__init__(engine_in_memory(name), path, key, reading_only=True)
        self.findings = [Finding(Damage.STRUCTURE, _("The file")), *left.findings]
        self._left = left
        self._name = name

    @classmethod
    def left_in(cls, path: Path, key: Key | None = None) -> Self:
        """Read what is left of a damaged journal.

        Raises:
            JournalError: the file is not there, or nothing in it can be read.
        """
        left = what_is_left(path, key, at=datetime.now().astimezone(), by=Author.PATIENT)
        store = cls(left, new_id(), path, key)
        with refusals_in_words(path), store._engine.begin() as connection:
            lay_out(connection)
            _fill(connection, left=left)
        return store

    def again(self, *, reading_only: bool = True) -> Self:
        """Open the same database once more, for work on a thread."""
        return type(self)(self._left, self._name, self.path, self._key)

    def close(self) -> None:
        """Let go of all that was read."""
        super().close()
        self._left = Judged()

    def save_as(self, new: Path) -> None:
        """Make a new journal of what is readable; raises what `rescue` raises."""
        write_new(self._left, new, self._key)


def rescue(path: Path, new: Path, key: Key | None = None, *, at: datetime, by: Author) -> Judged:
    """Save what is readable of a damaged journal as a new one, which the same passphrase opens.

    Args:
        path: the damaged file, which is never written to.
        new: where the new journal is made; nothing is there.
        key: what opens the damaged one, where it has a passphrase.
        at: the moment of the rescue, for what is kept apart.
        by: who does it.

    Raises:
        JournalError: nothing can be read, or the new journal cannot be made; then nothing was.
    """
    left = what_is_left(path, key, at=at, by=by)
    write_new(left, new, key)
    return left


def key_of_damaged(path: Path, typed: str) -> Key:
    """Return the key that a passphrase or a recovery code is for a file that may be damaged.

    Where the file's salt is, its backups tell it: they have the same, unless the passphrase changed since.

    Raises:
        JournalError: what `Key.of` raises, or the folder of the backups cannot be read.
    """
    key = Key.of(path, typed)
    if opens_a_page(path, key):
        return key
    made = backups_in(places_of(path, key).first)
    salts = {salt_of(each.path) for each in made if schema_revision(each.path) is None}
    others = (Key.of(path, typed, salt) for salt in salts - {key.salt})
    return next((other for other in others if opens_a_page(path, other)), key)


def what_is_left(path: Path, key: Key | None, *, at: datetime, by: Author) -> Judged:
    """Find and judge what a damaged file still holds.

    Raises:
        WrongPassphraseError: the key opens no page of it, and there are some that a key would open.
        NewerJournalError: a newer version wrote it.
        JournalError: the file is not there, or nothing in it can be read.
    """
    with at_rest(path, key) as quiet:
        found = salvage(quiet, key)
        if not found.count and key is not None and looks_sealed(quiet) and not opens_a_page(quiet, key):
            raise WrongPassphraseError(path)
    if not found.count:
        raise JournalError(
            _("Nothing in {path} can be read as a KetaTrack journal. It was left as it is.").format(path=path)
        )
    accepted(path, APPLICATION_ID, found.revision or SCHEMA_REVISION)
    return judged(found, at, by)


def write_new(left: Judged, new: Path, key: Key | None) -> None:
    """Make a new journal of what is left of another, whole or not at all; raises JournalError."""
    create_journal(new, key, partial(_fill, left=left)).dispose()


def _fill(connection: Connection, *, left: Judged) -> None:
    for table in metadata.sorted_tables:
        if rows := left.rows.get(table.name):
            insert_stored(connection, table, rows)
