"""Which session is followed now, and what lies inside its observation time."""

from dataclasses import replace
from datetime import timedelta

from ketatrack.domain.corrections import without_corrected
from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.courses import CourseRecords, course_after
from ketatrack.domain.followed import (
    followed_as,
    is_left_open,
    last_entry_at,
    observed_until,
    running,
    session_of,
)
from ketatrack.domain.observed import ObservationTimes
from ketatrack.domain.records import EntryReview
from ketatrack.domain.session_start import as_dosed
from ketatrack.domain.words import Author
from tests.domain.followed_session import DOSE, FIRST, INSIDE, OPENED, SPRING, WHO
from tests.records import at, reading, side_effect


def followed(**lists) -> CourseRecords:
    return CourseRecords(course=SPRING, patient=WHO, sessions=[FIRST], following=CourseFollowing(**lists))


def test_a_session_runs_until_its_board_is_closed():
    records = followed(sessions=[OPENED])
    assert running(records) == OPENED
    assert session_of(records, OPENED) == FIRST
    closed = OPENED.changed(closed_at=at("2026-03-02T12:10+01:00"))
    records = followed(sessions=[closed])
    assert running(records) is None
    assert followed_as(records, FIRST) == closed


def test_the_observation_lasts_its_minutes_and_at_least_until_the_board_is_closed():
    records = followed(sessions=[OPENED], events=[DOSE])
    assert observed_until(records, FIRST) == FIRST.started_at + timedelta(hours=2)
    inside = ObservationTimes.of(records)
    assert inside.hold(FIRST.started_at + timedelta(hours=2))
    assert not inside.hold(FIRST.started_at + timedelta(minutes=121))
    assert not inside.hold(FIRST.started_at - timedelta(minutes=1))
    later = OPENED.changed(closed_at=at("2026-03-02T12:30+01:00"))
    assert observed_until(followed(sessions=[later], events=[DOSE]), FIRST) == later.closed_at


def test_nothing_is_written_inside_the_observation_of_a_session_without_a_dose():
    waiting = as_dosed(FIRST, OPENED, [])
    opened = replace(followed(sessions=[OPENED]), sessions=[waiting])
    assert not ObservationTimes.of(opened).hold(OPENED.opened_at + timedelta(minutes=5))
    ended = OPENED.changed(closed_at=OPENED.opened_at + timedelta(minutes=30))
    closed = replace(followed(sessions=[ended]), sessions=[waiting])
    assert not ObservationTimes.of(closed).hold(OPENED.opened_at + timedelta(minutes=5))


def test_an_entry_on_the_board_is_taken_into_the_course_without_reading_it_anew():
    records = followed(sessions=[OPENED])
    after = course_after(records, [(None, DOSE)])
    assert after is not None
    assert after.following.events == [DOSE]
    assert records.following.events == []


def test_an_effect_of_no_known_time_stands_first_and_others_are_taken_in_after_it():
    without = side_effect(SPRING, "nausea")
    later = side_effect(SPRING, "headache", noticed_at=OPENED.opened_at)
    after = course_after(followed(), [(None, later), (None, without)])
    assert after is not None
    assert after.side_effects == [without, later]


def test_the_patients_correction_counts_and_the_sitters_entry_stays_beside_it():
    written = reading(SPRING, "2026-03-02T10:40+01:00", session_id=FIRST.id, systolic=210, diastolic=90)
    by_sitter = written.changed(recorded_by=Author.SITTER)
    own = reading(SPRING, "2026-03-02T10:40+01:00", session_id=FIRST.id, systolic=120, diastolic=90)
    review = EntryReview(
        **INSIDE,
        entry_kind="readings",
        entry_id=by_sitter.id,
        accepted=False,
        corrected_by=own.id,
        decided_at=at("2026-03-03T09:00+01:00"),
    )
    records = replace(followed(sessions=[OPENED], reviews=[review]), readings=[by_sitter, own])
    told_apart = without_corrected(records)
    assert told_apart.readings == [own]
    assert told_apart.following.corrected == [by_sitter]
    assert without_corrected(replace(records, readings=[by_sitter])).readings == [by_sitter]
    assert course_after(records, [(None, review)]) is None


def test_a_session_in_which_nothing_was_written_for_a_day_was_left():
    records = followed(sessions=[OPENED], events=[DOSE])
    assert last_entry_at(records, FIRST, OPENED) == DOSE.happened_at
    assert not is_left_open(records, FIRST, OPENED, DOSE.happened_at + timedelta(hours=24))
    assert is_left_open(records, FIRST, OPENED, DOSE.happened_at + timedelta(hours=25))
