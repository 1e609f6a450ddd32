"""A file with a journal's marks is opened only when it is built as one; nothing in it can act."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from ketatrack.domain.records import Patient
from ketatrack.store.engine import engine_at
from ketatrack.store.fingerprint import RELEASED, ForeignJournalError, fingerprint
from ketatrack.store.header import APPLICATION_ID, SCHEMA_REVISION
from ketatrack.store.key import Key
from ketatrack.store.store import Store
from tests.records import patient
from tests.store.conftest import add, one_of_each

JOURNALS = Path(__file__).parents[1] / "journals"


def fingerprint_of(path: Path) -> str:
    engine = engine_at(path)
    with engine.connect() as connection:
        found = fingerprint(connection)
    engine.dispose()
    return found


def built_by_the_revisions(path: Path, revision: int) -> Path:
    """Make an empty file, and run the revisions up to one of them."""
    path.touch()
    config = Config()
    config.set_main_option("script_location", str(files("ketatrack.migrations")))
    engine = engine_at(path, foreign_keys=False)
    with engine.execution_options(immediate=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, f"{revision:04d}")
    engine.dispose()
    return path


@pytest.mark.parametrize("revision", range(1, SCHEMA_REVISION + 1))
def test_the_fingerprint_of_each_revision_is_that_of_what_it_builds(tmp_path: Path, revision: int) -> None:
    assert fingerprint_of(built_by_the_revisions(tmp_path / "built", revision)) == RELEASED[revision]


@pytest.mark.parametrize("released", sorted(JOURNALS.glob("*.ketatrack")), ids=lambda path: path.stem)
def test_a_released_journal_has_the_fingerprint_before_and_after_it_is_brought_up_to_date(
    released: Path, tmp_path: Path
) -> None:
    journal = tmp_path / "older.ketatrack"
    shutil.copy(released, journal)
    assert fingerprint_of(journal) == RELEASED[int(released.stem[-4:])]
    Store.open(journal).close()
    assert fingerprint_of(journal) == RELEASED[SCHEMA_REVISION]


def test_a_new_journal_has_the_fingerprint_of_the_newest_revision(path: Path) -> None:
    Store.create(path).close()
    assert fingerprint_of(path) == RELEASED[SCHEMA_REVISION]
    assert set(RELEASED) == set(range(1, SCHEMA_REVISION + 1))


def test_a_journal_that_was_analysed_or_packed_is_still_a_journal(path: Path) -> None:
    with Store.create(path) as store:
        add(store, *one_of_each())
    with closing(sqlite3.connect(path)) as database:
        database.executescript("ANALYZE; VACUUM;")
    Store.open(path).close()


DELETING = "CREATE TRIGGER t AFTER INSERT ON patients BEGIN DELETE FROM patients; END"
RENAMED_SESSIONS = """ALTER TABLE visits RENAME TO hidden;
CREATE VIEW visits AS SELECT * FROM hidden"""
WITHOUT_END = """DROP TABLE visits;
CREATE VIEW visits AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"""
REPLACING = """DROP TABLE settings;
CREATE TABLE settings (name TEXT NOT NULL, value TEXT NOT NULL, checksum INTEGER,
CONSTRAINT pk_settings PRIMARY KEY (name) ON CONFLICT REPLACE)"""
CHECKED = """DROP TABLE settings;
CREATE TABLE settings (name TEXT NOT NULL, value TEXT NOT NULL CHECK (value = ''), checksum INTEGER,
CONSTRAINT pk_settings PRIMARY KEY (name))"""

FOREIGN = {
    "a trigger that deletes": DELETING,
    "a trigger that ignores": "CREATE TRIGGER t BEFORE DELETE ON scores BEGIN SELECT RAISE(IGNORE); END",
    "a view beside": "CREATE VIEW all_scores AS SELECT * FROM scores",
    "a view in place of a table": RENAMED_SESSIONS,
    "a view without an end": WITHOUT_END,
    "a missing table": "DROP TABLE medications",
    "another table": "CREATE TABLE moods (mood)",
    "another column": "ALTER TABLE readings ADD COLUMN mood TEXT",
    "a column of another name": "ALTER TABLE readings RENAME COLUMN systolic TO top",
    "a calculated column": "ALTER TABLE readings ADD COLUMN twice GENERATED ALWAYS AS (systolic * 2)",
    "a default": "ALTER TABLE readings ADD COLUMN mood TEXT DEFAULT 'good'",
    "a missing index": "DROP INDEX ix_sessions_course_id",
    "an index over an expression": "CREATE INDEX slow ON sessions (upper(name))",
    "a unique index": "CREATE UNIQUE INDEX once ON readings (course_id)",
    "a rule that replaces": REPLACING,
    "a rule that refuses": CHECKED,
    "a virtual table": "CREATE VIRTUAL TABLE words USING rtree(word, low, high)",
}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("statements", FOREIGN.values(), ids=FOREIGN)
def test_a_file_built_otherwise_is_refused_and_left_as_it_is(path: Path, statements: str) -> None:
    with Store.create(path) as store:
        add(store, *one_of_each())
    with closing(sqlite3.connect(path)) as database:
        database.executescript(statements)
    before = digest(path)
    for reading_only in (False, True):
        with pytest.raises(ForeignJournalError, match=r"not built as one.*Import it"):
            Store.open(path, reading_only=reading_only)
    assert digest(path) == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("released", sorted(JOURNALS.glob("*.ketatrack")), ids=lambda path: path.stem)
def test_an_older_file_built_otherwise_is_not_brought_up_to_date(released: Path, path: Path) -> None:
    shutil.copy(released, path)
    with closing(sqlite3.connect(path)) as database:
        database.executescript(FOREIGN["a trigger that deletes"])
    before = digest(path)
    with pytest.raises(ForeignJournalError):
        Store.open(path)
    assert digest(path) == before


def test_a_passphrase_makes_no_file_trustworthy(path: Path) -> None:
    key = Key.new("a passphrase")
    Store.create(path, key).close()
    engine = engine_at(path, key)
    with engine.begin() as connection:
        connection.exec_driver_sql(FOREIGN["a trigger that deletes"])
    engine.dispose()
    with pytest.raises(ForeignJournalError):
        Store.open(path, key)


def test_an_empty_database_with_the_marks_alone_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            f"PRAGMA application_id = {APPLICATION_ID};"
            f"PRAGMA user_version = {SCHEMA_REVISION};"
            "CREATE TABLE moods (mood)"
        )
    with pytest.raises(ForeignJournalError):
        Store.open(path)


def test_a_trigger_would_act_on_the_first_save(path: Path) -> None:
    """The control: without the comparison, what the screen confirmed would be gone."""
    person = patient(name="A. Example")
    with Store.create(path) as store:
        with store._writer.begin() as connection:
            connection.exec_driver_sql(
                "CREATE TRIGGER t AFTER INSERT ON patients BEGIN DELETE FROM patients; END"
            )
        add(store, person)
        assert store.find(Patient) == []
