"""The number that leads out of sitter mode: what is kept of it, and how fast it can be tried."""

from datetime import timedelta

import pytest

from ketatrack.domain.pin import hash_of_pin, is_pin, is_pin_of, pause_after


@pytest.mark.parametrize("typed", ["2580", "123456789012"])
def test_four_to_twelve_digits_are_a_pin(typed):
    assert is_pin(typed)


@pytest.mark.parametrize("typed", ["", "258", "1234567890123", "25 80", "258o", "٢٥٨٠"])
def test_anything_else_is_none(typed):
    assert not is_pin(typed)


def test_what_is_kept_tells_the_pin_from_others_and_does_not_hold_it():
    kept = hash_of_pin("2580")
    assert is_pin_of("2580", kept)
    assert not is_pin_of("2581", kept)
    assert "2580" not in kept.partition(":")[2]
    assert kept != hash_of_pin("2580")  # each has a salt of its own


def test_each_wrong_try_makes_the_next_wait_longer_and_nobody_is_locked_out():
    pauses = [pause_after(wrong) for wrong in range(40)]
    assert pauses[:3] == [timedelta(0)] * 3
    assert pauses[3:6] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(minutes=5)
