"""Whether the rows of a journal are as they were written: writes their checksums anew, and compares them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from ketatrack.store.rows import checksum_of, summed_columns
from ketatrack.store.tables import CHECKSUM, metadata


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that is not as it was written: its table and its primary key."""

    table: str
    key: str


def sum_up(connection: Connection) -> None:
    """Write the checksum of every row that has none, after the schema was brought up to date.

    One that is there stays: a new one would make a row that something else changed look as it was written.
    """
    for table in metadata.sorted_tables:
        sums = [
            (checksum_of(stored), rowid)
            for rowid, kept, stored in _stored_rows(connection, table)
            if kept is None
        ]
        if sums:
            connection.exec_driver_sql(f'UPDATE "{table.name}" SET {CHECKSUM} = ? WHERE rowid = ?', sums)  # noqa: S608


def sum_up_row(connection: Connection, table: Table, key: str) -> None:
    """Write the checksum of one row anew, once somebody said that it is right as it stands."""
    (key_column,) = table.primary_key.columns
    names = [column.name for column in summed_columns(table)]
    for rowid, _kept, stored in _stored_rows(connection, table):
        own = rowid if key_column.name not in names else stored[names.index(key_column.name)]
        if str(own) == key:
            connection.exec_driver_sql(
                f'UPDATE "{table.name}" SET {CHECKSUM} = ? WHERE rowid = ?',  # noqa: S608
                (checksum_of(stored), rowid),
            )


def changed_rows(connection: Connection) -> Iterator[ChangedRow]:
    """Yield the rows whose checksum is not theirs; reads the whole journal."""
    for table in metadata.sorted_tables:
        (key,) = table.primary_key.columns
        place = summed_columns(table).index(key) if key in summed_columns(table) else None
        for rowid, kept, stored in _stored_rows(connection, table):
            if kept != checksum_of(stored):
                yield ChangedRow(table.name, str(rowid if place is None else stored[place]))


def changed_rows_of_older(connection: Connection, schema: str) -> Iterator[ChangedRow]:
    """Yield the rows whose checksum is not theirs in an attached journal of an older version.

    Its columns are asked of the file itself; a version without checksums has no such rows.
    """
    tables = connection.exec_driver_sql(f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table'")  # noqa: S608
    for table in tables.scalars().all():
        described = connection.exec_driver_sql(
            "SELECT name, pk, type FROM pragma_table_info(?, ?) ORDER BY cid", (table, schema)
        ).all()
        if CHECKSUM not in {name for name, _is_key, _kind in described}:
            continue
        key = next(name for name, is_key, _kind in described if is_key)
        names = ", ".join(
            f'"{name}"'
            for name, is_key, kind in described
            if name != CHECKSUM and not (is_key and kind == "INTEGER")
        )
        rows = connection.exec_driver_sql(f'SELECT "{key}", {CHECKSUM}, {names} FROM {schema}."{table}"')  # noqa: S608
        for own_key, kept, *stored in rows:
            if kept != checksum_of(stored):
                yield ChangedRow(table, str(own_key))


def _stored_rows(connection: Connection, table: Table) -> Iterator[tuple[int, object, tuple[object, ...]]]:
    """Yield each row's rowid, its checksum and its values, all as they are stored."""
    names = ", ".join(f'"{column.name}"' for column in summed_columns(table))
    rows = connection.exec_driver_sql(f'SELECT rowid, {CHECKSUM}, {names} FROM "{table.name}"')  # noqa: S608
    for rowid, kept, *stored in rows:
        yield rowid, kept, tuple(stored)
