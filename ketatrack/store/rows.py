"""Rows as the driver takes them: values prepared for their columns, and a checksum over what is stored.

SQLAlchemy prepares each row's values by name; for a hundred thousand rows that takes longer than writing
them. Here a table's insert statement and its column types are asked once for what they do to a value, and
the driver gets plain rows.
"""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Dialect, Float, Table, exists, insert, select

from ketatrack.domain.records import Record
from ketatrack.store.tables import CHECKSUM, TABLES, KeptAsText

_ROWS_AT_ONCE = 5_000
"""Bounds the memory that plain rows take beside the records."""


def checksum_of(stored: Sequence[Any]) -> int:
    """Return the checksum of a row: CRC-32 of its values as they are stored, in the order of the columns.

    It finds what a failing disk or another program changed. It is no protection from somebody who changes
    a row on purpose: they can write a new checksum beside it.
    """
    return zlib.crc32(ascii(tuple(stored)).encode("ascii"))


def insert_records(connection: Connection, kind: type[Record], records: Iterable[Record]) -> None:
    """Write new records of one kind within the connection's transaction."""
    insert_rows(connection, TABLES[kind], map(vars, records))


def insert_runs(connection: Connection, records: Iterable[Record]) -> None:
    """Write new records of any kinds, each after those it refers to, within the transaction."""
    for kind, run in groupby(records, key=type):
        insert_records(connection, kind, run)


def insert_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write new rows, each with a value for every column but the checksum, within the transaction."""
    statement, values_of, preparations = _insertion(table, connection.dialect)
    remaining = iter(rows)
    while batch := list(islice(remaining, _ROWS_AT_ONCE)):
        columns = list(zip(*map(values_of, batch), strict=True))
        for place, prepare in preparations:
            columns[place] = tuple(None if value is None else prepare(value) for value in columns[place])
        stored = list(zip(*columns, strict=True))
        connection.exec_driver_sql(statement, [(*row, checksum_of(row)) for row in stored])


def insert_stored(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Write rows as they were stored elsewhere, with their checksums, a value for every column."""
    places = ", ".join("?" for _column in table.columns)
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" VALUES ({places})', [tuple(row) for row in rows])  # noqa: S608


def is_there(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Say whether a table holds a row with these values; columns that are not named may hold any."""
    same = [table.c[name].is_not_distinct_from(value) for name, value in row.items()]
    return connection.execute(select(exists().where(*same))).scalar_one()


def checksum_of_values(table: Table, values: Mapping[str, Any], dialect: Dialect) -> int:
    """Return the checksum that a row of these values gets."""
    return checksum_of(stored_values(table, values, dialect))


def stored_values(table: Table, values: Mapping[str, Any], dialect: Dialect) -> list[Any]:
    """Return values as they are stored, in the order of the columns that a checksum is over."""
    _statement, values_of, preparations = _insertion(table, dialect)
    stored = list(values_of(values))
    for place, prepare in preparations:
        stored[place] = None if stored[place] is None else prepare(stored[place])
    return stored


@lru_cache(maxsize=64)
def summed_columns(table: Table) -> list[Column[Any]]:
    """Return the columns that a row's checksum is over, in order."""
    return [
        column for column in table.columns if column.name != CHECKSUM and column.autoincrement is not True
    ]


@lru_cache(maxsize=64)
def _insertion(
    table: Table, dialect: Dialect
) -> tuple[str, Callable[[Mapping[str, Any]], tuple[Any, ...]], list[tuple[int, Callable[[Any], Any]]]]:
    """Return a table's insert statement, what picks a row's values, and what prepares which."""
    columns = summed_columns(table)
    names = [column.name for column in columns]
    compiled = insert(table).values(dict.fromkeys([*names, CHECKSUM])).compile(dialect=dialect)
    if list(compiled.positiontup or ()) != [*names, CHECKSUM]:
        raise TypeError(f"the driver does not take the columns of {table.name} in their order")
    preparations = [
        (place, prepare)
        for place, column in enumerate(columns)
        if (prepare := _preparation(column, dialect)) is not None
    ]
    return str(compiled), itemgetter(*names), preparations


def _preparation(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """Return what a value that is not None goes through on its way to the driver."""
    if isinstance(column.type, KeptAsText):
        return column.type.written
    if isinstance(column.type, Float):
        return _as_stored
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _as_stored(number: float) -> float:
    """Return a number as the database gives it back: 56 as 56.0, and no negative zero."""
    return number + 0.0


def reader_of(column: Column[Any]) -> Callable[[Any], Any] | None:
    """Return what a stored value that is not None goes through on its way to a record; None for nothing."""
    if isinstance(column.type, KeptAsText):
        kept: Any = column.type
        return partial(kept.process_result_value, dialect=None)
    if isinstance(column.type, Boolean):
        return bool
    return date.fromisoformat if isinstance(column.type, Date) else None
