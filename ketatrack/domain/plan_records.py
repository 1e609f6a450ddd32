"""The plan of a course: what the clinic said, as a person typed it, and what became of each date.

Nothing here is computed from a score. A template's dates are drafts until the person says that the clinic
gave them; a date that is moved keeps its id, so that calendars elsewhere follow it.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import Moment
from ketatrack.domain.plan_words import PlannedEnd, PlannedKind
from ketatrack.domain.record import Name, Record, Reference, RequiredName, Text, not_before
from ketatrack.domain.wall_clock import DayNumbers, RisingDays, WallClock
from ketatrack.domain.words import PhaseKind


class Protocol(Record):
    """How often sessions are planned: copied from a template or the person's own, edited in the course."""

    kind: ClassVar[str] = "protocols"
    label: ClassVar[str] = "Protocol"
    happened: ClassVar[str | None] = "starts_on"

    course_id: Annotated[str, Reference("courses")]
    name: RequiredName = Field(title="Protocol")
    template: Name = Field(default="", title="Copied from")
    """The id of the shipped template, empty for one of the person's own."""
    template_version: Name = Field(default="", title="Version")
    starts_on: date = Field(title="First session on")
    clock: WallClock | None = Field(default=None, title="At")
    given_on: date | None = Field(default=None, title="My clinic gave me this on")
    """While it is empty, the dates laid out from it are drafts."""
    notes: Text = Field(default="", title="Notes")


class ProtocolStep(Record):
    """A stretch of a protocol with one rhythm; days are counted from the first session, which is day 0.

    Without `repeat_days` the days of `on_days` come once; without any `on_days` the clinic has still to say.
    """

    kind: ClassVar[str] = "protocol_steps"
    label: ClassVar[str] = "Step of the protocol"
    happened: ClassVar[str | None] = "first_day"

    protocol_id: Annotated[str, Reference("protocols")]
    phase: PhaseKind | None = Field(default=None, title="Phase")
    first_day: int = Field(ge=0, le=36_500, title="From day")
    last_day: int | None = Field(default=None, ge=0, le=36_500, title="To day")
    repeat_days: int | None = Field(default=None, ge=1, le=3_650, title="Repeats every (days)")
    on_days: RisingDays = Field(default=(), title="On days")
    """Counted from `first_day`, and from the start of each repetition."""
    sessions: int | None = Field(default=None, ge=1, le=1_000, title="Sessions")
    """How many the template names for the whole step; None where it leaves that open."""

    @field_validator("last_day")
    @classmethod
    def _ends_after_start(cls, value: int | None, info: ValidationInfo) -> int | None:
        return not_before(value, info, "first_day")

    @field_validator("on_days")
    @classmethod
    def _within_repetition(cls, value: DayNumbers, info: ValidationInfo) -> DayNumbers:
        repeat = info.data.get("repeat_days")
        if repeat is not None and value and value[-1] >= repeat:
            raise PydanticCustomError(
                "day_beyond_repetition",
                _("each day is less than {days}, after which the days begin again"),
                {"days": repeat},
            )
        return value


class PlannedItem(Record):
    """One date of the plan: a session, a visit, therapy or a test, with what belongs to getting there."""

    kind: ClassVar[str] = "planned_items"
    label: ClassVar[str] = "Planned date"
    happened: ClassVar[str | None] = "planned_on"

    course_id: Annotated[str, Reference("courses")]
    item: PlannedKind = Field(title="What for")
    name: Name = Field(default="", title="In your words")
    planned_on: date = Field(title="Date")
    clock: WallClock | None = Field(default=None, title="At")
    earliest_on: date | None = Field(default=None, title="Earliest")
    latest_on: date | None = Field(default=None, title="Latest", validate_default=True)
    place: Name = Field(default="", title="Place")
    travel_there: Name = Field(default="", title="Way there")
    travel_back: Name = Field(default="", title="Way back")
    escort: Name = Field(default="", title="Who comes along")
    fasting: Name = Field(default="", title="Eating and drinking before, as the clinic said")
    draft: bool = Field(default=False, title="Draft")
    """Laid out from a template, and not yet given by the clinic."""
    protocol_id: str | None = Field(default=None, title="From the protocol")
    ended: PlannedEnd | None = Field(default=None, title="What became of it")
    done_by: str | None = Field(default=None, title="Entry that shows it")
    """The session or visit that was logged for it; while that entry is gone, the date is open again."""
    reason: Name = Field(default="", title="Reason")
    notes: Text = Field(default="", title="Notes")

    @field_validator("earliest_on")
    @classmethod
    def _opens_by_its_date(cls, value: date | None, info: ValidationInfo) -> date | None:
        planned = info.data.get("planned_on")
        if value is not None and planned is not None and value > planned:
            raise PydanticCustomError("window_after_date", _("it lies after the planned date"))
        return value

    @field_validator("latest_on")
    @classmethod
    def _closes_after_its_date(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "planned_on")


class PlanMove(Record):
    """A planned date that was moved: from where to where, when and why."""

    kind: ClassVar[str] = "plan_moves"
    label: ClassVar[str] = "Moved date"
    happened: ClassVar[str | None] = "moved_at"

    planned_item_id: Annotated[str, Reference("planned_items")]
    moved_at: Moment = Field(title="Moved at")
    from_date: date = Field(title="From")
    from_clock: WallClock | None = Field(default=None, title="At")
    to_date: date = Field(title="To")
    to_clock: WallClock | None = Field(default=None, title="At")
    reason: Name = Field(default="", title="Reason")


class Preparation(Record):
    """Something to have ready for a planned date, such as a form of the clinic."""

    kind: ClassVar[str] = "preparations"
    label: ClassVar[str] = "Preparation"

    planned_item_id: Annotated[str, Reference("planned_items")]
    name: RequiredName = Field(title="To have ready")
    done: bool | None = Field(default=None, title="Done")
    """Unset is not the same as no."""


class Agreement(Record):
    """What was agreed with the clinic about boosters: its words, whom to call, and at which number."""

    kind: ClassVar[str] = "agreements"
    label: ClassVar[str] = "Agreement"
    happened: ClassVar[str | None] = "agreed_on"

    course_id: Annotated[str, Reference("courses")]
    agreed_on: date = Field(title="Agreed on")
    words: Annotated[Text, Field(min_length=1)] = Field(title="What the clinic said")
    with_whom: Name = Field(default="", title="With")
    call_whom: Name = Field(default="", title="Whom to call")
    phone: Name = Field(default="", title="Phone")
    instrument: Name = Field(default="", title="Questionnaire")
    call_at: float | None = Field(default=None, title="Call at", validate_default=True)
    """The number at which the person was told to call; the side that counts is the worse one."""
    shortest_days: int | None = Field(default=None, ge=1, le=3_650, title="Days between sessions, from")
    longest_days: int | None = Field(default=None, ge=1, le=3_650, title="Days between sessions, to")
    to_watch: Text = Field(default="", title="What the clinic asked to watch")
    ended_on: date | None = Field(default=None, title="Holds until")

    @field_validator("call_at")
    @classmethod
    def _number_of_a_scale(cls, value: float | None, info: ValidationInfo) -> float | None:
        if value is not None and not info.data.get("instrument"):
            raise PydanticCustomError("number_without_scale", _("say which questionnaire the number is of"))
        return value

    @field_validator("longest_days")
    @classmethod
    def _longest_after_shortest(cls, value: int | None, info: ValidationInfo) -> int | None:
        return not_before(value, info, "shortest_days")

    @field_validator("ended_on")
    @classmethod
    def _ends_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "agreed_on")


class Authorisation(Record):
    """Sessions that a payer has approved, for a time."""

    kind: ClassVar[str] = "authorisations"
    label: ClassVar[str] = "Authorisation"
    happened: ClassVar[str | None] = "starts_on"

    course_id: Annotated[str, Reference("courses")]
    payer: RequiredName = Field(title="Payer")
    number: Name = Field(default="", title="Number")
    starts_on: date = Field(title="From")
    ends_on: date | None = Field(default=None, title="To")
    approved: int = Field(ge=1, le=10_000, title="Sessions approved")
    used_before: int = Field(default=0, ge=0, le=10_000, title="Used before this journal")
    notes: Text = Field(default="", title="Notes")

    @field_validator("ends_on")
    @classmethod
    def _ends_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "starts_on")
