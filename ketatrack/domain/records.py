"""The records of a journal: each field declared once, with its type, label, unit and limits.

Everything else is derived from these fields: the database table, the form's labels and limits, the
columns of files, the sentence that refuses a value. A record is frozen; to edit one, build it anew with
`changed`, so that it is validated again.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Self, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from ketatrack.domain import measures
from ketatrack.domain.identity import new_id
from ketatrack.domain.instruments import check_answers, check_total, instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import Moment
from ketatrack.domain.words import (
    Author,
    Direction,
    DoseUnit,
    Medication,
    Method,
    Outcome,
    PhaseKind,
    Position,
    Purpose,
    Rater,
    ReadingContext,
    Route,
    Setting,
    Severity,
)

Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
"""One line of text, such as a product or a person's name; spaces around it are dropped."""

RequiredName = Annotated[Name, StringConstraints(min_length=1)]

MULTILINE = "multiline"
"""Marks text that may hold several lines."""

Text = Annotated[str, StringConstraints(max_length=100_000, pattern=r"^[^\x00]*$"), MULTILINE]
"""Free text of several lines, kept to the letter."""

Answers = tuple[int | None, ...]
"""One place for each item of a questionnaire, None where it was not answered."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a field that holds the id of another record; `kind` is that record's `kind`."""

    kind: str


class Record(BaseModel):
    """Whatever a journal keeps: an id, a revision, and who wrote it down, how and when.

    `kind` names the table, the JSON list and the CSV file. `happened` names the field that says when the
    thing itself took place, beside `written_at`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, allow_inf_nan=False)

    kind: ClassVar[str]
    label: ClassVar[str]
    happened: ClassVar[str | None] = None

    id: str = Field(default_factory=new_id, min_length=1, max_length=64)
    revision: int = Field(default=1, ge=1)
    recorded_by: Author = Field(title="Recorded by")
    recorded_how: Method = Field(title="How")
    written_at: Moment | None = Field(default=None, title="Written down")

    def changed(self, **values: Any) -> Self:
        """Return the record with other values, validated anew.

        Raises:
            pydantic.ValidationError: when the changed record is not a possible one.
        """
        return type(self).model_validate(dict(self) | values)

    @classmethod
    def restored(cls, values: dict[str, Any]) -> Self:
        """Return a record with values that were validated when they were written down, all fields given.

        Never validated again, since a later, narrower limit would make old entries unreadable. Ten years
        of entries are read at once, and `model_construct` fills in defaults for each, which took longer
        than the query.
        """
        record = cls.__new__(cls)
        object.__setattr__(record, "__dict__", values)
        object.__setattr__(record, "__pydantic_fields_set__", set(values))
        object.__setattr__(record, "__pydantic_extra__", None)
        object.__setattr__(record, "__pydantic_private__", None)
        return record


def _not_before(end: Any, info: ValidationInfo, start_field: str) -> Any:
    start = info.data.get(start_field)
    if end is not None and start is not None and end < start:
        raise PydanticCustomError("end_before_start", _("the end lies before the start"))
    return end


class Patient(Record):
    """The person whose treatment this is, by whatever name they choose."""

    kind: ClassVar[str] = "patients"
    label: ClassVar[str] = "Patient"

    name: Name = Field(default="", title="Name")
    country: str | None = Field(default=None, title="Country")
    """ISO 3166-1 alpha-2; chooses the crisis services, and nothing else."""
    notes: Text = Field(default="", title="Notes")

    @field_validator("country")
    @classmethod
    def _two_letters(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch("[A-Z]{2}", value):
            raise PydanticCustomError("no_country", _("it is written as two capital letters, such as DE"))
        return value


class Contact(Record):
    """Someone to turn to."""

    kind: ClassVar[str] = "contacts"
    label: ClassVar[str] = "Contact"

    patient_id: Annotated[str, Reference("patients")]
    name: RequiredName = Field(title="Name")
    relation: Name = Field(default="", title="Who they are")
    phone: Name = Field(default="", title="Phone")
    notes: Text = Field(default="", title="Notes")


class OwnMeasure(Record):
    """Something that a person counts for themselves, on a scale of their own; its values are scores."""

    kind: ClassVar[str] = "own_measures"
    label: ClassVar[str] = "Own measure"

    patient_id: Annotated[str, Reference("patients")]
    name: RequiredName = Field(title="What is measured")
    """Scores name it by this, as they name a questionnaire by its id."""
    low: float = Field(title="Lowest value")
    high: float = Field(title="Highest value")
    higher_is: Direction = Field(title="A higher value is")
    unit: Name = Field(default="", title="Unit")

    @field_validator("name")
    @classmethod
    def _no_questionnaire(cls, value: str) -> str:
        if instrument(value) is not None:
            raise PydanticCustomError(
                "known_questionnaire", _("a questionnaire of this program has that name already")
            )
        return value

    @field_validator("high")
    @classmethod
    def _above_low(cls, value: float, info: ValidationInfo) -> float:
        if "low" in info.data and value <= info.data["low"]:
            raise PydanticCustomError("no_range", _("it has to be higher than the lowest value"))
        return value


class Course(Record):
    """One treatment course, from its first session to its end."""

    kind: ClassVar[str] = "courses"
    label: ClassVar[str] = "Course"

    patient_id: Annotated[str, Reference("patients")]
    name: RequiredName = Field(title="Name")
    medication: Medication | None = Field(default=None, title="Medication")
    product: Name = Field(default="", title="Product")
    route: Route | None = Field(default=None, title="Route")
    protocol: Name = Field(default="", title="Protocol")
    timezone: Name = Field(default="", title="Time zone")
    """IANA name of the place where the course is lived; new entries start from it."""
    started_on: date | None = Field(default=None, title="Started on")
    ended_on: date | None = Field(default=None, title="Ended on")
    notes: Text = Field(default="", title="Notes")

    @field_validator("ended_on")
    @classmethod
    def _ends_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        ended: date | None = _not_before(value, info, "started_on")
        return ended

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        from zoneinfo import available_timezones

        if value and value not in available_timezones():
            raise PydanticCustomError(
                "unknown_zone",
                _("no time zone is called “{zone}”; one is called Europe/Berlin"),
                {"zone": value},
            )
        return value


class Phase(Record):
    """The event that begins a phase of a course: recorded, never derived from a count."""

    kind: ClassVar[str] = "phases"
    label: ClassVar[str] = "Phase"
    happened: ClassVar[str | None] = "starts_on"

    course_id: Annotated[str, Reference("courses")]
    starts_on: date = Field(title="Begins on")
    phase: PhaseKind = Field(title="Phase")
    reason: Text = Field(default="", title="Reason")


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
        ended: datetime | None = _not_before(value, info, "started_at")
        return ended


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
    noticed_at: Moment | None = Field(default=None, title="Noticed at")
    """For an effect outside a session; one in a session has minutes instead."""
    effect: RequiredName = Field(title="Side effect")
    """A term of the shipped vocabulary by its id, or the person's own words."""
    severity: Severity | None = Field(default=None, title="Severity")
    onset_minutes: Annotated[int | None, measures.ONSET_MINUTES] = None
    resolved_minutes: Annotated[int | None, measures.RESOLVED_MINUTES] = None
    needed_help: bool | None = Field(default=None, title="Needed help")
    notes: Text = Field(default="", title="Notes")

    @field_validator("resolved_minutes")
    @classmethod
    def _gone_after_onset(cls, value: int | None, info: ValidationInfo) -> int | None:
        gone: int | None = _not_before(value, info, "onset_minutes")
        return gone


class Score(Record):
    """One filled-in questionnaire or scale: its answers, or only a total when no more is known."""

    kind: ClassVar[str] = "scores"
    label: ClassVar[str] = "Score"
    happened: ClassVar[str | None] = "taken_at"

    course_id: Annotated[str, Reference("courses")]
    instrument: RequiredName = Field(title="Questionnaire")
    taken_at: Moment = Field(title="Answered at")
    answers: Answers | None = Field(default=None, title="Answers")
    unscored_answers: Answers | None = Field(default=None, title="Unscored answers")
    """Answers to items that do not count towards the total, such as the PHQ-9's question on difficulty."""
    total: float | None = Field(default=None, title="Total", validate_default=True)
    """Only when no answers are known, or not how they add up; any other total is computed each time."""
    rater: Rater = Field(default=Rater.PATIENT, title="Answered by")
    notes: Text = Field(default="", title="Notes", validate_default=True)
    """Also holds the outcome of an instrument whose result is words, such as a clinician's C-SSRS."""

    @field_validator("answers")
    @classmethod
    def _possible_answers(cls, value: Answers | None, info: ValidationInfo) -> Answers | None:
        if value is not None and "instrument" in info.data:
            check_answers(info.data["instrument"], value)
        return value

    @field_validator("total")
    @classmethod
    def _possible_total(cls, value: float | None, info: ValidationInfo) -> float | None:
        if "answers" not in info.data:
            return value
        answers = info.data["answers"]
        if value is None and answers is None:
            if _is_outcome(info):
                return None
            raise PydanticCustomError("no_answers", _("neither answers nor a total are given"))
        if value is not None and answers is not None and _is_scored(info):
            raise PydanticCustomError(
                "total_beside_answers", _("a total is kept only when no answers are known")
            )
        if value is not None and "instrument" in info.data:
            check_total(info.data["instrument"], value)
        return value

    @field_validator("notes")
    @classmethod
    def _outcome_is_there(cls, value: str, info: ValidationInfo) -> str:
        given = (info.data.get("answers"), info.data.get("total"), value.strip() or None)
        if _is_outcome(info) and given == (None, None, None):
            raise PydanticCustomError("no_outcome", _("the outcome is missing, in the clinician's words"))
        return value


def _is_outcome(info: ValidationInfo) -> bool:
    known = instrument(info.data.get("instrument", ""))
    return known is not None and known.is_outcome


def _is_scored(info: ValidationInfo) -> bool:
    """Say whether the program knows what answers add up to; it takes the word of others where it does not."""
    known = instrument(info.data.get("instrument", ""))
    return known is None or bool(known.items)


class BaselineChoice(Record):
    """The score that a person chose to be compared with, in place of the one that the rule gives."""

    kind: ClassVar[str] = "baseline_choices"
    label: ClassVar[str] = "Baseline"

    course_id: Annotated[str, Reference("courses")]
    score_id: Annotated[str, Reference("scores")] = Field(title="Compared with")
    instrument: RequiredName = Field(title="Questionnaire")
    reason: RequiredName = Field(title="Reason")
    derived_id: str | None = Field(default=None, title="By the rule then")
    """The score that the rule gave when this was chosen, so that a later change of it can be shown."""


class Medicine(Record):
    """Another medicine that was taken during the course, as the person wrote it."""

    kind: ClassVar[str] = "medications"
    label: ClassVar[str] = "Medicine"
    happened: ClassVar[str | None] = "started_on"

    course_id: Annotated[str, Reference("courses")]
    name: RequiredName = Field(title="Medicine")
    medicine_class: Name = Field(default="", title="Kind of medicine")
    dose: Name = Field(default="", title="Dose, as on the label")
    started_on: date | None = Field(default=None, title="Started on")
    stopped_on: date | None = Field(default=None, title="Stopped on")
    notes: Text = Field(default="", title="Notes")

    @field_validator("stopped_on")
    @classmethod
    def _stops_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        stopped: date | None = _not_before(value, info, "started_on")
        return stopped


class Visit(Record):
    """A talk with a clinician outside a session."""

    kind: ClassVar[str] = "visits"
    label: ClassVar[str] = "Visit"
    happened: ClassVar[str | None] = "visited_on"

    course_id: Annotated[str, Reference("courses")]
    visited_on: date = Field(title="Date")
    with_whom: Name = Field(default="", title="With")
    notes: Text = Field(default="", title="Notes")


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


def references(kind: type[Record]) -> dict[str, str]:
    """Return the fields of a kind that hold another record's id, with the kind they point to."""
    return {
        name: mark.kind
        for name, field in kind.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Reference)
    }


def type_of(kind: type[Record], field: str) -> tuple[Any, bool]:
    """Return a field's bare type, such as `int` or `Route`, and whether it may be unset (None)."""
    annotation: Any = kind.model_fields[field].annotation
    optional = False
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        else:
            parts = [part for part in get_args(annotation) if part is not NoneType]
            optional = optional or len(parts) < len(get_args(annotation))
            annotation = parts[0]
    return get_origin(annotation) or annotation, optional


def is_multiline(kind: type[Record], field: str) -> bool:
    """Say whether a field holds free text of several lines."""
    return MULTILINE in kind.model_fields[field].metadata


def measure_of(kind: type[Record], field: str) -> measures.Measure | None:
    """Return the measure behind a field of a record, or None when it holds no measured number."""
    for mark in kind.model_fields[field].metadata:
        if isinstance(mark, measures.Measure):
            return mark
    return None


def label_of(kind: type[Record], field: str) -> str:
    """Return the words that name a field on screen, on paper and in messages."""
    measure = measure_of(kind, field)
    return measure.label if measure else kind.model_fields[field].title or field
