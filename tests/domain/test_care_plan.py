"""What a caregiver gets to see of a plan, and what of a course never reaches them."""

from datetime import date, time
from pathlib import Path

import pytest

from ketatrack.domain.care_plan import (
    CareDate,
    CarePlan,
    care_plan_of,
    date_facts,
    held_words,
    items_in,
    safety_lines,
    window_words,
)
from ketatrack.domain.caregiver_notes import SignedNote, arrived, decided, waiting
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.plan_words import PlannedEnd, PlannedKind
from ketatrack.domain.records import Contact, Record
from ketatrack.domain.words import Author, Method
from ketatrack.store.store import Store
from tests.plans import caregiver_note, looked_after, planned
from tests.records import at, course, patient
from tests.store.conftest import add

NOW = at("2026-06-01T09:00+02:00")


def course_of(records: list[Record], folder: Path) -> tuple[CourseRecords, list[Contact]]:
    with Store.create(folder / "some.ketatrack") as store:
        add(store, *records)
        return store.course_records(records[1]), store.find(Contact)


def plan_of(records: CourseRecords, contacts: list[Contact], **names: str) -> CarePlan:
    return care_plan_of(records, contacts, **{"made_by": "Alex", "for_whom": "Mia"} | names, at=NOW)


def test_names_of_medicines_in_the_words_of_the_plan_become_dots(tmp_path):
    records = looked_after(date(2026, 6, 2))
    records[1] = records[1].changed(product="Nasalix 28 mg")
    records[2] = records[2].changed(place="Spravato room", fasting="before Esketamine nothing", escort="Mia")
    records[5] = records[5].changed(name="Nasalix form")
    content = plan_of(*course_of(records, tmp_path))

    assert content.dates[0].place == "… room"
    assert content.dates[0].fasting == "before … nothing"
    assert content.dates[0].to_have_ready[0].name == "… form"
    assert content.dates[0].escort == "Mia"


def test_drafts_and_what_passed_or_ended_stay_out(tmp_path):
    records = looked_after(date(2026, 6, 2))
    spring = records[1]
    more = [
        planned(spring, date(2026, 6, 3), draft=True),
        planned(spring, date(2026, 5, 20)),
        planned(spring, date(2026, 6, 4), ended=PlannedEnd.SKIPPED),
    ]
    plan = plan_of(*course_of([*records, *more], tmp_path))

    assert [each.planned_on.day for each in plan.dates] == [2, 9, 11]


def test_a_safety_line_that_was_left_empty_names_whom_to_ask(tmp_path):
    lines = dict(safety_lines(plan_of(*course_of(looked_after(date(2026, 6, 2)), tmp_path))))

    assert lines["When to look in, and what was agreed"] == "At nine in the evening"
    assert lines["Driving, as the clinic said"] == "not recorded: ask the clinic"
    assert lines["Whom to call first"] == "Dr. Example · 030 123456"
    assert set(dict(safety_lines(CarePlan(course_id="x", made_at=NOW))).values()) == {
        "not recorded: ask the clinic"
    }


def test_what_leaves_is_listed_before_it_does(tmp_path):
    plan = plan_of(*course_of(looked_after(date(2026, 6, 2)), tmp_path))
    said = "\n".join(held_words(plan))

    for words in ("Alex", "3 dates to come: 2 Jun 2026 to 11 Jun 2026", "At nine", "Grace", "DE"):
        assert words in said
    assert "No date to come" in "\n".join(held_words(CarePlan(course_id="x", made_at=NOW)))


def test_the_dates_in_a_plan_are_found_again_for_the_log(tmp_path):
    records, contacts = course_of(looked_after(date(2026, 6, 2)), tmp_path)
    plan = plan_of(records, contacts)

    assert {item.id for item in items_in(plan, records)} == {each.id for each in plan.dates}


def test_a_date_says_all_that_is_known_of_it_and_nothing_else():
    bare = CareDate(id="a", what=PlannedKind.VISIT, planned_on=date(2026, 6, 2))
    whole = bare.model_copy(update={"clock": time(9, 5), "latest_on": date(2026, 6, 4), "place": "Clinic"})

    assert date_facts(bare) == [("What for", "Visit")]
    assert ("Possible days", "2 Jun 2026 to 4 Jun 2026") in date_facts(whole)
    assert window_words(bare) == ""


# what comes back


def signed(noticed: str = "slept long", **fields) -> SignedNote:
    return SignedNote(**{"noticed_at": NOW, "signed_by": "Mia", "written_at": NOW} | fields, noticed=noticed)


@pytest.fixture
def spring() -> CourseRecords:
    who = patient()
    return CourseRecords(course=course(who), patient=who)


def test_a_note_comes_in_as_it_was_signed_and_waits(spring):
    note = signed("  quiet\nall day ")
    found = arrived([note], spring.course.id, spring)

    assert (found.there, found.differing) == (0, 0)
    came = found.new[0]
    assert (came.id, came.noticed, came.signed_by, came.written_at) == (
        note.id,
        "  quiet\nall day ",
        "Mia",
        NOW,
    )
    assert (came.recorded_by, came.recorded_how) == (Author.CAREGIVER, Method.IMPORTED)
    assert waiting([came]) == [came]


def test_the_same_notes_again_bring_nothing(spring):
    notes = [signed("one"), signed("two")]
    spring.plan.caregiver_notes.extend(arrived(notes, spring.course.id, spring).new)
    again = arrived([*notes, *notes, signed("three")], spring.course.id, spring)

    assert [note.noticed for note in again.new] == ["three"]
    assert again.there == 4


def test_words_that_came_first_stay(spring):
    note = signed("one")
    spring.plan.caregiver_notes.extend(arrived([note], spring.course.id, spring).new)
    found = arrived([note.model_copy(update={"noticed": "another"})], spring.course.id, spring)

    assert (list(found.new), found.there, found.differing) == ([], 1, 1)


def test_notes_of_another_course_are_refused_with_a_sentence(spring):
    with pytest.raises(JournalError, match="another course or person"):
        arrived([signed()], "some-other-course", spring)


def test_a_decision_changes_no_word_of_a_note(spring):
    note = caregiver_note(spring.course, "slept long")
    accepted = decided(note, accepted=True, at=NOW)
    undecided = decided(accepted, accepted=None, at=NOW)

    assert (accepted.accepted, accepted.decided_at) == (True, NOW)
    assert accepted.changed(accepted=None, decided_at=None) == note == undecided
