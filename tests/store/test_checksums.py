"""Every row carries a checksum, and one that was changed behind the program's back is found."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketatrack.domain.records import SideEffect
from ketatrack.domain.words import Author
from ketatrack.store.checksums import ChangedRow, changed_rows
from ketatrack.store.findings import Damage
from ketatrack.store.first_look import opened_to_look
from ketatrack.store.header import SCHEMA_REVISION
from ketatrack.store.looking_into import UnsoundFileError, sound_contents_of
from ketatrack.store.refusals import DamagedJournalError
from ketatrack.store.store import Change, Draft, Store
from ketatrack.store.upgrade import migrate
from tests.records import course, patient, session
from tests.store.conftest import NOW, add, one_of_each

JOURNALS = Path(__file__).parents[1] / "journals"


def changed(store: Store) -> list[ChangedRow]:
    with store._reading() as connection:
        return list(changed_rows(connection))


def filled(path: Path) -> Store:
    store = Store.create(path)
    records = one_of_each()
    add(store, *records)
    store.apply([Change(records[0], records[0].changed(name="É. \u2028 Example"))], at=NOW, by=Author.PATIENT)
    store.save_draft(Draft("sessions", NOW, {"dose": "56", "note": "“quoted”"}))
    store.set_setting("figures_hidden", value=True)
    return store


def test_what_the_program_writes_is_as_it_was_written(path: Path) -> None:
    with filled(path) as store:
        assert changed(store) == []


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE sessions SET dose = dose + 28", "sessions"),
        ("UPDATE scores SET answers = replace(answers, '2', '3')", "scores"),
        ("UPDATE history SET content = replace(content, 'A', 'B')", "history"),
        ("UPDATE drafts SET content = '{}'", "drafts"),
        ("UPDATE settings SET value = 'false'", "settings"),
        ("UPDATE readings SET checksum = NULL", "readings"),
        ("UPDATE contacts SET phone = CAST(phone AS BLOB)", "contacts"),
    ],
)
def test_a_row_that_something_else_changed_is_found(path: Path, statement: str, table: str) -> None:
    filled(path).close()
    with closing(sqlite3.connect(path)) as database, database:
        assert database.execute(statement).rowcount == 1
    with Store.open(path) as store:
        assert [row.table for row in changed(store)] == [table]


@given(
    dose=st.floats(min_value=-1e4, max_value=1e4) | st.integers(1, 900) | st.just(-0.0),
    notes=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_any_number_and_any_text_is_as_it_was_written(store: Store, dose: float, notes: str) -> None:
    person = patient(notes=notes)
    of = course(person)
    given_dose = session(of, "S", "2026-03-02T10:00+01:00").model_copy(update={"dose": dose})
    add(store, person, of, given_dose)
    again = given_dose.model_copy(update={"notes": notes, "dose": dose})
    store.apply([Change(given_dose, again)], at=NOW, by=Author.PATIENT)
    assert changed(store) == []


@pytest.mark.parametrize("claimed", range(1, SCHEMA_REVISION))
def test_a_journal_that_only_calls_itself_older_is_damaged_and_gets_no_new_checksums(
    path: Path, claimed: int
) -> None:
    filled(path).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE sessions SET dose = dose + 28")
        database.execute(f"PRAGMA user_version = {claimed}")
    as_it_was = path.read_bytes()
    with pytest.raises(DamagedJournalError):
        Store.open(path)
    with pytest.raises(UnsoundFileError):
        sound_contents_of(path, None)
    assert path.read_bytes() == as_it_was
    with opened_to_look(path) as left:
        assert left.reading_only
        assert [each.table for each in left.findings if each.damage == Damage.CHANGED] == ["sessions"]


def test_bringing_a_file_up_to_date_leaves_the_checksums_that_are_there(path: Path) -> None:
    filled(path).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE sessions SET dose = dose + 28")
    migrate(path)
    with Store.open(path) as store:
        assert [row.table for row in changed(store)] == ["sessions"]


def test_what_was_changed_before_an_upgrade_stays_marked_and_keeps_nobody_out(path: Path) -> None:
    shutil.copy(JOURNALS / "schema-0003.ketatrack", path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE side_effects SET onset_minutes = 90")
        database.execute("UPDATE sessions SET dose = dose + 28")
    with Store.open(path) as store:
        assert {row.table for row in changed(store)} == {"side_effects", "sessions"}
        assert store.find(SideEffect)[0].onset_minutes == 90


def test_side_effects_get_new_checksums_with_their_new_columns(path: Path) -> None:
    shutil.copy(JOURNALS / "schema-0003.ketatrack", path)
    with Store.open(path) as store:
        assert store.count(SideEffect) == 1
        assert changed(store) == []
