"""Median and quartiles over courses of the same kind, stretch by stretch."""

from hypothesis import given
from hypothesis import strategies as some

from ketatrack.domain.spread import FEWEST_FOR_A_MEDIAN, spreads

COURSES = some.lists(
    some.lists(some.tuples(some.integers(0, 60), some.integers(0, 27)), min_size=1), max_size=12
)


def test_fewer_than_four_courses_have_no_median():
    assert spreads([[(1, 5)], [(2, 7)], [(3, 9)]], 7) == []


def test_a_stretch_has_the_median_and_quartiles_of_its_courses():
    (week,) = spreads([[(0, 2)], [(3, 4)], [(6, 6)], [(6.9, 12)]], 7)
    assert (week.begin, week.end, week.courses) == (0, 7, 4)
    assert (week.low, week.median, week.high) == (3.5, 5, 7.5)


def test_a_course_seen_twice_in_a_stretch_counts_once():
    (week,) = spreads([[(0, 0), (1, 10)], [(1, 5)], [(1, 5)], [(1, 5)]], 7)
    assert (week.courses, week.median) == (4, 5)


def test_times_before_zero_have_stretches_of_their_own():
    (before, after) = spreads([[(-1, 4), (1, 8)]] * 4, 7)
    assert (before.begin, before.median, after.begin, after.median) == (-7, 4, 0, 8)


@given(COURSES)
def test_nothing_is_drawn_where_nothing_was_observed(courses):
    for each in spreads(courses, 7):
        observed = [[value for when, value in course if each.begin <= when < each.end] for course in courses]
        assert each.courses == sum(map(bool, observed)) >= FEWEST_FOR_A_MEDIAN
        values = [value for course in observed for value in course]
        assert min(values) <= each.low <= each.median <= each.high <= max(values)
