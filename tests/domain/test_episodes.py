"""When response began, ended, dipped and came back."""

from ketatrack.domain.episodes import response_episodes
from ketatrack.domain.response import baseline
from ketatrack.domain.scores import scored
from tests.records import at, course, patient, phq9, session

COURSE = course(patient())
FIRST = session(COURSE, "S1", "2026-03-02T10:00+01:00")
RETURNING = {"purpose": "symptoms_returning"}


def day(number):
    return f"2026-03-{number:02}T10:00+01:00"


def episodes(*totals, more=()):
    """Return began, last in and first out as days of March, confirmed, dips.

    The baseline is 20, the first session on day 2, and the totals are those of day 3, 4 and so on.
    """
    rows = [phq9(COURSE, day(1), total=20)]
    rows += [phq9(COURSE, day(number), total=points) for number, points in enumerate(totals, start=3)]
    sessions = [FIRST, *more]
    points = scored(rows)
    found = response_episodes(points, sessions, baseline(points, sessions))
    return [
        (one.began.day, one.last_in.day, one.first_out and one.first_out.day, one.confirmed, one.dips)
        for one in found
    ]


def booster(number, **fields):
    return session(COURSE, f"B{number}", day(number), **RETURNING | fields)


def test_response_that_lasts_has_no_end():
    assert episodes(10, 9, 4) == [(3, 5, None, None, 0)]


def test_two_scores_out_end_an_episode():
    assert episodes(10, 9, 11, 11) == [(3, 4, 5, True, 0)]


def test_one_score_out_between_two_in_is_a_dip():
    assert episodes(10, 11, 9, 12, 8) == [(3, 7, None, None, 2)]


def test_a_last_score_out_leaves_the_end_open():
    assert episodes(10, 11) == [(3, 3, 4, None, 0)]


def test_a_session_for_returning_symptoms_confirms_the_end():
    assert episodes(10, 11, 9, more=[booster(5)]) == [(3, 3, 4, True, 0), (5, 5, None, None, 0)]


def test_such_a_session_at_the_very_score_confirms_it_too():
    assert episodes(10, 11, 9, more=[booster(4)])[0] == (3, 3, 4, True, 0)


def test_such_a_session_after_the_next_score_is_too_late_to_confirm():
    later = booster(6)
    assert episodes(10, 11, 9, more=[later]) == [(3, 5, None, None, 1)]


def test_such_a_session_after_the_last_score_confirms_whenever_it_comes():
    assert episodes(10, 11, more=[booster(28)]) == [(3, 3, 4, True, 0)]


def test_a_session_for_another_reason_or_one_not_given_confirms_nothing():
    others = [booster(5, purpose="scheduled"), booster(4, outcome="not_given")]
    assert episodes(10, 11, 9, more=others) == [(3, 5, None, None, 1)]


def test_a_response_after_the_end_begins_a_new_episode():
    assert episodes(10, 11, 11, 9, 8) == [(3, 3, 4, True, 0), (6, 7, None, None, 0)]


def test_without_a_usable_baseline_nothing_is_in_response():
    rows = scored([phq9(COURSE, day(1), total=9), phq9(COURSE, day(3), total=1)])
    assert response_episodes(rows, [FIRST], baseline(rows, [FIRST])) == []


def test_the_times_are_those_of_the_scores():
    rows = scored([phq9(COURSE, day(1), total=20), phq9(COURSE, "2026-03-05T22:00-05:00", total=3)])
    (found,) = response_episodes(rows, [FIRST], baseline(rows, [FIRST]))
    assert found.began == at("2026-03-05T22:00-05:00")
