"""The words for side effects that a person can pick, and what each is called on screen and paper.

The vocabulary is `resources/vocabulary/side_effects.json`. Its ids stay the same for good, since journals
keep them; a person's own words are kept beside them as they are.
"""

from functools import cache
from typing import Self

from pydantic import model_validator

from ketatrack.domain.language import gettext as _
from ketatrack.domain.shipped import ShippedData, Words


class SideEffectGroup(ShippedData):
    """A part of the body or mind under which side effects are listed."""

    id: str
    label: Words


class SideEffectTerm(ShippedData):
    """One side effect of the vocabulary."""

    id: str
    label: Words
    group: str
    common: bool = False
    """Offered first, as one of the chips."""
    emergency: bool = False
    """One of the fixed emergency signs, at any severity."""


class SideEffectVocabulary(ShippedData):
    """Every shipped side effect, in the order in which it is offered, with its groups."""

    source: Words
    groups: tuple[SideEffectGroup, ...]
    terms: tuple[SideEffectTerm, ...]

    @model_validator(mode="after")
    def _ids_are_told_apart(self) -> Self:
        ids = [term.id for term in self.terms]
        if len(set(ids)) < len(ids):
            raise ValueError("two terms have the same id")
        unknown = {term.group for term in self.terms} - {group.id for group in self.groups}
        if unknown:
            raise ValueError(f"no group {sorted(unknown)}")
        return self


@cache
def side_effect_vocabulary() -> SideEffectVocabulary:
    """Return the shipped vocabulary.

    Raises:
        pydantic.ValidationError: when the file is incomplete.
    """
    return SideEffectVocabulary.read("vocabulary/side_effects.json")


def common_side_effects() -> list[SideEffectTerm]:
    """Return the side effects to offer first."""
    return [term for term in side_effect_vocabulary().terms if term.common]


def side_effect_term(effect: str) -> SideEffectTerm | None:
    """Find the term that an entry means, by its id or its label in any case; None for other own words."""
    wanted = effect.strip().casefold()
    return next(
        (
            term
            for term in side_effect_vocabulary().terms
            if wanted in (term.id, term.label.casefold(), _(term.label).casefold())
        ),
        None,
    )


def effect_meant(typed: str) -> str:
    """Return what an entry keeps of typed words: the id of the term that they mean, else the words."""
    words = " ".join(typed.split())
    term = side_effect_term(words) if words else None
    return term.id if term else words


def plain_effect(effect: str) -> str:
    """Return a recorded side effect of the vocabulary; of one in own words only that it is such a one."""
    return effect if side_effect_term(effect) else _("in own words, left out")


def label_of_effect(effect: str) -> str:
    """Return what a recorded side effect is called; own words come back as they are."""
    term = next((term for term in side_effect_vocabulary().terms if term.id == effect), None)
    return _(term.label) if term else effect
