"""Which score a course is compared with: the one that the rule gives, or another that a person chose.

The derived baseline is computed each time; only a choice is kept, with its reason. A choice counts while
its score is a complete self-rated one from before the first session, and is never changed by the program.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import PHQ9
from ketatrack.domain.records import BaselineChoice, Score, Session
from ketatrack.domain.response import Baseline, baseline, possible_baselines
from ketatrack.domain.scores import Scored, scored
from ketatrack.domain.sessions import first_given


@dataclass(frozen=True, slots=True)
class BaselineStanding:
    """The baseline that the figures use beside the one by rule; None where there is none.

    `choice` is what the person chose, and `counts` whether it is used. `derived_changed` says that the
    rule gives another score now than it gave when the choice was made.
    """

    used: Baseline | None
    derived: Baseline | None
    choice: BaselineChoice | None = None
    counts: bool = False
    derived_changed: bool = False


def course_baseline(records: CourseRecords, instrument_id: str = PHQ9) -> Baseline | None:
    """Return what the course is compared with: the chosen score where one counts, else the derived one.

    Args:
        records: the whole course, not a part of it.
        instrument_id: the instrument whose scores are compared.
    """
    return baseline_standing(records, instrument_id).used


def candidates(records: CourseRecords, instrument_id: str = PHQ9) -> list[Scored]:
    """Return every score that can be chosen, also from the patient's other courses, in order of time."""
    first = first_given(records.sessions)
    if first is None:
        return []
    return scored(_until(first, [*records.scores_elsewhere, *records.scores]), instrument_id)


def derived_score(records: CourseRecords, instrument_id: str = PHQ9) -> Scored | None:
    """Return the score that is the baseline by rule, or None."""
    own = scored(records.scores, instrument_id)
    if baseline(own, records.sessions, instrument_id=instrument_id) is None:
        return None
    return possible_baselines(own, records.sessions)[-1]


def derived_baselines(records: CourseRecords) -> dict[str, Baseline]:
    """Return the baseline by rule of every instrument and own measure that has one.

    Only scores up to the first session are looked at, so that it can be asked after every entry.
    """
    first = first_given(records.sessions)
    if first is None:
        return {}
    early = _until(first, records.scores)
    found = {
        name: baseline(scored(early, name), records.sessions, instrument_id=name)
        for name in dict.fromkeys(score.instrument for score in early)
    }
    return {name: derived for name, derived in found.items() if derived is not None}


def standing_choice(records: CourseRecords, instrument_id: str = PHQ9) -> BaselineChoice | None:
    """Return the person's choice for an instrument, the one written down last; None without any."""
    made = [choice for choice in records.baseline_choices if choice.instrument == instrument_id]
    return made[-1] if made else None


def baseline_standing(records: CourseRecords, instrument_id: str = PHQ9) -> BaselineStanding:
    """Return the baseline in use together with the derived one and the choice, so that both can be shown.

    Args:
        records: the whole course, not a part of it.
        instrument_id: the instrument whose scores are compared.
    """
    sessions, first = records.sessions, first_given(records.sessions)
    # no later score can be a baseline, and a page asks for this more than once
    scores = scored(_until(first, records.scores), instrument_id) if first else []
    derived = baseline(scores, sessions, instrument_id=instrument_id)
    choice = standing_choice(records, instrument_id)
    if choice is None:
        return BaselineStanding(used=derived, derived=derived)
    chosen = _score_of(records, choice)
    by_rule = derived_score(records, instrument_id)
    return BaselineStanding(
        used=baseline(scores, sessions, chosen, instrument_id),
        derived=derived,
        choice=choice,
        counts=chosen is not None and bool(possible_baselines(scored([chosen], instrument_id), sessions)),
        derived_changed=(by_rule.score.id if by_rule else None) != choice.derived_id,
    )


def _score_of(records: CourseRecords, choice: BaselineChoice) -> Score | None:
    everywhere = (*records.scores, *records.scores_elsewhere)
    return next((score for score in everywhere if score.id == choice.score_id), None)


def _until(first: Session, scores: Sequence[Score]) -> list[Score]:
    return [score for score in scores if score.taken_at <= first.started_at]
