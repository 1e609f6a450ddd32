"""Opens a journal after a first look at it: whole, or for reading only what is left of a damaged one.

The database reads a file of any usual size once and finds pages that contradict each other; that and
comparing the columns takes milliseconds. `damage` reads every row, beside the work.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy.dialects.sqlite import dialect

from ketatrack.domain.errors import JournalError
from ketatrack.store.at_rest import at_rest
from ketatrack.store.engine import connect
from ketatrack.store.fingerprint import RELEASED, ForeignJournalError
from ketatrack.store.header import PAGE, SCHEMA_REVISION, NewerJournalError, salt_of, schema_revision
from ketatrack.store.holding import HeldElsewhereError
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.looking_into import sound_contents_of
from ketatrack.store.pages import looks_sealed, opens_a_page
from ketatrack.store.refusals import DamagedJournalError, damaged, refusals_in_words
from ketatrack.store.store import Store
from ketatrack.store.tables import metadata

_READ_AT_ONCE = 8_000_000
"""Bytes of a file that is read before it is shown; ten years of entries take a quarter of that."""
_MOST_BYTES = 200_000_000
"""Of a file that is searched for entries although it does not begin as a journal does."""
_BROKEN = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_TOOBIG", "SQLITE_ERROR")
_NO_DAMAGE = (LockedJournalError, HeldElsewhereError, ForeignJournalError)


@contextmanager
def opened_to_look(path: Path, key: Key | None = None) -> Iterator[Store]:
    """Open a journal for reading only, and change nothing of it; of a damaged one, what is readable.

    One of an older version is looked at in a copy that is brought up to date, encrypted where it is.

    Raises:
        LockedJournalError: it has a passphrase, and no key was given.
        WrongPassphraseError: the key does not open it.
        NewerJournalError: a newer version wrote it.
        JournalError: it cannot be opened, and nothing in it can be read.
    """
    with ExitStack() as opened:
        try:
            revision = look_at_opening(path, key)
            store = opened.enter_context(_opened_unchanged(path, key, revision))
        except JournalError as refusal:
            if not is_damaged_journal(path, key, refusal):
                raise
            store = opened.enter_context(left_in(path, key))
        yield store


@contextmanager
def _opened_unchanged(path: Path, key: Key | None, revision: int) -> Iterator[Store]:
    from ketatrack.store.backups import copy_up_to_date

    with at_rest(path, key) as quiet, TemporaryDirectory(prefix="ketatrack-") as folder:
        if revision < SCHEMA_REVISION:
            sound_contents_of(quiet, key)
            copy = Path(folder) / path.name
            copy_up_to_date(quiet, key, copy)
            quiet = copy
        with Store.open(quiet, key, reading_only=True) as store:
            yield store


def left_in(path: Path, key: Key | None) -> Store:
    """Open what is readable of a damaged journal; raises JournalError where that is nothing."""
    from ketatrack.store.rescue import DamagedStore

    return DamagedStore.left_in(path, None if _is_plain(path) else key)


def look_at_opening(path: Path, key: Key | None = None) -> int:
    """Look whether the pages of a journal fit together, in a time that nobody notices; writes nothing.

    Returns:
        The revision of its schema.

    Raises:
        DamagedJournalError: they do not.
        JournalError: it cannot be opened.
    """
    revision = schema_revision(path)
    if revision is None and key is None:
        raise LockedJournalError(path)
    key = key if revision is None else None
    with at_rest(path, key) as quiet, refusals_in_words(path):
        size = quiet.stat().st_size
        if size % PAGE:
            raise damaged(path)
        with closing(connect(quiet, key, read_only=True)) as connection:
            if revision is None:
                revision = _revision_inside(connection, path)
                if key is not None and salt_of(path) != key.salt:  # its backups told it
                    raise damaged(path)
            if revision == SCHEMA_REVISION and not has_all_columns(connection):
                raise damaged(path)
            if size <= _READ_AT_ONCE and contradictions(connection, "PRAGMA quick_check(1)"):
                raise damaged(path)
    return revision


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
    if not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return False
    if isinstance(refusal, NewerJournalError):
        return _is_newer_by_its_header_alone(path) and _holds_an_entry(path, key)
    if isinstance(refusal, WrongPassphraseError):
        return key is not None and opens_a_page(path, key)
    return _holds_an_entry(path, key)


def shows_a_journal(path: Path, key: Key | None) -> bool:
    """Say whether anything tells that a file is or was a journal: how it begins, a seal, or an entry in it.

    Raises:
        JournalError: it cannot be read.
    """
    try:
        schema_revision(path)
    except JournalError:
        return looks_sealed(path) or _holds_an_entry(path, key)
    return True


def _holds_an_entry(path: Path, key: Key | None) -> bool:
    from ketatrack.store.salvage import salvage

    return any(row.as_written for rows in salvage(path, key).rows.values() for row in rows)


def _is_newer_by_its_header_alone(path: Path) -> bool:
    """Say whether the revision that stands in a file without a passphrase is one that this version knows."""
    with closing(connect(path, read_only=True)) as connection:
        try:
            (inside,) = connection.execute("SELECT max(version_num) FROM alembic_version").fetchone()
        except sqlcipher3.dbapi2.DatabaseError:  # nothing speaks against the header
            return False
    return inside in {f"{revision:04d}" for revision in RELEASED}


def _is_plain(path: Path) -> bool:
    try:
        return schema_revision(path) is not None
    except JournalError:  # its first page tells no longer; without a key it is read as one without
        return False
