"""Baseline, change and status by the PHQ-9, at the edges of each rule."""

import pytest

from ketatrack.domain.response import (
    baseline,
    first_in_remission_range,
    first_response,
    in_response,
    latest,
    percent_change,
    possible_baselines,
    response_threshold,
    status_of,
)
from ketatrack.domain.scores import is_complete, scored, total_of
from tests.records import at, course, patient, phq9, session

COURSE = course(patient())
FIRST = session(COURSE, "S1", "2026-03-30T10:00+02:00")


def total(taken_at, points, **fields):
    return phq9(COURSE, taken_at, total=points, **fields)


def compared_with(points):
    return baseline(scored([total("2026-03-29T10:00+02:00", points)]), [FIRST])


def test_a_total_only_counts_as_complete_and_is_whole():
    score = total("2026-03-29T10:00+02:00", 12.0)
    assert is_complete(score)
    assert repr(total_of(score)) == "12"


def test_an_unanswered_item_leaves_no_total():
    score = phq9(COURSE, "2026-03-29T10:00+02:00", 1, 2, 1, 2, 1, 1, 0, None, 1)
    assert not is_complete(score)
    assert total_of(score) is None
    assert scored([score]) == []


def test_answers_to_an_unknown_questionnaire_are_complete_without_a_total():
    score = phq9(COURSE, "2026-03-29T10:00+02:00", 7, 7, instrument="my own scale")
    assert is_complete(score)
    assert total_of(score) is None


def test_the_answers_of_another_person_take_no_part():
    rows = [total("2026-03-29T10:00+02:00", 12, rater=rater) for rater in ("clinician", "caregiver")]
    assert baseline(scored(rows), [FIRST]) is None


def test_a_score_at_the_very_start_of_the_first_session_is_the_baseline():
    found = baseline(scored([total("2026-03-30T04:00-04:00", 15)]), [FIRST])
    assert found is not None
    assert found.taken_at == at("2026-03-30T04:00-04:00")


def test_a_score_a_minute_after_the_start_is_not():
    assert baseline(scored([total("2026-03-30T10:01+02:00", 15)]), [FIRST]) is None


@pytest.mark.parametrize(
    ("taken_at", "days", "stale"),
    [
        ("2026-03-16T23:59+02:00", 14, False),
        ("2026-03-15T00:01+01:00", 15, True),
        ("2026-03-02T00:01+01:00", 28, True),
    ],
)
def test_a_baseline_is_stale_beyond_14_days(taken_at, days, stale):
    found = baseline(scored([total(taken_at, 15)]), [FIRST])
    assert found is not None
    assert (found.days_before_first_session, found.stale) == (days, stale)


def test_a_score_of_29_days_before_is_no_baseline_unless_it_is_chosen():
    old = total("2026-03-01T23:59+01:00", 15)
    assert baseline(scored([old]), [FIRST]) is None
    chosen = baseline(scored([old]), [FIRST], old)
    assert chosen is not None
    assert (chosen.days_before_first_session, chosen.stale) == (29, True)


def test_a_choice_that_can_be_no_baseline_is_passed_over():
    derived = total("2026-03-29T10:00+02:00", 15)
    for chosen in (
        total("2026-03-31T10:00+02:00", 20),
        total("2026-03-28T10:00+02:00", 20, rater="clinician"),
        phq9(COURSE, "2026-03-28T10:00+02:00", 3, None, 3, 3, 3, 3, 3, 3, 3),
        phq9(COURSE, "2026-03-28T10:00+02:00", 3, 3, 3, 3, 3, 3, 3, instrument="gad7"),
    ):
        found = baseline(scored([derived]), [FIRST], chosen)
        assert found is not None
        assert found.total == 15


def test_a_choice_without_a_given_session_gives_no_baseline():
    score = total("2026-03-29T10:00+02:00", 15)
    planned = session(COURSE, "V1", "2026-03-30T10:00+02:00", outcome="not_given")
    assert baseline(scored([score]), [planned], score) is None
    assert possible_baselines(scored([score]), [planned]) == []


def test_of_two_scores_at_one_instant_the_later_row_is_the_baseline():
    rows = [total("2026-03-29T10:00+02:00", 15), total("2026-03-29T09:00+01:00", 18)]
    found = baseline(scored(rows), [FIRST])
    assert found is not None
    assert found.total == 18


def test_a_person_can_choose_among_all_scores_up_to_the_first_session():
    rows = [total(f"2026-0{month}-29T10:00+02:00", 15) for month in (1, 3, 4)]
    assert [each.score for each in possible_baselines(scored(rows), [FIRST])] == rows[:2]


@pytest.mark.parametrize(
    ("before", "points", "status"),
    [
        (20, 4, "remission_range"),
        (20, 5, "response"),
        (20, 10, "response"),
        (21, 10, "response"),
        (21, 11, "partial"),
        (20, 15, "partial"),
        (20, 16, "little_change"),
        (20, 24, "little_change"),
        (20, 25, "worse"),
        (10, 5, "response"),
        (9, 4, "remission_range"),
        (9, 5, None),
        (9, 27, None),
    ],
)
def test_the_status_changes_at_its_cut_offs(before, points, status):
    assert status_of(points, compared_with(before)) == status


def test_a_score_below_5_is_in_the_remission_range_without_a_baseline():
    assert status_of(4, None) == "remission_range"
    assert status_of(5, None) is None


@pytest.mark.parametrize(
    ("before", "points", "percent"),
    [
        (16, 15, 6.3),
        (16, 17, -6.3),
        (21, 12, 42.9),
        (20, 20, 0.0),
        (27, 0, 100.0),
        (12, 13, -8.3),
        (10, 27, -170.0),
    ],
)
def test_percentages_round_half_away_from_zero_in_exact_arithmetic(before, points, percent):
    assert repr(percent_change(points, compared_with(before))) == repr(percent)


def test_a_low_baseline_gives_no_percentage_and_no_response():
    low = compared_with(9)
    assert low is not None
    assert low.low
    assert percent_change(2, low) is None
    assert response_threshold(low) is None
    assert not in_response(2, low)


def test_half_of_an_odd_baseline_is_not_rounded():
    assert response_threshold(compared_with(21)) == 10.5


def test_the_latest_stands_beside_the_one_before():
    rows = scored([total("2026-03-29T10:00+02:00", 20), total("2026-04-05T10:00+02:00", 8)])
    found = latest(rows, baseline(rows, [FIRST]))
    assert found is not None
    assert (found.total, found.previous, found.percent_change, found.status) == (8, 20, 60.0, "response")


def test_without_scores_there_is_no_latest():
    assert latest([], None) is None


def test_the_first_response_comes_after_the_first_session_and_may_be_on_day_0():
    early = total("2026-03-30T09:00+02:00", 20)
    same_day = total("2026-03-30T20:00+02:00", 9)
    rows = scored([early, same_day])
    found = first_response(rows, [FIRST], baseline(rows, [FIRST]))
    assert found is not None
    assert (found.taken_at, found.days_from_first_session) == (same_day.taken_at, 0)


def test_a_flight_west_can_make_the_days_negative():
    first = session(COURSE, "S1", "2026-03-30T01:00+14:00")
    rows = scored([total("2026-03-29T08:00-10:00", 3)])
    found = first_in_remission_range(rows, [first])
    assert found is not None
    assert found.days_from_first_session == -1


def test_the_remission_range_needs_no_baseline_but_a_session():
    rows = scored([total("2026-04-05T10:00+02:00", 4)])
    assert first_in_remission_range(rows, [FIRST]) is not None
    assert first_in_remission_range(rows, []) is None
