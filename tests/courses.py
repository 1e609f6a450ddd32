"""Courses of every size for looking at charts and pages: none, one session, many routes, ten years."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import MOOD
from ketatrack.domain.moments import moment_from_text
from ketatrack.domain.records import Phase, Reading, Score, Session
from ketatrack.domain.words import (
    Author,
    Medication,
    Method,
    Outcome,
    PhaseKind,
    Purpose,
    ReadingContext,
    Route,
)
from tests.records import STAMP, course, patient, phq9, reading, session, side_effect

FIRST_DAY = date(2016, 1, 4)


def empty(**fields: Any) -> CourseRecords:
    """Nothing but a name."""
    person = patient()
    return CourseRecords(course(person, **fields), person)


def one_session() -> CourseRecords:
    """One score, one session, one reading in it."""
    person = patient()
    of = course(person)
    only = session(of, "S1", "2026-03-02T14:15+01:00", route=Route.IM, dose=50, dose_unit="mg")
    return CourseRecords(
        of,
        person,
        sessions=[only],
        readings=[
            reading(of, "2026-03-02T14:30+01:00", session_id=only.id, minutes=15, systolic=141, diastolic=88)
        ],
        scores=[phq9(of, "2026-03-01T20:00+01:00", 2, 2, 2, 2, 2, 2, 1, 1, 0)],
    )


def many_routes() -> CourseRecords:
    """One session by each route and one without, one of each not given, in nine phases of a few days each."""
    person = patient()
    of = course(person, name="A course by every route " * 6)
    routes: list[Route | None] = [*Route, None]
    sessions = []
    for index in range(14):
        outcome = Outcome.NOT_GIVEN if index % 2 else Outcome.COMPLETED
        sessions.append(
            session(
                of,
                f"S{index}",
                f"2026-03-{2 * index + 1:02d}T10:00+01:00",
                route=routes[index // 2],
                outcome=outcome,
            )
        )
    kinds = [*PhaseKind, PhaseKind.MAINTENANCE, PhaseKind.RE_INDUCTION]
    phases = [
        Phase(**STAMP, course_id=of.id, starts_on=date(2026, 3, 1 + 3 * index), phase=kind)
        for index, kind in enumerate(kinds)
    ]
    scores = [
        phq9(of, f"2026-03-{day:02d}T09:00+01:00", total=total, written_at=moment_from_text(written))
        for day, total, written in (
            (1, 27, "2026-03-01T09:00+01:00"),
            (12, 0, "2026-03-20T09:00+01:00"),
            (25, 13, "2026-03-25T09:00+01:00"),
        )
    ]
    return CourseRecords(of, person, phases=phases, sessions=sessions, scores=scores)


def ten_years(sessions: int = 520, scores: int = 1500) -> CourseRecords:
    """Ten years of weekly sessions with three readings each, and a PHQ-9 every two or three days."""
    person = patient(name="Somebody")
    of = course(person, name="Ten years", medication=Medication.ESKETAMINE, route=Route.INTRANASAL)
    held = [_weekly_session(of, week) for week in range(sessions)]
    return CourseRecords(
        of,
        person,
        phases=[
            Phase(**STAMP, course_id=of.id, starts_on=FIRST_DAY, phase=PhaseKind.INDUCTION),
            Phase(
                **STAMP, course_id=of.id, starts_on=FIRST_DAY + timedelta(28), phase=PhaseKind.OPTIMISATION
            ),
            Phase(**STAMP, course_id=of.id, starts_on=FIRST_DAY + timedelta(56), phase=PhaseKind.MAINTENANCE),
        ],
        sessions=held,
        readings=[each for index, one in enumerate(held) for each in _readings(of, one, index)],
        side_effects=[side_effect(of, "dissociation", session_id=one.id) for one in held],
        scores=[_score(of, index) for index in range(scores)],
    )


def _weekly_session(of: Any, week: int) -> Session:
    day = FIRST_DAY + timedelta(7 * week)
    return session(
        of,
        f"S{week + 1}",
        f"{day}T10:00+01:00",
        route=Route.INTRANASAL,
        devices=2,
        outcome=Outcome.NOT_GIVEN if week % 40 == 39 else Outcome.COMPLETED,
    )


def _readings(of: Any, one: Session, index: int) -> list[Reading]:
    if index % 4 == 0:
        resting = reading(
            of,
            one.started_at.replace(hour=8).isoformat(),
            systolic=118 + index % 15,
            diastolic=74 + index % 9,
            context=ReadingContext.RESTING,
        )
    in_session = [
        reading(
            of,
            (one.started_at + timedelta(minutes=minutes)).isoformat(),
            session_id=one.id,
            minutes=minutes,
            systolic=122 + rise + index % 11,
            diastolic=77 + rise // 2 + index % 7,
            spo2=97,
            context=ReadingContext.PRE_DOSE if minutes < 0 else ReadingContext.IN_SESSION,
        )
        for minutes, rise in ((-10, 0), (40, 20 + index % 25), (110, 6))
    ]
    return [resting, *in_session] if index % 4 == 0 else in_session


def _score(of: Any, index: int) -> Score:
    hours = round(index * 3640 * 24 / 1500) + 8
    taken = moment_from_text(f"{FIRST_DAY}T00:00+01:00") + timedelta(hours=hours)
    severity = max(0, min(27, 22 - index // 8 if index < 120 else 7 + (index * 7) % 11 - 3))
    answers = [severity // 9 + (item < severity % 9) for item in range(9)]
    return phq9(of, taken.isoformat(), *answers)


def crowded() -> CourseRecords:
    """Everything that takes room on a page: every author, long words without an end, many side effects."""
    records = ten_years(sessions=40, scores=100)
    authors, purposes = list(Author), list(Purpose)
    stamps = [{"recorded_by": author, "recorded_how": Method.IMPORTED} for author in authors]
    of = records.course.changed(
        name="W" * 200, product="M" * 200, started_on=FIRST_DAY, ended_on=date(2026, 1, 1)
    )
    sessions = [
        each.changed(**stamps[index % 5], purpose=purposes[index % len(purposes)])
        for index, each in enumerate(records.sessions)
    ]
    return CourseRecords(
        of,
        records.patient.changed(name="Ж" * 200),
        phases=[each.changed(**stamps[index]) for index, each in enumerate(records.phases)],
        sessions=sessions,
        readings=[each.changed(**stamps[index % 5]) for index, each in enumerate(records.readings)],
        side_effects=[
            side_effect(of, f"{index}{'W' * 190}", **stamps[index % 5], session_id=sessions[index].id)
            for index in range(30)
        ],
        scores=[each.changed(**stamps[index % 5]) for index, each in enumerate(records.scores)],
    )


def with_moods(records: CourseRecords) -> CourseRecords:
    """Return the course with moods around each session: 22 hours before it, and 3, 24 and 72 after it."""
    moods = [
        phq9(
            records.course,
            (each.started_at + timedelta(hours=hours)).isoformat(),
            instrument=MOOD,
            total=(base + index % 3),
        )
        for index, each in enumerate(records.sessions)
        for hours, base in ((-22, 3), (3, 5), (24, 7), (72, 6))
    ]
    scores = sorted([*records.scores, *moods], key=lambda score: score.taken_at)
    return replace(records, scores=scores)
