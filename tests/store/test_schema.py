"""The schema that the revisions build is the one that the records' fields give."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from ketatrack.domain.records import KINDS
from ketatrack.store.header import SCHEMA_REVISION
from ketatrack.store.journal_file import create_journal, open_journal
from ketatrack.store.store import Change, Draft, Store
from ketatrack.store.tables import metadata
from ketatrack.store.upgrade import migrate
from tests.store.conftest import NOW, add, one_of_each


def schema(engine: Engine) -> dict[str, Any]:
    """Describe every table as SQLite itself sees it."""
    found: dict[str, Any] = {}
    with engine.connect() as connection:

        def pragma(name: str, of: str) -> list[tuple[Any, ...]]:
            return sorted(tuple(row) for row in connection.exec_driver_sql(f'PRAGMA {name}("{of}")'))

        for (table,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'"):
            indexes = pragma("index_list", table)
            found[table] = {
                "columns": pragma("table_info", table),
                "foreign keys": sorted(row[2:] for row in pragma("foreign_key_list", table)),
                "indexes": sorted((row[1:], pragma("index_xinfo", row[1])) for row in indexes),
            }
        found["other"] = sorted(
            tuple(row)
            for row in connection.exec_driver_sql(
                "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
            )
        )
    return found


def migrated_with_rows(path: Path) -> Store:
    path.touch(mode=0o600)
    migrate(path)
    store = Store.open(path)
    records = one_of_each()
    add(store, *records)
    changed = records[0].changed(name="B. Example")
    store.apply([Change(records[0], changed)], at=NOW, by=changed.recorded_by)
    store.save_draft(Draft("session", NOW, {"dose": "56"}))
    store.set_setting("figures_hidden", value=True)
    return store


def test_the_revisions_build_the_tables_that_the_fields_give(tmp_path: Path) -> None:
    migrated_path = tmp_path / "migrated.ketatrack"
    with migrated_with_rows(migrated_path) as store:
        assert {kind: store.count(kind) for kind in KINDS} == dict.fromkeys(KINDS, 1)
        assert store.history()
        assert store.drafts()
        assert store.settings()
    migrated, derived = open_journal(migrated_path), create_journal(tmp_path / "derived.ketatrack")
    try:
        assert schema(migrated) == schema(derived)
        assert set(schema(derived)) == {*metadata.tables, "alembic_version", "other"}
    finally:
        migrated.dispose()
        derived.dispose()


def test_running_the_revisions_again_on_a_full_journal_changes_nothing(path: Path) -> None:
    with migrated_with_rows(path) as store:
        before = {kind: store.find(kind) for kind in KINDS}
    migrate(path)
    with Store.open(path) as store:
        assert {kind: store.find(kind) for kind in KINDS} == before
        assert store.check() == []


def test_the_last_revision_is_the_one_the_program_names() -> None:
    from importlib.resources import files

    numbers = sorted(
        each.name[:4]
        for each in files("ketatrack.migrations").joinpath("versions").iterdir()
        if each.name[:4].isdigit()
    )
    assert numbers == [f"{number:04d}" for number in range(1, SCHEMA_REVISION + 1)]
