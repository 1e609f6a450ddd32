"""The kinds of record that a journal keeps, in one list.

A kind is declared in the room that it belongs to; naming it here is all that it takes for the journal to
store it and for every file to carry it.
"""

from ketatrack.domain.course_records import Contact, Course, Medicine, OwnMeasure, Patient, Phase, Visit
from ketatrack.domain.record import Record
from ketatrack.domain.score_records import BaselineChoice, Score
from ketatrack.domain.session_records import Reading, Session, SideEffect

__all__ = [
    "KINDS",
    "BaselineChoice",
    "Contact",
    "Course",
    "Medicine",
    "OwnMeasure",
    "Patient",
    "Phase",
    "Reading",
    "Record",
    "Score",
    "Session",
    "SideEffect",
    "Visit",
]

KINDS: tuple[type[Record], ...] = (
    Patient,
    Contact,
    OwnMeasure,
    Course,
    Phase,
    Session,
    Reading,
    SideEffect,
    Score,
    BaselineChoice,
    Medicine,
    Visit,
)
"""Every kind of record, each after the kinds that it refers to."""
