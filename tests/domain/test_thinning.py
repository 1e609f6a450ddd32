"""Which backups stay; moments are drawn at random over three years."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ketatrack.domain.backup_words import Schedule, is_far_smaller, is_wanted
from ketatrack.domain.thinning import ALL_WITHIN, MOST_BEYOND, kept

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 10, tzinfo=timezone(timedelta(hours=-5)))


def ago(least: int, most: int) -> st.SearchStrategy[datetime]:
    """Draw a moment so many minutes ago."""
    return st.integers(least, most).map(lambda minutes: NOW - timedelta(minutes=minutes))


A_DAY = 24 * 60
moments = st.lists(ago(0, 3 * 365 * A_DAY), unique=True, max_size=120)


def recent(made: list[datetime], today: date = TODAY) -> set[datetime]:
    return {moment for moment in made if moment.date() > today - ALL_WITHIN}


@given(moments)
def test_the_newest_always_stays(made):
    assert set(sorted(made)[-1:]) <= kept(made, TODAY)


@given(moments)
def test_thinning_twice_is_thinning_once(made):
    once = kept(made, TODAY)
    assert kept(once, TODAY) == once <= set(made)


@given(moments)
def test_what_stays_is_all_of_two_days_and_a_bounded_number_beyond(made):
    staying = kept(made, TODAY)
    assert recent(made) <= staying
    assert len(staying - recent(made)) <= MOST_BEYOND


@given(moments, ago(-100 * A_DAY, -A_DAY))
def test_neither_a_newer_backup_nor_a_later_day_makes_one_stay_that_did_not(made, newer):
    before = kept(made, TODAY)
    assert kept([*made, newer], newer.date()) - {newer} <= before
    assert kept(made, newer.date()) <= before


@given(moments, st.integers(1, 400))
def test_thinned_each_time_or_once_in_the_end_the_same_stay(made, days):
    thinned: set[datetime] = set()
    for moment in sorted(made):
        thinned = kept({*thinned, moment}, moment.date())
    later = TODAY + timedelta(days=days)
    assert kept(thinned, later) == kept(made, later)


def test_two_years_of_daily_backups_thin_to_days_then_weeks_then_months():
    made = [NOW - timedelta(days=days) for days in range(730)]
    staying = sorted(kept(made, TODAY), reverse=True)
    ages = [(NOW - moment).days for moment in staying]
    assert ages[:14] == list(range(14))
    steps = [(newer, older - newer) for newer, older in pairwise(ages)]
    assert max(step for age, step in steps if age < 70) <= 7
    assert max(step for _age, step in steps) <= 31
    assert ages[-1] > 320
    assert 33 <= len(ages) <= MOST_BEYOND


def test_days_are_those_of_the_place_and_not_of_utc():
    evening = datetime(2026, 11, 10, 22, 0, tzinfo=NOW.tzinfo)
    made = [evening, evening - timedelta(hours=5), NOW]
    assert evening.astimezone(UTC).date() != evening.date()
    assert kept(made, TODAY) == {evening, NOW}


def test_a_backup_is_wanted_each_day_each_week_or_never():
    morning, yesterday = NOW - timedelta(hours=1), NOW - timedelta(days=1)
    wanted = [
        (Schedule.DAILY, None, False, True),
        (Schedule.DAILY, yesterday, False, True),
        (Schedule.DAILY, morning, False, False),
        (Schedule.DAILY, morning, True, True),
        (Schedule.WEEKLY, yesterday, True, False),
        (Schedule.WEEKLY, NOW - timedelta(days=7), False, True),
        (Schedule.BY_HAND, None, True, False),
    ]
    for schedule, newest, leaving, answer in wanted:
        assert is_wanted(schedule, newest, NOW, leaving=leaving) is answer, (schedule, newest, leaving)


def test_less_than_half_is_far_smaller():
    assert is_far_smaller(9, 20)
    assert not is_far_smaller(10, 20)
    assert not is_far_smaller(0, 0)
