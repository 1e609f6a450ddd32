"""Finds every row that a damaged file still holds, and which rows it once held beside them.

A row is looked for where its table leads, then in pages that no table leads to any more, and last in what
is left of a broken page. Three things tell that it is what it seems: the number of its values, its own
checksum, and the table's index of ids, which also tells of rows that are gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Float, Table

from ketatrack.store.cells import Cells, PageKind, Row
from ketatrack.store.key import Key
from ketatrack.store.pages import pages_of
from ketatrack.store.rows import checksum_of, summed_columns
from ketatrack.store.tables import HISTORY, metadata

_SCHEMA_VALUES = 5
_SCHEMA_WORDS = {"table", "index", "view", "trigger"}
_LENGTH_BYTES = 3
"""The most bytes that the length of a row of a megabyte takes."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row that could be read: its table, its number there, its values as they are stored."""

    table: Table
    rowid: int
    values: tuple[Any, ...]
    checksum: int | None
    as_written: bool | None
    """Whether the checksum is that of the values; None where the journal is older than checksums."""
    known: bool
    """Whether the table's index of ids knows it; a row that it does not know may have been deleted once."""

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
    """The rows that an index of ids knows and that were not found, by table: their number and key."""
    gaps: dict[str, int] = field(default_factory=dict)
    """How many pages of a table cannot be read."""
    index_gaps: dict[str, int] = field(default_factory=dict)
    """How many pages of a table's index of ids cannot be read, so that `gone` may not be complete."""
    unplaced: list[Row] = field(default_factory=list)
    """Rows of which it is not certain where they belong."""

    def of(self, table: Table) -> list[FoundRow]:
        """Return what was found of a table."""
        return self.rows[table.name]

    @property
    def count(self) -> int:
        """Return how many rows were found."""
        return sum(map(len, self.rows.values()))


def salvage(path: Path, key: Key | None = None) -> Salvage:
    """Read whatever a file still holds; never writes to it, and needs none of its parts to be whole.

    Args:
        path: the file; where a crash left a rollback journal beside it, one that was rolled back is read.
        key: what opens it, where it has a passphrase.

    Raises:
        JournalError: it is not there, or cannot be opened.
    """
    return _Reader(Cells(pages_of(path, key))).read()


@dataclass(slots=True)
class _Tree:
    """The pages that a table or an index leads to, and those of them that cannot be read."""

    leaves: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)


class _Reader:
    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._found = Salvage()
        self._rows = {
            number: list(cells.rows(number))
            for number in range(1, cells.count + 1)
            if cells.kind(number) == PageKind.TABLE
        }
        roots = dict(self._roots())
        self._trees = {
            name: self._tree(roots.get(name), PageKind.INNER_TABLE, PageKind.TABLE)
            for name in metadata.tables
        }
        self._owner = {page: name for name, tree in self._trees.items() for page in tree.leaves}
        self._index = {name: dict(self._index_of(table, roots)) for name, table in metadata.tables.items()}
        self._index_keys = {name: set(known.values()) for name, known in self._index.items()}
        self._torn: set[int] = set()
        self._shapes = _shapes()

    def read(self) -> Salvage:
        found = self._found
        found.gaps = {name: len(tree.broken) for name, tree in self._trees.items() if tree.broken}
        for number in self._rows:
            self._take_page(number)
        for name, table in metadata.tables.items():
            for rowid, key in self._missing(name).items():
                row = self._scattered(table, rowid, key)
                if row is not None:
                    found.rows[name].append(row)
            missing = self._missing(name)
            if missing:
                found.gone[name] = missing
        return found

    # where things lead

    def _roots(self) -> Iterator[tuple[str, int]]:
        """Yield the name and the first page of each table and index, wherever the schema's rows stand."""
        for rows in self._rows.values():
            for row in rows:
                if row is not None and _is_schema(row) and isinstance(row.values[3], int):
                    yield str(row.values[1]), row.values[3]

    def _tree(self, root: int | None, inner: PageKind, leaf: PageKind) -> _Tree:
        tree, waiting, seen = _Tree(), [0 if root is None else root], set[int]()
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            kind = self._cells.kind(number)
            if kind == leaf:
                tree.leaves.append(number)
            elif kind == inner:
                tree.inner.append(number)
                waiting += self._cells.below(number)
            else:
                tree.broken.append(number)
        return tree

    def _index_of(self, table: Table, roots: dict[str, int]) -> Iterator[tuple[int, str]]:
        """Yield the number and the key of every row that an index of a table knows."""
        name = f"sqlite_autoindex_{table.name}_1"
        if table is HISTORY:
            (index,) = table.indexes
            name = str(index.name)
        tree = self._tree(roots.get(name), PageKind.INNER_INDEX, PageKind.INDEX)
        broken = len(tree.broken)
        for number in (*tree.leaves, *tree.inner):
            for entry in self._cells.keys(number):
                if entry is None or len(entry) < 2 or not isinstance(entry[-1], int):
                    broken += 1
                else:
                    yield entry[-1], str(entry[-1] if table is HISTORY else entry[0])
        if broken:
            self._found.index_gaps[table.name] = broken

    # rows

    def _take_page(self, number: int) -> None:
        owner = self._owner.get(number)
        for row in self._rows[number]:
            if row is None:
                self._torn.add(number)
            elif not _is_schema(row):
                self._take(row, owner)

    def _take(self, row: Row, owner: str | None) -> None:
        """Put a row where it belongs."""
        choices = [
            shape.found(row, known=self._knows(shape.table, row))
            for shape in self._shapes.get(len(row.values), ())
        ]
        best = max(choices, key=lambda each: self._likeness(each, owner), default=None)
        if best is None:
            if owner is not None:
                self._found.unplaced.append(row)
            return
        name = best.table.name
        lacking = name in self._found.gaps
        if name == owner or (best.known and lacking):
            self._found.rows[name].append(self._with_known_key(best))
        # any other row stands in a page that nothing leads to, and no table lacks one: it was deleted

    def _likeness(self, found: FoundRow, owner: str | None) -> tuple[bool, bool, bool]:
        name = found.table.name
        return bool(found.as_written), found.rowid in self._index[name], name == owner

    def _knows(self, table: Table, row: Row) -> bool:
        """Say whether an index knows a row; where not all of it can be read, it might."""
        name = table.name
        by_key = table is not HISTORY and row.values[0] in self._index_keys[name]
        return name in self._found.index_gaps or row.rowid in self._index[name] or by_key

    def _with_known_key(self, found: FoundRow) -> FoundRow:
        """Return a row whose key alone was changed with the one the index knows; its checksum proves it."""
        key = self._index[found.table.name].get(found.rowid)
        if found.as_written is not False or found.table is HISTORY or key is None:
            return found
        values = (key, *found.values[1:])
        proven = checksum_of(values) == found.checksum
        return replace(found, values=values, as_written=True) if proven else found

    def _missing(self, name: str) -> dict[int, str]:
        rows = self._found.rows[name]
        rowids, keys = {row.rowid for row in rows}, {row.key for row in rows}
        return {
            rowid: key for rowid, key in self._index[name].items() if rowid not in rowids and key not in keys
        }

    def _scattered(self, table: Table, rowid: int, key: str) -> FoundRow | None:
        """Look for one row that an index knows in what is left of broken pages."""
        tree, begin, shape = self._trees[table.name], _as_varint(rowid), _Shape.of(table)
        length = len(table.columns)
        for number in dict.fromkeys((*tree.broken, *self._torn, *tree.leaves)):
            page, at = self._cells.page(number) or b"", 0
            while (at := page.find(begin, at + 1)) > 0:
                for length_bytes in range(1, _LENGTH_BYTES + 1):
                    row = self._cells.row_at(number, at - length_bytes) if at >= length_bytes else None
                    if row is None or len(row.values) != length:
                        continue
                    found = shape.found(row, known=True)
                    if found.rowid == rowid and found.key == key and found.as_written:
                        return found
        return None


def _is_schema(row: Row) -> bool:
    return len(row.values) == _SCHEMA_VALUES and row.values[0] in _SCHEMA_WORDS


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the rows of a table stand in a page."""

    table: Table
    begin: int
    """Values before those that the checksum is over: the place of a row's number, which stands elsewhere."""
    columns: int
    numbers: tuple[int, ...]
    """Columns of decimal numbers, of which whole ones are stored as integers."""

    @classmethod
    def of(cls, table: Table) -> "_Shape":
        columns = summed_columns(table)
        numbers = tuple(place for place, column in enumerate(columns) if isinstance(column.type, Float))
        return cls(table, len(table.columns) - len(columns) - 1, len(columns), numbers)

    def found(self, row: Row, *, known: bool) -> FoundRow:
        """Return a row as one of the table."""
        values = list(row.values[self.begin : self.begin + self.columns])
        for place in self.numbers:
            if isinstance(values[place], int):
                values[place] = float(values[place])
        stored = tuple(values)
        if len(row.values) == self.begin + self.columns:
            return FoundRow(self.table, row.rowid, stored, None, None, known)
        checksum = row.values[-1]
        return FoundRow(self.table, row.rowid, stored, checksum, checksum == checksum_of(stored), known)


def _shapes() -> dict[int, list[_Shape]]:
    """Return the shapes of all tables by the number of values in a row, with a checksum and without."""
    by_length: dict[int, list[_Shape]] = {}
    for shape in map(_Shape.of, metadata.tables.values()):
        for length in (shape.begin + shape.columns, shape.begin + shape.columns + 1):
            by_length.setdefault(length, []).append(shape)
    return by_length


def _as_varint(number: int) -> bytes:
    """Return a row's number as it stands before the row."""
    low, left = [number & 0x7F], number >> 7
    while left:
        low.append(left & 0x7F | 0x80)
        left >>= 7
    return bytes(reversed(low))
