"""What the last PHQ-9 item says: thoughts of being better off dead or of self-harm.

An unanswered item is unknown, never 0. Rows without a total count too, if they answer it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ketatrack.domain.instruments import PHQ9
from ketatrack.domain.records import Score
from ketatrack.domain.scores import self_rated

_PLACES = 9


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


def item9_answer(score: Score) -> int | None:
    """Return what a PHQ-9 answers to its ninth item; None when it does not, or is another questionnaire."""
    if score.instrument != PHQ9 or score.answers is None or len(score.answers) != _PLACES:
        return None
    return score.answers[-1]


def item9(scores: Iterable[Score]) -> Item9:
    """Return what the patient's own PHQ-9s, complete or not, answer to item 9."""
    answers = [
        Item9Answer(score.taken_at, answer)
        for score in self_rated(scores)
        if (answer := item9_answer(score)) is not None
    ]
    return Item9(
        answered=len(answers),
        above_zero=sum(given.answer > 0 for given in answers),
        highest=max((given.answer for given in answers), default=None),
        latest=answers[-1] if answers else None,
    )
