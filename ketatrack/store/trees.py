"""Where the tables and indexes of a damaged file lead, and which rows the indexes say there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, UniqueConstraint

from ketatrack.store.cells import Cells, PageKind, Row
from ketatrack.store.tables import HISTORY

_SCHEMA_VALUES = 5
_SCHEMA_WORDS = {"table", "index", "view", "trigger"}


@dataclass(slots=True)
class Tree:
    """The pages that a table or an index leads to, and those of them that cannot be read."""

    leaves: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Known:
    """What the indexes of a table know of its rows; each index knows every row."""

    keys: dict[int, str] = field(default_factory=dict)
    """The id by a row's number, as the index of ids has it."""
    rowids: set[int] = field(default_factory=set)
    """The numbers that any of the indexes has."""
    indexes: int = 0
    whole: int = 0
    """How many of the indexes can be read wholly."""

    def knows(self, rowid: int, key: str) -> bool | None:
        """Say whether there is a row.

        None where an index has its number with another key, or where not all of them can be read; or where
        there is only one, which may be older than the row.
        """
        if self.keys.get(rowid) == key:
            return True
        denied = rowid not in self.rowids and self.whole == self.indexes > 1
        return False if denied else None


def is_schema(row: Row) -> bool:
    """Say whether a row belongs to the list of tables and indexes."""
    return len(row.values) == _SCHEMA_VALUES and row.values[0] in _SCHEMA_WORDS


class Trees:
    """Follows tables and indexes from their first page, which the schema's rows tell wherever they stand."""

    def __init__(self, cells: Cells, rows: Iterable[Sequence[Row | None]]) -> None:
        """Take the pages, and the rows of every page of a table."""
        self._cells = cells
        self._roots: Mapping[str, Any] = {
            str(row.values[1]): row.values[3]
            for page in rows
            for row in page
            if row is not None and is_schema(row) and isinstance(row.values[3], int)
        }

    @property
    def listed(self) -> set[str]:
        """The tables and indexes that the schema's readable rows name."""
        return set(self._roots)

    def of_table(self, table: Table) -> Tree:
        """Return the pages of a table."""
        return self._tree(table.name, PageKind.INNER_TABLE, PageKind.TABLE)

    def known(self, table: Table) -> Known:
        """Return what a table's indexes know."""
        known = Known()
        for name, is_of_keys in _indexes(table):
            tree = self._tree(name, PageKind.INNER_INDEX, PageKind.INDEX)
            entries = list(self._entries(tree))
            whole = [entry for entry in entries if entry is not None]
            known.indexes += 1
            known.whole += not tree.broken and len(whole) == len(entries)
            known.rowids.update(entry[-1] for entry in whole)
            if is_of_keys:
                known.keys.update((entry[-1], str(entry[0])) for entry in whole)
        if table is HISTORY:
            known.keys = {rowid: str(rowid) for rowid in known.rowids}
        return known

    def _entries(self, tree: Tree) -> Iterator[tuple[Any, ...] | None]:
        for number in (*tree.leaves, *tree.inner):
            for entry in self._cells.keys(number):
                sound = entry is not None and len(entry) > 1 and isinstance(entry[-1], int)
                yield entry if sound else None

    def _tree(self, name: str, inner: PageKind, leaf: PageKind) -> Tree:
        tree, waiting, seen = Tree(), [self._roots.get(name, 0)], set[int]()
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


def _indexes(table: Table) -> Iterator[tuple[str, bool]]:
    """Yield the name of each index of a table, and whether it is that of its ids."""
    if table is not HISTORY:  # whose key is the row's own number
        yield f"sqlite_autoindex_{table.name}_1", True
    others = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    for place, _other in enumerate(others, start=2):
        yield f"sqlite_autoindex_{table.name}_{place}", False
    for index in table.indexes:
        yield str(index.name), False
