"""The closed lists of a course: the word that files carry and the label that people read."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """One word of a closed list. Its value stands in files; its `label` stands on screen and paper."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make the member from the stored word and its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Author(Word):
    """Who recorded a thing."""

    PATIENT = "patient", "Patient"
    CAREGIVER = "caregiver", "Caregiver"
    SITTER = "sitter", "Sitter"
    CLINICIAN = "clinician", "Clinician"
    DEVICE = "device", "Device"


class Method(Word):
    """How a thing came into the journal."""

    TYPED = "typed", "Typed"
    MEASURED = "measured", "Measured by a device"
    IMPORTED = "imported", "Imported from a file"


class Medication(Word):
    """The active substance of a course, kept apart from its route."""

    KETAMINE = "ketamine", "Ketamine"
    ESKETAMINE = "esketamine", "Esketamine"
    OTHER = "other", "Other"


class Route(Word):
    """How a dose entered the body."""

    IV = "iv", "Intravenous"
    IM = "im", "Intramuscular"
    SC = "sc", "Subcutaneous"
    ORAL = "oral", "Oral"
    SUBLINGUAL = "sublingual", "Sublingual"
    INTRANASAL = "intranasal", "Nasal spray"


class PhaseKind(Word):
    """A stretch of a course, begun by an event that a person records."""

    BASELINE = "baseline", "Baseline"
    INDUCTION = "induction", "Induction"
    OPTIMISATION = "optimisation", "Optimisation"
    MAINTENANCE = "maintenance", "Maintenance"
    RE_INDUCTION = "re_induction", "Re-induction"
    PAUSED = "paused", "Paused"
    ENDED = "ended", "Ended"


class Setting(Word):
    """Where a session took place."""

    CLINIC = "clinic", "Clinic"
    HOSPITAL = "hospital", "Hospital"
    HOME_SUPERVISED = "home_supervised", "At home, supervised"
    HOME_ALONE = "home_alone", "At home, alone"
    TELEHEALTH = "telehealth", "Telehealth"


class Purpose(Word):
    """Why a session took place, as the person or the clinic put it."""

    INDUCTION = "induction", "Induction"
    SCHEDULED = "scheduled", "Scheduled"
    SYMPTOMS_RETURNING = "symptoms_returning", "Symptoms returning"
    CLINICIAN_DECISION = "clinician_decision", "Clinician's decision"
    UNPLANNED = "unplanned", "Unplanned"
    OTHER = "other", "Other"


class Outcome(Word):
    """How a session ended. A session that was not given takes no part in response figures."""

    COMPLETED = "completed", "Completed"
    STOPPED_EARLY = "stopped_early", "Stopped early"
    NOT_GIVEN = "not_given", "Not given"


class DoseUnit(Word):
    """The unit in which a dose was recorded; never converted."""

    MG = "mg", "mg"
    MG_PER_KG = "mg/kg", "mg/kg"


class ReadingContext(Word):
    """The circumstances of a blood pressure reading."""

    RESTING = "resting", "Resting"
    PRE_DOSE = "pre_dose", "Before the dose"
    IN_SESSION = "in_session", "In the session"
    POST_SESSION = "post_session", "After the session"


class Position(Word):
    """How the person was while a reading was taken."""

    SITTING = "sitting", "Sitting"
    LYING = "lying", "Lying"
    STANDING = "standing", "Standing"


class Severity(Word):
    """How strong a side effect was, in order; 'mild' is the least."""

    MILD = "mild", "Mild"
    MODERATE = "moderate", "Moderate"
    SEVERE = "severe", "Severe"

    @property
    def rank(self) -> int:
        """Return 0 for mild, 1 for moderate, 2 for severe."""
        return list(Severity).index(self)


class Rater(Word):
    """Who answered a questionnaire. Response figures use the patient's own answers."""

    PATIENT = "patient", "Patient"
    CAREGIVER = "caregiver", "Caregiver"
    CLINICIAN = "clinician", "Clinician"


class Direction(Word):
    """Which way is better on a scale that a person made."""

    BETTER = "better", "Better"
    WORSE = "worse", "Worse"
    NEITHER = "neither", "Neither"
