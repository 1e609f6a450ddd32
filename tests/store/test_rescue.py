"""What becomes of the entries of a damaged journal: nothing readable is lost, nothing is invented."""

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ketatrack.domain.errors import JournalError
from ketatrack.domain.history import Action
from ketatrack.domain.record_fields import references
from ketatrack.domain.records import KINDS, Patient, Reading, Session
from ketatrack.domain.words import Author
from ketatrack.store.damage import findings_of
from ketatrack.store.findings import Damage, Finding
from ketatrack.store.first_look import look_at_opening, opened_to_look
from ketatrack.store.header import PAGE, SCHEMA_REVISION, NewerJournalError
from ketatrack.store.key import Key, WrongPassphraseError
from ketatrack.store.rescue import rescue
from ketatrack.store.store import Change, Store
from tests.store.conftest import NOW, add, one_of_each

JOURNALS = Path(__file__).parents[1] / "journals"


@pytest.fixture
def damaged(path: Path) -> Path:
    """A journal with one entry of each kind, to be damaged."""
    with Store.create(path) as store:
        add(store, *one_of_each())
    return path


def execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        assert database.execute(statement).rowcount == 1


def zero_page_of(path: Path, table: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(content)


def saved(path: Path) -> tuple[Store, list[Finding]]:
    new = path.with_name("new.ketatrack")
    left = rescue(path, new, at=NOW, by=Author.PATIENT)
    return Store.open(new), left.findings


def test_an_entry_that_was_changed_is_saved_and_stays_marked(damaged: Path) -> None:
    execute(damaged, "UPDATE sessions SET dose = 84")
    store, findings = saved(damaged)
    with store:
        (found,) = store.find(Session)
    assert found.dose == 84
    assert [(each.damage, each.place) for each in findings] == [
        (Damage.CHANGED, "Session S01, 2026-03-02 14:15")
    ]
    assert findings_of(store.path) == findings


def test_an_impossible_entry_and_what_belongs_to_it_are_kept_apart_as_they_were_found(damaged: Path) -> None:
    execute(damaged, "UPDATE sessions SET started_at = 'some day'")
    with opened_to_look(damaged) as left:
        assert left.findings == () or left.reading_only  # its pages fit together
    store, findings = saved(damaged)
    with store:
        assert store.count(Session) == store.count(Reading) == 0
        kept = {past.kind: past for past in store.history() if past.action == Action.KEPT_APART}
    assert kept["sessions"].content["started_at"] == "some day"
    assert kept["sessions"].content["dose"] == 56.0
    assert kept["readings"].content["systolic"] == 142
    belonging = {kind.kind for kind in KINDS if {"sessions", "readings"} & set(references(kind).values())}
    assert {(each.table, each.damage) for each in findings} == {
        ("sessions", Damage.APART),
        *((kind, Damage.STRAY) for kind in belonging),
    }


@pytest.mark.parametrize("number", [-5, -(1 << 63), (1 << 56) - 1, 1 << 56, (1 << 63) - 1, 127, 128, 0])
def test_a_row_of_any_number_is_found_in_what_is_left_of_its_page(damaged: Path, number: int) -> None:
    execute(damaged, f"UPDATE sessions SET rowid = {number}")  # noqa: S608
    with closing(sqlite3.connect(damaged)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'sessions'").fetchone()
    content = bytearray(damaged.read_bytes())
    content[(page - 1) * PAGE] = 0  # no page any more, with its rows still there
    damaged.write_bytes(content)
    store, _findings = saved(damaged)
    with store:
        assert [each.name for each in store.find(Session)] == ["S01"]


def test_an_entry_with_a_letter_that_is_none_is_kept_apart(damaged: Path) -> None:
    execute(damaged, "UPDATE checkpoints SET reading_id = CAST(x'41ff' AS TEXT)")
    store, findings = saved(damaged)
    with store:
        (kept,) = (past for past in store.history() if past.action == Action.KEPT_APART)
    assert kept.kind == "checkpoints"
    assert [each.damage for each in findings] == [Damage.APART]


def test_only_a_person_or_a_course_is_stood_in_for(damaged: Path) -> None:
    zero_page_of(damaged, "patients")
    zero_page_of(damaged, "sessions")
    with Store.open(damaged, reading_only=True) as store, pytest.raises(Exception, match="damaged"):
        store.find(Patient)
    store, findings = saved(damaged)
    with store:
        (person,) = store.find(Patient)
        assert person.name == "Person who cannot be read"
        assert store.count(Session) == 0
        assert all(store.count(kind) for kind in KINDS if kind.kind in {"courses", "scores", "visits"})
    by_damage = {each.damage: each for each in findings}
    assert by_damage[Damage.STOOD_IN].key == person.id
    assert by_damage[Damage.GONE].table == "sessions"


def test_an_older_version_that_came_back_is_told_from_the_newer_one(damaged: Path) -> None:
    with Store.open(damaged) as store:
        (before,) = store.find(Session)
        first = damaged.read_bytes()
        store.apply([Change(before, before.changed(lot="B2"))], at=NOW, by=Author.PATIENT)
    with closing(sqlite3.connect(damaged)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'sessions'").fetchone()
    content = bytearray(damaged.read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = first[(page - 1) * PAGE : page * PAGE]
    damaged.write_bytes(content)

    (finding,) = findings_of(damaged)
    assert finding.damage == Damage.OLDER
    with Store.open(damaged) as store:
        store.stand_by(finding, at=NOW, by=Author.PATIENT)
    assert findings_of(damaged) == []


def test_an_id_that_was_changed_is_taken_from_the_index(damaged: Path) -> None:
    content = bytearray(damaged.read_bytes())
    with Store.open(damaged) as store:
        (session,) = store.find(Session)
    with closing(sqlite3.connect(damaged)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'sessions'").fetchone()
    at = content.index(session.id.encode(), (page - 1) * PAGE)
    content[at] ^= 1
    damaged.write_bytes(content)
    store, findings = saved(damaged)
    with store:
        assert store.find(Session) == [session]
    assert findings == []


@pytest.mark.parametrize("schema", sorted(JOURNALS.glob("schema-*.ketatrack")), ids=lambda file: file.stem)
def test_a_damaged_journal_of_an_older_schema_is_saved_as_one_of_the_newest(
    schema: Path, tmp_path: Path
) -> None:
    path, whole = tmp_path / "damaged.ketatrack", tmp_path / "whole.ketatrack"
    for copy in (path, whole):
        shutil.copy(schema, copy)
    path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])
    store, findings = saved(path)
    with store, Store.open(whole) as expected:
        for kind in KINDS:
            assert store.find(kind) == expected.find(kind)
        assert store.settings() == expected.settings()
    assert findings == []


def test_a_journal_of_a_newer_version_is_not_rescued_by_an_older_one(damaged: Path) -> None:
    newer = f"{SCHEMA_REVISION + 1:04d}"
    execute(damaged, f"UPDATE alembic_version SET version_num = '{newer}'")  # noqa: S608
    zero_page_of(damaged, "patients")
    with pytest.raises(NewerJournalError):
        saved(damaged)


def test_a_journal_that_only_its_header_calls_newer_is_damaged_and_can_be_rescued(damaged: Path) -> None:
    content = bytearray(damaged.read_bytes())
    content[61] ^= 1
    damaged.write_bytes(content)
    with opened_to_look(damaged) as left:
        assert left.reading_only
        assert left.count(Session) == 1
    store, findings = saved(damaged)
    with store:
        assert store.count(Session) == 1
    assert findings == []
    assert damaged.read_bytes() == content


def test_a_journal_that_a_newer_version_wrote_is_no_damaged_one(damaged: Path) -> None:
    execute(damaged, f"UPDATE alembic_version SET version_num = '{SCHEMA_REVISION + 1:04d}'")  # noqa: S608
    with closing(sqlite3.connect(damaged)) as database:
        database.execute(f"PRAGMA user_version = {SCHEMA_REVISION + 1}")
    before = damaged.read_bytes()
    with pytest.raises(NewerJournalError), opened_to_look(damaged):
        pass
    assert damaged.read_bytes() == before


@pytest.mark.parametrize("released", sorted(JOURNALS.glob("schema-*.ketatrack")), ids=lambda path: path.stem)
def test_looking_at_a_journal_of_an_older_version_leaves_it_as_it_is(released: Path, path: Path) -> None:
    shutil.copyfile(released, path)
    before = path.read_bytes()
    with opened_to_look(path) as store:
        assert store.count(Session) > 0
        assert store.findings == ()
        assert findings_of(store.path, store.key) == []
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_damaged_journal_may_have_any_name(damaged: Path) -> None:
    content = damaged.read_bytes()
    renamed = damaged.with_name("my diary")
    renamed.write_bytes(bytes(PAGE) + content[PAGE:])
    with opened_to_look(renamed) as left:
        assert left.count(Session) == 1


@pytest.mark.parametrize("kept", [1.0, 0.5])
def test_a_wrong_passphrase_is_called_one_also_of_a_damaged_journal(path: Path, kept: float) -> None:
    key = Key(b"k" * 32, b"s" * 16)
    with Store.create(path, key) as store:
        add(store, *one_of_each())
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept) // PAGE * PAGE + (100 if kept < 1 else 0)])
    wrong = Key(b"w" * 32, key.salt)
    with pytest.raises(WrongPassphraseError):
        rescue(path, path.with_name("new.ketatrack"), wrong, at=NOW, by=Author.PATIENT)
    with pytest.raises(WrongPassphraseError), opened_to_look(path, wrong):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file")
def test_what_is_no_file_is_refused_at_once(path: Path) -> None:
    os.mkfifo(path)
    for work in (
        lambda: Store.open(path),
        lambda: rescue(path, path.with_name("new.ketatrack"), at=NOW, by=Author.PATIENT),
        lambda: look_at_opening(path),
    ):
        with pytest.raises(JournalError, match="not a file"):
            work()
