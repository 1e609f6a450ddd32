"""The clock of a session goes on by what the computer counts itself, whatever is done to the wall's clock."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from ketatrack.domain.moments import SkippedTimeError
from ketatrack.domain.session_clock import (
    ClockAnchor,
    SessionClock,
    TimeToComeError,
    elapsed_words,
    latest_moment_at,
    shift_words,
)
from tests.records import at

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


class Clocks:
    """Two clocks: one that is set, and one that only goes on."""

    def __init__(self, start: str) -> None:
        self.wall = at(start)
        self.seconds = 50.0

    def go_on(self, **by: float) -> None:
        self.wall += timedelta(**by)
        self.seconds += timedelta(**by).total_seconds()

    def started(self, boot: str = "a", kept: ClockAnchor | None = None) -> SessionClock:
        return SessionClock(lambda: self.wall.astimezone(BERLIN), lambda: self.seconds, boot, kept)


def test_sleep_counts_and_moves_nothing():
    clocks = Clocks("2026-06-02T10:00+02:00")
    clock = clocks.started()
    clocks.go_on(hours=8)
    assert clock.now() == at("2026-06-02T18:00+02:00")
    assert shift_words(clock.shift) == ""


@pytest.mark.parametrize("by", [HOUR, -HOUR, timedelta(days=365)])
def test_a_clock_that_is_set_is_left_out_from_then_on(by):
    clocks = Clocks("2026-06-02T10:00+02:00")
    clock = clocks.started()
    clocks.go_on(minutes=5)
    clocks.wall += by
    clocks.go_on(minutes=5)
    assert clock.now() == at("2026-06-02T10:10+02:00")
    assert clock.shift == by
    clocks.wall -= by
    assert clock.now() == at("2026-06-02T10:10+02:00")
    assert clock.shift == timedelta()


def test_a_few_seconds_more_or_less_are_the_walls():
    clocks = Clocks("2026-06-02T10:00+02:00")
    clock = clocks.started()
    clocks.wall += timedelta(seconds=20)
    assert clock.now() == clocks.wall


@pytest.mark.parametrize("night", ["2026-10-25T02:30+02:00", "2026-03-29T01:30+01:00"])
def test_the_night_in_which_clocks_are_changed_moves_nothing(night):
    clocks = Clocks(night)
    clock = clocks.started()
    clocks.go_on(hours=1)
    assert clock.now() - at(night) == HOUR
    assert clock.shift == timedelta()


def test_another_run_of_the_program_goes_on_with_the_same_clock():
    clocks = Clocks("2026-06-02T10:00+02:00")
    kept = clocks.started().anchor()
    clocks.go_on(minutes=30)
    clocks.wall -= HOUR
    again = clocks.started(kept=ClockAnchor.of_setting(kept.as_setting()))
    assert again.now() == at("2026-06-02T10:30+02:00")
    assert again.shift == -HOUR


def test_after_another_start_of_the_computer_the_wall_counts_with_what_was_known_of_it():
    clocks = Clocks("2026-06-02T10:00+02:00")
    clock = clocks.started()
    clocks.wall += HOUR
    kept = clock.anchor()
    clocks.go_on(minutes=10)
    clocks.seconds = 3.0
    assert clocks.started("b", kept).now() == at("2026-06-02T10:10+02:00")
    clocks.seconds = 99_999.0
    assert clocks.started("", kept).now() == at("2026-06-02T10:10+02:00")


def test_what_happened_to_the_clock_is_said_in_words():
    assert shift_words(HOUR).startswith("The computer's clock was put forward by 60 min in this session.")
    assert "put back by 61 min" in shift_words(-timedelta(minutes=61))


@pytest.mark.parametrize(
    ("elapsed", "words"),
    [
        (timedelta(), "0:00"),
        (timedelta(seconds=59), "0:00"),
        (timedelta(minutes=65), "1:05"),
        (timedelta(hours=26), "26:00"),
        (-timedelta(minutes=10), "-0:10"),
    ],
)
def test_time_gone_by_is_written_as_hours_and_minutes(elapsed, words):
    assert elapsed_words(elapsed) == words


@pytest.mark.parametrize(
    ("now", "clock", "moment"),
    [
        ("2026-06-02T10:30+02:00", time(10, 5), "2026-06-02T10:05+02:00"),
        ("2026-06-02T10:30+02:00", time(10, 30), "2026-06-02T10:30+02:00"),
        ("2026-06-03T00:10+02:00", time(23, 50), "2026-06-02T23:50+02:00"),
        ("2026-10-25T02:40+02:00", time(2, 30), "2026-10-25T02:30+02:00"),
        ("2026-10-25T02:40+01:00", time(2, 30), "2026-10-25T02:30+01:00"),
    ],
)
def test_a_time_on_the_wall_is_the_last_that_it_showed(now, clock, moment):
    found = latest_moment_at(clock, at(now).astimezone(BERLIN), BERLIN, at(now) - HOUR)
    assert (found, found.utcoffset()) == (at(moment), at(moment).utcoffset())


def test_a_time_that_no_clock_showed_is_refused():
    now = datetime(2026, 3, 29, 4, 0, tzinfo=BERLIN)
    with pytest.raises(SkippedTimeError):
        latest_moment_at(time(2, 30), now, BERLIN, now - 2 * HOUR)


def test_a_time_that_has_not_come_yet_is_not_taken_for_that_of_the_day_before():
    now = at("2026-06-02T10:30+02:00").astimezone(BERLIN)
    with pytest.raises(TimeToComeError, match="It is 10:30 now"):
        latest_moment_at(time(10, 35), now, BERLIN, now - HOUR)
    with pytest.raises(TimeToComeError):
        latest_moment_at(time(22, 30), now, BERLIN, now - HOUR)
    left_open = latest_moment_at(time(14, 5), now, BERLIN, now - 22 * HOUR)
    assert left_open == at("2026-06-01T14:05+02:00")


def test_what_was_measured_long_before_the_board_was_opened_is_of_the_same_day():
    now = at("2026-06-02T23:30+02:00").astimezone(BERLIN)
    assert latest_moment_at(time(10, 0), now, BERLIN, now - HOUR) == at("2026-06-02T10:00+02:00")
    after_midnight = at("2026-06-03T00:20+02:00").astimezone(BERLIN)
    opened_at = after_midnight - timedelta(minutes=10)
    found = latest_moment_at(time(23, 50), after_midnight, BERLIN, opened_at)
    assert found == at("2026-06-02T23:50+02:00")
