"""Days, scores and response between one session and the next."""

from datetime import date

from ketatrack.domain.intervals import days_since_last, gaps, intervals
from ketatrack.domain.response import baseline
from ketatrack.domain.scores import scored
from tests.records import course, patient, phq9, session

COURSE = course(patient())


def day(number, clock="10:00+01:00"):
    return f"2026-03-{number:02}T{clock}"


def given(number, **fields):
    return session(COURSE, f"S{number}", day(number), **fields)


def first_interval(*scores, before=20, sessions=None):
    """Return the interval after a session on day 2, with scores given as (day, total)."""
    rows = scored(
        [
            phq9(COURSE, day(1), total=before),
            *(phq9(COURSE, day(number), total=points) for number, points in scores),
        ]
    )
    course_sessions = sessions or [given(2)]
    return intervals(rows, course_sessions, baseline(rows, course_sessions))[0]


def days(interval):
    return interval.held_until_day, interval.reached_by_day, interval.lost_by_day


def test_response_held_from_the_first_score_until_it_was_lost():
    assert days(first_interval((4, 9), (6, 10), (9, 11), (11, 3))) == (4, None, 7)


def test_response_that_was_never_seen_lost_is_held_until_its_last_score():
    assert days(first_interval((4, 9), (6, 10))) == (4, None, None)


def test_response_reached_later_and_lost_again():
    assert days(first_interval((4, 15), (6, 10), (8, 9), (9, 12))) == (None, 4, 7)


def test_no_response_has_no_days():
    assert days(first_interval((4, 15), (6, 14))) == (None, None, None)


def test_a_low_baseline_leaves_the_standing_unknown():
    found = first_interval((4, 1), before=9)
    assert (found.scores, found.at_start, *days(found)) == (1, None, None, None, None)


def test_a_score_at_the_start_belongs_before_and_one_at_the_next_start_belongs_inside():
    rows = scored(
        phq9(COURSE, day(number), total=points) for number, points in [(1, 20), (5, 9), (8, 12), (9, 3)]
    )
    sessions = [given(2), given(5), given(8)]
    _, second, third = intervals(rows, sessions, baseline(rows, sessions))
    assert (second.scores, second.at_start) == (1, "in")
    assert (third.scores, third.at_start) == (1, "out")


def test_two_sessions_at_one_instant_have_an_empty_interval_between_them():
    twin = session(COURSE, "S2b", day(2))
    found = first_interval((4, 9), sessions=[given(2), twin])
    assert (found.session.name, found.days_to_next, found.scores) == ("S2", 0, 0)


def test_without_a_given_session_there_are_no_intervals():
    assert intervals([], [given(2, outcome="not_given")], None) == []


def test_gaps_pass_over_sessions_that_were_not_given():
    rows = [given(2), given(5, outcome="not_given"), given(9), given(23, outcome="stopped_early")]
    assert gaps(rows) == [7, 14]


def test_days_count_by_the_dates_on_the_wall():
    late = session(COURSE, "late", day(2, "23:50+01:00"))
    early = session(COURSE, "early", day(3, "00:10+01:00"))
    assert gaps([late, early]) == [1]


def test_days_since_the_last_session_pass_over_later_ones():
    rows = [given(2), given(9), given(12, outcome="not_given")]
    assert days_since_last(rows, date(2026, 3, 15)) == 6
    assert days_since_last(rows, date(2026, 3, 8)) == 6
    assert days_since_last(rows, date(2026, 3, 9)) == 0


def test_before_the_first_session_there_are_no_days():
    assert days_since_last([given(2)], date(2026, 3, 1)) is None
    assert days_since_last([], date(2026, 3, 1)) is None
