"""What the last PHQ-9 item says: thoughts of being better off dead or of self-harm.

An unanswered item is unknown, never 0. Rows without a total count too, if they answer it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ketatrack.domain.instruments import PHQ9, instruments
from ketatrack.domain.records import Score
from ketatrack.domain.scores import self_rated


@dataclass(frozen=True, slots=True)
class Item9Answer:
    """The answer given at a moment, 0 (not at all) to 3 (nearly every day)."""

    taken_at: datetime
    answer: int


@dataclass(frozen=True, slots=True)
class Item9:
    """How often the item was answered, how often above 0, its highest and its last answer."""

    answered: int
    above_zero: int
    highest: int | None
    latest: Item9Answer | None


def item9(scores: Iterable[Score]) -> Item9:
    """Return what the patient's own PHQ-9s, complete or not, answer to item 9."""
    questionnaire = instruments()[PHQ9]
    answers = [
        Item9Answer(score.taken_at, answer)
        for score in self_rated(scores)
        if (answer := questionnaire.safety_answer(score.answers)) is not None
    ]
    return Item9(
        answered=len(answers),
        above_zero=sum(given.answer > 0 for given in answers),
        highest=max((given.answer for given in answers), default=None),
        latest=answers[-1] if answers else None,
    )
