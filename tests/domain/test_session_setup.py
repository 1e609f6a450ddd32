"""What the clinic said for sessions, as the page of it lists and words it."""

from dataclasses import replace
from datetime import date

from ketatrack.domain.checkpoints import checkpoint_plan_of
from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.records import CheckpointPlan, HomeAgreement
from ketatrack.domain.session_setup import home_lines, limit_lines, routes_in_use
from ketatrack.domain.words import Route
from tests.followed_course import clinic_limit
from tests.records import STAMP, course, patient, session

WHO = patient()
SPRING = course(WHO, route=Route.INTRANASAL)


def plan(route: Route | None, *minutes: int) -> CheckpointPlan:
    return CheckpointPlan(**STAMP, course_id=SPRING.id, route=route, minutes=minutes)


def with_plans(*plans: CheckpointPlan) -> CourseRecords:
    return CourseRecords(SPRING, WHO, following=CourseFollowing(checkpoint_plans=list(plans)))


def test_the_routes_of_course_sessions_and_plans_are_listed_once():
    assert routes_in_use(with_plans()) == [Route.INTRANASAL]
    records = with_plans(plan(Route.ORAL, 30))
    infusion = session(SPRING, "S1", "2026-03-02T10:00+01:00", route=Route.IV)
    assert routes_in_use(replace(records, sessions=[infusion])) == [Route.IV, Route.ORAL, Route.INTRANASAL]


def test_every_other_route_is_listed_where_it_has_a_plan_or_none_is_in_use():
    assert routes_in_use(with_plans(plan(None, 30))) == [Route.INTRANASAL, None]
    bare = course(WHO)
    assert routes_in_use(CourseRecords(bare, WHO)) == [None]


def test_the_newest_plan_of_a_route_is_its_plan():
    older, newer = plan(Route.IV, 10), plan(Route.IV, 20)
    assert checkpoint_plan_of([older, newer], Route.IV) == newer
    assert checkpoint_plan_of([older], Route.ORAL) is None


def test_a_limit_and_an_agreement_say_what_was_typed_and_no_more():
    assert limit_lines(clinic_limit(SPRING, phone="")) == ["“call the clinic”", "Noted on: 1 Mar 2026"]
    limit = clinic_limit(SPRING, ended_on=date(2026, 4, 1))
    assert limit_lines(limit)[1:] == ["Phone: 030 1234", "Noted on: 1 Mar 2026", "Holds until: 1 Apr 2026"]
    agreed = HomeAgreement(
        **STAMP,
        course_id=SPRING.id,
        agreed_on=date(2026, 3, 1),
        prescriber="Dr Weber",
        words="With somebody watching",
        look_in_minutes=15,
    )
    assert home_lines(agreed) == ["With somebody watching", "Look in every: 15 min"]
