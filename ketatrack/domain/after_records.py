"""What a person notes in the hours and days after a session, and over the long run."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from ketatrack.domain import measures
from ketatrack.domain.moments import Moment
from ketatrack.domain.record import Name, Record, Reference, RequiredName, Text
from ketatrack.domain.wall_clock import RisingHours


class SessionExperience(Record):
    """How a session was, in the person's own view."""

    kind: ClassVar[str] = "session_experiences"
    label: ClassVar[str] = "How a session was"
    happened: ClassVar[str | None] = "answered_at"

    course_id: Annotated[str, Reference("courses")]
    session_id: Annotated[str, Reference("sessions")] = Field(title="Session")
    answered_at: Moment = Field(title="Answered at")
    strength: Annotated[int | None, measures.STRENGTH] = None
    pleasantness: Annotated[int | None, measures.PLEASANTNESS] = None
    words: Text = Field(default="", title="What it was like")


class CheckInPlan(Record):
    """When after a session the person wants to be asked how they are, and with which scales."""

    kind: ClassVar[str] = "check_in_plans"
    label: ClassVar[str] = "Check-ins after a session"

    course_id: Annotated[str, Reference("courses")]
    hours: RisingHours = Field(default=(), title="Hours after the session")
    asks_for: tuple[RequiredName, ...] = Field(default=(), title="Scales")
    """Ids of scales from 0 to 10."""


class CheckIn(Record):
    """A check-in after a session that was answered, or skipped this once; its scales are scores."""

    kind: ClassVar[str] = "check_ins"
    label: ClassVar[str] = "Check-in"
    happened: ClassVar[str | None] = "answered_at"

    course_id: Annotated[str, Reference("courses")]
    session_id: Annotated[str, Reference("sessions")] = Field(title="Session")
    after_hours: Annotated[int, measures.CHECK_IN_HOURS]
    answered_at: Moment = Field(title="Answered at")
    skipped: bool = Field(default=False, title="Skipped")
    words: Text = Field(default="", title="In your words")


class JournalEntry(Record):
    """A page of the integration journal: thoughts about a session, or about the time between."""

    kind: ClassVar[str] = "journal_entries"
    label: ClassVar[str] = "Journal entry"
    happened: ClassVar[str | None] = "happened_at"

    course_id: Annotated[str, Reference("courses")]
    session_id: Annotated[str | None, Reference("sessions")] = Field(default=None, title="Session")
    happened_at: Moment = Field(title="Written for")
    prompt: Name = Field(default="", title="Prompt")
    """The question that it answers, in the words in which it was asked."""
    words: Annotated[Text, Field(min_length=1)] = Field(title="In your words")
    tags: tuple[RequiredName, ...] = Field(default=(), title="Tags")


class WatchAnswer(Record):
    """What a person answered about one sign of the long-term watch, such as the bladder or a liver test."""

    kind: ClassVar[str] = "watch_answers"
    label: ClassVar[str] = "Long-term watch"
    happened: ClassVar[str | None] = "answered_at"

    course_id: Annotated[str, Reference("courses")]
    answered_at: Moment = Field(title="Answered at")
    sign: RequiredName = Field(title="Sign")
    """A sign of the shipped watch by its id."""
    present: bool | None = Field(default=None, title="Noticed")
    number: float | None = Field(default=None, title="Value")
    """In the unit that the shipped watch names for the sign."""
    done_on: date | None = Field(default=None, title="Test done on")
    words: Text = Field(default="", title="In your words")
