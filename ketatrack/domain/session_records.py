"""One treatment session, what was measured around it, and what was felt."""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from ketatrack.domain import measures
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import Moment
from ketatrack.domain.record import Name, Record, Reference, RequiredName, Text, not_before
from ketatrack.domain.words import (
    DoseUnit,
    Outcome,
    Position,
    Purpose,
    ReadingContext,
    Route,
    Setting,
    Severity,
)


class Session(Record):
    """One treatment session; `started_at` is the first dose, or the visit's start when none was given."""

    kind: ClassVar[str] = "sessions"
    label: ClassVar[str] = "Session"
    happened: ClassVar[str | None] = "started_at"

    course_id: Annotated[str, Reference("courses")]
    name: RequiredName = Field(title="Session")
    """What other files call this session; unique within the course."""
    started_at: Moment = Field(title="First dose at")
    ended_at: Moment | None = Field(default=None, title="Ended at")
    outcome: Outcome = Field(default=Outcome.COMPLETED, title="Outcome")
    purpose: Purpose | None = Field(default=None, title="Purpose")
    route: Route | None = Field(default=None, title="Route")
    product: Name = Field(default="", title="Product")
    lot: Name = Field(default="", title="Lot")
    devices: Annotated[int | None, measures.DEVICES] = None
    dose: Annotated[float | None, measures.DOSE] = None
    dose_unit: DoseUnit | None = Field(default=None, title="Dose unit")
    weight_kg: Annotated[float | None, measures.WEIGHT] = None
    infusion_minutes: Annotated[int | None, measures.DURATION] = None
    injection_site: Name = Field(default="", title="Injection site")
    hold_minutes: Annotated[int | None, measures.HOLD_TIME] = None
    swallowed: bool | None = Field(default=None, title="Swallowed")
    units_taken: Annotated[float | None, measures.UNITS_TAKEN] = None
    setting: Setting | None = Field(default=None, title="Setting")
    supervisor: Name = Field(default="", title="Supervised by")
    escort: Name = Field(default="", title="Way home with")
    fasted: bool | None = Field(default=None, title="Fasted before")
    other_substances: Name = Field(default="", title="Alcohol or other in the last 24 hours")
    rescue_medicine: Name = Field(default="", title="Medicine given in the session")
    intention: Text = Field(default="", title="Intention")
    notes: Text = Field(default="", title="Notes")

    @field_validator("ended_at")
    @classmethod
    def _ends_after_start(cls, value: datetime | None, info: ValidationInfo) -> datetime | None:
        return not_before(value, info, "started_at")


class Reading(Record):
    """One blood pressure, pulse or oxygen reading, in a session or at rest."""

    kind: ClassVar[str] = "readings"
    label: ClassVar[str] = "Blood pressure"
    happened: ClassVar[str | None] = "taken_at"

    course_id: Annotated[str, Reference("courses")]
    session_id: Annotated[str | None, Reference("sessions")] = Field(default=None, title="Session")
    taken_at: Moment = Field(title="Taken at")
    minutes: Annotated[int | None, measures.READING_MINUTES] = None
    """Minutes from the session's start, where they were noted; negative before it."""
    systolic: Annotated[int | None, measures.SYSTOLIC] = None
    diastolic: Annotated[int | None, measures.DIASTOLIC] = None
    pulse: Annotated[int | None, measures.PULSE] = None
    spo2: Annotated[int | None, measures.OXYGEN_SATURATION] = None
    respiratory_rate: Annotated[int | None, measures.RESPIRATORY_RATE] = None
    context: ReadingContext | None = Field(default=None, title="When")
    arm: Name = Field(default="", title="Arm")
    position: Position | None = Field(default=None, title="Position")
    device: Name = Field(default="", title="Device")
    notes: Text = Field(default="", title="Notes")

    @field_validator("diastolic")
    @classmethod
    def _below_systolic(cls, value: int | None, info: ValidationInfo) -> int | None:
        systolic = info.data.get("systolic")
        if value is not None and systolic is not None and value >= systolic:
            raise PydanticCustomError(
                "pressures_crossed",
                _("it must be lower than the systolic ({systolic})"),
                {"systolic": systolic},
            )
        return value


class SideEffect(Record):
    """Something unwanted that was felt or seen, in a session or between sessions."""

    kind: ClassVar[str] = "side_effects"
    label: ClassVar[str] = "Side effect"
    happened: ClassVar[str | None] = "noticed_at"

    course_id: Annotated[str, Reference("courses")]
    session_id: Annotated[str | None, Reference("sessions")] = Field(default=None, title="Session")
    horizon: Horizon | None = Field(default=None, title="When")
    """Where it says none: during a session where it names one, else between sessions."""
    noticed_at: Moment | None = Field(default=None, title="Noticed at")
    """For an effect outside a session, or in one before its first dose; else one in a session has minutes."""
    effect: RequiredName = Field(title="Side effect")
    """A term of the shipped vocabulary by its id, or the person's own words."""
    severity: Severity | None = Field(default=None, title="Severity")
    """At its worst."""
    onset_minutes: Annotated[int | None, measures.ONSET_MINUTES] = None
    peak_minutes: Annotated[int | None, measures.PEAK_MINUTES] = None
    resolved_minutes: Annotated[int | None, measures.RESOLVED_MINUTES] = None
    worst_at: Moment | None = Field(default=None, title="At its worst at")
    resolved_at: Moment | None = Field(default=None, title="Gone at")
    """Like `worst_at` for an effect outside a session."""
    still_present: bool | None = Field(default=None, title="Still present")
    needed_help: bool | None = Field(default=None, title="Needed help")
    done_about_it: Name = Field(default="", title="What was done")
    noticed_by: Name = Field(default="", title="Who noticed")
    notes: Text = Field(default="", title="Notes")

    @field_validator("worst_at", "resolved_at")
    @classmethod
    def _after_it_was_noticed(cls, value: datetime | None, info: ValidationInfo) -> datetime | None:
        return not_before(value, info, "noticed_at")

    @field_validator("still_present")
    @classmethod
    def _not_gone(cls, value: bool | None, info: ValidationInfo) -> bool | None:
        gone = (info.data.get("resolved_minutes"), info.data.get("resolved_at"))
        if value and any(each is not None for each in gone):
            raise PydanticCustomError(
                "gone_already", _("it is noted as gone too; leave one of the two empty")
            )
        return value

    @field_validator("resolved_minutes")
    @classmethod
    def _gone_after_onset(cls, value: int | None, info: ValidationInfo) -> int | None:
        return not_before(value, info, "onset_minutes")
