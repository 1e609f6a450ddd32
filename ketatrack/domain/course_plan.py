"""The plan of one course with everything that belongs to it, in one place."""

from dataclasses import dataclass, field

from ketatrack.domain.records import (
    Agreement,
    Authorisation,
    CareArrangement,
    CaregiverNote,
    HandOverEntry,
    PlanMove,
    PlannedItem,
    Preparation,
    Protocol,
    ProtocolStep,
    PutOff,
    ScoreRule,
)


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """What is planned and agreed for a course, each list in order of happening; empty where nothing is."""

    protocols: list[Protocol] = field(default_factory=list)
    steps: list[ProtocolStep] = field(default_factory=list)
    items: list[PlannedItem] = field(default_factory=list)
    moves: list[PlanMove] = field(default_factory=list)
    preparations: list[Preparation] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    authorisations: list[Authorisation] = field(default_factory=list)
    rules: list[ScoreRule] = field(default_factory=list)
    put_offs: list[PutOff] = field(default_factory=list)
    arrangements: list[CareArrangement] = field(default_factory=list)
    hand_overs: list[HandOverEntry] = field(default_factory=list)
    caregiver_notes: list[CaregiverNote] = field(default_factory=list)
