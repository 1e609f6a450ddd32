"""Opens a journal after a first look at it: whole, or for reading only what is left of a damaged one.

The database reads a file of any usual size once and finds pages that contradict each other; that and
comparing the columns takes milliseconds. `damage` reads every row, beside the work.
"""

from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy.dialects.sqlite import dialect

from ketatrack.domain.errors import JournalError
from ketatrack.store.at_rest import at_rest
from ketatrack.store.engine import connect
from ketatrack.store.fingerprint import ForeignJournalError
from ketatrack.store.header import PAGE, SCHEMA_REVISION, SUFFIX, NewerJournalError, schema_revision
from ketatrack.store.holding import HeldElsewhereError
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.refusals import DamagedJournalError, damaged, refusals_in_words
from ketatrack.store.store import Store
from ketatrack.store.tables import metadata

_READ_AT_ONCE = 8_000_000
"""Bytes of a file that is read before it is shown; ten years of entries take a quarter of that."""
_MOST_BYTES = 200_000_000
"""Of a file that is searched for entries although it does not begin as a journal does."""
_BROKEN = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_TOOBIG", "SQLITE_ERROR")
_NO_DAMAGE = (NewerJournalError, LockedJournalError, HeldElsewhereError, ForeignJournalError)


def open_readable(path: Path, key: Key | None = None) -> Store:
    """Open a journal; of a damaged one, what is readable, for reading only.

    Raises:
        LockedJournalError: it has a passphrase, and no key was given.
        WrongPassphraseError: the key does not open it.
        NewerJournalError: a newer version wrote it.
        JournalError: it cannot be opened, and nothing in it can be read.
    """
    try:
        look_at_opening(path, key)
        return Store.open(path, key)
    except JournalError as refusal:
        if not is_damaged_journal(path, key, refusal):
            raise
        return left_in(path, key)


def left_in(path: Path, key: Key | None) -> Store:
    """Open what is readable of a damaged journal; raises JournalError where that is nothing."""
    from ketatrack.store.rescue import DamagedStore

    return DamagedStore.left_in(path, None if _is_plain(path) else key)


def look_at_opening(path: Path, key: Key | None = None) -> None:
    """Look whether the pages of a journal fit together, in a time that nobody notices; writes nothing.

    Raises:
        DamagedJournalError: they do not.
        JournalError: it cannot be opened.
    """
    revision = schema_revision(path)
    if revision is None and key is None:
        raise LockedJournalError(path)
    key = key if revision is None else None
    with at_rest(path, key) as quiet, refusals_in_words():
        size = quiet.stat().st_size
        if size % PAGE:
            raise damaged(path)
        with closing(connect(quiet, key, read_only=True)) as connection:
            if revision is None:
                revision = _revision_inside(connection, path)
            if revision == SCHEMA_REVISION and not has_all_columns(connection):
                raise damaged(path)
            if size <= _READ_AT_ONCE and contradictions(connection, "PRAGMA quick_check(1)"):
                raise damaged(path)


def contradictions(connection: Any, pragma: str) -> list[str]:
    """Return what the database itself finds wrong with the pages of a file."""
    connection.text_factory = lenient_text
    try:
        return [str(row[0]) for row in connection.execute(pragma) if row[0] != "ok"]
    except sqlcipher3.dbapi2.DatabaseError as error:
        if not error.sqlite_errorname.startswith(_BROKEN):
            raise
        return [str(error)]


def _revision_inside(connection: Any, path: Path) -> int:
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlcipher3.dbapi2.DatabaseError as error:
        if error.sqlite_errorname == "SQLITE_NOTADB":
            raise WrongPassphraseError(path) from error
        raise


def has_all_columns(connection: Any) -> bool:
    """Say whether every table has its columns, each of its type."""
    connection.text_factory = lenient_text
    there = set(
        connection.execute(
            "SELECT tables.name, columns.name, columns.type FROM sqlite_schema AS tables, "
            "pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
        )
    )
    columns = [column for table in metadata.tables.values() for column in table.columns]
    types = {type(column.type): column.type for column in columns}  # some ten, of five hundred columns
    stored_as = {kind: each.compile(dialect=dialect()) for kind, each in types.items()}
    return {(column.table.name, column.name, stored_as[type(column.type)]) for column in columns} <= there


def lenient_text(stored: bytes) -> str:
    """Read text of which damage may have made a letter that is none."""
    return stored.decode(errors="surrogateescape")


def is_damaged_journal(path: Path, key: Key | None, refusal: JournalError) -> bool:
    """Say whether a file was refused since it is a damaged journal, whatever it begins with.

    Raises:
        JournalError: it cannot be read.
    """
    if isinstance(refusal, DamagedJournalError):
        return True
    if isinstance(refusal, _NO_DAMAGE):
        return False
    if path.suffix != SUFFIX or not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return False
    if isinstance(refusal, WrongPassphraseError):
        from ketatrack.store.pages import opens_a_page

        return key is not None and opens_a_page(path, key)
    from ketatrack.store.salvage import salvage

    return any(row.as_written for rows in salvage(path, key).rows.values() for row in rows)


def _is_plain(path: Path) -> bool:
    try:
        return schema_revision(path) is not None
    except JournalError:  # its first page tells no longer; without a key it is read as one without
        return False
