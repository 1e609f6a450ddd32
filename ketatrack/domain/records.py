"""The kinds of record that a journal keeps, in one list.

A kind is declared in the room that it belongs to; naming it here is all that it takes for the journal to
store it and for every file to carry it.
"""

from ketatrack.domain.caregiver_records import CareArrangement, CaregiverNote, HandOverEntry
from ketatrack.domain.course_records import Contact, Course, Medicine, OwnMeasure, Patient, Phase, Visit
from ketatrack.domain.plan_records import (
    Agreement,
    Authorisation,
    PlanMove,
    PlannedItem,
    Preparation,
    Protocol,
    ProtocolStep,
)
from ketatrack.domain.record import Record
from ketatrack.domain.rhythm_records import PutOff, ScoreRule
from ketatrack.domain.score_records import BaselineChoice, Score
from ketatrack.domain.session_records import Reading, Session, SideEffect

__all__ = [
    "KINDS",
    "Agreement",
    "Authorisation",
    "BaselineChoice",
    "CareArrangement",
    "CaregiverNote",
    "Contact",
    "Course",
    "HandOverEntry",
    "Medicine",
    "OwnMeasure",
    "Patient",
    "Phase",
    "PlanMove",
    "PlannedItem",
    "Preparation",
    "Protocol",
    "ProtocolStep",
    "PutOff",
    "Reading",
    "Record",
    "Score",
    "ScoreRule",
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
    Protocol,
    ProtocolStep,
    PlannedItem,
    PlanMove,
    Preparation,
    Agreement,
    Authorisation,
    ScoreRule,
    PutOff,
    CareArrangement,
    HandOverEntry,
    CaregiverNote,
)
"""Every kind of record, each after the kinds that it refers to."""
