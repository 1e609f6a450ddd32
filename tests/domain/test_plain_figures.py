"""Phases, item 9, side effects, and who wrote down what and when."""

from datetime import date

import pytest

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_counts import effect_counts
from ketatrack.domain.item9 import item9
from ketatrack.domain.phases import phase_on, sessions_per_phase
from ketatrack.domain.provenance import is_late, is_written_later, written_later_words
from ketatrack.domain.records import Medicine, Phase
from ketatrack.domain.summary import as_json, summarise
from tests.records import STAMP, at, course, patient, phq9, session, side_effect

PATIENT = patient()
COURSE = course(PATIENT)
OF_COURSE = STAMP | {"course_id": COURSE.id}


def phase(starts_on, kind):
    return Phase(**OF_COURSE, starts_on=date.fromisoformat(starts_on), phase=kind)


PHASES = [
    phase("2026-03-02", "induction"),
    phase("2026-03-30", "optimisation"),
    phase("2026-03-30", "maintenance"),
]


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2026-03-02", "induction"),
        ("2026-03-29", "induction"),
        ("2026-03-30", "maintenance"),
        ("2027-01-01", "maintenance"),
    ],
)
def test_the_later_row_of_a_date_is_the_phase_in_force(day, kind):
    found = phase_on(PHASES, date.fromisoformat(day))
    assert found is not None
    assert found.phase == kind


def test_before_the_first_phase_there_is_none():
    assert phase_on(PHASES, date(2026, 3, 1)) is None
    assert phase_on([], date(2026, 3, 1)) is None


def test_sessions_count_by_the_date_on_the_wall():
    rows = [
        session(COURSE, "S0", "2026-03-01T23:30-05:00"),
        session(COURSE, "S1", "2026-03-02T00:30+02:00"),
        session(COURSE, "S2", "2026-03-03T10:00+02:00", outcome="not_given"),
    ]
    assert sessions_per_phase(PHASES, rows) == {"induction": 1, None: 1}
    summary = summarise(CourseRecords(COURSE, PATIENT, phases=PHASES, sessions=rows))
    assert as_json(summary)["sessions_per_phase"] == {"induction": 1, "none": 1}


def test_an_unanswered_item_9_is_not_zero():
    rows = [
        phq9(COURSE, "2026-03-02T10:00+01:00", 1, 1, 1, 1, 1, 1, 1, 1, 2),
        phq9(COURSE, "2026-03-03T10:00+01:00", None, 1, 1, 1, 1, 1, 1, 1, 0),
        phq9(COURSE, "2026-03-04T10:00+01:00", 1, 1, 1, 1, 1, 1, 1, 1, None),
        phq9(COURSE, "2026-03-05T10:00+01:00", total=27),
        phq9(COURSE, "2026-03-06T10:00+01:00", 3, 3, 3, 3, 3, 3, 3, 3, 3, rater="clinician"),
    ]
    found = item9(rows)
    assert (found.answered, found.above_zero, found.highest) == (2, 1, 2)
    assert found.latest is not None
    assert (found.latest.taken_at, found.latest.answer) == (at("2026-03-03T10:00+01:00"), 0)


def test_item_9_without_an_answer_has_nothing_to_say():
    found = item9([phq9(COURSE, "2026-03-05T10:00+01:00", total=27)])
    assert (found.answered, found.above_zero, found.highest, found.latest) == (0, 0, None, None)


def test_the_worst_severity_is_by_rank_and_unknown_when_nobody_said():
    rows = [
        side_effect(COURSE, "nausea", severity="severe"),
        side_effect(COURSE, "nausea", severity="moderate"),
        side_effect(COURSE, "itching"),
        side_effect(COURSE, "nausea"),
    ]
    found = effect_counts(rows)
    assert list(found) == ["itching", "nausea"]
    assert (found["nausea"].times, found["nausea"].worst) == (3, "severe")
    assert (found["itching"].times, found["itching"].worst) == (1, None)


@pytest.mark.parametrize(
    ("written_at", "late"),
    [
        (None, False),
        ("2026-03-02T09:00+01:00", False),
        ("2026-03-04T10:00+01:00", False),
        ("2026-03-04T10:01+01:00", True),
        ("2026-03-04T04:01-05:00", True),
    ],
)
def test_an_entry_is_late_when_written_more_than_two_days_after(written_at, late):
    score = phq9(COURSE, "2026-03-02T10:00+01:00", total=5, written_at=at(written_at) if written_at else None)
    assert is_late(score) is late


@pytest.mark.parametrize(
    ("instrument", "written_at", "later", "words"),
    [
        ("mood_now", "2026-03-02T10:15+01:00", False, ""),
        ("mood_now", "2026-03-02T12:06+01:00", True, "written down later, at 12:06"),
        ("mood_now", "2026-03-03T09:00+01:00", True, "written down 3 Mar 2026"),
        ("phq9", "2026-03-03T09:00+01:00", False, ""),
        ("phq9", "2026-03-05T09:00+01:00", True, "written down 5 Mar 2026"),
        ("mood_now", None, False, ""),
    ],
)
def test_an_answer_about_right_now_is_of_an_earlier_moment_sooner_than_one_about_weeks(
    instrument, written_at, later, words
):
    score = phq9(
        COURSE,
        "2026-03-02T10:00+01:00",
        instrument=instrument,
        total=5,
        written_at=at(written_at) if written_at else None,
    )
    assert is_written_later(score) is later
    assert written_later_words(score) == words


def test_what_has_only_a_date_is_late_by_days_and_what_has_none_is_not_known_to_be():
    medicine = Medicine(
        **OF_COURSE, name="sertraline", started_on=date(2026, 3, 2), written_at=at("2026-03-04T23:59+01:00")
    )
    assert not is_late(medicine)
    assert is_late(medicine.changed(written_at=at("2026-03-05T00:01+01:00")))
    assert not is_late(side_effect(COURSE, "nausea", written_at=at("2026-03-05T00:01+01:00")))
    assert not is_late(PATIENT.changed(written_at=at("2026-03-05T00:01+01:00")))


def test_an_empty_course_has_figures_too():
    assert as_json(summarise(CourseRecords(COURSE, PATIENT))) == {
        "counts": {"sessions": 0, "readings": 0, "side_effects": 0, "scores": 0, "medications": 0},
        "incomplete_phq9": 0,
        "baseline": None,
        "latest": None,
        "item9": {"answered": 0, "above_zero": 0, "highest": None, "latest": None},
        "first_response": None,
        "first_in_remission_range": None,
        "response_episodes": [],
        "intervals": [],
        "session_blood_pressure": [],
        "side_effects": {},
        "sessions_per_phase": {},
        "sessions_not_given": 0,
    }


def test_seconds_are_printed_only_where_there_are_some():
    records = CourseRecords(COURSE, PATIENT, scores=[phq9(COURSE, "2026-03-02T10:00:30Z", total=5)])
    assert as_json(summarise(records))["latest"]["taken_at"] == "2026-03-02T10:00:30+00:00"
