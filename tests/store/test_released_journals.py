"""A journal of every released schema opens in this version, with everything that was in it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ketatrack.domain.records import KINDS, Course
from ketatrack.store.header import SCHEMA_REVISION, schema_revision
from ketatrack.store.store import Store

RELEASED = sorted((Path(__file__).parents[1] / "journals").glob("schema-*.ketatrack"))


def rows(path: Path, columns: dict[str, list[str]]) -> dict[str, list[tuple[object, ...]]]:
    """Read the columns of each table as the database's own library does, without the program."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        return {
            table: sorted(database.execute(f'SELECT {", ".join(names)} FROM "{table}"'), key=repr)  # noqa: S608
            for table, names in columns.items()
        }


def written_columns(path: Path) -> dict[str, list[str]]:
    """Return what was written into each table, which a later schema's checksums are not."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        names = [
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in {"alembic_version", "sqlite_sequence"}
        ]
        return {
            name: [row[1] for row in database.execute(f'PRAGMA table_info("{name}")') if row[1] != "checksum"]
            for name in names
        }


def test_a_journal_of_every_earlier_schema_is_kept() -> None:
    assert [path.stem for path in RELEASED] == [
        f"schema-{number:04d}" for number in range(1, SCHEMA_REVISION)
    ]


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_an_older_journal_opens_with_all_its_rows(released: Path, tmp_path: Path) -> None:
    journal = tmp_path / "older.ketatrack"
    shutil.copy(released, journal)
    columns = written_columns(journal)
    before = rows(journal, columns)
    with Store.open(journal) as store:
        assert schema_revision(journal) == SCHEMA_REVISION
        assert store.check() == []
        (course,) = store.find(Course)
        assert store.course_records(course).course == course
        found = {kind.kind: store.count(kind) for kind in KINDS}
    assert rows(journal, columns) == before
    assert {name: count for name, count in found.items() if count} == {
        kind.kind: len(before[kind.kind]) for kind in KINDS if before.get(kind.kind)
    }
