"""What a filled-in questionnaire counts: its total, whether it is complete, and whose answers count.

An incomplete questionnaire keeps the answers that were given and has no total; nothing is filled in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from ketatrack.domain.instruments import PHQ9, instrument
from ketatrack.domain.moments import days_between
from ketatrack.domain.records import Score
from ketatrack.domain.score_records import Answers
from ketatrack.domain.words import Rater

LONGEST_BRIDGE_DAYS = 21
"""A line is interrupted where more days than this lie between two scores: nobody knows what was there."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A complete questionnaire together with its total in points."""

    score: Score
    total: float

    @property
    def taken_at(self) -> datetime:
        """Return when it was answered."""
        return self.score.taken_at


def is_complete(score: Score) -> bool:
    """Say whether every item is answered, or a total or an outcome was all that was known."""
    return score.answers is None or None not in score.answers


def total_of(score: Score) -> float | None:
    """Return the total in points, a whole one as an int.

    None while an item is unanswered, and for the answers of a questionnaire that the program cannot score.
    """
    known = instrument(score.instrument)
    if score.answers is not None and (known is None or known.items):
        return _total_of_answers(score.instrument, score.answers)
    total = score.total
    return int(total) if total is not None and total == int(total) else total


@lru_cache(maxsize=8192)
def _total_of_answers(instrument_id: str, answers: Answers) -> float | None:
    """Return the total of answers; kept, since every figure of a page asks for those of the whole course."""
    known = instrument(instrument_id)
    return known.total(answers) if known else None


def self_rated(scores: Iterable[Score], instrument_id: str = PHQ9) -> list[Score]:
    """Return the patient's own rows of one questionnaire, complete or not, in order of time.

    Another person's answers are kept in the journal and take no part in the figures.
    """
    own = [score for score in scores if score.instrument == instrument_id and score.rater == Rater.PATIENT]
    return sorted(own, key=lambda score: score.taken_at)


def scored(scores: Iterable[Score], instrument_id: str = PHQ9) -> list[Scored]:
    """Return the patient's own complete rows of one questionnaire with their totals, in order of time."""
    return [
        Scored(score, total)
        for score in self_rated(scores, instrument_id)
        if (total := total_of(score)) is not None
    ]


def interruptions(scores: Sequence[Scored]) -> list[int]:
    """Return the positions before which a line through scores, in order of time, is interrupted."""
    return [
        index
        for index in range(1, len(scores))
        if days_between(scores[index - 1].taken_at, scores[index].taken_at) > LONGEST_BRIDGE_DAYS
    ]
