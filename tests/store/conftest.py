"""A journal of its own for each test, and one record of every kind."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ketatrack.domain.records import BaselineChoice, Contact, Medicine, OwnMeasure, Phase, Record, Visit
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
    ]


def add(store: Store, *records: Record) -> None:
    store.apply([Change(None, record) for record in records], at=NOW, by=Author.PATIENT)
