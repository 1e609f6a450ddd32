"""The steps of an entry, worked out from what the journal keeps of it."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from ketatrack.domain.courses import CourseRecords, Period, course_after
from ketatrack.domain.history import Action, PastVersion, all_steps, field_changes, steps_of
from ketatrack.domain.past_records import belonging, version_of
from ketatrack.domain.provenance import changed_later_words
from ketatrack.domain.records import Record
from ketatrack.domain.selection import within
from tests import records as make
from tests.store.conftest import one_of_each

NOON = datetime(2026, 6, 2, 12, tzinfo=UTC)
OF = make.course(make.patient())
FIRST = make.reading(OF, "2026-06-01T08:00+02:00", systolic=142)


def past(record: Record, action: str = Action.CHANGED, minutes: int = 0) -> PastVersion:
    content = json.loads(record.model_dump_json()) if action in {"changed", "removed"} else {}
    at = NOON + timedelta(minutes=minutes)
    return PastVersion(at, "caregiver", str(action), record.kind, record.id, record.revision, content)


@pytest.mark.parametrize("record", one_of_each(), ids=lambda record: record.kind)
def test_every_kind_of_record_is_read_back_to_the_letter(record: Record) -> None:
    version = version_of(record.kind, json.loads(record.model_dump_json()))
    assert version is not None
    assert (version.record, version.unknown) == (record, {})
    for name in type(record).model_fields:
        assert type(getattr(version.record, name)) is type(getattr(record, name)), name


def test_words_fields_and_kinds_of_another_version_stay_as_they_stand() -> None:
    content = json.loads(FIRST.model_dump_json()) | {"context": "upside_down", "mood": 3}
    version = version_of("readings", content)
    assert version is not None
    assert (version.value("context"), version.value("mood"), version.value("nothing")) == (
        "upside_down",
        3,
        None,
    )
    assert version_of("dreams", content) is None


def test_a_field_that_an_older_version_did_not_have_is_unset() -> None:
    content = json.loads(FIRST.model_dump_json())
    del content["position"]
    version = version_of("readings", content)
    assert version is not None
    assert version.record == FIRST


def test_each_step_tells_what_was_before_and_after_it() -> None:
    second = FIRST.changed(systolic=128, revision=2)
    third = second.changed(notes="left arm", revision=3)
    steps = steps_of([past(FIRST), past(second, minutes=5)], third)
    assert [step.action for step in steps] == ["written", "changed", "changed"]
    assert [(each.field, each.before, each.after) for each in field_changes(steps[1])] == [
        ("systolic", 142, 128)
    ]
    assert [each.field for each in field_changes(steps[2])] == ["notes"]


def test_a_removed_entry_that_came_back_is_told_in_order() -> None:
    again = FIRST.changed(revision=2)
    steps = steps_of([past(FIRST, Action.REMOVED), past(again, Action.RETURNED, 5)], again)
    assert [(step.action, step.before is None, step.after is None) for step in steps] == [
        ("written", True, False),
        ("removed", False, True),
        ("returned", True, False),
    ]


def test_a_moment_moved_to_another_offset_is_a_change() -> None:
    elsewhere = FIRST.changed(taken_at=make.at("2026-06-01T07:00+01:00"))
    assert elsewhere.taken_at == FIRST.taken_at
    (step,) = steps_of([past(FIRST)], elsewhere)[1:]
    assert [each.field for each in field_changes(step)] == ["taken_at"]


def test_the_steps_of_a_journal_stand_newest_first_without_the_writing() -> None:
    other = make.reading(OF, "2026-06-01T09:00+02:00", systolic=120)
    versions = [
        past(FIRST),
        past(other, Action.REMOVED, 1),
        past(FIRST.changed(pulse=60, revision=2), minutes=2),
    ]
    steps = all_steps(versions, {FIRST.id: FIRST.changed(pulse=61, revision=3)})
    assert [(step.record_id, step.action) for step in steps] == [
        (FIRST.id, "changed"),
        (other.id, "removed"),
        (FIRST.id, "changed"),
    ]


def test_what_belongs_to_an_entry_is_found_whatever_the_order() -> None:
    session = make.session(OF, "S1", "2026-06-01T09:00+02:00")
    inside = make.reading(OF, "2026-06-01T09:30+02:00", session_id=session.id, pulse=60)
    assert belonging(OF.id, [inside, session]) == [session, inside]
    assert belonging(session.id, [inside, FIRST]) == [inside]


def test_the_page_says_how_many_entries_were_changed_or_deleted_later() -> None:
    changed = FIRST.changed(revision=2)
    course = CourseRecords(OF, make.patient(), readings=[changed])
    assert changed_later_words(course).startswith("1 entry was")
    without = course_after(course, [(changed, None)])
    assert without is not None
    assert changed_later_words(without).startswith("1 entry was")
    other = make.reading(OF, "2026-07-01T08:00+02:00", systolic=120)
    both = course_after(without, [(None, other), (None, changed)])
    assert both is not None
    assert (both.removed, changed_later_words(both)[:1]) == ({}, "1")


def test_a_deleted_entry_is_counted_on_the_days_it_happened_on() -> None:
    course = CourseRecords(OF, make.patient(), removed={"a": date(2026, 6, 1), "b": None})
    assert changed_later_words(within(course, Period(date(2026, 5, 1), None))).startswith("1 entry was")
    assert changed_later_words(within(course, Period(date(2026, 6, 2), None))).startswith("0 entries were")
