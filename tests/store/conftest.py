"""A journal of its own for each test, and one record of every kind."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from ketatrack.domain.plan_words import PlannedKind, Sheet
from ketatrack.domain.records import (
    Agreement,
    Authorisation,
    BaselineChoice,
    CareArrangement,
    CaregiverNote,
    Contact,
    Course,
    HandOverEntry,
    Medicine,
    OwnMeasure,
    Phase,
    PlanMove,
    PlannedItem,
    Preparation,
    Protocol,
    ProtocolStep,
    PutOff,
    Record,
    ScoreRule,
    Visit,
)
from ketatrack.domain.words import Author, Direction, PhaseKind
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
    before = phq9(spring, "2026-03-01T20:00-05:00", 3, 2, None, 1, 0, 2, 1, 0, 0)
    return [
        person,
        Contact(**STAMP, patient_id=person.id, name="Sister", phone="555 0100"),
        OwnMeasure(**STAMP, patient_id=person.id, name="Steps", low=0, high=30, higher_is=Direction.BETTER),
        spring,
        Phase(**STAMP, course_id=spring.id, starts_on=date(2026, 3, 2), phase=PhaseKind.INDUCTION),
        first,
        reading(spring, "2026-03-02T14:55-05:00", session_id=first.id, systolic=142, diastolic=88),
        side_effect(spring, "dizziness", session_id=first.id, onset_minutes=20),
        before,
        BaselineChoice(
            **STAMP, course_id=spring.id, score_id=before.id, instrument="phq9", reason="a better day"
        ),
        Medicine(**STAMP, course_id=spring.id, name="Sertraline", started_on=date(2025, 11, 1)),
        Visit(**STAMP, course_id=spring.id, visited_on=date(2026, 3, 20), with_whom="Dr. Example"),
        *one_of_each_of_the_plan(spring),
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


def add(store: Store, *records: Record) -> None:
    store.apply([Change(None, record) for record in records], at=NOW, by=Author.PATIENT)
