"""A course of ten years, for pictures, benchmarks and tests of cost: made up, and the same each time."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from ketatrack.domain.measures import DEVICE_DOSE_MG
from ketatrack.domain.records import Phase, Reading, Record, Score, Session, SideEffect
from ketatrack.domain.words import DoseUnit, PhaseKind, ReadingContext, Route, Setting, Severity
from tests import records as make

SESSIONS = 520
SCORES = 1500
_ZONE = ZoneInfo("Europe/Berlin")
_START = datetime(2016, 9, 5, 9, 30, tzinfo=_ZONE)
_MINUTES = (-5, 40, 90, 120)
_EFFECTS = ("dissociation", "dizziness", "nausea", "sedation", "headache", "dysgeusia")


def ten_years() -> list[Record]:
    """Return the patient, the course and all records, each after those that it refers to."""
    dice = Random(1)
    patient = make.patient(name="Alex")
    course = make.course(
        patient, name="Ten years", medication="esketamine", route=Route.INTRANASAL, started_on=_START.date()
    )
    records: list[Record] = [patient, course]
    for days, kind in ((0, "induction"), (28, "optimisation"), (56, "maintenance")):
        begins = (_START + timedelta(days=days)).date()
        records.append(Phase(course_id=course.id, starts_on=begins, phase=PhaseKind(kind), **make.STAMP))
    for number in range(SESSIONS):
        records += _session(dice, course.id, number)
    records += [_score(dice, course.id, number) for number in range(SCORES)]
    return records


def _local(days: float, hour: int, minute: int) -> datetime:
    return (_START + timedelta(days=days)).replace(hour=hour, minute=minute)


def _session(dice: Random, course_id: str, number: int) -> list[Record]:
    start = _local(number * 7, 9, 30)
    session = Session(
        course_id=course_id,
        name=f"N{number + 1:02d}",
        started_at=start,
        ended_at=start + timedelta(minutes=120),
        route=Route.INTRANASAL,
        devices=3,
        dose=3 * DEVICE_DOSE_MG,
        dose_unit=DoseUnit.MG,
        setting=Setting.CLINIC,
        **make.STAMP,
    )
    resting = dice.randint(118, 142)
    readings = [
        Reading(
            course_id=course_id,
            session_id=session.id,
            taken_at=start + timedelta(minutes=minutes),
            minutes=minutes,
            systolic=resting + rise,
            diastolic=resting - 45 + rise // 2,
            pulse=dice.randint(60, 84),
            spo2=dice.randint(95, 99),
            context=ReadingContext.PRE_DOSE if minutes < 0 else ReadingContext.IN_SESSION,
            **make.STAMP,
        )
        for minutes, rise in zip(_MINUTES, (0, dice.randint(8, 30), 12, 2), strict=True)
    ]
    effects = [
        SideEffect(
            course_id=course_id,
            session_id=session.id,
            effect=effect,
            severity=dice.choice(list(Severity)),
            **make.STAMP,
        )
        for effect in dice.sample(_EFFECTS, dice.randint(0, 3))
    ]
    return [session, *readings, *effects]


def _score(dice: Random, course_id: str, number: int) -> Score:
    taken = _local(number * 2.43 - 3, 20, 15)
    level = 2 if number < 6 else dice.choice((0, 1, 1))
    answers = tuple(min(3, max(0, level + dice.choice((-1, 0, 0, 1)))) for _item in range(9))
    return Score(course_id=course_id, instrument="phq9", taken_at=taken, answers=answers, **make.STAMP)
