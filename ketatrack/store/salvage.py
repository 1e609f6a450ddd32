"""Finds every row that a damaged file still holds, and which rows it once held beside them.

A row is looked for where its table leads, then in pages that no table leads to any more, and last in what
is left of a broken page. Three things tell that it is what it seems: the number of its values, its own
checksum, and the table's index of ids, which also tells of rows that are gone.
"""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Float, Table

from ketatrack.store.cells import Cells, PageKind, Row
from ketatrack.store.found import FoundRow, Salvage
from ketatrack.store.header import SCHEMA_REVISION
from ketatrack.store.key import Key
from ketatrack.store.pages import pages_of
from ketatrack.store.places import is_possible
from ketatrack.store.rows import checksum_of, summed_columns
from ketatrack.store.tables import HISTORY, metadata
from ketatrack.store.trees import Trees, is_schema

_LENGTH_BYTES = 3
"""The most bytes that the length of a row of a megabyte takes."""
_SIXTY_FOUR_BITS = (1 << 64) - 1
_BITS_OF_EIGHT_BYTES = 56
"""Of a number, in SQLite's form of seven bits a byte."""


def salvage(path: Path, key: Key | None = None) -> Salvage:
    """Read whatever a file still holds; never writes to it, and needs none of its parts to be whole.

    Args:
        path: the file; where a crash left a rollback journal beside it, one that was rolled back is read.
        key: what opens it, where it has a passphrase.

    Raises:
        JournalError: it is not there, or cannot be opened.
    """
    return _Reader(Cells(pages_of(path, key))).read()


class _Reader:
    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._found = Salvage()
        self._rows = {
            number: list(cells.rows(number))
            for number in range(1, cells.count + 1)
            if cells.kind(number) == PageKind.TABLE
        }
        self._places = trees = Trees(cells, self._rows.values())
        self._trees = {name: trees.of_table(table) for name, table in metadata.tables.items()}
        self._owner = {page: name for name, tree in self._trees.items() for page in tree.leaves}
        self._known = {name: trees.known(table) for name, table in metadata.tables.items()}
        self._torn = {number for number, rows in self._rows.items() if None in rows}
        self._shapes = _shapes()

    def read(self) -> Salvage:
        found = self._found
        found.gaps = {
            name for name, tree in self._trees.items() if tree.broken or self._torn.intersection(tree.leaves)
        }
        for number in self._rows:
            self._take_page(number)
        found.uncounted = {name for name in found.gaps if not self._known[name].whole}
        if found.revision is not None and found.revision < SCHEMA_REVISION:
            found.uncounted &= self._places.listed  # the others came with a later schema
        for name, table in metadata.tables.items():
            for rowid, key in self._missing(name).items():
                row = self._scattered(table, rowid, key)
                if row is not None:
                    found.rows[name].append(row)
            missing = self._missing(name)
            if missing:
                found.gone[name] = missing
        return found

    def _take_page(self, number: int) -> None:
        owner = self._owner.get(number)
        for row in self._rows[number]:
            if row is not None and not is_schema(row):
                self._take(row, owner)

    def _take(self, row: Row, owner: str | None) -> None:
        """Put a row where it belongs."""
        if len(row.values) == 1:
            self._found.revision = _revision(row.values[0])
            return
        choices = [
            self._as_known(shape.found(row, known=None))
            for shape in self._shapes.get(len(row.values), ())
            if (row.values[0] is None) == bool(shape.begin)
        ]
        best = max(choices, key=partial(self._likeness, owner), default=None)
        if best is None:
            if owner is not None:
                self._found.unplaced.append(row)
            return
        name = best.table.name
        known = self._known[name]
        lacking = name in self._found.gaps and not known.whole
        if name == owner or best.known or row.rowid in known.rowids or lacking:
            self._found.rows[name].append(best)
        # any other row stands in a page that nothing leads to, and no index knows it: it was deleted

    def _likeness(self, owner: str | None, found: FoundRow) -> tuple[bool, ...]:
        """Tell where a row belongs among the tables with as many columns."""
        own, known = found.table.name == owner, bool(found.known)
        fits = (own and known) or (self._belongs(found) and is_possible(found))
        keys = self._known[found.table.name].keys
        is_free = keys.get(found.rowid, found.key) == found.key  # no other row has its number
        return bool(found.as_written), fits, known, own, is_free

    def _belongs(self, found: FoundRow) -> bool:
        """Say whether an index knows whatever a row refers to; where none can be read, it might."""
        values = found.as_mapping()
        return all(
            not self._known[key.column.table.name].keys
            or values[key.parent.name] in {None, *self._known[key.column.table.name].keys.values()}
            for key in found.table.foreign_keys
        )

    def _as_known(self, found: FoundRow) -> FoundRow:
        """Return a row with what the indexes know of it.

        A row of which only the key was changed gets the one that the index knows; its checksum proves it.
        """
        known = self._known[found.table.name]
        key = known.keys.get(found.rowid)
        if found.as_written is False and found.table is not HISTORY and key is not None:
            values = (key, *found.values[1:])
            if checksum_of(values) == found.checksum:
                found = replace(found, values=values, as_written=True)
        return replace(found, known=known.knows(found.rowid, found.key))

    def _missing(self, name: str) -> dict[int, str]:
        """Return the number and the key, or no key, of rows that an index knows and that were not found."""
        rows, known = self._found.rows[name], self._known[name]
        rowids, keys = {row.rowid for row in rows}, {row.key for row in rows}
        return {
            rowid: known.keys.get(rowid, "")
            for rowid in sorted(known.rowids - rowids)
            if known.keys.get(rowid) not in keys
        }

    def _scattered(self, table: Table, rowid: int, key: str) -> FoundRow | None:
        """Look for one row that an index knows in what is left of broken pages."""
        tree, begin = self._trees[table.name], _as_varint(rowid)
        shapes = {shape.begin + len(shape.columns) + 1: shape for shape in _Shape.all_of(table)}
        for number in dict.fromkeys((*tree.broken, *self._torn, *tree.leaves)):
            page, at = self._cells.page(number) or b"", 0
            while (at := page.find(begin, at + 1)) > 0:
                for length_bytes in range(1, _LENGTH_BYTES + 1):
                    row = self._cells.row_at(number, at - length_bytes) if at >= length_bytes else None
                    if row is None or len(row.values) not in shapes:
                        continue
                    found = shapes[len(row.values)].found(row, known=True)
                    if found.rowid == rowid and key in {found.key, ""} and found.as_written:
                        return found
        return None


_LATER_COLUMNS = {
    "side_effects": {
        "horizon",
        "peak_minutes",
        "worst_at",
        "resolved_at",
        "still_present",
        "done_about_it",
        "noticed_by",
    }
}
"""The columns that the rows of schemas before 0004 do not have."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the rows of a table stand in a page, in this schema or an earlier one."""

    table: Table
    begin: int
    """Values before those that the checksum is over: the place of a row's number, which stands elsewhere."""
    columns: tuple[Column[Any], ...]
    """Those that the checksum is over."""

    @classmethod
    def all_of(cls, table: Table) -> "list[_Shape]":
        """Return the shape of this schema, then the earlier one where there is one."""
        columns = summed_columns(table)
        begin = len(table.columns) - len(columns) - 1
        later = _LATER_COLUMNS.get(table.name, set())
        earlier = tuple(column for column in columns if column.name not in later)
        shapes = [cls(table, begin, tuple(columns))]
        return [*shapes, cls(table, begin, earlier)] if later else shapes

    def found(self, row: Row, *, known: bool | None) -> FoundRow:
        """Return a row as one of the table; what an earlier schema did not have is empty."""
        stored = row.values[self.begin : self.begin + len(self.columns)]
        values = tuple(map(_as_summed, self.columns, stored))
        by_name = dict(zip((column.name for column in self.columns), values, strict=True))
        whole = tuple(
            by_name.get(column.name, None if column.nullable else "") for column in summed_columns(self.table)
        )
        if len(row.values) == self.begin + len(self.columns):
            return FoundRow(self.table, row.rowid, whole, None, None, known)
        checksum, as_written = row.values[-1], row.values[-1] == checksum_of(values)
        if as_written and whole != values:
            checksum = checksum_of(whole)
        return FoundRow(self.table, row.rowid, whole, checksum, as_written, known)


def _as_summed(column: Column[Any], value: Any) -> Any:
    """Return a value as its checksum is over it: a whole decimal number is stored as an integer."""
    return float(value) if isinstance(column.type, Float) and isinstance(value, int) else value


def _shapes() -> dict[int, list[_Shape]]:
    """Return the shapes of all tables by the number of values in a row, with a checksum and without."""
    by_length: dict[int, list[_Shape]] = {}
    for table in metadata.tables.values():
        for shape in _Shape.all_of(table):
            for length in (shape.begin + len(shape.columns), shape.begin + len(shape.columns) + 1):
                by_length.setdefault(length, []).append(shape)
    return by_length


def _revision(value: object) -> int | None:
    """Return the number of a schema's revision, of which a row of its own tells."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None


def _as_varint(number: int) -> bytes:
    """Return a row's number as it stands before the row: seven bits a byte, a ninth byte takes eight."""
    left = number & _SIXTY_FOUR_BITS  # two's complement, as damage can make a number negative
    if left >> _BITS_OF_EIGHT_BYTES:
        last, left, length = bytes([left & 0xFF]), left >> 8, 8
    else:
        last, length = b"", max(1, -(-left.bit_length() // 7))
    groups = [left >> 7 * place & 0x7F for place in reversed(range(length))]
    going_on = groups if last else groups[:-1]
    return bytes([*(group | 0x80 for group in going_on), *([] if last else groups[-1:])]) + last
