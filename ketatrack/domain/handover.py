"""What is handed over to a clinician or a researcher, and what is kept back: a person's own choice.

Nothing is changed in the journal: the records that leave it are copies without what was kept back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from ketatrack.domain.course_following import CourseFollowing, followed_lists, only_kinds
from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period
from ketatrack.domain.deidentifying import deidentified
from ketatrack.domain.instruments import instrument
from ketatrack.domain.integration import has_tag
from ketatrack.domain.language import gettext as _
from ketatrack.domain.own_words import holds_noted_words, without_noted_words
from ketatrack.domain.record_fields import is_multiline
from ketatrack.domain.records import (
    CheckIn,
    Checkpoint,
    EntryReview,
    FollowedSession,
    JournalEntry,
    LeavingMark,
    ReadingPart,
    Record,
    Score,
    SessionEvent,
    SessionExperience,
    WatchAnswer,
)
from ketatrack.domain.scores import total_of
from ketatrack.domain.selection import period_words, within
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
    EFFECTS = "effects", "Side effects by when they were there"
    ACUTE = "acute", "Scales before and after sessions"
    FOLLOWED = "followed", "Sessions as they were followed"
    WATCH = "watch", "Long-term watch"
    EXPERIENCES = "experiences", "How sessions were"
    JOURNAL = "journal", "Journal entries"
    NOTES = "notes", "Notes"


OWN_PARTS: Mapping[AppendixPart, tuple[type[Record], ...]] = {
    AppendixPart.ACUTE: (CheckIn,),
    AppendixPart.FOLLOWED: (
        FollowedSession,
        Checkpoint,
        SessionEvent,
        ReadingPart,
        LeavingMark,
        EntryReview,
    ),
    AppendixPart.WATCH: (WatchAnswer,),
    AppendixPart.EXPERIENCES: (SessionExperience, CheckIn),
    AppendixPart.JOURNAL: (JournalEntry,),
}
"""The kinds that leave a journal only with the list that they stand in."""

OPEN_TEXT = frozenset({AppendixPart.JOURNAL, AppendixPart.NOTES})
"""Lists of nothing but a person's words, which a de-identified form never holds."""


@dataclass(frozen=True, slots=True)
class Handover:
    """What a page, its appendix and the files behind it hold.

    `item9` is whether the answers about thoughts of death or self-harm are part of it; `deidentified` takes
    out names, notes and dates; `questions` are the person's own, for the visit; `tags` narrow the journal
    to the entries with one of them, none to no entry less.
    """

    period: Period = WHOLE_COURSE
    item9: bool = True
    deidentified: bool = False
    appendix: tuple[AppendixPart, ...] = ()
    questions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def lists(self) -> tuple[AppendixPart, ...]:
        """The lists that are part of it, in their order: those chosen, without names none of open text."""
        left_out = OPEN_TEXT if self.deidentified else frozenset()
        return tuple(part for part in AppendixPart if part in self.appendix and part not in left_out)

    @property
    def notes(self) -> bool:
        """Whether notes are part of it: chosen as a list, and never without names."""
        return AppendixPart.NOTES in self.lists


WHOLE_HANDOVER = Handover()


def handed_over(records: CourseRecords, choices: Handover) -> CourseRecords:
    """Return a copy of a course without what the choices keep back; the period narrows nothing here."""
    kept = replace(records, following=_chosen(records.following, choices))
    if not choices.item9:
        kept = replace(
            kept,
            scores=without_item9(kept.scores),
            scores_elsewhere=without_item9(kept.scores_elsewhere),
        )
    return deidentified(kept) if choices.deidentified else kept


def _chosen(following: CourseFollowing, choices: Handover) -> CourseFollowing:
    """Return what was chosen of followed sessions and of the time after them; what is planned never is."""
    kept = only_kinds(following, {kind for part in choices.lists for kind in OWN_PARTS.get(part, ())})
    check_ins = kept.check_ins
    if AppendixPart.EXPERIENCES not in choices.lists:  # their scales were chosen, not their words
        check_ins = [_noteless(each) for each in check_ins]
    if not choices.notes:
        kept = without_noted_words(kept)
    tagged = [each for each in kept.journal if has_tag(each, choices.tags)]
    return replace(kept, check_ins=check_ins, journal=tagged)


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

    The outcome of a questionnaire whose result is words is no note and stays, and so do the words of what
    is followed, which are chosen list by list.
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
    if choices.tags and AppendixPart.JOURNAL in choices.lists:
        words.append(
            _("Of the journal only entries with a tag of these: {tags}.").format(tags=", ".join(choices.tags))
        )
    return words


def not_chosen_words(records: CourseRecords, choices: Handover) -> Sequence[str]:
    """Say in a sentence what was followed and is not part of it, since its list was not chosen.

    Args:
        records: the whole course.
        choices: which lists were chosen, over which period.
    """
    there = {kind for kind, found in followed_lists(within(records, choices.period).following) if found}
    chosen = {kind for part in choices.lists for kind in OWN_PARTS.get(part, ())}
    left_out = [
        _(part.label).lower()
        for part, kinds in OWN_PARTS.items()
        if part not in choices.lists and there & set(kinds) - chosen
    ]
    if _keeps_words_back(records, choices):
        left_out.append(_("words noted in sessions"))
    return [_("Left out by choice: {parts}.").format(parts=", ".join(left_out))] if left_out else []


def _keeps_words_back(records: CourseRecords, choices: Handover) -> bool:
    """Say whether followed sessions are part of it without the words in them, which go with the notes.

    That a page without names holds no words at all is said elsewhere.
    """
    if choices.notes or choices.deidentified or AppendixPart.FOLLOWED not in choices.lists:
        return False
    return holds_noted_words(within(records, choices.period).following)


def held_words(choices: Handover) -> tuple[str, ...]:
    """Say in lines what was handed over: the days shown, the lists, and what the choices kept back."""
    return (
        _("Shown: {days}").format(days=period_words(choices.period)),
        *(_(part.label) for part in choices.lists),
        *removed_words(choices),
    )
