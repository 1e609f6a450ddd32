"""A reminder comes when something is open or near, keeps quiet hours, and gives nothing away."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.records import PlannedItem, ScoreRule
from ketatrack.domain.reminders import (
    LEAD_MINUTES,
    ReminderChoices,
    lead_words,
    note_title,
    note_words,
    reminders,
)
from tests.neutral import revealing_words
from tests.records import STAMP, at, course, patient

PERSON = patient()
SPRING = course(PERSON)
BERLIN = ZoneInfo("Europe/Berlin")
RULE = ScoreRule(**STAMP, course_id=SPRING.id, asks_for="phq9", every_days=7, starts_on=date(2026, 6, 1))
NIGHT = ReminderChoices(quiet_from=time(21), quiet_to=time(8), days_off=(6,))


def planned(**fields: Any) -> PlannedItem:
    when: dict[str, Any] = {"planned_on": date(2026, 6, 5), "clock": time(10)} | fields
    return PlannedItem(**STAMP, course_id=SPRING.id, item="session", **when)


def waiting(moment: str, choices: ReminderChoices, *items: PlannedItem, rules: Any = ()) -> list[bool]:
    records = CourseRecords(SPRING, PERSON, plan=CoursePlan(items=list(items), rules=list(rules)))
    return [each.is_date for each in reminders(records, at(moment), choices, BERLIN)]


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-06-05T20:59+02:00", False),
        ("2026-06-05T21:00+02:00", True),
        ("2026-06-05T07:59+02:00", True),
        ("2026-06-05T08:00+02:00", False),
        ("2026-06-07T12:00+02:00", True),
    ],
)
def test_quiet_hours_over_midnight_and_days_off_hold_reminders_back(moment: str, quiet: bool) -> None:
    assert NIGHT.are_quiet(at(moment)) == quiet
    assert waiting(moment, NIGHT, rules=[RULE]) == ([] if quiet else [False])


def test_quiet_hours_within_a_day_and_half_of_them() -> None:
    noon = ReminderChoices(quiet_from=time(12), quiet_to=time(14))
    assert noon.are_quiet(at("2026-06-05T13:00+02:00"))
    assert not noon.are_quiet(at("2026-06-05T14:00+02:00"))
    assert not ReminderChoices(quiet_from=time(12)).are_quiet(at("2026-06-05T13:00+02:00"))


def test_a_planned_date_comes_near_at_the_lead_that_was_chosen_and_not_without_one() -> None:
    hour = ReminderChoices(lead_minutes=60)
    assert waiting("2026-06-05T08:59+02:00", hour, planned()) == []
    assert waiting("2026-06-05T09:00+02:00", hour, planned()) == [True]
    assert waiting("2026-06-05T10:00+02:00", hour, planned()) == []
    assert waiting("2026-06-05T09:30+02:00", ReminderChoices(), planned()) == []


def test_a_date_without_a_time_is_counted_from_the_morning() -> None:
    day = ReminderChoices(lead_minutes=24 * 60)
    whole = planned(clock=None)
    assert waiting("2026-06-04T08:59+02:00", day, whole) == []
    assert waiting("2026-06-04T09:00+02:00", day, whole) == [True]
    assert waiting("2026-06-05T22:00+02:00", day, whole) == [True]


def test_a_draft_and_a_date_that_has_ended_never_remind() -> None:
    hour = ReminderChoices(lead_minutes=60)
    assert waiting("2026-06-05T09:30+02:00", hour, planned(draft=True), planned(ended="skipped")) == []


def test_choices_go_into_a_setting_and_back_and_unreadable_ones_are_none() -> None:
    assert ReminderChoices.of_setting(NIGHT.as_setting()) == NIGHT
    assert ReminderChoices.of_setting({"quiet_from": "late"}) == ReminderChoices()
    assert ReminderChoices.of_setting(None) == ReminderChoices()


def test_what_a_notification_says_gives_nothing_away() -> None:
    records = CourseRecords(SPRING, PERSON, plan=CoursePlan(items=[planned()], rules=[RULE]))
    found = reminders(records, at("2026-06-05T09:30+02:00"), ReminderChoices(lead_minutes=60), BERLIN)
    assert note_words(found) == "1 entry is open, 1 planned date is near"
    assert note_words([*found, *found]) == "2 entries are open, 2 planned dates are near"
    assert revealing_words(note_title() + note_words(found)) == []


def test_every_lead_that_is_offered_has_words() -> None:
    assert [lead_words(each) for each in LEAD_MINUTES] == [
        "1 hour before",
        "3 hours before",
        "1 day before",
        "2 days before",
        "7 days before",
    ]
    assert lead_words(30) == "30 minutes before"
