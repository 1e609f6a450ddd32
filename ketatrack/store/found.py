"""What was found in a journal's file: its rows as they are stored, and what could not be read."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from ketatrack.store.cells import Row
from ketatrack.store.rows import summed_columns
from ketatrack.store.tables import HISTORY, metadata


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row that could be read: its table, its number there, its values as they are stored."""

    table: Table
    rowid: int
    values: tuple[Any, ...]
    checksum: int | None
    as_written: bool | None
    """Whether the checksum is that of the values; None where the journal is older than checksums."""
    known: bool | None
    """Whether the table's indexes know it; None where they cannot tell. One they deny was perhaps deleted."""

    @property
    def key(self) -> str:
        """Return the value that tells the row from others of its table: an id, a form, a name."""
        key = str(self.rowid if self.table is HISTORY else self.values[0])
        return key.encode(errors="backslashreplace").decode()

    def as_mapping(self) -> dict[str, Any]:
        """Return the values by the names of their columns."""
        return {
            column.name: value for column, value in zip(summed_columns(self.table), self.values, strict=True)
        }


@dataclass(slots=True)
class Salvage:
    """What was found in a file."""

    rows: dict[str, list[FoundRow]] = field(default_factory=lambda: {name: [] for name in metadata.tables})
    gone: dict[str, dict[int, str]] = field(default_factory=dict)
    """The rows that an index knows and that were not found, by table: their number, and key if known."""
    gaps: set[str] = field(default_factory=set)
    """The tables of which not every page can be read."""
    uncounted: set[str] = field(default_factory=set)
    """Those of them of which no index can be read wholly either, so that `gone` may not name all."""
    unplaced: list[Row] = field(default_factory=list)
    """Rows of which it is not certain where they belong."""

    revision: int | None = None
    """Which schema the file has, by the row that says so; None where it cannot be read."""

    def of(self, table: Table) -> list[FoundRow]:
        """Return what was found of a table."""
        return self.rows[table.name]

    @property
    def count(self) -> int:
        """Return how many rows were found."""
        return sum(map(len, self.rows.values()))
