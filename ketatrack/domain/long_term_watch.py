"""The long-term watch: signs that a person looks at every few months, and what they answered to each.

The signs are `resources/vocabulary/long_term_watch.json`, in words of our own; their ids stay the same for
good. An answer is kept as it was given. Nothing is added up, and no answer is called too high.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Self

from pydantic import model_validator

from ketatrack.domain import measures
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import Measure
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.parsing import number_to_text, with_unit
from ketatrack.domain.records import WatchAnswer
from ketatrack.domain.shipped import ShippedData, Words
from ketatrack.domain.side_effects import side_effect_term
from ketatrack.domain.words import Word

SCALE = Measure("From 0, not at all, to 10, very much", "", 0, 10)
"""How a person says how much of something there was."""


class AnswerKind(Word):
    """What kind of answer a sign takes."""

    YES_NO = "yes_no", "Noticed or not"
    SCALE = "scale", "0 to 10"
    TEST = "test", "Date and result"
    WEIGHT = "weight", "Weight"
    READING = "reading", "Readings of blood pressure"
    """Nothing is asked: the readings at rest that the journal holds stand in its place."""


class WatchSign(ShippedData):
    """One sign of the watch; `effect` is the id of the side effect that is the same thing, if any."""

    id: str
    group: Words
    label: Words
    answer: AnswerKind
    effect: str | None = None

    @property
    def measure(self) -> Measure | None:
        """Return between what its number lies; None for a sign without a number."""
        return {AnswerKind.SCALE: SCALE, AnswerKind.WEIGHT: measures.WEIGHT}.get(self.answer)


class LongTermWatch(ShippedData):
    """Every shipped sign, in the order in which it is asked."""

    source: Words
    signs: tuple[WatchSign, ...]

    @model_validator(mode="after")
    def _ids_are_told_apart(self) -> Self:
        ids = [sign.id for sign in self.signs]
        if len(set(ids)) < len(ids):
            raise ValueError("two signs have the same id")
        unknown = [sign.effect for sign in self.signs if sign.effect and not side_effect_term(sign.effect)]
        if unknown:
            raise ValueError(f"no side effect {unknown}")
        return self


@cache
def long_term_watch() -> LongTermWatch:
    """Return the shipped watch.

    Raises:
        pydantic.ValidationError: when the file is incomplete.
    """
    return LongTermWatch.read("vocabulary/long_term_watch.json")


def watch_sign(sign_id: str) -> WatchSign | None:
    """Return a sign by its id; None for one that this version does not know."""
    return next((sign for sign in long_term_watch().signs if sign.id == sign_id), None)


def label_of_sign(sign_id: str) -> str:
    """Return what a sign is called; an id that this version does not know comes back as it is."""
    sign = watch_sign(sign_id)
    return _(sign.label) if sign else sign_id


def is_noted(answer: WatchAnswer) -> bool:
    """Say whether an answer says that something was noticed: yes, or anything above 0.

    A weight and a test are facts and never noted in this sense.
    """
    sign = watch_sign(answer.sign)
    if sign is not None and sign.answer not in {AnswerKind.YES_NO, AnswerKind.SCALE}:
        return False
    return bool(answer.present) or bool(answer.number)


def answer_words(answer: WatchAnswer) -> str:
    """Return an answer as it was given: `yes, mornings`, `3 of 10`, `81.5 kg`, `2 Mar 2026: all normal`."""
    parts = [_plain_words(answer), answer.words.strip()]
    return (": " if answer.done_on else ", ").join(filter(None, parts))


def _plain_words(answer: WatchAnswer) -> str:
    sign = watch_sign(answer.sign)
    if answer.done_on is not None:
        return date_in_words(answer.done_on)
    if answer.number is not None:
        if sign is not None and sign.answer == AnswerKind.SCALE:
            return _("{number} of {most}").format(number=number_to_text(answer.number), most=SCALE.high)
        return with_unit(answer.number, sign.measure.unit if sign and sign.measure else "")
    if answer.present is not None:
        return _("yes") if answer.present else _("no")
    return ""


def answers_by_sign(answers: Iterable[WatchAnswer]) -> Mapping[str, list[WatchAnswer]]:
    """Return the answers under their signs, in the order of the watch; unknown signs come last.

    A sign that nobody answered is not among them. The answers of each keep their order.
    """
    found: dict[str, list[WatchAnswer]] = {sign.id: [] for sign in long_term_watch().signs}
    for answer in answers:
        found.setdefault(answer.sign, []).append(answer)
    return {sign: given for sign, given in found.items() if given}
