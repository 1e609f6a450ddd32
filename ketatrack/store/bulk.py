"""Many new records in one go, so that a clinic's years of readings come in while a person watches.

SQLAlchemy prepares each row's values by name; for a hundred thousand rows that takes longer than writing
them. Here the same insert statement and the same column types are asked once for what they do to a value,
and the driver gets plain rows.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Connection, Dialect, insert

from ketatrack.domain.records import Record
from ketatrack.store.tables import TABLES, KeptAsText

_ROWS_AT_ONCE = 5_000
"""Bounds the memory that plain rows take beside the records."""


def insert_records(connection: Connection, kind: type[Record], records: Iterable[Record]) -> None:
    """Write new records of one kind within the connection's transaction."""
    statement, values_of, preparations = _insertion(kind, connection.dialect)
    remaining = iter(records)
    while batch := list(islice(remaining, _ROWS_AT_ONCE)):
        columns = list(zip(*map(values_of, map(vars, batch)), strict=True))
        for place, prepare in preparations:
            columns[place] = tuple(None if value is None else prepare(value) for value in columns[place])
        connection.exec_driver_sql(statement, list(zip(*columns, strict=True)))


@lru_cache(maxsize=64)
def _insertion(
    kind: type[Record], dialect: Dialect
) -> tuple[str, Callable[[dict[str, Any]], tuple[Any, ...]], list[tuple[int, Callable[[Any], Any]]]]:
    """Return a kind's insert statement, what picks a record's values, and what prepares which."""
    table = TABLES[kind]
    compiled = insert(table).compile(dialect=dialect)
    names = [column.name for column in table.columns]
    if list(compiled.positiontup or ()) != names:
        raise TypeError(f"the driver does not take the columns of {table.name} in their order")
    preparations = [
        (place, prepare)
        for place, column in enumerate(table.columns)
        if (prepare := _preparation(column, dialect)) is not None
    ]
    return str(compiled), itemgetter(*names), preparations


def _preparation(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """Return what a value that is not None goes through on its way to the driver."""
    if isinstance(column.type, KeptAsText):
        return column.type.written
    return column.type.dialect_impl(dialect).bind_processor(dialect)
