"""Times with the offset of their place, also where the clocks change."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketatrack.domain.errors import JournalError
from ketatrack.domain.moments import (
    RepeatedTimeError,
    SkippedTimeError,
    date_from_text,
    days_between,
    distance_in_words,
    moment_from_text,
    moment_to_text,
    place_moment,
)
from tests.records import at

BERLIN = ZoneInfo("Europe/Berlin")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2026-03-02T14:15-05:00", -300),
        ("2026-03-02T14:15:00-0500", -300),
        ("2026-03-02T14:15Z", 0),
        ("2026-03-02T14:15-00:00", 0),
        ("2026-03-02T14:15+05:45", 345),
        ("2026-03-02T14:15+14:00", 840),
    ],
)
def test_an_offset_is_read_in_each_of_its_forms(text, offset):
    found = moment_from_text(text)
    assert found.utcoffset() == timedelta(minutes=offset)
    assert (found.hour, found.minute) == (14, 15)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-03-02T14:15", "has no offset from UTC"),
        ("2026-03-02T14:15:30", "has no offset from UTC"),
        ("2026-03-02T14:15+19:00", "an offset from UTC that no place has"),
        ("2026-03-02T14:15+05:60", "an offset from UTC that no place has"),
        ("2026-02-29T14:15+01:00", "that a calendar and a clock can show"),
        ("2026-03-02T24:00+01:00", "that a calendar and a clock can show"),
        ("2026-03-02T14:60+01:00", "that a calendar and a clock can show"),
        ("0000-03-02T14:15+01:00", "that a calendar and a clock can show"),
        ("2026-03-02 14:15+01:00", "is not a time such as"),
        ("2026-03-02", "is not a time such as"),
        ("2026-3-2T14:15+01:00", "is not a time such as"),
        ("٢٠٢٦-03-02T14:15+01:00", "is not a time such as"),
        ("2026-03-02T14:15+01:00\n", "is not a time such as"),
        ("yesterday", "is not a time such as"),
        ("", "is not a time such as"),
    ],
)
def test_what_is_no_moment_is_refused_with_a_reason(text, reason):
    with pytest.raises(ValueError, match=reason):
        moment_from_text(text)


@given(
    st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)),  # noqa: DTZ001
    st.integers(-18 * 60, 18 * 60),
)
def test_a_moment_written_and_read_again_is_the_same_at_the_same_offset(clock, minutes):
    moment = clock.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    again = moment_from_text(moment_to_text(moment))
    assert (again, again.utcoffset()) == (moment, moment.utcoffset())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-03-02T14:15:00Z", "2026-03-02T14:15+00:00"),
        ("2026-03-02T14:15:07-05:00", "2026-03-02T14:15:07-05:00"),
        ("2026-03-02T14:15:00.5-05:00", "2026-03-02T14:15:00.500000-05:00"),
    ],
)
def test_seconds_are_written_only_when_there_are_some(text, written):
    assert moment_to_text(moment_from_text(text)) == written


@pytest.mark.parametrize("text", ["2026-02-30", "2026-3-2", "02.03.2026", "20260302", "2026-W10-1", ""])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="is not a da"):
        date_from_text(text)


def test_a_date_is_read():
    assert date_from_text("2026-03-02") == date(2026, 3, 2)


def test_days_count_between_the_dates_that_the_clocks_showed():
    assert days_between(at("2026-03-02T23:59-05:00"), at("2026-03-03T00:01-05:00")) == 1
    assert days_between(at("2026-03-03T01:00+14:00"), at("2026-03-02T08:00-10:00")) == -1


def test_a_time_that_the_clocks_skipped_is_not_guessed():
    with pytest.raises(SkippedTimeError) as refused:
        place_moment(date(2026, 3, 29), time(2, 30), BERLIN)
    assert isinstance(refused.value, JournalError)
    assert str(refused.value) == (
        "02:30 was skipped on 2026-03-29: the clocks were put forward in Europe/Berlin. "
        "Enter the time that the clock showed."
    )


@pytest.mark.parametrize(("clock", "offset"), [(time(1, 59), 1), (time(3, 0), 2)])
def test_the_minutes_around_the_gap_are_placed(clock, offset):
    assert place_moment(date(2026, 3, 29), clock, BERLIN).utcoffset() == timedelta(hours=offset)


def test_a_time_that_came_twice_is_asked_about():
    with pytest.raises(RepeatedTimeError, match=r"02:30 came twice on 2026-10-25.*first or the second time"):
        place_moment(date(2026, 10, 25), time(2, 30), BERLIN)


def test_a_time_that_came_twice_is_placed_as_the_person_says():
    first, second = (
        place_moment(date(2026, 10, 25), time(2, 30), BERLIN, second_time=which) for which in (False, True)
    )
    assert first.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_clock_that_moves_by_half_an_hour_has_a_gap_of_half_an_hour():
    with pytest.raises(SkippedTimeError):
        place_moment(date(2026, 10, 4), time(2, 15), LORD_HOWE)
    assert place_moment(date(2026, 10, 4), time(2, 30), LORD_HOWE).utcoffset() == timedelta(hours=11)


def test_a_placed_moment_keeps_an_offset_and_forgets_the_zone():
    placed = place_moment(date(2026, 3, 2), time(9, 30), BERLIN)
    assert moment_to_text(placed) == "2026-03-02T09:30+01:00"
    assert isinstance(placed.tzinfo, timezone)


@pytest.mark.parametrize(
    ("day", "words"), [(1, "today"), (2, "in 1 day"), (8, "in 7 days")], ids=["today", "next", "week"]
)
def test_how_far_a_date_is_reads_in_words(day, words):
    assert distance_in_words(date(2026, 6, day), date(2026, 6, 1)) == words
    assert distance_in_words(date(2026, 5, 31), date(2026, 6, 1)) == "1 day ago"
