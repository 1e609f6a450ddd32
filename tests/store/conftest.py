"""A journal of its own for each test, and one record of every kind."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from ketatrack.domain.followed_words import EventKind, LimitedMeasure, LimitSide, Stage
from ketatrack.domain.plan_words import PlannedKind, Sheet
from ketatrack.domain.records import (
    Agreement,
    Authorisation,
    BaselineChoice,
    CareArrangement,
    CaregiverNote,
    CheckIn,
    CheckInPlan,
    Checkpoint,
    CheckpointPlan,
    ClinicLimit,
    Contact,
    Course,
    EntryReview,
    FollowedSession,
    HandOverEntry,
    HomeAgreement,
    JournalEntry,
    LeavingLine,
    LeavingMark,
    Medicine,
    OwnMeasure,
    Phase,
    PlanMove,
    PlannedItem,
    Preparation,
    Protocol,
    ProtocolStep,
    PutOff,
    Reading,
    ReadingPart,
    Record,
    ScoreRule,
    Session,
    SessionEvent,
    SessionExperience,
    Visit,
    WatchAnswer,
)
from ketatrack.domain.words import Author, Direction, DoseUnit, PhaseKind, Route
from ketatrack.store.store import Change, Store
from tests.records import STAMP, at, course, patient, phq9, reading, session, side_effect

NOW = at("2026-06-01T09:00+02:00")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "spring.ketatrack"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.create(path) as created:
        yield created


def one_of_each() -> list[Record]:
    """A patient with a course, and one record of every other kind; each after those it refers to."""
    person = patient(name="A. Example", country="DE")
    spring = course(person, started_on=date(2026, 3, 2))
    first = session(spring, "S01", "2026-03-02T14:15-05:00", dose=56.0, fasted=True)
    highest = reading(spring, "2026-03-02T14:55-05:00", session_id=first.id, systolic=142, diastolic=88)
    before = phq9(spring, "2026-03-01T20:00-05:00", 3, 2, None, 1, 0, 2, 1, 0, 0)
    return [
        person,
        Contact(**STAMP, patient_id=person.id, name="Sister", phone="555 0100"),
        OwnMeasure(**STAMP, patient_id=person.id, name="Steps", low=0, high=30, higher_is=Direction.BETTER),
        spring,
        Phase(**STAMP, course_id=spring.id, starts_on=date(2026, 3, 2), phase=PhaseKind.INDUCTION),
        first,
        highest,
        side_effect(spring, "dizziness", session_id=first.id, onset_minutes=20),
        before,
        BaselineChoice(
            **STAMP, course_id=spring.id, score_id=before.id, instrument="phq9", reason="a better day"
        ),
        Medicine(**STAMP, course_id=spring.id, name="Sertraline", started_on=date(2025, 11, 1)),
        Visit(**STAMP, course_id=spring.id, visited_on=date(2026, 3, 20), with_whom="Dr. Example"),
        *one_of_each_of_the_plan(spring),
        *one_of_each_that_follows(spring, first, highest),
    ]


def one_of_each_of_the_plan(of: Course) -> list[Record]:
    """One record of every kind that a plan has."""
    belongs = STAMP | {"course_id": of.id}
    second, sixth = date(2026, 3, 2), date(2026, 3, 6)
    protocol = Protocol(
        **belongs, name="Six infusions", template="iv_6_in_2_3wk", starts_on=second, clock=time(10)
    )
    item = PlannedItem(
        **belongs, item=PlannedKind.SESSION, planned_on=sixth, clock=time(9, 30), place="Clinic"
    )
    rule = ScoreRule(**belongs, asks_for="phq9", every_days=7, weekdays=(5, 6), set_back=True)
    return [
        protocol,
        ProtocolStep(**STAMP, protocol_id=protocol.id, first_day=0, last_day=20, on_days=(0, 4), sessions=6),
        item,
        PlanMove(
            **STAMP,
            planned_item_id=item.id,
            moved_at=NOW,
            from_date=date(2026, 3, 5),
            to_date=date(2026, 3, 6),
        ),
        Preparation(**STAMP, planned_item_id=item.id, name="Consent form", done=False),
        Agreement(**belongs, agreed_on=date(2026, 5, 2), words="Call at 14", instrument="phq9", call_at=14),
        Authorisation(**belongs, payer="Fund", starts_on=date(2026, 1, 1), approved=8),
        rule,
        PutOff(**STAMP, score_rule_id=rule.id, put_off_at=NOW),
        CareArrangement(**belongs, look_in="at nine in the evening"),
        HandOverEntry(**belongs, made_at=NOW, sheet=Sheet.CAREGIVER_CARD, for_whom="Sister"),
        CaregiverNote(**belongs, noticed_at=NOW, noticed="slept long", signed_by="Sister"),
    ]


def one_of_each_that_follows(of: Course, followed: Session, measured: Reading) -> list[Record]:
    """One record of every kind that belongs to following a session, and to what comes after it."""
    belongs = STAMP | {"course_id": of.id}
    inside = belongs | {"session_id": followed.id}
    return [
        CheckpointPlan(**belongs, route=Route.IV, minutes=(10, 20, 30), observe_minutes=60),
        ClinicLimit(
            **belongs,
            measure=LimitedMeasure.SYSTOLIC,
            side=LimitSide.ABOVE,
            number=160,
            words="call the clinic",
            noted_on=date(2026, 3, 1),
        ),
        LeavingLine(**belongs, line="Can walk straight"),
        HomeAgreement(**belongs, agreed_on=date(2026, 3, 1), prescriber="Dr. Example", look_in_minutes=15),
        CheckInPlan(**belongs, hours=(4, 24, 72), asks_for=("mood_now",)),
        FollowedSession(**inside, opened_at=NOW, closed_at=NOW, observe_minutes=120),
        Checkpoint(**inside, stage=Stage.TIMED, at_minutes=40, done_at=NOW, reading_id=measured.id),
        SessionEvent(**inside, happened_at=NOW, event=EventKind.DOSE, amount=28, amount_unit=DoseUnit.MG),
        ReadingPart(**belongs, reading_id=measured.id, taken_at=NOW, systolic=126, diastolic=82),
        LeavingMark(**inside, line="Can walk straight", ticked_at=NOW),
        EntryReview(**inside, entry_kind="readings", entry_id=measured.id, accepted=True, decided_at=NOW),
        SessionExperience(**inside, answered_at=NOW, strength=6, pleasantness=7, words="Like the sea"),
        CheckIn(**inside, after_hours=24, answered_at=NOW),
        JournalEntry(**inside, happened_at=NOW, words="Calmer", tags=("sleep",)),
        WatchAnswer(**belongs, answered_at=NOW, sign="bladder_urgency", present=False),
    ]


def add(store: Store, *records: Record) -> None:
    store.apply([Change(None, record) for record in records], at=NOW, by=Author.PATIENT)
