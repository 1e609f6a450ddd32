"""Another journal's entries come in through the records, as they were; its file is only read."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from ketatrack.cli import run
from ketatrack.domain.errors import JournalError
from ketatrack.domain.moments import moment_to_text
from ketatrack.domain.records import KINDS, Patient, Reading, Session, SessionEvent
from ketatrack.domain.words import Author
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.journal_json import export_json
from ketatrack.exchange.plan import carry_out
from ketatrack.store.key import Key
from ketatrack.store.store import Change, Draft, Store
from tests.followed import course_in, running_session, watched_at_home
from tests.store.conftest import NOW, add, one_of_each

RELEASED = sorted((Path(__file__).parents[1] / "journals").glob("*.ketatrack"))


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A journal with something of every kind, a past, a draft and choices."""
    path = tmp_path / "other.ketatrack"
    with Store.create(path) as store:
        records = one_of_each()
        add(store, *records)
        changed = records[0].changed(name="É. \u2028 Example")
        store.apply([Change(records[0], changed)], at=NOW, by=Author.CLINICIAN)
        store.save_draft(Draft("sessions", NOW, {"dose": "56", "half": "\ud83d"}))
        store.set_setting("figures_hidden", value=True)
        export_json(store, tmp_path / "other.json")
    return path


def changed(path: Path, statements: str) -> Path:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(statements)
    return path


def test_a_journal_comes_in_as_its_json_does_and_a_second_time_adds_nothing(
    store: Store, other: Path, tmp_path: Path
) -> None:
    before = hashlib.sha256(other.read_bytes()).digest()
    plan = plan_import(other, store)
    assert plan.rejected == []
    carry_out(plan, store)
    export_json(store, tmp_path / "mine.json")

    assert (tmp_path / "mine.json").read_bytes() == (tmp_path / "other.json").read_bytes()
    assert plan_import(other, store).is_empty
    assert hashlib.sha256(other.read_bytes()).digest() == before


def test_a_journal_whose_history_was_erased_comes_in_with_the_note_of_it(store: Store, other: Path) -> None:
    with Store.open(other) as erased:
        erased.erase_history(at=NOW, by=Author.PATIENT)
        (note,) = erased.history()

    plan = plan_import(other, store)
    assert plan.rejected == []
    carry_out(plan, store)

    assert store.history() == [note]


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_journal_of_an_older_schema_comes_in_without_being_brought_up_to_date(
    store: Store, released: Path
) -> None:
    before = released.read_bytes()
    plan = plan_import(released, store)
    assert plan.rejected == []
    carry_out(plan, store)
    assert store.count(Session) > 0
    assert released.read_bytes() == before


def test_what_is_beside_the_entries_is_not_adopted(store: Store, other: Path) -> None:
    changed(
        other,
        "CREATE TRIGGER t AFTER INSERT ON patients BEGIN DELETE FROM patients; END;"
        "CREATE TABLE moods (mood); ALTER TABLE readings ADD COLUMN mood TEXT DEFAULT 'good';",
    )
    with pytest.raises(JournalError, match="Import it"):
        Store.open(other)

    carry_out(plan_import(other, store), store)

    assert {kind: store.count(kind) for kind in KINDS} == dict.fromkeys(KINDS, 1)
    with closing(sqlite3.connect(store.path)) as database:
        assert database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall() == []


@pytest.mark.parametrize(
    ("statement", "column", "reason"),
    [
        ("UPDATE readings SET systolic = 9000", "readings.systolic", "lies between"),
        ("UPDATE readings SET systolic = '1_2_0'", "readings.systolic", "not a number"),
        ("UPDATE readings SET systolic = 120.5", "readings.systolic", "not a number"),
        ("UPDATE readings SET taken_at = '2026-03-02T14:15'", "readings.taken_at", "no offset"),
        ("UPDATE readings SET taken_at = '1700000000'", "readings.taken_at", "not a time"),
        (
            "UPDATE readings SET taken_at = '2026-03-02T19:55:00.000000Z+9999'",
            "readings.taken_at",
            "not a time",
        ),
        ("UPDATE visits SET visited_on = '2026-02-30'", "visits.visited_on", "calendar"),
        ("UPDATE scores SET answers = '[[[[1]]]]'", "scores.answers", "place"),
        ("UPDATE visits SET notes = x'00ff'", "visits.notes", "not text"),
        ("UPDATE visits SET notes = 'a' || char(0)", "visits.notes", "control character"),
        ("UPDATE readings SET session_id = 'gone'", "readings.session_id", "not there"),
        ("UPDATE history SET content = '{'", "history.content", "not JSON"),
        ("UPDATE history SET record_id = 'another'", "history", "before it was changed"),
        ("UPDATE drafts SET saved_at = 'now'", "drafts.saved_at", "damaged here"),
        ("UPDATE settings SET value = 'NaN'", "settings.value", "not a number"),
    ],
)
def test_a_row_that_cannot_be_is_left_out_with_its_reason(
    store: Store, other: Path, statement: str, column: str, reason: str
) -> None:
    changed(other, f"PRAGMA foreign_keys = off; {statement}")
    plan = plan_import(other, store)
    first, *those_that_refer_to_it = plan.rejected
    assert (first.file, first.line, first.column) == (other.name, 1, column)
    assert reason in first.reason
    assert all("left out itself" in rejection.reason for rejection in those_that_refer_to_it)
    assert plan.accepted["sessions"] == 1


def test_a_journal_with_a_passphrase_is_refused_with_the_way_round(store: Store, tmp_path: Path) -> None:
    locked = tmp_path / "locked.ketatrack"
    Store.create(locked, Key.new("a passphrase")).close()
    with pytest.raises(JournalError, match="has a passphrase"):
        plan_import(locked, store)


def test_a_journal_that_was_not_closed_is_refused(store: Store, other: Path) -> None:
    other.with_name(f"{other.name}-journal").write_bytes(b"half a page")
    with pytest.raises(JournalError, match="not closed properly"):
        plan_import(other, store)


def test_the_command_takes_another_journal(
    other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "command.ketatrack"
    Store.create(mine).close()
    assert run(["import", str(mine), str(other)]) == 0
    assert "readings: 1 new" in capsys.readouterr().out
    with Store.open(mine) as store:
        assert (store.count(Patient), store.count(Reading)) == (1, 1)


def test_a_journal_taken_into_itself_adds_nothing(other: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.ketatrack"
    shutil.copy(other, copy)
    with Store.open(copy) as store:
        assert plan_import(copy, store).is_empty


def test_a_dose_that_would_begin_a_session_of_this_journal_otherwise_is_left_out(
    store: Store, tmp_path: Path
) -> None:
    past = watched_at_home()
    session, followed, dose, *_rest = running_session(course_in(past))
    assert isinstance(session, Session)
    assert isinstance(dose, SessionEvent)
    earlier, later = (
        dose.changed(id=f"{minutes} min", happened_at=dose.happened_at + timedelta(minutes=minutes))
        for minutes in (-5, 5)
    )
    add(store, *past, session, followed, dose)
    with Store.create(tmp_path / "elsewhere.ketatrack") as elsewhere:
        add(elsewhere, *past, session, followed, earlier, dose, later)

    plan = plan_import(tmp_path / "elsewhere.ketatrack", store)

    assert list(plan.additions) == [later]
    (left_out,) = plan.rejected
    assert left_out.value == moment_to_text(earlier.happened_at)
    assert "begin it otherwise" in left_out.reason
