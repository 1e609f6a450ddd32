"""A journal with a passphrase opens with it alone, and shows nothing of what is in it."""

import shutil
from pathlib import Path

import pytest

from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import Patient
from ketatrack.domain.words import Author
from ketatrack.store.engine import connect
from ketatrack.store.header import SCHEMA_REVISION, NewerJournalError, schema_revision
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.store import Change, Store
from tests.records import patient
from tests.store.conftest import NOW, add

PASSPHRASE = "seven grey herons wait"


@pytest.fixture(scope="session")
def key() -> Key:
    return Key.new(PASSPHRASE)


def sealed(path: Path, key: Key) -> Store:
    store = Store.create(path, key)
    add(store, patient(name="Canary Example"))
    return store


def test_the_passphrase_opens_what_it_was_made_with(path: Path, key: Key) -> None:
    sealed(path, key).close()
    again = Key.of(path, "  seven grey  herons wait ")
    assert again == key
    with Store.open(path, again) as store:
        assert [person.name for person in store.find(Patient)] == ["Canary Example"]
        assert store.has_passphrase
        with store.again() as worker:
            assert worker.count(Patient) == 1


def test_nothing_of_it_can_be_read_in_the_file(path: Path, key: Key) -> None:
    sealed(path, key).close()
    whole = path.read_bytes()
    assert b"Canary" not in whole
    assert b"SQLite" not in whole
    assert whole[:16] == key.salt
    assert schema_revision(path) is None


def test_without_a_passphrase_it_says_that_it_has_one(path: Path, key: Key) -> None:
    sealed(path, key).close()
    with pytest.raises(LockedJournalError, match="opens with its passphrase"):
        Store.open(path)


def test_another_passphrase_does_not_open_it_and_changes_nothing(path: Path, key: Key) -> None:
    sealed(path, key).close()
    before = path.read_bytes()
    with pytest.raises(WrongPassphraseError, match="Caps Lock"):
        Store.open(path, Key.of(path, "seven grey herons"))
    assert path.read_bytes() == before


def test_a_key_is_not_shown_where_it_is_printed(key: Key) -> None:
    assert key.secret.hex() not in repr(key)
    assert str(key.secret) not in repr(key)


def test_a_newer_journal_with_a_passphrase_is_left_untouched(path: Path, key: Key) -> None:
    with sealed(path, key) as store, store._writer.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_REVISION + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerJournalError):
        Store.open(path, key)
    assert path.read_bytes() == before


def test_a_copy_opens_with_the_same_passphrase(path: Path, key: Key, tmp_path: Path) -> None:
    sealed(path, key).close()
    copy = tmp_path / "copy.ketatrack"
    shutil.copy(path, copy)
    with Store.open(copy, Key.of(copy, PASSPHRASE)) as store:
        assert store.count(Patient) == 1


def test_a_journal_that_is_only_read_takes_no_entry_and_keeps_choices_for_as_long_as_it_is_open(
    path: Path, key: Key
) -> None:
    sealed(path, key).close()
    before = path.read_bytes()
    with Store.open(path, key, reading_only=True) as store:
        with pytest.raises(JournalError, match="reading only"):
            store.apply([Change(None, patient())], at=NOW, by=Author.PATIENT)
        store.set_setting("figures_hidden", value=True)
        assert store.setting("figures_hidden") is True
    assert path.read_bytes() == before


@pytest.mark.parametrize("with_passphrase", [True, False])
def test_a_journal_that_a_crash_left_in_the_middle_of_saving_opens_as_it_was_before(
    tmp_path: Path, key: Key, with_passphrase: bool
) -> None:
    path, left = tmp_path / "saving.ketatrack", tmp_path / "left.ketatrack"
    used = key if with_passphrase else None
    with Store.create(path, used) as store:
        add(store, *(patient(name=f"Person {number}", notes="n" * 2000) for number in range(50)))
    writing = connect(path, used)
    writing.execute("PRAGMA cache_size = 5")
    writing.execute("BEGIN IMMEDIATE")
    writing.execute("UPDATE patients SET name = 'half'")
    shutil.copy(path, left)
    shutil.copy(f"{path}-journal", f"{left}-journal")
    writing.close()
    if with_passphrase:
        with pytest.raises(WrongPassphraseError):
            Store.open(left, Key.of(left, "another passphrase"))
    with Store.open(left, used) as store:
        assert {person.name for person in store.find(Patient)} == {f"Person {n}" for n in range(50)}
        assert store.check() == []
