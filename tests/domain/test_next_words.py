"""What comes next is what was given, agreed or noted, in that order; no date is made of anything."""

from dataclasses import replace
from datetime import date, time

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.next_words import Next, next_planned
from ketatrack.domain.records import Visit
from tests.domain.plans import SPRING, TODAY, agreed, held, of, planned
from tests.records import STAMP


def test_the_next_date_is_named_with_its_time_and_how_far_it_is() -> None:
    plan = CoursePlan(items=[planned(date(2026, 6, 16), clock=time(10), place="Clinic")])
    assert next_planned(of(plan=plan), TODAY) == Next(
        "Tue 2026-06-16, 10:00", ("Session · in 6 days · Clinic",)
    )


def test_a_draft_is_no_next_date() -> None:
    plan = CoursePlan(items=[planned(date(2026, 6, 16), draft=True)])
    assert next_planned(of(plan=plan), TODAY) == Next("", ("Nothing is planned.",))


def test_an_agreed_interval_is_said_and_gives_no_date() -> None:
    plan = CoursePlan(agreements=[agreed(date(2026, 5, 2), shortest_days=21, longest_days=28)])
    assert next_planned(of(held("S1", "2026-06-01"), plan=plan), TODAY) == Next(
        "", ("Every 3 to 4 weeks, as agreed on 2 May: between 22 June and 29 June",)
    )


def test_a_noted_visit_stands_where_it_comes_first() -> None:
    visit = Visit(**STAMP, course_id=SPRING.id, visited_on=date(2026, 6, 12), with_whom="Dr. Example")
    records = replace(of(plan=CoursePlan(items=[planned(date(2026, 6, 16))])), visits=[visit])
    assert next_planned(records, TODAY) == Next("Fri 2026-06-12", ("Visit · Dr. Example · in 2 days",))


def test_a_window_can_be_open_after_its_date() -> None:
    plan = CoursePlan(items=[planned(date(2026, 6, 9), latest_on=date(2026, 6, 12))])
    assert next_planned(of(plan=plan), TODAY).lines == ("Session · 1 day ago",)


def test_an_agreed_time_that_is_over_is_not_said_beside_a_date_that_is_planned() -> None:
    over = agreed(date(2026, 3, 2), shortest_days=21, longest_days=28)
    session, item = held("S1", "2026-04-01"), planned(date(2026, 6, 16))
    assert next_planned(of(session, plan=CoursePlan(items=[item], agreements=[over])), TODAY).lines == (
        "Session · in 6 days",
    )
    (said,) = next_planned(of(session, plan=CoursePlan(agreements=[over])), TODAY).lines
    assert "as agreed on 2 March" in said
