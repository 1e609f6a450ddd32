"""A rhythm opens by counting days, and what closes it is an answer, a skip or a session."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.records import (
    Phase,
    PlannedItem,
    PutOff,
    Reading,
    Score,
    ScoreRule,
    Session,
    WatchAnswer,
)
from ketatrack.domain.rhythm_words import asked_for_words, open_words, rule_words
from ketatrack.domain.rhythms import (
    LONG_TERM_WATCH,
    RESTING_PRESSURE,
    OpenRule,
    RuleWindows,
    open_rules,
    rule_windows,
)
from ketatrack.domain.suggested_rhythms import SuggestedRhythm, suggested_rhythms, taken_up
from ketatrack.domain.words import PhaseKind
from tests.records import STAMP, at, course, patient, phq9, reading, session
from tests.test_words import FORBIDDEN

PERSON = patient()
SPRING = course(PERSON)
BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = date(2026, 6, 5)


def rule(**fields: Any) -> ScoreRule:
    given_fields: dict[str, Any] = {
        "asks_for": "phq9",
        "every_days": 7,
        "starts_on": date(2026, 6, 1),
    } | fields
    return ScoreRule(**STAMP, course_id=SPRING.id, **given_fields)


def skipped(of: ScoreRule, moment: str, until: str | None = None) -> PutOff:
    return PutOff(**STAMP, score_rule_id=of.id, put_off_at=at(moment), until=until and at(until))


def records(*parts: Any, on: Any = SPRING) -> CourseRecords:
    def of(kind: type) -> list[Any]:
        return [each for each in parts if isinstance(each, kind)]

    return CourseRecords(
        course=on,
        patient=PERSON,
        phases=of(Phase),
        sessions=of(Session),
        readings=of(Reading),
        scores=of(Score),
        plan=CoursePlan(items=of(PlannedItem), rules=of(ScoreRule), put_offs=of(PutOff)),
        following=CourseFollowing(watch_answers=of(WatchAnswer)),
    )


def opened(moment: str, *parts: Any) -> OpenRule | None:
    found = open_rules(records(*parts), at(moment))
    return found[0] if found else None


def test_a_rhythm_that_was_never_answered_is_open_since_it_began() -> None:
    weekly = rule()
    assert opened("2026-05-31T23:00+02:00", weekly) is None
    assert opened("2026-06-03T10:00+02:00", weekly) == OpenRule(weekly, date(2026, 6, 1), None)


def test_it_opens_again_after_its_days_and_says_when_the_last_answer_was() -> None:
    weekly, score = rule(), phq9(SPRING, "2026-06-02T10:00+02:00", total=9)
    assert opened("2026-06-08T23:59+02:00", weekly, score) is None
    found = opened("2026-06-11T10:00+02:00", weekly, score)
    assert found == OpenRule(weekly, date(2026, 6, 9), date(2026, 6, 2))
    assert open_words(found, date(2026, 6, 11)) == "PHQ-9: last 9 days ago"


def test_only_the_patients_own_answers_close_it_and_half_an_answer_does() -> None:
    weekly = rule()
    others = phq9(SPRING, "2026-06-02T10:00+02:00", total=9, rater="caregiver")
    half = phq9(SPRING, "2026-06-02T10:00+02:00", 1, None, None, None, None, None, None, None, None)
    assert opened("2026-06-03T10:00+02:00", weekly, others) is not None
    assert opened("2026-06-03T10:00+02:00", weekly, half) is None


def test_a_given_session_sets_it_back_and_one_that_was_not_given_does_not() -> None:
    set_back, not_set = rule(set_back=True), rule()
    held = session(SPRING, "S1", "2026-06-04T10:00+02:00")
    missed = session(SPRING, "S1", "2026-06-04T10:00+02:00", outcome="not_given")
    assert opened("2026-06-10T10:00+02:00", set_back, held) is None
    assert opened("2026-06-11T10:00+02:00", set_back, held) == OpenRule(set_back, date(2026, 6, 11), None)
    assert opened("2026-06-10T10:00+02:00", set_back, missed) is not None
    assert opened("2026-06-10T10:00+02:00", not_set, held) is not None


def test_before_a_session_twice_a_week_the_score_still_has_its_place() -> None:
    weekly = rule(set_back=True)
    score = phq9(SPRING, "2026-06-01T08:00+02:00", total=9)
    first = session(SPRING, "S1", "2026-06-01T10:00+02:00")
    second = session(SPRING, "S2", "2026-06-04T10:00+02:00")
    third = PlannedItem(**STAMP, course_id=SPRING.id, item="session", planned_on=date(2026, 6, 8))
    held = session(SPRING, "S3", "2026-06-08T10:00+02:00")
    before = (weekly, score, first, second, third)
    assert opened("2026-06-07T08:00+02:00", *before) is None
    assert opened("2026-06-08T08:00+02:00", *before) is not None
    assert opened("2026-06-08T12:00+02:00", *before, held) is None
    assert opened("2026-06-08T08:00+02:00", *before[:-1]) is None
    draft = third.changed(draft=True)
    assert opened("2026-06-08T08:00+02:00", *before[:-1], draft) is None


def test_weekdays_times_phases_and_dates_narrow_it() -> None:
    mornings = rule(every_days=1, weekdays=(0, 4), clock=time(7, 30))
    assert opened("2026-06-05T07:29+02:00", mornings) is None
    assert opened("2026-06-05T07:30+02:00", mornings) is not None
    assert opened("2026-06-06T10:00+02:00", mornings) is None
    kept = rule(phase=PhaseKind.MAINTENANCE)
    phase = Phase(**STAMP, course_id=SPRING.id, starts_on=date(2026, 6, 3), phase=PhaseKind.MAINTENANCE)
    assert opened("2026-06-02T10:00+02:00", kept, phase) is None
    assert opened("2026-06-04T10:00+02:00", kept, phase) == OpenRule(kept, date(2026, 6, 3), None)
    ended = rule(ends_on=date(2026, 6, 3))
    assert opened("2026-06-03T23:00+02:00", ended) is not None
    assert opened("2026-06-04T00:00+02:00", ended) is None


def test_a_course_that_has_ended_asks_for_nothing() -> None:
    over = SPRING.changed(ended_on=FRIDAY)
    assert open_rules(records(rule(), on=over), at("2026-06-05T10:00+02:00")) != []
    assert open_rules(records(rule(), on=over), at("2026-06-06T10:00+02:00")) == []


def test_resting_pressure_is_closed_by_a_reading_at_rest_alone() -> None:
    daily = rule(asks_for=RESTING_PRESSURE, every_days=1)
    dose = session(SPRING, "S1", "2026-06-05T09:00+02:00")
    resting = reading(SPRING, "2026-06-05T08:00+02:00", systolic=121, diastolic=79)
    in_session = reading(SPRING, "2026-06-05T09:40+02:00", session_id=dose.id, systolic=150, diastolic=91)
    assert opened("2026-06-05T10:00+02:00", daily, dose, in_session) is not None
    assert opened("2026-06-05T10:00+02:00", daily, resting) is None


def test_the_long_term_watch_opens_every_quarter_and_an_answer_to_any_sign_closes_it() -> None:
    quarterly = rule(asks_for=LONG_TERM_WATCH, every_days=90)
    answered = WatchAnswer(
        **STAMP,
        course_id=SPRING.id,
        sign="memory",
        number=0,
        answered_at=at("2026-06-05T08:00+02:00"),
    )
    assert opened("2026-06-05T10:00+02:00", quarterly) is not None
    assert opened("2026-09-02T10:00+02:00", quarterly, answered) is None
    assert opened("2026-09-03T10:00+02:00", quarterly, answered) == OpenRule(
        quarterly, date(2026, 9, 3), FRIDAY
    )
    assert asked_for_words(LONG_TERM_WATCH) == "Long-term watch"
    assert SuggestedRhythm(LONG_TERM_WATCH, 90) in suggested_rhythms()


def test_an_own_measure_is_asked_for_by_its_name() -> None:
    sleep = rule(asks_for="Hours of sleep", every_days=1)
    noted = phq9(SPRING, "2026-06-05T08:00+02:00", instrument="Hours of sleep", total=7)
    found = opened("2026-06-06T10:00+02:00", sleep, noted)
    assert open_words(found, date(2026, 6, 6)) == "Hours of sleep: last 1 day ago"
    assert opened("2026-06-05T10:00+02:00", sleep, noted) is None


def test_later_holds_it_back_until_then_and_skipping_for_its_days() -> None:
    weekly = rule()
    later = skipped(weekly, "2026-06-05T10:00+02:00", "2026-06-05T18:00+02:00")
    skip = skipped(weekly, "2026-06-05T10:00+02:00")
    assert opened("2026-06-05T17:59+02:00", weekly, later) is None
    assert opened("2026-06-05T18:00+02:00", weekly, later) is not None
    assert opened("2026-06-11T10:00+02:00", weekly, skip) is None
    assert opened("2026-06-12T10:00+02:00", weekly, skip) == OpenRule(weekly, date(2026, 6, 12), None)


def test_words_say_since_when_and_hurry_nobody() -> None:
    weekly = rule(starts_on=FRIDAY)
    said = [open_words(OpenRule(weekly, FRIDAY, None), FRIDAY + timedelta(days=days)) for days in (0, 3, 8)]
    assert said == ["PHQ-9: open since today", "PHQ-9: open since Friday", "PHQ-9: open since 5 Jun 2026"]
    whole = rule_words(
        rule(weekdays=(0, 6), clock=time(8), set_back=True, phase=PhaseKind.PAUSED, ends_on=date(2026, 7, 1))
    )
    assert whole == (
        "PHQ-9: at most every 7 days · Mon, Sun · from 08:00 · Paused · a session sets it back · "
        "from 1 Jun 2026 · to 1 Jul 2026"
    )
    assert not any(FORBIDDEN.search(words) for words in (*said, whole, asked_for_words(RESTING_PRESSURE)))


def test_windows_without_a_score_are_counted_and_one_still_open_is_not() -> None:
    weekly = rule()
    parts = (weekly, phq9(SPRING, "2026-06-09T10:00+02:00", total=9))
    assert rule_windows(records(*parts), date(2026, 6, 7)) == [RuleWindows(weekly, 1, 0)]
    assert rule_windows(records(*parts), date(2026, 6, 18)) == [RuleWindows(weekly, 2, 1)]
    (counted,) = rule_windows(records(*parts), date(2026, 6, 30))
    assert (counted.windows, counted.answered, counted.missing) == (4, 1, 3)
    (part,) = rule_windows(records(*parts), date(2026, 6, 30), first_day=date(2026, 6, 10))
    assert (part.windows, part.answered) == (2, 0)


def test_a_session_without_the_score_before_it_leaves_a_window_without_a_score() -> None:
    weekly = rule(set_back=True)
    held = [session(SPRING, f"S{day}", f"2026-06-{day:02d}T10:00+02:00") for day in (1, 8, 15, 22)]
    before = [phq9(SPRING, f"2026-06-{day:02d}T08:00+02:00", total=9) for day in (1, 15)]
    (counted,) = rule_windows(records(weekly, *held, *before), date(2026, 6, 28))
    assert (counted.windows, counted.answered) == (4, 2)


@pytest.mark.parametrize("suggested", suggested_rhythms())
def test_every_suggestion_becomes_a_possible_rule(suggested: Any) -> None:
    made = taken_up(suggested, SPRING.id, (0, 2), STAMP)
    assert made.weekdays == ((0, 2) if suggested.on_chosen_days else ())
    assert rule_words(made)


# whatever a person does

HOURS = st.lists(st.integers(0, 24 * 60), max_size=12)
RULES = st.builds(
    rule,
    every_days=st.integers(1, 12),
    weekdays=st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))),
    clock=st.none() | st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    set_back=st.booleans(),
)
BEGIN = datetime(2026, 6, 1, tzinfo=BERLIN)


def moment(hours: int) -> str:
    return (BEGIN + timedelta(hours=hours)).isoformat()


@settings(max_examples=60, deadline=None)
@given(rhythm=RULES, held=HOURS)
def test_answered_at_once_it_never_opens_twice_within_its_days(rhythm: ScoreRule, held: list[int]) -> None:
    sessions = [session(SPRING, f"S{hour}", moment(hour)) for hour in held]
    scores: list[Score] = []
    for hour in range(0, 24 * 60, 6):
        if open_rules(records(rhythm, *sessions, *scores), BEGIN + timedelta(hours=hour)):
            scores.append(phq9(SPRING, moment(hour), total=9))
    days = [score.taken_at.date() for score in scores]
    assert all((later - day).days >= rhythm.every_days for day, later in pairwise(days))


@settings(max_examples=60, deadline=None)
@given(rhythm=RULES, hour=st.integers(0, 24 * 60), held=HOURS)
def test_a_session_an_answer_and_a_skip_each_close_it_and_taking_them_back_opens_it(
    rhythm: ScoreRule, hour: int, held: list[int]
) -> None:
    now = BEGIN + timedelta(hours=hour)
    sessions = [session(SPRING, f"S{each}", moment(each)) for each in held]
    before = records(rhythm, *sessions)
    found = open_rules(before, now)
    closing: list[Any] = [phq9(SPRING, moment(hour), total=9), skipped(rhythm, moment(hour))]
    if rhythm.set_back:
        closing.append(session(SPRING, "S-now", moment(hour)))
    for each in closing:
        for days in range(rhythm.every_days):
            later = now + timedelta(days=days)
            assert open_rules(records(rhythm, *sessions, each), later) == []
    assert open_rules(before, now) == found


@settings(max_examples=40, deadline=None)
@given(rhythm=RULES, held=HOURS, answered=HOURS)
def test_windows_are_never_more_than_the_days_allow(
    rhythm: ScoreRule, held: list[int], answered: list[int]
) -> None:
    sessions = [session(SPRING, f"S{hour}", moment(hour)) for hour in held]
    scores = [phq9(SPRING, moment(hour), total=9) for hour in answered]
    (counted,) = rule_windows(records(rhythm, *sessions, *scores), BEGIN.date() + timedelta(days=60))
    assert 0 <= counted.answered <= min(counted.windows, len(set(answered)))
    assert counted.windows <= 61 // rhythm.every_days + 1
