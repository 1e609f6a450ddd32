"""The questionnaires and scales that a person filled in, and the score that they chose to compare with."""

from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from ketatrack.domain.instruments import check_answers, check_total, instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import Moment
from ketatrack.domain.record import Record, Reference, RequiredName, Text
from ketatrack.domain.words import Rater

Answers = tuple[int | None, ...]
"""One place for each item of a questionnaire, None where it was not answered."""


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
