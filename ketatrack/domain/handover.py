"""What is handed over to a clinician or a researcher, and what is kept back: a person's own choice.

Nothing is changed in the journal: the records that leave it are copies without what was kept back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period
from ketatrack.domain.instruments import instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.record_fields import is_multiline, references, type_of
from ketatrack.domain.records import Record, Score, SideEffect
from ketatrack.domain.scores import total_of
from ketatrack.domain.selection import period_words
from ketatrack.domain.sessions import first_given
from ketatrack.domain.side_effects import side_effect_term
from ketatrack.domain.words import Word

R = TypeVar("R", bound=Record)

MOST_QUESTIONS = 3
"""A visit is short; more questions than this do not find room on the page."""


LONGEST_QUESTION = 110
"""Letters; one line of the page."""

QUESTIONS_SETTING = "questions"
"""The setting in which a journal keeps them: a list of questions by the id of its course."""


class AppendixPart(Word):
    """One of the lists that can follow the page."""

    SCORES = "scores", "Every score with its items"
    SESSIONS = "sessions", "Every session with its readings"
    RESTING = "resting", "Readings outside sessions"
    EPOCHS = "epochs", "Periods between changes"
    INTERVALS = "intervals", "Intervals between sessions"
    EPISODES = "episodes", "Times in response"
    NOTES = "notes", "Notes"


@dataclass(frozen=True, slots=True)
class Handover:
    """What a page, its appendix and the files behind it hold.

    `item9` is whether the answers about thoughts of death or self-harm are part of it; `deidentified` takes
    out names, notes and dates; `questions` are the person's own, for the visit.
    """

    period: Period = WHOLE_COURSE
    item9: bool = True
    deidentified: bool = False
    appendix: tuple[AppendixPart, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def notes(self) -> bool:
        """Whether notes are part of it: chosen as a list, and never without names."""
        return AppendixPart.NOTES in self.appendix and not self.deidentified


WHOLE_HANDOVER = Handover()


def handed_over(records: CourseRecords, choices: Handover) -> CourseRecords:
    """Return a copy of a course without what the choices keep back; the period narrows nothing here."""
    kept = records
    if not choices.item9:
        kept = replace(
            kept,
            scores=without_item9(kept.scores),
            scores_elsewhere=without_item9(kept.scores_elsewhere),
        )
    return deidentified(kept) if choices.deidentified else kept


def without_item9(scores: Iterable[Score]) -> list[Score]:
    """Return the scores without the answer to a safety item, and without what it could be told from.

    The other answers and the total together tell the one that is missing, so a complete questionnaire keeps
    its total alone. An incomplete one, which has no total, keeps its other answers.
    """
    return [_without_safety_answer(score) for score in scores]


def _without_safety_answer(score: Score) -> Score:
    known = instrument(score.instrument)
    if known is None or known.safety_item is None or score.answers is None:
        return score
    total = total_of(score)
    if total is not None:
        return score.model_copy(update={"answers": None, "total": total})
    answers = (
        None if item.id == known.safety_item else answer
        for item, answer in zip(known.items, score.answers, strict=True)
    )
    return score.model_copy(update={"answers": tuple(answers)})


def without_notes(records: CourseRecords) -> CourseRecords:
    """Return a copy of a course without what was written at length: notes, reasons and intentions.

    The outcome of a questionnaire whose result is words is no note and stays.
    """
    noteless: dict[str, Any] = {
        each.name: [_noteless(record) for record in found]
        for each in fields(records)
        if isinstance(found := getattr(records, each.name), list)
    }
    return replace(records, course=_noteless(records.course), patient=_noteless(records.patient), **noteless)


def _noteless(record: R) -> R:
    known = instrument(record.instrument) if isinstance(record, Score) else None
    if known is not None and known.is_outcome:
        return record
    kind = type(record)
    return record.model_copy(update={name: "" for name in kind.model_fields if is_multiline(kind, name)})


# without names, notes and dates

_KEPT: Mapping[str, frozenset[str]] = {
    "courses": frozenset({"product"}),
    "sessions": frozenset({"product"}),
    "side_effects": frozenset({"effect"}),
    "scores": frozenset({"instrument"}),
    "baseline_choices": frozenset({"instrument"}),
    "medications": frozenset({"name", "medicine_class", "dose"}),
}
"""Open text that says what was given or felt, by kind; any other is left out."""


def deidentified(records: CourseRecords) -> CourseRecords:
    """Return a copy of a course without names, notes and other open text.

    Sessions are numbered; a side effect or scale in own words is named as such. What products and medicines
    are called stays. The moments are still in the records: write them within
    `moments.counted_from(first_day(records))`, so that only days of the course are seen.
    """
    return replace(
        records,
        course=_bare(records.course, name=_("Course")),
        patient=_bare(records.patient, country=None),
        phases=[_bare(each) for each in records.phases],
        sessions=[_bare(each, name=str(place)) for place, each in enumerate(records.sessions, start=1)],
        readings=[_bare(each) for each in records.readings],
        side_effects=[_bare(each, effect=_plain_effect(each)) for each in records.side_effects],
        scores=[_bare(each, instrument=_plain_instrument(each)) for each in records.scores],
        medicines=[_bare(each) for each in records.medicines],
        visits=[_bare(each) for each in records.visits],
        plan=CoursePlan(),
        baseline_choices=[_bare(each) for each in records.baseline_choices],
        own_measures=[],
        scores_elsewhere=[
            _bare(each, instrument=_plain_instrument(each)) for each in records.scores_elsewhere
        ],
    )


def first_day(records: CourseRecords) -> date | None:
    """Return the local date that is day 0: of the first session given, else the first day known of."""
    first = first_given(records.sessions)
    if first is not None:
        return local_date(first.started_at)
    happened = [getattr(each, each.happened) for each in records.entries() if each.happened]
    days = [local_date(each) if hasattr(each, "hour") else each for each in happened if each is not None]
    return records.course.started_on or min(days, default=None)


def removed_words(choices: Handover) -> Sequence[str]:
    """Say in sentences what the choices keep back; none where nothing is."""
    words = []
    if choices.deidentified:
        words.append(
            _(
                "De-identified: names, notes, questions and other words of one’s own are left out, and "
                "dates are days counted from the first session, day 0. Products and medicines are named as "
                "recorded."
            )
        )
    if not choices.item9:
        words.append(
            _("Left out by choice: item 9 of the PHQ-9, and the single answers from which it could be told.")
        )
    return words


def held_words(choices: Handover) -> tuple[str, ...]:
    """Say in lines what was handed over: the days shown, the lists, and what the choices kept back."""
    return (
        _("Shown: {days}").format(days=period_words(choices.period)),
        *(_(part.label) for part in choices.appendix),
        *removed_words(choices),
    )


def _bare(record: R, **values: Any) -> R:
    """Return a copy without open text; `values` stand in its place."""
    kept = {"id", *references(type(record)), *_KEPT.get(record.kind, ())}
    blank = {
        name: ""
        for name in type(record).model_fields
        if name not in kept and type_of(type(record), name) == (str, False)
    }
    return record.model_copy(update=blank | values)


def _plain_effect(effect: SideEffect) -> str:
    return effect.effect if side_effect_term(effect.effect) else _("in own words, left out")


def _plain_instrument(score: Score) -> str:
    return score.instrument if instrument(score.instrument) else _("own scale")
