"""The kinds of record that a journal keeps, in one list.

A kind is declared in the room that it belongs to; naming it here is all that it takes for the journal to
store it and for every file to carry it.
"""

from ketatrack.domain.after_records import (
    CheckIn,
    CheckInPlan,
    JournalEntry,
    SessionExperience,
    WatchAnswer,
)
from ketatrack.domain.caregiver_records import CareArrangement, CaregiverNote, HandOverEntry
from ketatrack.domain.course_records import Contact, Course, Medicine, OwnMeasure, Patient, Phase, Visit
from ketatrack.domain.followed_records import (
    Checkpoint,
    CheckpointPlan,
    ClinicLimit,
    EntryReview,
    FollowedSession,
    HomeAgreement,
    LeavingLine,
    LeavingMark,
    ReadingPart,
    SessionEvent,
)
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
    "CheckIn",
    "CheckInPlan",
    "Checkpoint",
    "CheckpointPlan",
    "ClinicLimit",
    "Contact",
    "Course",
    "EntryReview",
    "FollowedSession",
    "HandOverEntry",
    "HomeAgreement",
    "JournalEntry",
    "LeavingLine",
    "LeavingMark",
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
    "ReadingPart",
    "Record",
    "Score",
    "ScoreRule",
    "Session",
    "SessionEvent",
    "SessionExperience",
    "SideEffect",
    "Visit",
    "WatchAnswer",
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
    CheckpointPlan,
    ClinicLimit,
    LeavingLine,
    HomeAgreement,
    CheckInPlan,
    FollowedSession,
    Checkpoint,
    SessionEvent,
    ReadingPart,
    LeavingMark,
    EntryReview,
    SessionExperience,
    CheckIn,
    JournalEntry,
    WatchAnswer,
)
"""Every kind of record, each after the kinds that it refers to."""
