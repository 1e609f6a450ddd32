"""Writing to a journal: all of a change or none of it, nothing overwritten unseen, nothing forgotten."""

from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import update

from ketatrack.domain.records import KINDS, Course, Patient, Reading, Record, Score, Session, SideEffect
from ketatrack.domain.words import Author, Route
from ketatrack.store.store import Change, Draft, StaleEditError, Store
from ketatrack.store.tables import TABLES
from tests.records import at, course, patient, phq9, reading, session
from tests.store.conftest import NOW, add, one_of_each, one_of_each_of_the_plan

PLAN_KINDS = {type(record) for record in one_of_each_of_the_plan(course(patient()))}
LATER = NOW + timedelta(hours=1)


def everything(store: Store) -> dict[type[Record], list[Any]]:
    return {kind: store.find(kind) for kind in KINDS}


def take_back(store: Store, changes: list[Change]) -> list[Change]:
    return store.apply([change.inverse() for change in reversed(changes)], at=LATER, by=Author.PATIENT)


def test_every_kind_of_record_comes_back_as_it_was_written(store: Store) -> None:
    records = one_of_each()
    add(store, *records)
    assert [found for kind in KINDS for found in store.find(kind)] == records


def test_the_plan_of_a_course_is_read_whole_and_no_other_courses_with_it(store: Store) -> None:
    records = one_of_each()
    person, spring = records[0], next(each for each in records if isinstance(each, Course))
    summer = spring.changed(id="summer", name="Summer course")
    add(store, *records, summer, *one_of_each_of_the_plan(summer))
    plan = store.course_records(spring).plan
    found = [record for part in fields(plan) for record in getattr(plan, part.name)]
    assert found == [record for record in records if type(record) in PLAN_KINDS]
    assert store.course_records(spring).patient == person


def test_a_moment_keeps_the_clock_of_its_place_and_sorts_by_instant(store: Store) -> None:
    person = patient()
    of = course(person)
    later_in_berlin = reading(of, "2026-03-02T18:30+01:00", pulse=60)
    earlier_in_new_york = reading(of, "2026-03-02T12:15-05:00", pulse=61)
    half_past_in_kathmandu = reading(of, "2026-03-02T23:10:30+05:45", pulse=62)
    add(store, person, of, later_in_berlin, earlier_in_new_york, half_past_in_kathmandu)
    found = store.find(Reading)
    assert [each.pulse for each in found] == [61, 62, 60]
    assert [each.taken_at.isoformat() for each in found] == [
        "2026-03-02T12:15:00-05:00",
        "2026-03-02T23:10:30+05:45",
        "2026-03-02T18:30:00+01:00",
    ]


def test_records_are_found_by_what_their_fields_hold(store: Store) -> None:
    records = one_of_each()
    add(store, *records)
    (only,) = store.find(Session)
    assert store.find(Reading, session_id=only.id) == store.find(Reading)
    assert store.find(Reading, session_id=None) == []
    assert store.get(Session, "no such id") is None
    assert store.course_records(store.find(Course)[0]).scores == store.find(Score)


def test_a_change_raises_the_revision_and_keeps_what_was_there_before(store: Store) -> None:
    person = patient(name="A")
    add(store, person)
    (written,) = store.apply([Change(person, person.changed(name="B"))], at=LATER, by=Author.CLINICIAN)
    assert store.find(Patient) == [written.after]
    assert (store.find(Patient)[0].name, store.find(Patient)[0].revision) == ("B", 2)
    (past,) = store.history(person.id)
    assert (past.action, past.kind, past.revision) == ("changed", "patients", 1)
    assert (past.changed_at, past.changed_by) == (LATER, "clinician")
    assert past.content["name"] == "A"


def test_a_stale_edit_is_refused_and_overwrites_nothing(store: Store, path: Path) -> None:
    person = patient(name="A")
    add(store, person)
    with Store.open(path) as other:
        other.apply([Change(person, person.changed(name="theirs"))], at=NOW, by=Author.PATIENT)
    with pytest.raises(StaleEditError, match="changed elsewhere"):
        store.apply([Change(person, person.changed(name="mine"))], at=LATER, by=Author.PATIENT)
    with pytest.raises(StaleEditError, match="changed elsewhere"):
        store.apply([Change(person, None)], at=LATER, by=Author.PATIENT)
    assert [each.name for each in store.find(Patient)] == ["theirs"]
    assert len(store.history()) == 1


def test_of_several_changes_all_are_written_or_none(store: Store) -> None:
    person = patient(name="A")
    of = course(person)
    add(store, person, of)
    stale = person.changed(revision=7)
    with pytest.raises(StaleEditError):
        store.apply(
            [
                Change(None, session(of, "S01", "2026-03-02T10:00+01:00")),
                Change(of, of.changed(name="Autumn course")),
                Change(stale, stale.changed(name="B")),
            ],
            at=NOW,
            by=Author.PATIENT,
        )
    assert everything(store) == {kind: [] for kind in KINDS} | {Patient: [person], Course: [of]}
    assert store.history() == []


def test_two_sessions_of_one_course_cannot_bear_the_same_name(store: Store) -> None:
    person = patient()
    of = course(person)
    add(store, person, of, session(of, "S01", "2026-03-02T10:00+01:00"))
    with pytest.raises(StaleEditError, match="same name"):
        add(store, session(of, "S01", "2026-03-05T10:00+01:00"))
    assert store.count(Session) == 1


def test_a_session_is_not_removed_from_under_a_reading_that_was_added_meanwhile(store: Store) -> None:
    person = patient()
    of = course(person)
    first = session(of, "S01", "2026-03-02T10:00+01:00")
    add(store, person, of, first)
    family = store.family(first)
    add(store, reading(of, "2026-03-02T10:40+01:00", session_id=first.id, pulse=70))
    with pytest.raises(StaleEditError, match="Nothing was saved"):
        store.apply([Change(member, None) for member in family], at=LATER, by=Author.PATIENT)
    assert store.count(Session) == 1


@pytest.mark.parametrize("kind", [Patient, Course, Session])
def test_a_removed_family_comes_back_whole(store: Store, kind: type[Record]) -> None:
    records = one_of_each()
    add(store, *records)
    before = everything(store)
    removed = store.apply(
        [Change(member, None) for member in store.family(store.find(kind)[0])], at=NOW, by=Author.PATIENT
    )
    assert store.count(kind) == 0
    assert store.count(Reading) == store.count(SideEffect) == 0
    restored = take_back(store, removed)
    assert everything(store) == before
    take_back(store, restored)
    assert store.count(kind) == 0
    assert store.check() == []


def test_a_family_names_each_record_once(store: Store) -> None:
    records = one_of_each()
    add(store, *records)
    family = store.family(records[0])
    assert {member.id for member in family} == {record.id for record in records}
    assert len(family) == len(records)
    assert family[-1] == records[0]


def test_a_change_taken_back_and_made_again_counts_up_its_revision(store: Store) -> None:
    person = patient(name="A")
    add(store, person)
    changed = store.apply([Change(person, person.changed(name="B"))], at=NOW, by=Author.PATIENT)
    undone = take_back(store, changed)
    assert (store.find(Patient)[0].name, store.find(Patient)[0].revision) == ("A", 3)
    take_back(store, undone)
    assert (store.find(Patient)[0].name, store.find(Patient)[0].revision) == ("B", 4)
    assert [past.revision for past in store.history(person.id)] == [1, 2, 3]


def test_past_versions_of_another_journal_are_kept_in_their_order(store: Store, tmp_path: Path) -> None:
    person = patient(name="A")
    add(store, person)
    store.apply([Change(person, person.changed(name="B"))], at=NOW, by=Author.PATIENT)
    with Store.create(tmp_path / "other.ketatrack") as other:
        other.adopt([], history=store.history())
        other.adopt([])
        assert other.history() == store.history()


def test_a_word_of_a_newer_version_is_shown_as_it_is_and_can_be_removed(store: Store) -> None:
    person = patient()
    of = course(person, route=Route.IV)
    add(store, person, of)
    table = TABLES[Course]
    with store._writer.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {table.name} SET route = 'transdermal'")  # noqa: S608
    (found,) = store.find(Course)
    assert found.route == "transdermal"
    removed = store.apply([Change(found, None)], at=NOW, by=Author.PATIENT)
    assert store.history()[-1].content["route"] == "transdermal"
    take_back(store, removed)
    assert store.find(Course)[0].route == "transdermal"


def test_a_value_outside_the_limits_of_today_can_still_be_read(store: Store) -> None:
    person = patient()
    of = course(person)
    add(store, person, of, reading(of, "2026-03-02T10:00+01:00", systolic=128))
    with store._writer.begin() as connection:
        connection.execute(update(TABLES[Reading]).values(systolic=9000))
    assert store.find(Reading)[0].systolic == 9000


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_not_a_number_never_reaches_the_journal(store: Store, number: float) -> None:
    person = patient()
    of = course(person)
    add(store, person, of)
    with pytest.raises(ValidationError):
        add(store, session(of, "S01", "2026-03-02T10:00+01:00", dose=number))
    with pytest.raises(ValidationError):
        add(store, phq9(of, "2026-03-02T10:00+01:00", total=number))
    assert store.count(Session) == store.count(Score) == 0


@pytest.mark.parametrize("text", ["0001-01-01T00:00+05:00", "9999-12-31T23:59-05:00"])
def test_a_moment_beyond_the_calendar_never_reaches_the_journal(store: Store, text: str) -> None:
    person = patient()
    of = course(person)
    with pytest.raises(ValidationError):
        add(store, person, of, reading(of, text, pulse=60))
    assert store.count(Patient) == 0


def test_a_draft_replaces_the_one_before_it_and_can_be_discarded(store: Store) -> None:
    store.save_draft(Draft("session", NOW, {"dose": "5"}))
    store.save_draft(Draft("session", LATER, {"dose": "56", "readings": [[0, "128", None]]}))
    store.save_draft(Draft("phq9", NOW, {"1": 2}))
    assert store.drafts() == [
        Draft("phq9", NOW, {"1": 2}),
        Draft("session", LATER, {"dose": "56", "readings": [[0, "128", None]]}),
    ]
    store.discard_draft("session")
    store.discard_draft("session")
    assert [draft.form for draft in store.drafts()] == ["phq9"]


def test_a_choice_is_kept_in_the_journal(store: Store, path: Path) -> None:
    assert store.setting("hidden", default=False) is False
    store.set_setting("hidden", value=True)
    store.set_setting("hidden", value=[1, "zwei"])
    with Store.open(path) as again:
        assert again.setting("hidden") == [1, "zwei"]
        assert again.settings() == {"hidden": [1, "zwei"]}


def test_nothing_happens_when_nothing_is_changed(store: Store) -> None:
    assert store.apply([], at=at("2026-06-01T09:00+02:00"), by=Author.PATIENT) == []
