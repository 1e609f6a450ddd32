"""Opens a journal's file without changing it, looks whether all of it is sound, and counts what it holds."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy.exc import DBAPIError

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Score, Session
from ketatrack.store.engine import connect
from ketatrack.store.fingerprint import refuse_foreign
from ketatrack.store.header import SCHEMA_REVISION, accepted, schema_revision
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.refusals import DamagedJournalError, refusals_in_words


class UnsoundFileError(JournalError):
    """A journal's file holds something that cannot be read, or is not as it was written."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(_("Not all of the file can be read, or something in it is not as it was written."))


@dataclass(frozen=True, slots=True)
class Contents:
    """What a journal's file holds: the rows of each table, its newest session or score, its revision."""

    rows: Mapping[str, int]
    newest: datetime | None
    revision: int

    @property
    def sessions(self) -> int:
        """How many sessions."""
        return self.rows.get(Session.kind, 0)

    @property
    def scores(self) -> int:
        """How many scores."""
        return self.rows.get(Score.kind, 0)

    @property
    def entries(self) -> int:
        """How large the journal is, where one is compared with another."""
        return self.sessions + self.scores


@contextmanager
def opened_to_read(path: Path, key: Key | None) -> Iterator[Any]:
    """Open a file with the driver alone; nothing can be written through it, and an older schema stays.

    Raises:
        LockedJournalError: it has a passphrase, and no key was given.
        WrongPassphraseError: the key is another one's.
        UnsoundFileError: a table or a text in it is not what it is meant to be.
        JournalError: it is missing, unreadable, no journal, or a newer version's.
    """
    try:
        with refusals_in_words(path), _connected(path, key) as connection:
            yield connection
    except sqlcipher3.dbapi2.DatabaseError as error:
        raise UnsoundFileError from error


@contextmanager
def _connected(path: Path, key: Key | None) -> Iterator[Any]:
    is_plain = schema_revision(path) is not None
    if not is_plain and key is None:
        raise LockedJournalError(path)
    with closing(connect(path, None if is_plain else key, read_only=True)) as connection:
        try:
            identity = _pragma(connection, "application_id")
        except sqlcipher3.dbapi2.DatabaseError as error:
            if not is_plain and error.sqlite_errorname == "SQLITE_NOTADB":
                raise WrongPassphraseError(path) from error
            raise
        accepted(path, identity, _pragma(connection, "user_version"))
        connection.execute("PRAGMA temp_store = memory")
        yield connection


def contents_of(path: Path, key: Key | None) -> Contents:
    """Count what a file holds; raises what `opened_to_read` raises."""
    with opened_to_read(path, key) as connection:
        return counted(connection)


def sound_contents_of(path: Path, key: Key | None) -> Contents:
    """Read all of a file, and count what it holds.

    Raises:
        UnsoundFileError: a page, a reference, a row or its revision is not as it was written.
        ForeignJournalError: it is not built as a journal.
        JournalError: as `opened_to_read`.
    """
    with opened_to_read(path, key) as connection:
        try:
            faults = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            faults += connection.execute("PRAGMA foreign_key_check").fetchall()
            contents = counted(connection)
            if not faults:
                _compare_schema_and_checksums(path, key, contents.revision)
        except (sqlcipher3.dbapi2.DatabaseError, DBAPIError, DamagedJournalError) as error:
            raise UnsoundFileError from error  # such as text that is no text
    if faults:
        raise UnsoundFileError
    return contents


def _compare_schema_and_checksums(path: Path, key: Key | None, revision: int) -> None:
    from ketatrack.store.checksums import changed_rows
    from ketatrack.store.engine import engine_at

    engine = engine_at(path, None if schema_revision(path) is not None else key, read_only=True)
    try:
        with engine.connect() as connection:
            refuse_foreign(connection, path, revision)
            if revision == SCHEMA_REVISION and next(changed_rows(connection), None) is not None:
                raise UnsoundFileError
    finally:
        engine.dispose()


def counted(connection: Any) -> Contents:
    """Count what an open file holds."""
    rows = {
        name: connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0]  # noqa: S608
        for name in tables_in(connection)
    }
    happened = [
        newest
        for kind in (Session, Score)
        if (newest := _newest(connection, kind.kind, str(kind.happened))) is not None
    ]
    return Contents(rows, max(happened, default=None), _pragma(connection, "user_version"))


def tables_in(connection: Any, database: str = "main") -> list[str]:
    """Return the names of the tables in a file, those of the database itself left out."""
    found = connection.execute(
        f"SELECT name FROM {database}.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"  # noqa: S608
    )
    return sorted(name for (name,) in found)


def quoted(name: str) -> str:
    """Write the name of a table or column, whoever chose it, as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def setting_in(connection: Any, name: str) -> str | None:
    """Return a choice kept in an open file, as JSON, whatever its schema."""
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def _newest(connection: Any, table: str, column: str) -> datetime | None:
    from ketatrack.store.tables import moment_of

    newest = connection.execute(f'SELECT max("{column}") FROM "{table}"').fetchone()[0]  # noqa: S608
    try:
        return None if newest is None else moment_of(newest)
    except (TypeError, ValueError) as error:
        raise UnsoundFileError from error


def _pragma(connection: Any, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
