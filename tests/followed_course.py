"""Sessions that were followed as they happened, for charts, sheets and widgets: none, short and long ones."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import EventKind, LimitedMeasure, LimitSide, Stage
from ketatrack.domain.records import (
    CareArrangement,
    Checkpoint,
    ClinicLimit,
    Course,
    FollowedSession,
    LeavingLine,
    LeavingMark,
    Reading,
    ReadingPart,
    Record,
    Session,
    SessionEvent,
)
from ketatrack.domain.words import Author, DoseUnit, Method, ReadingContext, Route, Setting, Severity
from tests.records import STAMP, at, course, patient, reading, session, side_effect

BEGAN = at("2026-03-02T10:00+01:00")
BY_SITTER: dict[str, Any] = {"recorded_by": Author.SITTER, "recorded_how": Method.TYPED}


def clinic_limit(of: Course, **fields: Any) -> ClinicLimit:
    """Call the clinic above 160 systolic, as noted the day before."""
    given = {
        "course_id": of.id,
        "measure": LimitedMeasure.SYSTOLIC,
        "side": LimitSide.ABOVE,
        "number": 160,
        "words": "call the clinic",
        "phone": "030 1234",
        "noted_on": date(2026, 3, 1),
    }
    return ClinicLimit(**STAMP | given | fields)


def not_begun() -> CourseRecords:
    """A board that was opened, and nothing more."""
    person = patient(name="Alex")
    of = course(person)
    held = session(of, "S1", BEGAN.isoformat(), outcome="not_given")
    followed = FollowedSession(**STAMP, course_id=of.id, session_id=held.id, opened_at=BEGAN)
    return CourseRecords(of, person, sessions=[held], following=CourseFollowing(sessions=[followed]))


def esketamine_session() -> CourseRecords:
    """Two hours with esketamine: before, 40 min, 90 min and before leaving; a limit was passed."""
    person = patient(name="Alex")
    of = course(person)
    held = session(
        of,
        "S7",
        BEGAN.isoformat(),
        route=Route.INTRANASAL,
        product="Esketamine nasal spray",
        devices=2,
        dose=56,
        dose_unit=DoseUnit.MG,
        setting=Setting.CLINIC,
        ended_at=BEGAN + timedelta(minutes=125),
    )
    inside = {"course_id": of.id, "session_id": held.id}
    values = ((-12, 128, 81, 68), (42, 164, 97, 83), (90, 141, 88, 74), (118, 131, 83, 70))
    readings = [_measured(of, held, *each) for each in values]
    parts = [
        ReadingPart(
            **STAMP,
            course_id=of.id,
            reading_id=readings[0].id,
            taken_at=readings[0].taken_at - timedelta(minutes=1 - place),
            systolic=129 - 2 * place,
            diastolic=82 - 2 * place,
            pulse=69 - 2 * place,
        )
        for place in range(2)
    ]
    checkpoints = [
        Checkpoint(
            **STAMP,
            **inside,
            stage=Stage.BEFORE,
            done_at=readings[0].taken_at,
            reading_id=readings[0].id,
        ),
        Checkpoint(
            **STAMP,
            **inside,
            stage=Stage.TIMED,
            at_minutes=40,
            done_at=readings[1].taken_at,
            reading_id=readings[1].id,
        ),
        Checkpoint(
            **STAMP,
            **inside,
            stage=Stage.TIMED,
            at_minutes=60,
            missed_at=BEGAN + timedelta(minutes=80),
        ),
        Checkpoint(
            **STAMP,
            **inside,
            stage=Stage.LEAVING,
            done_at=readings[3].taken_at,
            reading_id=readings[3].id,
        ),
    ]
    events = [
        _happened(of, held, minutes, kind, **fields)
        for minutes, kind, fields in (
            (0, EventKind.DOSE, {"amount": 28, "amount_unit": DoseUnit.MG}),
            (5, EventKind.DOSE, {"amount": 28, "amount_unit": DoseUnit.MG}),
            (25, EventKind.NAUSEA, {}),
            (70, EventKind.NOTE, {"words": "The light was too bright; the blind helped."}),
        )
    ]
    lines = ("Steady on your feet", "Someone takes you home")
    return CourseRecords(
        of,
        person,
        sessions=[held],
        readings=readings,
        side_effects=[
            side_effect(
                of,
                "dissociation",
                session_id=held.id,
                severity=Severity.MODERATE,
                onset_minutes=15,
                resolved_minutes=70,
            )
        ],
        plan=CoursePlan(
            arrangements=[CareArrangement(**STAMP, course_id=of.id, driving_rule="Not before tomorrow noon")]
        ),
        following=CourseFollowing(
            sessions=[
                FollowedSession(
                    **STAMP,
                    **inside,
                    opened_at=BEGAN - timedelta(minutes=20),
                    closed_at=BEGAN + timedelta(minutes=130),
                    observe_minutes=120,
                    escort_here=True,
                    driving_rule="Not before tomorrow noon",
                    left_at=BEGAN + timedelta(minutes=125),
                    sitter="Sam",
                )
            ],
            checkpoints=checkpoints,
            events=events,
            reading_parts=parts,
            limits=[clinic_limit(of)],
            leaving_lines=[LeavingLine(**STAMP, course_id=of.id, line=words) for words in lines],
            leaving_marks=[
                LeavingMark(**STAMP, **inside, line=lines[0], ticked_at=BEGAN + timedelta(minutes=120)),
                LeavingMark(**STAMP, **inside, line=lines[1]),
            ],
        ),
    )


def looked_in_session() -> CourseRecords:
    """The same session, in which a sitter looked in at 60 min, ten minutes late, and took no reading."""
    records = esketamine_session()
    (held,), following = records.sessions, records.following
    look = _happened(
        records.course, held, 70, EventKind.LOOKED_IN, words="asleep, cuff not put on", **BY_SITTER
    )
    checkpoints = [
        each.changed(missed_at=None, done_at=look.happened_at) if each.at_minutes == 60 else each
        for each in following.checkpoints
    ]
    events = [*following.events, look]
    return replace(records, following=replace(following, checkpoints=checkpoints, events=events))


def long_session(hours: int = 8) -> CourseRecords:
    """A reading every ten minutes and an event every seven, for hours, with words without an end."""
    person = patient(name="Alex")
    of = course(person, name="A course with a long name " * 4)
    held = session(of, "S12", BEGAN.isoformat(), route=Route.IV, notes="W" * 300)
    inside = {"course_id": of.id, "session_id": held.id}
    minutes = range(-10, hours * 60, 10)
    readings = [
        _measured(of, held, each, 120 + each % 70, 75 + each % 30, 60 + each % 50, **BY_SITTER)
        for each in minutes
    ]
    kinds = list(EventKind)
    events = [
        _happened(of, held, each, kinds[each // 7 % len(kinds)], words="M" * (each % 200), **BY_SITTER)
        for each in range(0, hours * 60, 7)
    ]
    checkpoints = [
        Checkpoint(**STAMP, **inside, stage=Stage.TIMED, at_minutes=each) for each in minutes if each > 0
    ]
    followed = FollowedSession(**STAMP, **inside, opened_at=BEGAN, sitter="W" * 200)
    return CourseRecords(
        of,
        person,
        sessions=[held],
        readings=readings,
        following=CourseFollowing(
            sessions=[followed],
            events=events,
            checkpoints=checkpoints,
            limits=[clinic_limit(of), clinic_limit(of, measure=LimitedMeasure.PULSE, number=100)],
        ),
    )


def every_record(records: CourseRecords) -> list[Record]:
    """Return all that makes up such a course, each after what it refers to."""
    following = records.following
    lists = (
        records.sessions,
        records.readings,
        records.side_effects,
        records.plan.arrangements,
        following.limits,
        following.leaving_lines,
        following.checkpoint_plans,
        following.sessions,
        following.checkpoints,
        following.events,
        following.reading_parts,
        following.leaving_marks,
        following.reviews,
    )
    return [records.patient, records.course, *(each for found in lists for each in found)]


def _measured(
    of: Course, held: Session, minutes: int, systolic: int, diastolic: int, pulse: int, **fields: Any
) -> Reading:
    return reading(
        of,
        (held.started_at + timedelta(minutes=minutes)).isoformat(),
        session_id=held.id,
        systolic=systolic,
        diastolic=diastolic,
        pulse=pulse,
        context=ReadingContext.PRE_DOSE if minutes < 0 else ReadingContext.IN_SESSION,
        **fields,
    )


def _happened(of: Course, held: Session, minutes: int, kind: EventKind, **fields: Any) -> SessionEvent:
    given = {
        "course_id": of.id,
        "session_id": held.id,
        "happened_at": held.started_at + timedelta(minutes=minutes),
        "event": kind,
    }
    return SessionEvent(**STAMP | given | fields)
