"""What a journal keeps of its entries' past: found around an entry, counted, and erased for good."""

from datetime import timedelta
from pathlib import Path

import pytest

from ketatrack.domain.records import Course, Reading, Session
from ketatrack.domain.words import Author
from ketatrack.exchange.journal_json import export_json, read_json
from ketatrack.store.store import Change, Store
from tests.records import course, patient, reading, session
from tests.store.conftest import NOW, add

LATER = NOW + timedelta(days=1)
CANARY = "KANARIENVOGEL"


@pytest.fixture
def told(store: Store) -> Session:
    """A session with a reading, both changed once, a day apart."""
    who = patient()
    of = course(who)
    first = session(of, "S1", "2026-03-02T10:00+01:00", notes=CANARY * 500)
    inside = reading(of, "2026-03-02T10:30+01:00", session_id=first.id, systolic=150)
    add(store, who, of, first, inside)
    store.apply([Change(first, first.changed(notes=""))], at=NOW, by=Author.PATIENT)
    store.apply([Change(inside, inside.changed(systolic=140))], at=LATER, by=Author.CAREGIVER)
    return first


def remove(store: Store, record) -> None:
    now = store.get(type(record), record.id)
    store.apply([Change(each, None) for each in store.family(now)], at=LATER, by=Author.PATIENT)


def test_the_history_around_an_entry_holds_what_belongs_to_it(store: Store, told: Session) -> None:
    assert [past.kind for past in store.history_around(told.id)] == ["sessions", "readings"]
    assert [past.kind for past in store.history(told.id)] == ["sessions"]


def test_what_was_removed_in_one_step_is_found_together(store: Store, told: Session) -> None:
    remove(store, told)
    last = store.last_step(told.id)
    assert last is not None
    assert last.action == "removed"
    assert {past.kind for past in store.removed_together(last.changed_at)} == {"readings", "sessions"}


def test_what_was_deleted_from_a_course_is_told_until_it_is_back(store: Store, told: Session) -> None:
    of = store.find(Course)[0]
    remove(store, told)
    gone = store.course_records(of).removed
    assert {str(day) for day in gone.values()} == {"2026-03-02"}
    assert len(gone) == 2
    back = told.model_copy(update={"revision": 3})
    store.apply([Change(None, back)], at=LATER, by=Author.PATIENT)
    assert set(store.course_records(of).removed) == {store.history_around(told.id)[1].record_id}


def test_the_past_is_erased_before_a_day_and_the_note_of_it_stays(store: Store, told: Session) -> None:
    assert store.erasable(before=NOW) == 0
    assert store.erasable(before=LATER) == 1
    assert store.erase_history(before=LATER, at=LATER, by=Author.CLINICIAN) == 1
    assert [(past.action, past.changed_by) for past in store.history() if not past.content] == [
        ("purged", "clinician")
    ]
    assert [past.record_id for past in store.history(told.id)] == []
    assert store.erase_history(before=LATER, at=LATER, by=Author.PATIENT) == 0
    assert len(store.history()) == 2


def test_no_byte_of_what_was_erased_stays_in_the_file(store: Store, path: Path, told: Session) -> None:
    assert CANARY.encode() in path.read_bytes()
    size = path.stat().st_size
    store.erase_history(of=[told.id], noted=(told.kind, told.id), at=LATER, by=Author.PATIENT)
    store.compact()
    assert CANARY.encode() not in path.read_bytes()
    assert path.stat().st_size < size
    assert store.check() == []
    assert store.find(Reading)[0].systolic == 140


def test_an_exported_journal_says_that_something_was_erased(
    store: Store, tmp_path: Path, told: Session
) -> None:
    store.erase_history(of=[told.id], noted=(told.kind, told.id), at=LATER, by=Author.PATIENT)
    export_json(store, tmp_path / "all.json")
    noted = [past for past in read_json(tmp_path / "all.json").history if past.action == "purged"]
    assert [(past.record_id, past.content) for past in noted] == [(told.id, {})]
