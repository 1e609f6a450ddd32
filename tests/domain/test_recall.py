"""How far back an answer looks, and which sessions lie within."""

import pytest

from ketatrack.domain.recall import overlaps_session, recall_window
from tests.records import at, course, patient, phq9, session

COURSE = course(patient())


def test_a_phq9_speaks_of_the_fourteen_days_before_it():
    score = phq9(COURSE, "2026-03-30T10:00-05:00", total=9)
    assert recall_window(score) == (at("2026-03-16T10:00-05:00"), at("2026-03-30T10:00-05:00"))


def test_a_scale_about_now_speaks_of_now():
    score = phq9(COURSE, "2026-03-30T10:00+02:00", total=5, instrument="mood_now")
    assert recall_window(score) == (score.taken_at, score.taken_at)
    assert not overlaps_session(score, [session(COURSE, "S1", "2026-03-30T10:00+02:00")])


def test_an_unknown_scale_has_no_window():
    score = phq9(COURSE, "2026-03-30T10:00+02:00", total=5, instrument="my own")
    assert recall_window(score) is None
    assert not overlaps_session(score, [session(COURSE, "S1", "2026-03-29T10:00+02:00")])


def test_a_year_mistyped_as_the_first_has_a_window_too():
    start, _end = recall_window(phq9(COURSE, "0001-01-02T10:00+00:00", total=5))
    assert start == at("0001-01-01T00:00+00:00")


@pytest.mark.parametrize(
    ("started_at", "within"),
    [
        ("2026-03-16T10:00+02:00", False),
        ("2026-03-16T10:01+02:00", True),
        ("2026-03-28T10:00+02:00", True),
        ("2026-03-30T03:59-04:00", True),
        ("2026-03-30T10:00+02:00", False),
        ("2026-03-31T10:00+02:00", False),
    ],
)
def test_a_session_within_the_window_overlaps(started_at, within):
    score = phq9(COURSE, "2026-03-30T10:00+02:00", total=9)
    assert overlaps_session(score, [session(COURSE, "S1", started_at)]) is within
    assert not overlaps_session(score, [session(COURSE, "S1", started_at, outcome="not_given")])
