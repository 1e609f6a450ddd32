"""When to look in a session: by the person's own plan or as shipped, and what became of each checkpoint."""

from datetime import timedelta
from itertools import pairwise

import pytest

from ketatrack.domain.board_words import checkpoint_line_words, checkpoint_name, template_words
from ketatrack.domain.checkpoints import (
    CheckpointState,
    checkpoint_lines,
    checkpoints_from,
    looked_at_by,
    next_line,
    shipped_template,
    template_for,
)
from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import EventKind, Stage
from ketatrack.domain.records import CheckpointPlan, SessionEvent
from ketatrack.domain.words import Medication, Route
from tests.records import STAMP, at, course, patient, reading, session

WHO = patient()
SPRING = course(WHO)
FIRST = session(SPRING, "S1", "2026-03-02T10:00+01:00")
DOSED_AT = FIRST.started_at
MEASURED = reading(SPRING, "2026-03-02T10:38+01:00", session_id=FIRST.id, systolic=128, diastolic=79)


def plan(**fields) -> CheckpointPlan:
    return CheckpointPlan(**STAMP | {"course_id": SPRING.id} | fields)


def lines(minutes_after: int | None, *changes: tuple[int, dict]):
    """Return the lines of an esketamine session so many minutes after its dose, some checkpoints changed."""
    made = checkpoints_from(shipped_template(Route.INTRANASAL), FIRST, STAMP)
    for place, fields in changes:
        made[place] = made[place].changed(**fields)
    following = CourseFollowing(checkpoints=made[::-1], events=[looked_in("10:41")])
    records = CourseRecords(course=SPRING, patient=WHO, readings=[MEASURED], following=following)
    now = DOSED_AT + timedelta(minutes=minutes_after or 0)
    return checkpoint_lines(records, FIRST, None if minutes_after is None else DOSED_AT, now)


def looked_in(clock: str, **fields) -> SessionEvent:
    """Somebody looked in at a time of the session's day."""
    moment = at(f"2026-03-02T{clock}+01:00")
    inside = {"course_id": SPRING.id, "session_id": FIRST.id}
    return SessionEvent(**STAMP | inside, event=EventKind.LOOKED_IN, happened_at=moment, **fields)


@pytest.mark.parametrize("route", [None, *Route])
def test_every_route_is_shipped_with_a_look_before_and_one_before_leaving(route):
    template = shipped_template(route)
    assert template.before
    assert template.leaving
    assert template.source
    assert list(template.minutes) == sorted(template.minutes)


def test_esketamine_is_looked_at_after_40_minutes_and_stays_two_hours_and_an_infusion_every_10_to_15():
    spray, infusion = shipped_template(Route.INTRANASAL), shipped_template(Route.IV)
    assert (spray.minutes, spray.observe_minutes) == ((40,), 120)
    assert {later - earlier for earlier, later in pairwise((0, *infusion.minutes))} == {10, 15}
    assert shipped_template(Route.INTRANASAL, Medication.KETAMINE) == shipped_template(Route.ORAL)
    assert shipped_template(Route.ORAL).minutes == ()


def test_the_newest_plan_of_the_route_counts_then_that_of_every_route_then_what_is_shipped():
    every, old, new = plan(minutes=(15,)), plan(route=Route.IV, minutes=(5,)), plan(route=Route.IV)
    assert template_for([every, old, new], SPRING, Route.IV) is new
    assert template_for([every, old, new], SPRING, Route.IM) is every
    assert template_for([old], SPRING, Route.IM) == shipped_template(Route.IM)
    assert template_for([every, old], SPRING, None) is every


def test_checkpoints_stand_in_the_order_of_the_session():
    assert [line.checkpoint.stage for line in lines(None)] == [Stage.BEFORE, Stage.TIMED, Stage.LEAVING]
    assert [checkpoint_name(line.checkpoint) for line in lines(None)] == [
        "Before the dose",
        "40 min",
        "Before leaving",
    ]


@pytest.mark.parametrize(
    ("done", "state", "words"),
    [
        ("2026-03-02T10:38+01:00", CheckpointState.DONE, "at 10:40, done 10:38"),
        ("2026-03-02T10:45+01:00", CheckpointState.DONE, "at 10:40, done 10:45"),
        ("2026-03-02T10:45:01+01:00", CheckpointState.LATE, "at 10:40, done 10:45, late"),
    ],
)
def test_a_checkpoint_is_late_when_it_was_done_more_than_five_minutes_after_its_time(done, state, words):
    line = lines(60, (1, {"done_at": at(done), "reading_id": MEASURED.id}))[1]
    assert line.state is state
    assert checkpoint_line_words(line) == words
    assert line.look is None


@pytest.mark.parametrize(
    ("done", "state", "words"),
    [
        ("2026-03-02T10:41+01:00", CheckpointState.LOOKED, "at 10:40, looked in 10:41, no reading"),
        (
            "2026-03-02T10:46+01:00",
            CheckpointState.LOOKED_LATE,
            "at 10:40, looked in 10:46, late, no reading",
        ),
    ],
)
def test_a_look_without_a_reading_is_told_apart_and_never_says_done(done, state, words):
    line = lines(60, (1, {"done_at": at(done)}))[1]
    assert line.state is state
    assert checkpoint_line_words(line) == words
    assert "reading" in state.label
    assert "Done" not in state.label


def test_a_checkpoint_whose_reading_is_gone_does_not_look_measured():
    line = lines(60, (1, {"done_at": at("2026-03-02T10:38+01:00"), "reading_id": "gone"}))[1]
    assert line.state is CheckpointState.LOOKED


def test_a_look_is_known_by_its_moment():
    assert lines(60, (1, {"done_at": at("2026-03-02T10:41+01:00")}))[1].look.event is EventKind.LOOKED_IN
    assert lines(60, (1, {"done_at": at("2026-03-02T10:42+01:00")}))[1].look is None


def test_a_checkpoint_goes_with_its_look_but_not_with_one_of_two_of_the_same_moment():
    made = checkpoints_from(shipped_template(Route.INTRANASAL), FIRST, STAMP)
    one, other = looked_in("10:41"), looked_in("10:41", words="asleep")
    made[1] = made[1].changed(done_at=one.happened_at)
    made[2] = made[2].changed(done_at=one.happened_at, reading_id=MEASURED.id)

    def records(*events: SessionEvent) -> CourseRecords:
        following = CourseFollowing(checkpoints=made, events=list(events))
        return CourseRecords(course=SPRING, patient=WHO, readings=[MEASURED], following=following)

    assert looked_at_by(one, records(one)) == [made[1]]
    assert looked_at_by(one, records(one, other)) == []
    note = one.changed(event=EventKind.NOTE)
    assert looked_at_by(note, records(note)) == []


def test_a_checkpoint_opens_at_its_time_and_is_missed_only_when_somebody_says_so():
    assert lines(39)[1].state is CheckpointState.TO_COME
    assert lines(40)[1].state is lines(600)[1].state is CheckpointState.OPEN
    missed = lines(50, (1, {"missed_at": DOSED_AT}))[1]
    assert missed.state is CheckpointState.MISSED
    assert checkpoint_line_words(missed) == "at 10:40, missed"


def test_before_the_dose_the_look_before_it_comes_next_and_never_after_it():
    assert next_line(lines(None), is_dosed=False).checkpoint.stage is Stage.BEFORE
    assert next_line(lines(1), is_dosed=True).checkpoint.at_minutes == 40
    done = lines(50, (1, {"done_at": DOSED_AT}))
    assert next_line(done, is_dosed=True).checkpoint.stage is Stage.LEAVING


def test_of_those_whose_time_has_come_the_last_is_next():
    template = plan(minutes=(10, 20, 30))
    records = CourseRecords(
        course=SPRING,
        patient=WHO,
        following=CourseFollowing(checkpoints=checkpoints_from(template, FIRST, STAMP)),
    )
    found = checkpoint_lines(records, FIRST, DOSED_AT, DOSED_AT + timedelta(minutes=21))
    assert next_line(found, is_dosed=True).checkpoint.at_minutes == 20


def test_a_template_says_what_it_is_and_where_it_comes_from():
    words = template_words(shipped_template(Route.INTRANASAL))
    assert words.startswith("Checkpoints: before the dose, 40 min, before leaving. Stay at least 120 min.")
    assert "Spravato label" in words
    assert "shipped" not in template_words(plan(minutes=(15,)))
