"""Many new records in one go, so that a clinic's years of readings come in while a person watches.

SQLAlchemy prepares each row's values by name; for a hundred thousand rows that takes longer than writing
them. Here the same insert statement and the same column types are asked once for what they do to a value,
and the driver gets plain rows.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import Any

from sqlalchemy import Column, Connection, Dialect, insert

from ketatrack.domain.records import Record
from ketatrack.store.tables import TABLES, KeptAsText

_ROWS_AT_ONCE = 5_000
"""Bounds the memory that plain rows take beside the records."""


def insert_records(connection: Connection, kind: type[Record], records: Iterable[Record]) -> None:
    """Write new records of one kind within the connection's transaction."""
    statement, row_of = _insertion(kind, connection.dialect)
    rows = map(row_of, records)
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        connection.exec_driver_sql(statement, batch)


@lru_cache(maxsize=64)
def _insertion(kind: type[Record], dialect: Dialect) -> tuple[str, Callable[[Record], tuple[Any, ...]]]:
    """Return the insert statement of a kind and what makes a record its row of driver values."""
    table = TABLES[kind]
    compiled = insert(table).compile(dialect=dialect)
    names = [column.name for column in table.columns]
    values_of = attrgetter(*names)
    prepared = [
        (place, prepare)
        for place, column in enumerate(table.columns)
        if (prepare := _preparation(column, dialect)) is not None
    ]

    def row_of(record: Record) -> tuple[Any, ...]:
        values = list(values_of(record))
        for place, prepare in prepared:
            value = values[place]
            if value is not None:
                values[place] = prepare(value)
        return tuple(values)

    if list(compiled.positiontup or ()) != names:
        raise TypeError(f"the driver does not take the columns of {table.name} in their order")
    return str(compiled), row_of


def _preparation(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """Return what a value that is not None goes through on its way to the driver."""
    if isinstance(column.type, KeptAsText):
        return column.type.written
    return column.type.dialect_impl(dialect).bind_processor(dialect)
