"""The rows of a journal from elsewhere, as plain values: read like any other data, trusted in nothing.

The file is opened unchangeable. Only tables are read, never a view, and of these only columns that hold
what was written; an authoriser lets no other statement and no other function run, and whatever takes too
long is cut off.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Boolean, Column, Table

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import moment_to_text
from ketatrack.store.header import schema_revision
from ketatrack.store.rows import summed_columns
from ketatrack.store.tables import AnswersText, MomentText, metadata, moment_of

MOST_BYTES = 200_000_000
"""A journal of a hundred thousand readings takes a fifth of it."""
MOST_ROWS = 200_000
"""In all tables together."""
MOST_BYTES_OF_A_CELL = 1_000_000
"""A note has room for a tenth of them."""
MOST_SECONDS = 60.0
_STEPS_BETWEEN_LOOKS = 200
_NO_TEXT: dict[str, str] = {}
"""In place of bytes and of cells that are too large: no field of an entry takes it."""
_ALLOWED_FUNCTIONS = {"octet_length", "count"}
_ALLOWED_PRAGMA = "table_xinfo"
_LEFT_OPEN = ("-journal", "-wal")


@dataclass(frozen=True, slots=True)
class ForeignRows:
    """What was read: the rows of each table by the columns' names, and the names that are no tables."""

    rows: dict[str, list[dict[str, Any]]]
    passed_over: list[str]


def read_foreign_journal(path: Path) -> ForeignRows:
    """Return the rows of a journal without a passphrase, of any released schema or of none.

    Times come as ISO 8601 with their offset, yes and no as such; what does not fit its column as it stands.

    Raises:
        JournalError: it is no journal, a newer one, has a passphrase, is still in use, is damaged, or
            holds more than any journal does.
    """
    _refuse_at_a_glance(path)
    connection = driver.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    with closing(connection):
        until = monotonic() + MOST_SECONDS
        connection.isolation_level = None
        connection.text_factory = _text
        for pragma in ("trusted_schema = off", "cell_size_check = on", "query_only = on"):
            connection.execute(f"PRAGMA {pragma}")
        connection.set_progress_handler(lambda: monotonic() > until, _STEPS_BETWEEN_LOOKS)
        connection.set_authorizer(_authorised)
        try:
            return _read(connection, path)
        except (driver.Error, driver.Warning, OverflowError, MemoryError):
            raise JournalError(
                _("{path} is damaged, or built to be read without an end. Nothing was taken from it.").format(
                    path=path
                )
            ) from None


def _refuse_at_a_glance(path: Path) -> None:
    if schema_revision(path) is None:
        raise JournalError(
            _("{path} has a passphrase. Open it, export it as JSON, and import that.").format(path=path)
        )
    if path.stat().st_size > MOST_BYTES:
        raise _beyond(path)
    if any(path.with_name(path.name + ending).exists() for ending in _LEFT_OPEN):
        raise JournalError(
            _(
                "{path} is open in another program, or was not closed properly. Close it there, then try "
                "again."
            ).format(path=path)
        )


def _beyond(path: Path) -> JournalError:
    return JournalError(
        _("{path} holds more than any journal does. Check what it is. Nothing was taken from it.").format(
            path=path
        )
    )


def _authorised(action: int, first: str | None, _second: Any, _database: Any, within: str | None) -> int:
    if within is not None:  # a view or trigger
        return int(driver.SQLITE_DENY)
    allowed = (
        action in {driver.SQLITE_SELECT, driver.SQLITE_READ}
        or (action == driver.SQLITE_PRAGMA and first == _ALLOWED_PRAGMA)
        or (action == driver.SQLITE_FUNCTION and _second in _ALLOWED_FUNCTIONS)
    )
    return int(driver.SQLITE_OK if allowed else driver.SQLITE_DENY)


def _text(stored: bytes) -> str:
    """Return text; bytes that are none become what no entry can hold, so that its row is left out."""
    return stored.decode("utf-8", "surrogateescape")


def _read(connection: Any, path: Path) -> ForeignRows:
    built = {
        name: kind == "table" and str(sql).upper().startswith("CREATE TABLE")
        for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master")
        if name in metadata.tables and kind in {"table", "view"}
    }
    rows: dict[str, list[dict[str, Any]]] = {}
    taken, letters = 0, 0
    for table in metadata.sorted_tables:
        held = rows[table.name] = []
        if not built.get(table.name):
            continue
        (count,) = connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()  # noqa: S608
        taken += count
        if taken > MOST_ROWS:
            raise _beyond(path)
        for row in _rows(connection, table):
            held.append(row)
            letters += sum(len(value) for value in row.values() if type(value) is str)
            if letters > MOST_BYTES or len(held) > count:
                raise _beyond(path)
    return ForeignRows(rows, sorted(name for name, is_table in built.items() if not is_table))


def _rows(connection: Any, table: Table) -> Iterator[dict[str, Any]]:
    here = {
        name
        for _place, name, _type, _not_null, _default, _key, hidden in connection.execute(
            f'PRAGMA table_xinfo("{table.name}")'
        )
        if not hidden
    }
    columns = [column for column in summed_columns(table) if column.name in here]
    if not columns:
        return
    cells = ", ".join(
        f"""CASE WHEN octet_length("{column.name}") > {MOST_BYTES_OF_A_CELL}
        THEN x'00' ELSE "{column.name}" END"""
        for column in columns
    )
    names = [column.name for column in columns]
    readers = [(column.name, read) for column in columns if (read := _reader(column)) is not None]
    for stored in connection.execute(f'SELECT {cells} FROM "{table.name}"'):  # noqa: S608
        row = dict(zip(names, stored, strict=True))
        if bytes in map(type, stored):
            row |= {name: _NO_TEXT for name, value in row.items() if isinstance(value, bytes)}
        for name, read in readers:
            row[name] = read(row[name])
        yield row


def _reader(column: Column[Any]) -> Callable[[Any], Any] | None:
    """Return what reads a column's cells; None where they are taken as they stand."""
    if isinstance(column.type, Boolean):
        return lambda stored: {0: False, 1: True}.get(stored, stored)
    if isinstance(column.type, MomentText):
        return partial(_read_or_left, lambda stored: moment_to_text(moment_of(stored)))
    if isinstance(column.type, AnswersText):
        return partial(_read_or_left, json.loads)
    return None


def _read_or_left(read: Callable[[str], Any], stored: Any) -> Any:
    """Return what a text says, or the text itself, which the record that it is for then refuses."""
    try:
        return read(stored) if isinstance(stored, str) else stored
    except (ValueError, OverflowError, RecursionError):
        return stored
