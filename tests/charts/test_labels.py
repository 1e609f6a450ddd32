"""Words on a chart keep clear of each other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ketatrack.charts.labels import spread, stacked, text_width, wrapped

values = st.floats(0, 27, allow_nan=False)


@given(st.lists(values, max_size=12).map(sorted))
def test_names_beside_the_edge_keep_their_distance(wanted):
    found = spread(wanted, 2, 0, 27)
    assert all(second - first >= 2 - 1e-9 for first, second in pairwise(found))
    assert len(found) == len(wanted)


@given(st.lists(values, max_size=12).map(sorted))
def test_names_with_room_stay_within_the_edge(wanted):
    found = spread(wanted, 2, 0, 27)
    assert all(-1e-9 <= each <= 27 + 1e-9 for each in found)


def test_names_that_are_far_apart_stay_where_they_are():
    assert spread([1, 10, 20], 2, 0, 27) == [1, 10, 20]


def test_two_names_that_are_too_near_part_by_as_much():
    assert spread([10, 10], 2, 0, 27) == [9, 11]


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.floats(0, 100)).map(lambda ends: tuple(sorted(ends))), max_size=15
    ),
    st.floats(1, 30),
)
def test_no_name_of_a_phase_covers_another(stretches, width):
    places = [place for place in stacked(stretches, [width] * len(stretches), 100, 3) if place]
    for row, start in places:
        same = [other for other in places if other[0] == row]
        assert sum(start < other + width and other < start + width for _row, other in same) <= 1


def test_a_long_phase_is_named_before_short_ones():
    assert stacked([(0, 1), (1, 2), (2, 100)], [20, 20, 20], 100, 1) == [None, None, (0, 2)]


def test_a_name_that_would_run_over_the_edge_begins_earlier():
    assert stacked([(95, 100)], [20], 100, 1) == [(0, 80)]


@given(st.text(max_size=300))
def test_wrapped_lines_fit_and_lose_no_letter(text):
    lines = wrapped(text, 9, 2)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) == 1 or text_width(line, 9) <= 2 for line in lines)
