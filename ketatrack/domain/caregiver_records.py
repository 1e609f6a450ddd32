"""What a caregiver was told and sent, and what they noticed and sent back."""

from typing import Annotated, ClassVar

from pydantic import Field

from ketatrack.domain.moments import Moment
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.record import Name, Record, Reference, RequiredName, Text


class CareArrangement(Record):
    """What whoever looks after the person was told: when to look in, driving, whom to call."""

    kind: ClassVar[str] = "care_arrangements"
    label: ClassVar[str] = "For the caregiver"

    course_id: Annotated[str, Reference("courses")]
    caregiver: Name = Field(default="", title="Caregiver")
    look_in: Text = Field(default="", title="When to look in, and what was agreed")
    driving_rule: Text = Field(default="", title="Driving, as the clinic said")
    call_whom: Name = Field(default="", title="Whom to call first")
    phone: Name = Field(default="", title="Phone")


class HandOverEntry(Record):
    """That something left the program: what it was, when, for whom, and what it held."""

    kind: ClassVar[str] = "hand_overs"
    label: ClassVar[str] = "Handed over"
    happened: ClassVar[str | None] = "made_at"

    course_id: Annotated[str, Reference("courses")]
    made_at: Moment = Field(title="Made at")
    sheet: Sheet = Field(title="What")
    for_whom: Name = Field(default="", title="For whom")
    held: Text = Field(default="", title="What it held")
    """One thing that left on each line."""
    dates: Text = Field(default="", title="Dates in it")
    """The planned dates as they stood in it, so that a later change can be noticed."""
    replaces: str | None = Field(default=None, title="Replaces")


class CaregiverNote(Record):
    """What a caregiver noticed and signed; the patient accepts or declines it, and it stays as written."""

    kind: ClassVar[str] = "caregiver_notes"
    label: ClassVar[str] = "Noticed by a caregiver"
    happened: ClassVar[str | None] = "noticed_at"

    course_id: Annotated[str, Reference("courses")]
    noticed_at: Moment = Field(title="Noticed at")
    noticed: Annotated[Text, Field(min_length=1)] = Field(title="What was noticed")
    signed_by: RequiredName = Field(title="Signed")
    accepted: bool | None = Field(default=None, title="Accepted")
    """None until the patient has decided."""
    decided_at: Moment | None = Field(default=None, title="Decided at")
