"""Records for tests, with only what the test is about spelled out."""

from datetime import date, datetime
from typing import Any

from ketatrack.domain.moments import moment_from_text
from ketatrack.domain.records import Course, Patient, Reading, Score, ScoreRule, Session, SideEffect
from ketatrack.domain.words import Author, Method

STAMP: dict[str, Any] = {"recorded_by": Author.PATIENT, "recorded_how": Method.TYPED}


def at(text: str) -> datetime:
    """Read `2026-03-02T14:15-05:00`."""
    return moment_from_text(text)


def patient(**fields: Any) -> Patient:
    return Patient(**STAMP | fields)


def course(of: Patient, **fields: Any) -> Course:
    return Course(
        **STAMP | {"patient_id": of.id, "name": "Spring course", "timezone": "Europe/Berlin"} | fields
    )


def session(of: Course, name: str, started_at: str, **fields: Any) -> Session:
    return Session(**STAMP | {"course_id": of.id, "name": name, "started_at": at(started_at)} | fields)


def reading(of: Course, taken_at: str, **fields: Any) -> Reading:
    return Reading(**STAMP | {"course_id": of.id, "taken_at": at(taken_at)} | fields)


def side_effect(of: Course, effect: str, **fields: Any) -> SideEffect:
    return SideEffect(**STAMP | {"course_id": of.id, "effect": effect} | fields)


def phq9(of: Course, taken_at: str, *answers: int | None, **fields: Any) -> Score:
    given: dict[str, Any] = {"answers": answers} if answers else {}
    return Score(
        **STAMP | {"course_id": of.id, "instrument": "phq9", "taken_at": at(taken_at)} | given | fields
    )


def rhythm(of: Course, asks_for: str, **fields: Any) -> ScoreRule:
    return ScoreRule(
        **STAMP
        | {"course_id": of.id, "asks_for": asks_for, "every_days": 7, "starts_on": date(2026, 6, 1)}
        | fields
    )
