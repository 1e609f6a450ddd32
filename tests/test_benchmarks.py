"""A benchmark that misses its aim says so."""

import pytest

from tests.benchmarks.__main__ import Comparison


def comparison(ours: float, other: float) -> Comparison:
    return Comparison("saving / the bare engine", "s", lambda: ours, lambda: other, 1.5, rounds=3)


@pytest.mark.parametrize("ours", [0.9, 1.5, 1.504])
def test_a_ratio_within_its_aim_is_printed_as_it_is(ours: float) -> None:
    measured = comparison(ours, 1.0).measured()
    assert measured.is_met
    assert measured.line().endswith("1.50")


def test_a_ratio_above_its_aim_is_told() -> None:
    measured = comparison(1.6, 1.0).measured()
    assert not measured.is_met
    assert measured.line().endswith("1.60    1.50  missed")
