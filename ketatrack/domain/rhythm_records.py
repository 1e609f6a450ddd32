"""How often a person wants to be asked for what, and what they put off.

A rhythm is the person's own or their clinic's, typed by them; the program only says what is open.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import Moment
from ketatrack.domain.record import Record, Reference, RequiredName, not_before
from ketatrack.domain.wall_clock import DayNumbers, RisingDays, WallClock
from ketatrack.domain.words import PhaseKind

DAYS_IN_A_WEEK = 7


class ScoreRule(Record):
    """How often a person wants to be asked for a questionnaire, a scale, or something else they note."""

    kind: ClassVar[str] = "score_rules"
    label: ClassVar[str] = "Rhythm"

    course_id: Annotated[str, Reference("courses")]
    asks_for: RequiredName = Field(title="What to ask for")
    """An instrument's id, an own measure's name, `resting_pressure` or `long_term_watch`."""
    every_days: int = Field(ge=1, le=3_650, title="At most every (days)")
    weekdays: RisingDays = Field(default=(), title="Only on")
    """0 is Monday; empty is any day."""
    clock: WallClock | None = Field(default=None, title="From")
    set_back: bool = Field(default=False, title="A session sets it back")
    phase: PhaseKind | None = Field(default=None, title="Only in the phase")
    starts_on: date | None = Field(default=None, title="From the date")
    ends_on: date | None = Field(default=None, title="To the date")

    @field_validator("weekdays")
    @classmethod
    def _weekdays(cls, value: DayNumbers) -> DayNumbers:
        if value and value[-1] >= DAYS_IN_A_WEEK:
            raise PydanticCustomError("no_weekday", _("weekdays run from 0 for Monday to 6 for Sunday"))
        return value

    @field_validator("ends_on")
    @classmethod
    def _ends_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "starts_on")


class PutOff(Record):
    """A questionnaire that the person put off to later, or skipped this time."""

    kind: ClassVar[str] = "put_offs"
    label: ClassVar[str] = "Put off"
    happened: ClassVar[str | None] = "put_off_at"

    score_rule_id: Annotated[str, Reference("score_rules")]
    put_off_at: Moment = Field(title="Put off at")
    until: Moment | None = Field(default=None, title="Until")
    """None when it was skipped, so that its rhythm begins again from that day."""
