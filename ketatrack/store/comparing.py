"""Lays two journals side by side, row by row: what only one of them has, and what differs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ketatrack.domain.records import Score, Session
from ketatrack.store.header import schema_revision
from ketatrack.store.key import Key
from ketatrack.store.looking_into import opened_to_read, quoted, tables_in
from ketatrack.store.refusals import refusals_in_words
from ketatrack.store.tables import CHECKSUM


@dataclass(frozen=True, slots=True)
class Difference:
    """How many rows of one table only the first journal has, only the second, or both but not alike."""

    only_first: int
    only_second: int
    changed: int

    @property
    def is_none(self) -> bool:
        """Whether the two tables are equal."""
        return not (self.only_first or self.only_second or self.changed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference of each table that either journal has."""

    tables: Mapping[str, Difference]

    @property
    def is_equal(self) -> bool:
        """Whether every row is the same, settings, drafts and history included."""
        return all(each.is_none for each in self.tables.values())

    @property
    def differing(self) -> int:
        """How many rows are in one only, or not alike."""
        return sum(each.only_first + each.only_second + each.changed for each in self.tables.values())

    def of_sessions_and_scores(self) -> tuple[Difference, Difference]:
        """Return the differences that a person is told of by number."""
        none = Difference(0, 0, 0)
        return self.tables.get(Session.kind, none), self.tables.get(Score.kind, none)


def compare(
    first: Path,
    first_key: Key | None,
    second: Path,
    second_key: Key | None,
    *,
    aside: frozenset[str] = frozenset(),
) -> Comparison:
    """Compare two journals, closed or open, each with the passphrase that it has.

    Of two schemas the columns that both have are compared.

    Args:
        first: a journal.
        first_key: what opens it.
        second: another one.
        second_key: what opens that.
        aside: names of settings that do not count.

    Raises:
        JournalError: one of them cannot be opened or read.
    """
    with opened_to_read(first, first_key) as connection, _attached(connection, second, second_key):
        ours, theirs = tables_in(connection), tables_in(connection, "other")
        return Comparison(
            {
                name: _difference(connection, name, ours, theirs, aside)
                for name in sorted({*ours, *theirs} - {"alembic_version"})
            }
        )


@contextmanager
def _attached(connection: Any, path: Path, key: Key | None) -> Iterator[None]:
    with opened_to_read(path, key):
        pass  # says what is wrong with it in words
    is_plain = schema_revision(path) is not None
    with refusals_in_words(path):
        words = "" if is_plain or key is None else key.as_pragma()
        connection.execute("ATTACH ? AS other KEY ?", (f"{path.resolve().as_uri()}?mode=ro", words))
        try:
            yield
        finally:
            connection.execute("DETACH other")


def _difference(
    connection: Any, name: str, ours: list[str], theirs: list[str], aside: frozenset[str]
) -> Difference:
    def count(query: str) -> int:
        return int(connection.execute(query).fetchone()[0])

    if name not in ours or name not in theirs:
        alone = count(f"SELECT count(*) FROM {quoted(name)}")  # noqa: S608 - found in whichever of the two has it
        return Difference(alone, 0, 0) if name in ours else Difference(0, alone, 0)
    columns, key = _common(connection, name)
    places = [f"{database}.{quoted(name)}{_but(aside, name)}" for database in ("main", "other")]
    keys = [f"SELECT {key} FROM {place}" for place in places]  # noqa: S608
    rows = [f"SELECT {columns} FROM {place}" for place in places]  # noqa: S608
    only_first = count(f"SELECT count(*) FROM ({keys[0]} EXCEPT {keys[1]})")  # noqa: S608
    only_second = count(f"SELECT count(*) FROM ({keys[1]} EXCEPT {keys[0]})")  # noqa: S608
    unlike = count(f"SELECT count(*) FROM ({rows[0]} EXCEPT {rows[1]})")  # noqa: S608
    return Difference(only_first, only_second, unlike - only_first)


def _but(aside: frozenset[str], name: str) -> str:
    if name != "settings" or not aside:
        return ""
    return f" WHERE name NOT IN ({', '.join(repr(each) for each in sorted(aside))})"


def _common(connection: Any, name: str) -> tuple[str, str]:
    """Return the columns that both have, and those of the primary key."""
    ours, theirs = (
        {row[1]: row[5] for row in connection.execute(f"PRAGMA {database}.table_info({quoted(name)})")}
        for database in ("main", "other")
    )
    alike = ours.keys() == theirs.keys()
    common = [column for column in ours if column in theirs and (alike or column != CHECKSUM)]
    return ", ".join(map(quoted, common)), ", ".join(quoted(each) for each in common if ours[each])
