"""What is written down as a session happens, and what the clinic said for it, as a person typed it.

Nothing here is derived from what was measured. A sitter's entries are entries like any other, recorded by the
sitter; what the patient says of them stands beside them.
"""

from datetime import date, datetime
from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from ketatrack.domain import measures
from ketatrack.domain.followed_words import EventKind, LimitedMeasure, LimitSide, Stage
from ketatrack.domain.moments import Moment
from ketatrack.domain.record import Name, Record, Reference, RequiredName, Text, not_before
from ketatrack.domain.wall_clock import RisingMinutes
from ketatrack.domain.words import DoseUnit, Route

# in a session


class FollowedSession(Record):
    """A session that is or was followed as it happened, from opening its board to closing it."""

    kind: ClassVar[str] = "followed_sessions"
    label: ClassVar[str] = "Followed session"
    happened: ClassVar[str | None] = "opened_at"

    course_id: Annotated[str, Reference("courses")]
    session_id: Annotated[str, Reference("sessions")] = Field(title="Session")
    opened_at: Moment = Field(title="Followed from")
    closed_at: Moment | None = Field(default=None, title="Followed until")
    """None while it goes on."""
    planned_item_id: str | None = Field(default=None, title="Planned date")
    """The date of the plan that it was started from, if any."""
    observe_minutes: Annotated[int | None, measures.OBSERVATION] = None
    sitter: Name = Field(default="", title="Who watches")
    escort_here: bool | None = Field(default=None, title="Escort is here")
    driving_rule: Text = Field(default="", title="Driving, as the clinic said")
    """As it stood when it was read before leaving."""
    left_at: Moment | None = Field(default=None, title="Left at")

    @field_validator("closed_at")
    @classmethod
    def _ends_after_start(cls, value: datetime | None, info: ValidationInfo) -> datetime | None:
        return not_before(value, info, "opened_at")


class Checkpoint(Record):
    """A moment of a session at which somebody wanted to look: when it was meant to be, and when it was."""

    kind: ClassVar[str] = "checkpoints"
    label: ClassVar[str] = "Checkpoint"

    course_id: Annotated[str, Reference("courses")]
    session_id: Annotated[str, Reference("sessions")] = Field(title="Session")
    stage: Stage = Field(title="Stage")
    at_minutes: Annotated[int | None, measures.READING_MINUTES] = None
    """Minutes from the first dose; None where it is before the dose or before leaving, whenever that is."""
    done_at: Moment | None = Field(default=None, title="Done at")
    missed_at: Moment | None = Field(default=None, title="Missed, as noted at")
    """When it was noted that it was missed; one that nobody did or noted is simply not done."""
    reading_id: str | None = Field(default=None, title="Reading")
    """What was measured at it, if anything."""


class SessionEvent(Record):
    """Something that happened at a moment of a session, such as a spray, or that somebody asked for help."""

    kind: ClassVar[str] = "session_events"
    label: ClassVar[str] = "Event in a session"
    happened: ClassVar[str | None] = "happened_at"

    course_id: Annotated[str, Reference("courses")]
    session_id: Annotated[str, Reference("sessions")] = Field(title="Session")
    happened_at: Moment = Field(title="At")
    event: EventKind = Field(title="What happened")
    amount: Annotated[float | None, measures.DOSE] = None
    amount_unit: DoseUnit | None = Field(default=None, title="Unit")
    words: Text = Field(default="", title="In your words")


class ReadingPart(Record):
    """One of several measurements, a minute apart, whose mean is a reading."""

    kind: ClassVar[str] = "reading_parts"
    label: ClassVar[str] = "Part of a reading"
    happened: ClassVar[str | None] = "taken_at"

    course_id: Annotated[str, Reference("courses")]
    reading_id: Annotated[str, Reference("readings")] = Field(title="Reading")
    taken_at: Moment = Field(title="Taken at")
    systolic: Annotated[int | None, measures.SYSTOLIC] = None
    diastolic: Annotated[int | None, measures.DIASTOLIC] = None
    pulse: Annotated[int | None, measures.PULSE] = None


class LeavingMark(Record):
    """A line of the clinic's checklist before leaving, as it stood in a session, and when it was ticked."""

    kind: ClassVar[str] = "leaving_marks"
    label: ClassVar[str] = "Ticked before leaving"

    course_id: Annotated[str, Reference("courses")]
    session_id: Annotated[str, Reference("sessions")] = Field(title="Session")
    line: RequiredName = Field(title="Line")
    ticked_at: Moment | None = Field(default=None, title="Ticked at")


class EntryReview(Record):
    """What the patient says of an entry that a sitter made; the entry itself stays as it was written."""

    kind: ClassVar[str] = "entry_reviews"
    label: ClassVar[str] = "Review of a sitter's entry"
    happened: ClassVar[str | None] = "decided_at"

    course_id: Annotated[str, Reference("courses")]
    session_id: Annotated[str, Reference("sessions")] = Field(title="Session")
    entry_kind: RequiredName = Field(title="Kind of entry")
    entry_id: RequiredName = Field(title="Entry")
    accepted: bool = Field(title="Accepted")
    corrected_by: str | None = Field(default=None, title="Corrected by the entry")
    """The patient's own entry, of the same kind, which stands beside it and counts in its place."""
    words: Text = Field(default="", title="Remark")
    decided_at: Moment = Field(title="Decided at")


# as the clinic said


class CheckpointPlan(Record):
    """When to look in a session of one route, as the person or their clinic wants it."""

    kind: ClassVar[str] = "checkpoint_plans"
    label: ClassVar[str] = "Checkpoints"

    course_id: Annotated[str, Reference("courses")]
    route: Route | None = Field(default=None, title="Route")
    """None for every route that has no plan of its own."""
    before: bool = Field(default=True, title="Before the dose")
    minutes: RisingMinutes = Field(default=(), title="Minutes after the first dose")
    leaving: bool = Field(default=True, title="Before leaving")
    observe_minutes: Annotated[int | None, measures.OBSERVATION] = None


class ClinicLimit(Record):
    """A limit that the clinic gave, quoted when a reading passes it."""

    kind: ClassVar[str] = "clinic_limits"
    label: ClassVar[str] = "Limit from the clinic"
    happened: ClassVar[str | None] = "noted_on"

    course_id: Annotated[str, Reference("courses")]
    measure: LimitedMeasure = Field(title="What is measured")
    side: LimitSide = Field(title="Passed")
    number: int = Field(ge=1, le=300, title="Number")
    words: RequiredName = Field(title="What the clinic said")
    """Such as `call the clinic`; quoted to the letter."""
    phone: Name = Field(default="", title="Phone")
    noted_on: date = Field(title="Noted on")
    ended_on: date | None = Field(default=None, title="Holds until")

    @field_validator("ended_on")
    @classmethod
    def _ends_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "noted_on")


class LeavingLine(Record):
    """A line of the clinic's checklist before leaving, as the person typed it."""

    kind: ClassVar[str] = "leaving_lines"
    label: ClassVar[str] = "Checklist before leaving"

    course_id: Annotated[str, Reference("courses")]
    line: RequiredName = Field(title="Line")


class HomeAgreement(Record):
    """That a prescriber agreed to sessions at home with somebody watching; sitter mode asks for it."""

    kind: ClassVar[str] = "home_agreements"
    label: ClassVar[str] = "Agreed for home"
    happened: ClassVar[str | None] = "agreed_on"

    course_id: Annotated[str, Reference("courses")]
    agreed_on: date = Field(title="Agreed on")
    prescriber: RequiredName = Field(title="Prescriber who agreed")
    words: Text = Field(default="", title="What was said")
    look_in_minutes: Annotated[int | None, measures.LOOK_IN] = None
    ended_on: date | None = Field(default=None, title="Holds until")

    @field_validator("ended_on")
    @classmethod
    def _ends_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "agreed_on")
