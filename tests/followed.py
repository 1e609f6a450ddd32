"""Sessions that are followed as they happen, for tests: a course with a past, and what runs now."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ketatrack.domain.followed_words import EventKind, Stage
from ketatrack.domain.records import (
    Checkpoint,
    Course,
    FollowedSession,
    HomeAgreement,
    Patient,
    Reading,
    Record,
    Session,
    SessionEvent,
)
from ketatrack.domain.words import DoseUnit, Medication, Outcome, Route
from tests.plans import arrangement, contact
from tests.records import STAMP, course, patient, phq9, session, side_effect

SECRET = "zebrafinch"
"""Stands in every word of the patient's own that nobody else is to read."""


def minutes_ago(minutes: float) -> datetime:
    """Return a moment before now, to the minute, at the course's offset."""
    now = datetime.now(ZoneInfo("Europe/Berlin")).replace(second=0, microsecond=0)
    return now - timedelta(minutes=minutes)


def home_agreement(of: Course, **fields: Any) -> HomeAgreement:
    agreed: dict[str, Any] = {"agreed_on": minutes_ago(60 * 24 * 30).date(), "prescriber": "Dr. Example"}
    return HomeAgreement(**STAMP | {"course_id": of.id, "look_in_minutes": 30} | agreed | fields)


def running_session(of: Course, dosed: float = 20) -> list[Record]:
    """A session of a nasal spray that began so many minutes ago, with a reading before it and a note."""
    started = minutes_ago(dosed)
    now_on = Session(
        **STAMP,
        course_id=of.id,
        name=f"{SECRET}-7",
        started_at=started,
        outcome=Outcome.COMPLETED,
        route=Route.INTRANASAL,
        product=f"{SECRET} spray",
        dose=56,
        dose_unit=DoseUnit.MG,
        intention=f"to let {SECRET} go",
    )
    inside = STAMP | {"course_id": of.id, "session_id": now_on.id}
    return [
        now_on,
        FollowedSession(**inside, opened_at=started - timedelta(minutes=10), observe_minutes=120),
        SessionEvent(**inside, happened_at=started, event=EventKind.DOSE),
        SessionEvent(**inside, happened_at=started, event=EventKind.NOTE, words=f"thinking of the {SECRET}"),
        Reading(
            **inside,
            taken_at=started - timedelta(minutes=5),
            systolic=121,
            diastolic=77,
            pulse=63,
            minutes=-5,
        ),
        Checkpoint(**inside, stage=Stage.TIMED, at_minutes=40),
        Checkpoint(**inside, stage=Stage.LEAVING),
    ]


def watched_at_home() -> list[Record]:
    """A person with a course agreed for home, a past with words of their own in it, and no session yet."""
    who = patient(name=f"Alex {SECRET}", country="DE")
    spring = course(who, name=f"Course of {SECRET}", medication=Medication.ESKETAMINE)
    past = session(spring, "P1", "2026-03-02T14:15+01:00", notes=f"all about {SECRET}")
    return [
        who,
        spring,
        contact(who, name="Grace", relation="sister", phone="087 1234567"),
        contact(who, name="Uncle Bob", phone="087 7654321"),
        arrangement(spring, caregiver="Mia", call_whom="Night desk", phone="030 123456"),
        home_agreement(spring),
        past,
        side_effect(spring, "headache", session_id=past.id, notes=f"{SECRET} again"),
        phq9(spring, "2026-03-01T09:00+01:00", *([2] * 9), notes=f"{SECRET} was bad"),
    ]


def course_in(records: list[Record]) -> Course:
    return next(record for record in records if isinstance(record, Course))


def patient_in(records: list[Record]) -> Patient:
    return next(record for record in records if isinstance(record, Patient))
