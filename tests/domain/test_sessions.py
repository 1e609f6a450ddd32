import pytest

from ketatrack.domain.records import Session
from ketatrack.domain.sessions import REPEATING, last_given_before, last_weight_kg, next_name
from ketatrack.domain.words import Outcome
from tests import records as make

COURSE = make.course(make.patient())


@pytest.mark.parametrize(
    ("names", "following"),
    [
        ([], "S1"),
        (["N24"], "N25"),
        (["S1", "S11"], "S12"),
        (["N08", "N09"], "N10"),
        (["N09", "N10", "N07"], "N08"),
        (["N2", "N1"], "N3"),
        (["first"], "S1"),
        (["S1", "the long one"], "S2"),
        (["2026-03 4"], "2026-03 5"),
    ],
)
def test_the_next_session_is_named_in_the_courses_own_pattern(names, following):
    assert next_name(names) == following


def test_what_repeats_is_neither_observed_nor_a_time():
    assert set(REPEATING) <= set(Session.model_fields)
    assert not {"started_at", "ended_at", "outcome", "notes", "intention", "lot", "name"} & set(REPEATING)


def test_the_session_before_is_the_latest_that_was_given():
    first = make.session(COURSE, "S1", "2026-03-02T10:00+01:00", weight_kg=70)
    second = make.session(COURSE, "S2", "2026-03-05T10:00+01:00")
    missed = make.session(COURSE, "S3", "2026-03-09T10:00+01:00", outcome=Outcome.NOT_GIVEN)

    assert last_given_before([first, second, missed], None) is second
    assert last_given_before([first, second, missed], second.started_at) is first
    assert last_given_before([missed], None) is None
    assert last_weight_kg([first, second], missed.started_at) == 70
    assert last_weight_kg([first, second], first.started_at) is None
