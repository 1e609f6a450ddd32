"""Plans for tests, on one course in Berlin."""

from datetime import date
from typing import Any

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.plan_words import PlannedKind
from ketatrack.domain.records import Agreement, Authorisation, PlannedItem, Score, Session
from tests.records import STAMP, at, course, patient, phq9, session

PERSON = patient()
SPRING = course(PERSON)


def planned(day: date, **fields: Any) -> PlannedItem:
    given: dict[str, Any] = {"item": PlannedKind.SESSION} | fields
    return PlannedItem(**STAMP, course_id=SPRING.id, planned_on=day, **given)


def held(name: str, day: str, **fields: Any) -> Session:
    return session(SPRING, name, f"{day}T10:00+02:00", **fields)


def total(day: str, points: float, **fields: Any) -> Score:
    return phq9(SPRING, f"{day}T20:00+02:00", total=points, **fields)


def agreed(day: date, **fields: Any) -> Agreement:
    return Agreement(**STAMP, course_id=SPRING.id, agreed_on=day, **{"words": "Call us"} | fields)


def approved(first: date, count: int, **fields: Any) -> Authorisation:
    return Authorisation(
        **STAMP, course_id=SPRING.id, payer="Fund", starts_on=first, approved=count, **fields
    )


def of(*sessions: Session, scores: tuple[Score, ...] = (), plan: CoursePlan | None = None) -> CourseRecords:
    """Return the course with its sessions, scores and plan."""
    return CourseRecords(
        course=SPRING,
        patient=PERSON,
        sessions=sorted(sessions, key=lambda each: each.started_at),
        scores=list(scores),
        plan=plan or CoursePlan(),
    )


NOW = at("2026-06-10T08:00+02:00")
TODAY = NOW.date()
