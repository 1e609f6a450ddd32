"""Setting, changing and removing a passphrase keeps every row, and lets the old key open nothing."""

import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import KINDS, Patient
from ketatrack.domain.words import Author
from ketatrack.store.engine import connect
from ketatrack.store.header import APPLICATION_ID, SCHEMA_REVISION, schema_revision
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.sealing import reseal
from ketatrack.store.store import Change, Draft, Store
from tests.records import at
from tests.store.conftest import NOW, add, one_of_each

OLD, NEW = Key.new("seven grey herons wait"), Key.new("four warm stones sing")

WAYS = [(None, NEW), (OLD, NEW), (OLD, None)]


def filled(path: Path, key: Key | None) -> list[object]:
    with Store.create(path, key) as store:
        records = one_of_each()
        add(store, *records)
        person = store.find(Patient)[0]
        store.apply([Change(person, person.changed(name="B. Example"))], at=NOW, by=Author.PATIENT)
        store.save_draft(Draft("sessions", at("2026-06-01T09:00+02:00"), {"notes": "half a sent"}))
        store.set_setting("figures_hidden", value=True)
        return everything(store)


def everything(store: Store) -> list[object]:
    return [
        *(store.find(kind) for kind in KINDS),
        store.history(),
        store.drafts(),
        store.settings(),
    ]


@pytest.mark.parametrize(("old", "new"), WAYS, ids=["set", "changed", "removed"])
def test_every_row_is_there_afterwards_and_only_the_new_key_opens_it(
    path: Path, old: Key | None, new: Key | None
) -> None:
    before = filled(path, old)
    reseal(path, old, new)
    with Store.open(path, new) as store:
        assert everything(store) == before
        assert store.check() == []
        assert store.has_passphrase == (new is not None)
    connection = connect(path, new)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_REVISION,)
    connection.close()
    if new is not None:
        assert schema_revision(path) is None
        with pytest.raises(LockedJournalError):
            Store.open(path)
    if old is not None and new is not None:
        with pytest.raises(WrongPassphraseError):
            Store.open(path, old)
    assert list(path.parent.iterdir()) == [path]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_journal_without_a_passphrase_opens_with_any_sqlite_again(path: Path) -> None:
    filled(path, OLD)
    reseal(path, OLD, None)
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT count(*) FROM patients").fetchone() == (1,)
    plain.close()


def test_the_salt_is_a_new_one_each_time(path: Path) -> None:
    filled(path, None)
    first, second = Key.new("the very same words"), Key.new("the very same words")
    reseal(path, None, first)
    assert path.read_bytes()[:16] == first.salt
    reseal(path, first, second)
    assert path.read_bytes()[:16] == second.salt != first.salt


@pytest.mark.parametrize("new", [NEW, None])
def test_the_wrong_passphrase_changes_nothing(path: Path, new: Key | None) -> None:
    filled(path, OLD)
    before = path.read_bytes()
    with pytest.raises(WrongPassphraseError):
        reseal(path, Key.of(path, "another"), new)
    with pytest.raises(LockedJournalError):
        reseal(path, None, NEW)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_damaged_journal_stays_as_it_is(path: Path) -> None:
    filled(path, None)
    whole = bytearray(path.read_bytes())
    for at_byte in range(3 * 4096, len(whole), 4096):
        whole[at_byte : at_byte + 400] = b"\xff" * 400
    path.write_bytes(whole)
    with pytest.raises(JournalError, match="damaged"):
        reseal(path, None, NEW)
    assert path.read_bytes() == bytes(whole)
    assert list(path.parent.iterdir()) == [path]


def test_a_recovery_code_opens_it_and_that_of_the_passphrase_before_does_not(path: Path) -> None:
    filled(path, OLD)
    reseal(path, OLD, NEW)
    with Store.open(path, Key.of(path, NEW.recovery_code.lower())) as store:
        assert store.count(Patient) == 1
    with pytest.raises(WrongPassphraseError):
        Store.open(path, Key.of(path, OLD.recovery_code))


def test_a_recovery_code_is_no_new_passphrase() -> None:
    with pytest.raises(JournalError, match="recovery code"):
        Key.new(OLD.recovery_code)
