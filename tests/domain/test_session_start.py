"""A followed session and its first dose are one fact, whichever of the two is written otherwise."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_horizons import NotedEffect
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.records import EntryReview, SessionEvent
from ketatrack.domain.session_start import (
    StartHeldError,
    as_dosed,
    counted_anew,
    following_doses,
    following_session,
    taken_out_words,
)
from ketatrack.domain.words import Author, Outcome, ReadingContext
from tests.domain.followed_session import DOSE, FIRST, INSIDE, OPENED, SPRING, WHO
from tests.records import STAMP, reading, side_effect


def after(minutes: float) -> datetime:
    return FIRST.started_at + timedelta(minutes=minutes)


SECOND_SPRAY = DOSE.changed(id="second spray", happened_at=after(5))


def followed(*events: SessionEvent, **lists) -> CourseRecords:
    following = CourseFollowing(sessions=[OPENED], events=list(events), **lists)
    return CourseRecords(course=SPRING, patient=WHO, sessions=[FIRST], following=following)


# the doses say when a session began


def test_a_session_begins_with_its_first_dose_and_without_one_as_it_was_opened():
    waiting = FIRST.changed(outcome=Outcome.NOT_GIVEN)
    dosed = as_dosed(waiting, OPENED, [SECOND_SPRAY, DOSE])
    assert (dosed.started_at, dosed.outcome) == (DOSE.happened_at, Outcome.COMPLETED)
    undone = as_dosed(dosed, OPENED, [])
    assert (undone.started_at, undone.outcome) == (OPENED.opened_at, Outcome.NOT_GIVEN)
    stopped = FIRST.changed(outcome=Outcome.STOPPED_EARLY)
    assert as_dosed(stopped, OPENED, [DOSE]).outcome == Outcome.STOPPED_EARLY


def test_readings_follow_a_first_dose_that_was_corrected_unless_they_say_otherwise():
    taken = reading(SPRING, "2026-03-02T09:55+01:00", session_id=FIRST.id, context=ReadingContext.PRE_DOSE)
    resting = taken.changed(id="resting", context=ReadingContext.RESTING)
    assert counted_anew([taken, resting], FIRST, FIRST) == []
    earlier = FIRST.changed(started_at=after(-10))
    ((before, anew),) = counted_anew([taken, resting], FIRST, earlier)
    assert (before, anew.context) == (taken, ReadingContext.IN_SESSION)


def test_the_minutes_of_a_reading_count_from_the_dose_and_it_stays_at_its_moment():
    taken = reading(SPRING, "2026-03-02T10:40+01:00", session_id=FIRST.id, minutes=40)
    ((_before, anew),) = counted_anew([taken], FIRST, FIRST.changed(started_at=after(10)))
    assert (anew.minutes, anew.taken_at) == (30, taken.taken_at)


def test_what_was_noted_in_minutes_stays_at_its_moment_when_the_first_dose_is_corrected():
    noted = side_effect(SPRING, "nausea", session_id=FIRST.id, onset_minutes=30, resolved_minutes=50)
    beside = side_effect(SPRING, "headache", session_id=FIRST.id, noticed_at=OPENED.opened_at)
    taken = reading(SPRING, "2026-03-02T10:05+01:00", session_id=FIRST.id, context=ReadingContext.IN_SESSION)
    records = replace(followed(DOSE), side_effects=[noted, beside], readings=[taken])
    assert following_doses(records, [(DOSE, DOSE.changed(words="left side"))]) == []
    (_session, moved), (_reading, before), (_effect, anew) = following_doses(
        records, [(DOSE, DOSE.changed(happened_at=after(20)))]
    )
    assert moved.started_at == after(20)
    assert before.context == ReadingContext.PRE_DOSE
    assert (anew.onset_minutes, anew.resolved_minutes) == (10, 30)
    assert NotedEffect(anew, moved).began_at == NotedEffect(noted, FIRST).began_at


def test_a_sitters_dose_begins_the_session_again_when_the_patients_own_beside_it_is_taken_out():
    by_sitter = DOSE.changed(recorded_by=Author.SITTER)
    own = DOSE.changed(id="own", happened_at=after(4))
    said = EntryReview(
        **INSIDE,
        entry_kind="session_events",
        entry_id=by_sitter.id,
        accepted=False,
        corrected_by=own.id,
        decided_at=after(600),
    )
    ((_was, moved),) = following_doses(followed(by_sitter), [(None, own), (None, said)])
    assert moved.started_at == own.happened_at

    corrected = replace(followed(own, reviews=[said], corrected=[by_sitter]), sessions=[moved])
    ((_was, back),) = following_doses(corrected, [(own, None)])
    assert (back.started_at, back.outcome) == (by_sitter.happened_at, Outcome.COMPLETED)


def test_a_dose_after_the_end_of_its_session_is_refused_with_the_reason():
    ended = FIRST.changed(ended_at=after(120))
    records = replace(followed(DOSE), sessions=[ended])
    with pytest.raises(StartHeldError, match="the end lies before the start"):
        following_doses(records, [(DOSE, DOSE.changed(happened_at=after(121)))])


def test_a_side_effect_that_cannot_be_told_in_minutes_from_a_start_holds_it():
    noted = side_effect(SPRING, "nausea", session_id=FIRST.id, onset_minutes=99_990)
    records = replace(followed(DOSE), side_effects=[noted])
    with pytest.raises(StartHeldError, match="Began after"):
        following_session(records, FIRST, FIRST.changed(started_at=after(-60)), STAMP)


# the session says when its first dose was


def test_the_first_dose_goes_with_the_start_of_its_session_and_later_ones_stay():
    moved = FIRST.changed(started_at=after(3))
    ((before, dose),) = following_session(followed(DOSE, SECOND_SPRAY), FIRST, moved, STAMP)
    assert (before, dose.happened_at) == (DOSE, moved.started_at)


def test_what_does_not_touch_the_start_moves_nothing():
    records = followed(DOSE)
    assert following_session(records, FIRST, FIRST.changed(notes="rain"), STAMP) == []
    assert following_session(records, FIRST, FIRST.changed(outcome=Outcome.STOPPED_EARLY), STAMP) == []
    not_followed = replace(records, following=CourseFollowing(events=[DOSE]))
    assert following_session(not_followed, FIRST, FIRST.changed(started_at=after(3)), STAMP) == []


def test_a_start_after_a_later_dose_is_held_by_it():
    with pytest.raises(StartHeldError, match="10:05") as held:
        following_session(followed(DOSE, SECOND_SPRAY), FIRST, FIRST.changed(started_at=after(6)), STAMP)
    assert held.value.field == "started_at"


def test_a_second_dose_holds_the_start_too_and_goes_with_the_first_where_nothing_was_given():
    second = DOSE.changed(id="second dose", event=EventKind.SECOND_DOSE, happened_at=after(30))
    records = followed(DOSE, second)
    with pytest.raises(StartHeldError, match="10:30"):
        following_session(records, FIRST, FIRST.changed(started_at=after(31)), STAMP)
    nothing = FIRST.changed(outcome=Outcome.NOT_GIVEN)
    assert following_session(records, FIRST, nothing, STAMP) == [(DOSE, None), (second, None)]
    assert as_dosed(FIRST, OPENED, [second]).outcome == Outcome.NOT_GIVEN


def test_a_sitters_dose_is_neither_moved_nor_taken_out():
    by_sitter = followed(DOSE.changed(recorded_by=Author.SITTER))
    with pytest.raises(StartHeldError, match="From your sitter"):
        following_session(by_sitter, FIRST, FIRST.changed(started_at=after(6)), STAMP)
    with pytest.raises(StartHeldError, match="From your sitter") as held:
        following_session(by_sitter, FIRST, FIRST.changed(outcome=Outcome.NOT_GIVEN), STAMP)
    assert held.value.field == "outcome"


def test_the_doses_go_where_nothing_was_given_after_all():
    nothing = FIRST.changed(outcome=Outcome.NOT_GIVEN)
    taken_out = following_session(followed(DOSE, SECOND_SPRAY), FIRST, nothing, STAMP)
    assert taken_out == [(DOSE, None), (SECOND_SPRAY, None)]
    assert "at 10:00, 10:05" in taken_out_words([DOSE, SECOND_SPRAY])


def test_a_dose_that_nobody_wrote_down_as_it_was_given_stands_at_the_start():
    waiting = FIRST.changed(outcome=Outcome.NOT_GIVEN, started_at=OPENED.opened_at)
    records = replace(followed(), sessions=[waiting])
    ((_none, dose),) = following_session(records, waiting, FIRST, STAMP)
    assert (dose.event, dose.happened_at, dose.amount) == (EventKind.DOSE, FIRST.started_at, None)


def test_an_entry_of_older_limits_on_which_nothing_changes_holds_no_start():
    old = reading(SPRING, "2026-03-02T10:40+01:00", session_id=FIRST.id).model_copy(update={"systolic": 9000})
    records = replace(followed(DOSE), readings=[old])
    ((before, _dose),) = following_session(records, FIRST, FIRST.changed(started_at=after(3)), STAMP)
    assert before == DOSE
