"""The journal as a file: made only when asked for, opened only when it is one of ours and not newer."""

import hashlib
import os
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import Patient
from ketatrack.store.header import APPLICATION_ID, SCHEMA_REVISION, NewerJournalError
from ketatrack.store.store import Store
from tests.records import patient
from tests.store.conftest import add


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def header_field(path: Path, name: str) -> int:
    connection = sqlite3.connect(path)
    try:
        found: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        connection.close()
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are a POSIX matter")
def test_a_new_journal_can_be_read_by_its_owner_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        Store.create(path).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_journal_says_what_it_is(path: Path, store: Store) -> None:
    assert header_field(path, "application_id") == APPLICATION_ID
    assert header_field(path, "user_version") == SCHEMA_REVISION
    assert store.check() == []


def test_nothing_is_made_over_a_file_that_is_there(path: Path) -> None:
    path.write_text("my diary")
    with pytest.raises(JournalError, match="is there already"):
        Store.create(path)
    assert path.read_text() == "my diary"


def test_a_new_journal_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="There is no folder"):
        Store.create(tmp_path / "nowhere" / "spring.ketatrack")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_journal_never_becomes_a_new_empty_one(tmp_path: Path, path: Path) -> None:
    with pytest.raises(JournalError, match="There is no journal at"):
        Store.open(path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_a_journal(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="is a folder, not a journal"):
        Store.open(tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 a zip", b"SQLite format 3\x00 cut short", b"\x00" * 5000]
)
def test_a_file_that_is_no_journal_is_refused_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(JournalError, match="not a KetaTrack journal"):
        Store.open(path)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_database_of_another_program_is_refused_and_left_as_it_is(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE moods (mood)")
    connection.close()
    before = digest(path)
    with pytest.raises(JournalError, match="not a KetaTrack journal"):
        Store.open(path)
    assert digest(path) == before


def test_a_newer_journal_is_refused_and_left_as_it_is(path: Path) -> None:
    with Store.create(path) as store:
        add(store, patient())
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_REVISION + 1}")
    connection.close()
    before = digest(path)
    with pytest.raises(NewerJournalError, match="newer version"):
        Store.open(path)
    assert digest(path) == before


def test_a_damaged_journal_is_refused_in_a_sentence(path: Path) -> None:
    with Store.create(path) as store:
        add(store, patient())
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(JournalError, match="damaged"), Store.open(path) as store:
        store.find(Patient)


def test_what_was_written_is_there_when_the_journal_is_opened_again(path: Path) -> None:
    person = patient(name="A. Example")
    with Store.create(path) as store:
        add(store, person)
    with Store.open(path) as store:
        assert store.find(Patient) == [person]


@pytest.mark.parametrize(
    "name", ["with space.ketatrack", "50%.ketatrack", "what?.ketatrack", "#1.ketatrack", "é.ketatrack"]
)
def test_a_journal_may_have_any_name(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and "?" in name:
        pytest.skip("Windows allows no question mark in a name")
    Store.create(tmp_path / name).close()
    Store.open(tmp_path / name).close()
    assert [each.name for each in tmp_path.iterdir()] == [name]
