"""A planned date keeps its id whatever happens to it, and nothing is read into one that went by."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.plan_words import PlannedEnd, PlannedKind
from ketatrack.domain.planned import (
    PlanState,
    agreed_window,
    coming,
    done_by,
    following,
    moment_of,
    moved,
    shown_by,
    states,
)
from ketatrack.domain.records import Agreement, PlannedItem, Session
from tests.records import STAMP, at, course, patient, session

PERSON = patient()
SPRING = course(PERSON)
TODAY = date(2026, 6, 10)


def planned(day: date, **fields: Any) -> PlannedItem:
    given: dict[str, Any] = {"item": PlannedKind.SESSION} | fields
    return PlannedItem(**STAMP, course_id=SPRING.id, planned_on=day, **given)


def records(*items: PlannedItem, sessions: tuple[Session, ...] = ()) -> CourseRecords:
    return CourseRecords(
        course=SPRING, patient=PERSON, sessions=list(sessions), plan=CoursePlan(items=list(items))
    )


def state(item: PlannedItem, *sessions: Session) -> PlanState:
    return states(records(item, sessions=sessions), TODAY)[item.id]


def test_a_date_stands_until_its_window_is_over_and_has_then_passed() -> None:
    assert state(planned(date(2026, 6, 10))) == PlanState.PLANNED
    assert state(planned(date(2026, 6, 9))) == PlanState.PASSED
    assert state(planned(date(2026, 6, 9), latest_on=date(2026, 6, 12))) == PlanState.PLANNED
    assert state(planned(date(2026, 6, 9), draft=True)) == PlanState.DRAFT


def test_a_date_is_done_by_an_entry_and_open_again_without_it() -> None:
    given = session(SPRING, "S1", "2026-06-09T10:00+02:00")
    item = done_by(planned(date(2026, 6, 9)), given)
    assert state(item, given) == PlanState.DONE
    assert state(item) == PlanState.PASSED


def test_a_session_that_was_not_given_ends_its_date_as_not_given() -> None:
    missed = session(SPRING, "S1", "2026-06-09T10:00+02:00", outcome="not_given")
    assert state(done_by(planned(date(2026, 6, 9)), missed), missed) == PlanState.NOT_GIVEN


def test_a_date_can_end_without_an_entry() -> None:
    assert state(planned(date(2026, 6, 9), ended=PlannedEnd.SKIPPED, reason="")) == PlanState.SKIPPED


def test_what_comes_leaves_out_drafts_and_what_is_over() -> None:
    later = planned(date(2026, 6, 20))
    sooner = planned(date(2026, 6, 12), clock=time(9))
    over = planned(date(2026, 6, 11), ended=PlannedEnd.SKIPPED)
    found = coming(records(later, over, planned(date(2026, 6, 15), draft=True), sooner), TODAY)
    assert found == [sooner, later]


def test_a_moved_date_takes_its_window_along_and_leaves_its_old_one_in_the_record() -> None:
    item = planned(
        date(2026, 6, 12), clock=time(10), earliest_on=date(2026, 6, 11), latest_on=date(2026, 6, 14)
    )
    after, move = moved(
        item, date(2026, 6, 15), time(11), at=at("2026-06-10T08:00+02:00"), reason="a cold", stamp=STAMP
    )
    assert (after.id, after.planned_on, after.clock) == (item.id, date(2026, 6, 15), time(11))
    assert (after.earliest_on, after.latest_on) == (date(2026, 6, 14), date(2026, 6, 17))
    assert (move.from_date, move.to_date, move.reason) == (item.planned_on, after.planned_on, "a cold")


def test_only_open_dates_of_the_same_kind_follow_one_that_moves() -> None:
    item, next_one = planned(date(2026, 6, 12)), planned(date(2026, 6, 19))
    visit = planned(date(2026, 6, 20), item=PlannedKind.VISIT)
    skipped = planned(date(2026, 6, 21), ended=PlannedEnd.SKIPPED)
    assert following(item, records(item, visit, skipped, next_one), TODAY) == [next_one]


def test_a_logged_session_shows_the_date_of_its_day_else_the_only_window_that_holds_it() -> None:
    given = session(SPRING, "S1", "2026-06-09T23:30+02:00")
    same_day = planned(date(2026, 6, 9))
    wide = planned(date(2026, 6, 8), latest_on=date(2026, 6, 11))
    assert shown_by(given, records(wide, same_day), TODAY) == same_day
    assert shown_by(given, records(wide), TODAY) == wide
    assert (
        shown_by(given, records(wide, planned(date(2026, 6, 10), earliest_on=date(2026, 6, 9))), TODAY)
        is None
    )
    assert shown_by(given, records(planned(date(2026, 6, 9), item=PlannedKind.TEST)), TODAY) is None


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Europe/Berlin", (date(2026, 3, 28), date(2026, 3, 30), date(2026, 10, 26))),
        ("America/New_York", (date(2026, 3, 7), date(2026, 3, 9), date(2026, 11, 2))),
        ("Australia/Sydney", (date(2026, 4, 4), date(2026, 4, 6), date(2026, 10, 5))),
    ],
)
def test_ten_stays_ten_across_a_change_of_the_clocks(zone: str, days: tuple[date, ...]) -> None:
    found = [moment_of(planned(day, clock=time(10)), ZoneInfo(zone)) for day in days]
    assert [moment and moment.hour for moment in found] == [10, 10, 10]
    assert len({moment and moment.utcoffset() for moment in found[:2]}) == 2


def agreement(agreed_on: date, **fields: Any) -> Agreement:
    return Agreement(**STAMP, course_id=SPRING.id, agreed_on=agreed_on, words="every 3 to 4 weeks", **fields)


def test_an_agreed_interval_counts_from_the_last_session_that_was_given() -> None:
    sessions = (
        session(SPRING, "S1", "2026-06-01T10:00+02:00"),
        session(SPRING, "S2", "2026-06-08T10:00+02:00", outcome="not_given"),
    )
    older = agreement(date(2026, 1, 1), shortest_days=7)
    newer = agreement(date(2026, 5, 2), shortest_days=21, longest_days=28)
    ended = agreement(date(2026, 5, 3), shortest_days=1, ended_on=date(2026, 6, 1))
    window = agreed_window(CoursePlan(agreements=[older, newer, ended]), sessions, TODAY)
    assert window is not None
    assert (window.agreement, window.earliest, window.latest) == (newer, date(2026, 6, 22), date(2026, 6, 29))


def test_nothing_is_said_of_an_interval_without_an_agreement_or_a_session() -> None:
    words_only = agreement(date(2026, 5, 2))
    given = session(SPRING, "S1", "2026-06-01T10:00+02:00")
    assert agreed_window(CoursePlan(agreements=[words_only]), [given], TODAY) is None
    assert agreed_window(CoursePlan(agreements=[agreement(TODAY, shortest_days=7)]), [], TODAY) is None
