"""What a record can be, and the sentence that refuses what it cannot."""

from datetime import date, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from ketatrack.domain import measures
from ketatrack.domain.identity import new_id
from ketatrack.domain.problems import explain
from ketatrack.domain.record_fields import label_of, measure_of, references
from ketatrack.domain.records import (
    KINDS,
    BaselineChoice,
    CheckIn,
    Checkpoint,
    CheckpointPlan,
    Course,
    FollowedSession,
    HomeAgreement,
    Medicine,
    Patient,
    Phase,
    Reading,
    ReadingPart,
    Score,
    Session,
    SessionEvent,
    SessionExperience,
    SideEffect,
)
from tests.records import STAMP, at, course, patient, phq9, reading, session

PATIENT = patient()
COURSE = course(PATIENT)
MOMENT = at("2026-03-02T14:15-05:00")
NEEDED = {
    Patient: {},
    Course: {"patient_id": PATIENT.id, "name": "Spring course"},
    Phase: {"starts_on": date(2026, 3, 2), "phase": "induction"},
    Session: {"name": "S1", "started_at": MOMENT},
    Reading: {"taken_at": MOMENT},
    SideEffect: {"effect": "nausea"},
    Score: {"instrument": "phq9", "taken_at": MOMENT},
    BaselineChoice: {"score_id": "an id", "instrument": "phq9", "reason": "a week of flu"},
    Medicine: {"name": "sertraline"},
    CheckpointPlan: {},
    HomeAgreement: {"agreed_on": date(2026, 3, 2), "prescriber": "Dr. Example"},
    FollowedSession: {"session_id": "an id", "opened_at": MOMENT},
    Checkpoint: {"session_id": "an id", "stage": "timed"},
    SessionEvent: {"session_id": "an id", "happened_at": MOMENT, "event": "dose"},
    ReadingPart: {"reading_id": "an id", "taken_at": MOMENT},
    SessionExperience: {"session_id": "an id", "answered_at": MOMENT},
    CheckIn: {"session_id": "an id", "answered_at": MOMENT, "after_hours": 24},
}


def refusals(kind, **fields):
    """Return the fields that are refused, each with its sentence."""
    of_course = {"course_id": COURSE.id} if "course_id" in kind.model_fields else {}
    with pytest.raises(ValidationError) as refused:
        kind(**STAMP | of_course | NEEDED[kind] | fields)
    return {problem.field: problem.reason for problem in explain(refused.value, kind)}


@pytest.mark.parametrize(
    ("kind", "field", "value", "sentence"),
    [
        (Reading, "systolic", 9000, "Systolic cannot be 9000 mmHg: it lies between 50 and 300 mmHg."),
        (Reading, "diastolic", 19, "Diastolic cannot be 19 mmHg: it lies between 20 and 200 mmHg."),
        (Reading, "spo2", 101, "SpO₂ cannot be 101 %: it lies between 50 and 100 %."),
        (Reading, "pulse", 72.5, "Pulse must be a whole number."),
        (Reading, "pulse", "fast", "Pulse is not a number."),
        (Reading, "pulse", float("nan"), "Pulse is not a number."),
        (Reading, "minutes", 10**5, "Minutes cannot be 100000 min: it lies between -99999 and 99999 min."),
        (Reading, "taken_at", None, "Taken at is missing."),
        (
            Reading,
            "taken_at",
            datetime(2026, 3, 2, 14, 15),  # noqa: DTZ001
            "Taken at: the time has no offset from UTC, such as +02:00.",
        ),
        (
            Reading,
            "taken_at",
            datetime(2026, 3, 2, 14, 15, tzinfo=timezone(timedelta(seconds=30))),
            "Taken at: the offset from UTC must be whole minutes.",
        ),
        (
            Reading,
            "taken_at",
            "yesterday",
            "Taken at: “yesterday” is not a time such as 2026-03-02T14:15-05:00.",
        ),
        (
            Reading,
            "context",
            "sitting",
            "When “sitting” is not one of: resting, pre_dose, in_session, post_session.",
        ),
        (Session, "dose", float("inf"), "Dose is not a number."),
        (Session, "dose", -1, "Dose cannot be -1: it lies between 0 and 99999."),
        (Session, "weight_kg", 8.2, "Weight cannot be 8.2 kg: it lies between 20 and 400 kg."),
        (Session, "name", "  ", "Session is missing."),
        (Session, "name", "x" * 201, "Session has 201 characters; there is room for 200."),
        (
            Session,
            "product",
            "two\nlines",
            "Product holds a control character, such as a line break, that cannot be kept there.",
        ),
        (Session, "ended_at", at("2026-03-02T14:14-05:00"), "Ended at: the end lies before the start."),
        (Session, "fasted", "maybe", "Fasted before: “maybe” is neither yes nor no."),
        (Session, "recorded_by", None, "Recorded by is missing."),
        (Phase, "starts_on", "2026-13-01", "Begins on: “2026-13-01” is not a date such as 2026-03-02."),
        (Score, "answers", (1,) * 8, "Answers: PHQ-9 has 9 items, but there are 8 places."),
        (Score, "answers", (0, 4, *[0] * 7), "Answers: item 2 has the answer 4; it can be 0 to 3."),
        (Score, "answers", (0, "x", *[0] * 7), "Answers, place 2 is not a number."),
        (Score, "answers", (None,) * 9, "Answers: none of the items is answered."),
        (Score, "total", 28, "Total: the total of PHQ-9 is a whole number from 0 to 27."),
        (Score, "total", 4.5, "Total: the total of PHQ-9 is a whole number from 0 to 27."),
        (Score, "total", None, "Total: neither answers nor a total are given."),
        (
            Course,
            "timezone",
            "Mars/Base",
            "Time zone: no time zone is called “Mars/Base”; one is called Europe/Berlin.",
        ),
        (Patient, "country", "Germany", "Country: it is written as two capital letters, such as DE."),
        (Patient, "shoe_size", 42, "Patient has no field “shoe_size”."),
    ],
)
def test_an_impossible_value_is_refused_in_one_sentence(kind, field, value, sentence):
    assert refusals(kind, **{field: value}) == {field: sentence}


def test_a_reading_below_its_diastolic_is_refused():
    for diastolic in (120, 130):
        assert refusals(Reading, systolic=120, diastolic=diastolic) == {
            "diastolic": "Diastolic: it must be lower than the systolic (120)."
        }


def test_each_refused_field_has_its_own_sentence():
    found = refusals(Reading, systolic=9000, pulse=0, spo2=101)
    assert list(found) == ["systolic", "pulse", "spo2"]


def test_a_total_beside_answers_is_refused():
    assert refusals(Score, answers=(1,) * 9, total=9) == {
        "total": "Total: a total is kept only when no answers are known."
    }


def test_an_end_before_its_start_is_refused_wherever_there_are_two():
    early, late = date(2026, 3, 1), date(2026, 3, 2)
    assert "ended_on" in refusals(Course, started_on=late, ended_on=early)
    assert "stopped_on" in refusals(Medicine, started_on=late, stopped_on=early)
    assert "resolved_minutes" in refusals(SideEffect, onset_minutes=20, resolved_minutes=10)


def test_an_end_at_its_start_is_possible():
    assert session(COURSE, "S1", "2026-03-02T10:00+01:00", ended_at=at("2026-03-02T09:00Z")).ended_at


@pytest.mark.parametrize("kind", KINDS)
def test_the_hard_limits_themselves_are_possible(kind):
    of_course = {"course_id": COURSE.id} if "course_id" in kind.model_fields else {}
    for field in kind.model_fields:
        measure = measure_of(kind, field)
        if measure is not None:
            for value in (measure.low, measure.high):
                record = kind(**STAMP | of_course | NEEDED[kind] | {field: value})
                assert getattr(record, field) == value


def test_partial_answers_are_kept_as_they_are():
    score = phq9(COURSE, "2026-03-02T10:00+01:00", 1, None, 3, None, 0, 0, 0, 0, None)
    assert score.answers == (1, None, 3, None, 0, 0, 0, 0, None)


def test_nothing_starts_at_a_plausible_value():
    record = reading(COURSE, "2026-03-02T10:00+01:00")
    measured = [name for name in Reading.model_fields if measure_of(Reading, name)]
    assert {getattr(record, name) for name in measured} == {None}
    assert record.context is None


def test_a_record_does_not_change_under_the_hand():
    record = reading(COURSE, "2026-03-02T10:00+01:00", pulse=70)
    with pytest.raises(ValidationError):
        record.pulse = 80


def test_a_changed_record_is_validated_again():
    record = reading(COURSE, "2026-03-02T10:00+01:00", systolic=120, diastolic=80)
    assert record.changed(systolic=130).systolic == 130
    with pytest.raises(ValidationError):
        record.changed(diastolic=120)


def test_a_moment_keeps_its_offset():
    assert reading(COURSE, "2026-03-02T22:00-05:00").taken_at.isoformat() == "2026-03-02T22:00:00-05:00"


def test_keys_sort_in_the_order_in_which_they_were_made():
    keys = [new_id() for _ in range(5000)]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_every_reference_points_to_a_kind_that_comes_before():
    seen = set()
    for kind in KINDS:
        assert set(references(kind).values()) <= seen
        seen.add(kind.kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_people_fill_in_has_words(kind):
    own = set(kind.model_fields) - {"id", "revision", *references(kind)}
    assert [field for field in own if label_of(kind, field) == field] == []


def test_a_measured_field_is_named_by_its_measure():
    assert label_of(Reading, "spo2") == measures.OXYGEN_SATURATION.label
