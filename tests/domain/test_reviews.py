"""What a sitter wrote waits for the patient, who accepts it or puts their own entry beside it."""

from dataclasses import replace
from typing import Any

from ketatrack.domain.corrections import without_corrected
from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.courses import CourseRecords, course_after
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.records import EntryReview, SessionEvent
from ketatrack.domain.reviews import (
    entry_line,
    review,
    sitter_entries,
    standing_reviews,
    state_words,
    waiting,
    watched_sessions,
)
from ketatrack.domain.words import Author
from tests.records import STAMP, at, course, patient, reading, session, side_effect

WHO = patient()
SPRING = course(WHO)
FIRST = session(SPRING, "S1", "2026-03-02T21:00+01:00")
BY_SITTER: dict[str, Any] = {"session_id": FIRST.id, "recorded_by": Author.SITTER}
PRESSURE = reading(SPRING, "2026-03-02T21:40+01:00", systolic=150, diastolic=90, **BY_SITTER)
NAUSEA = side_effect(SPRING, "nausea", onset_minutes=25, **BY_SITTER)
HELP = SessionEvent(
    **STAMP | BY_SITTER,
    course_id=SPRING.id,
    happened_at=at("2026-03-02T21:50+01:00"),
    event=EventKind.ASKED_FOR_HELP,
)
OWN = reading(SPRING, "2026-03-02T21:40+01:00", systolic=105, diastolic=90, session_id=FIRST.id)
LATER = at("2026-03-03T09:00+01:00")


def course_with(*reviews: EntryReview, readings=(PRESSURE, OWN)) -> CourseRecords:
    return CourseRecords(
        course=SPRING,
        patient=WHO,
        sessions=[FIRST],
        readings=list(readings),
        side_effects=[NAUSEA],
        following=CourseFollowing(events=[HELP], reviews=list(reviews)),
    )


def test_a_sitters_entries_of_all_kinds_wait_in_order_of_happening():
    records = course_with()
    assert sitter_entries(records, FIRST) == [NAUSEA, PRESSURE, HELP]
    assert waiting(records) == [PRESSURE, NAUSEA, HELP]
    assert watched_sessions(records) == [FIRST]
    without = replace(records, following=CourseFollowing(), readings=[OWN], side_effects=[])
    assert watched_sessions(without) == []
    assert [entry_line(entry, FIRST) for entry in sitter_entries(records, FIRST)] == [
        "21:25 · Nausea",
        "21:40 · 150/90",
        "21:50 · Asked for help",
    ]


def test_what_a_sitter_saw_without_a_time_is_told_without_one():
    undated = side_effect(SPRING, "dizziness", **BY_SITTER)

    assert entry_line(undated, FIRST) == "Dizziness"
    records = replace(course_with(), side_effects=[NAUSEA, undated])
    assert sitter_entries(records, FIRST) == [undated, NAUSEA, PRESSURE, HELP]


def test_what_was_accepted_or_corrected_waits_no_more():
    accepted = review(HELP, at=LATER, stamp=STAMP, accepted=True)
    corrected = review(PRESSURE, at=LATER, stamp=STAMP, accepted=False, corrected_by=OWN.id)
    records = without_corrected(course_with(accepted, corrected))

    assert records.readings == [OWN]
    assert sitter_entries(records, FIRST) == [NAUSEA, PRESSURE, HELP]
    assert waiting(records) == [NAUSEA]
    said = standing_reviews(records)
    assert state_words(said[HELP.id]) == "Accepted on 3 Mar 2026"
    assert state_words(said[PRESSURE.id]) == "Corrected on 3 Mar 2026; your own entry counts"
    assert state_words(said.get(NAUSEA.id)) == "Waits for you"


def test_where_the_correction_is_gone_the_sitters_entry_counts_and_waits_again():
    corrected = review(PRESSURE, at=LATER, stamp=STAMP, accepted=False, corrected_by=OWN.id)
    records = without_corrected(course_with(corrected))
    assert course_after(records, [(OWN, None)]) is None  # which asks for reading anew

    anew = without_corrected(course_with(corrected, readings=(PRESSURE,)))
    assert anew.readings == [PRESSURE]
    assert PRESSURE in waiting(anew)
    assert course_after(anew, [(None, OWN)]) is None  # the correction is back, and counts alone again
