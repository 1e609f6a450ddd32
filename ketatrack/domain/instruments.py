"""Questionnaires and scales as data: items, answers, scoring, bands, recall window and licence.

Each instrument is one file in `resources/instruments/`. A cut-off stands there once; forms, charts,
reports and the command line read it from here.
"""

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.shipped import ShippedData, Words

PHQ9 = "phq9"
MOOD = "mood_now"


class AnswerOption(ShippedData):
    """One answer that can be given, with the points it counts."""

    value: int
    label: str
    loinc: str | None = None


class Item(ShippedData):
    """One question, in the wording of its source."""

    id: str
    text: str
    options: str
    loinc: str | None = None


class Band(ShippedData):
    """A stretch of the total that the source gives a name; both ends belong to it."""

    min: float
    max: float
    key: str
    label: str


class EstimateRule(ShippedData):
    """When the total of a questionnaire with a few open items may be estimated, and after whom."""

    most_missing: int = Field(ge=1)
    source: Words


class ReliableChange(ShippedData):
    """A change of the total smaller than this many points lies within measurement error."""

    points: float = Field(gt=0)
    source: Words

    @field_validator("source")
    @classmethod
    def _was_read(cls, value: str) -> str:
        if "unverified" in value.lower():
            raise ValueError("a source that nobody read is none")
        return value


class Instrument(ShippedData):
    """A questionnaire or scale; loading one without a licence and its source fails."""

    id: str
    version: Words
    title: Words
    abbreviation: Words
    rated_by: Literal["self", "clinician"]
    licence: Words
    licence_source: Words
    attribution: str = ""
    recall_days: int | None = Field(default=None, ge=0)
    """How many days back the questions look; None for a scale about the session itself."""
    stem: str = ""
    option_sets: dict[str, tuple[AnswerOption, ...]] = Field(default_factory=dict)
    items: tuple[Item, ...] = ()
    """Empty for one that is filled in elsewhere, because its wording is not free or not checked."""
    unscored_items: tuple[Item, ...] = ()
    safety_item: str | None = None
    """The item that asks about thoughts of death or self-harm, where there is one."""
    method: Literal["sum", "single", "mean", "total", "outcome"]
    """How answers become a total; `total` takes one as it is, `outcome` has words in its place."""
    low: int = 0
    high: int = 0
    """The ends of the total in points; both 0 where the result is words."""
    decimals: int = Field(default=0, ge=0, le=3)
    higher_is: Literal["worse", "better", "descriptive"]
    counted: str = ""
    """How a total that is filled in elsewhere is counted, in a sentence."""
    bands: tuple[Band, ...] = ()
    bands_source: str = ""
    estimate_rule: EstimateRule | None = None
    reliable_change: ReliableChange | None = None
    """None where no source was read, however often a figure is repeated."""
    loinc_total: str | None = None
    loinc_panel: str | None = None
    examples: tuple[tuple[tuple[int | None, ...], float | None], ...] = ()
    """Worked examples of the source: answers and their total, None where there is none."""

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.safety_item is not None and self.safety_item not in [item.id for item in self.items]:
            raise ValueError(f"{self.id} has no item {self.safety_item}")
        if bool(self.items) == (self.method in {"total", "outcome"}):
            raise ValueError(f"{self.id} has {len(self.items)} items and the method {self.method}")
        if self.bands and not self.bands_source:
            raise ValueError(f"{self.id} names no source for its bands")
        return self

    @property
    def is_outcome(self) -> bool:
        """Whether the result is words, such as those of a clinician, in place of a total."""
        return self.method == "outcome"

    def rights(self) -> str:
        """Return who made the instrument and under which licence it is shown, with the licence's source."""
        licence = _("{licence} (source: {source})").format(licence=self.licence, source=self.licence_source)
        return f"{self.attribution} {licence}".strip()

    def options_of(self, item: Item) -> tuple[AnswerOption, ...]:
        """Return the answers offered for an item, in order."""
        return self.option_sets[item.options]

    def total(self, answers: Sequence[int | None]) -> float | None:
        """Return the total in points, or None unless every item is answered.

        A sum is an int; a mean is rounded half away from zero, in exact arithmetic, to the instrument's
        decimals.
        """
        given = [answer for answer in answers if answer is not None]
        if not given or len(given) != len(self.items):
            return None
        if self.method == "mean":
            return _rounded(Fraction(sum(given), len(given)), self.decimals)
        return sum(given)

    def estimate(self, answers: Sequence[int | None]) -> float | None:
        """Return the total that the answered items point to, in points and never rounded.

        The sum of the answered items is stretched to all of them. None where nothing is open, where the
        instrument has no such rule, or where more is open than its rule allows. It is no total: it is
        shown apart, and takes no part in response. No item gets an answer by it: the safety item stays
        unanswered, whatever the estimate is.
        """
        rule, given = self.estimate_rule, [answer for answer in answers if answer is not None]
        if rule is None or len(answers) != len(self.items):
            return None
        if not 0 < len(answers) - len(given) <= rule.most_missing:
            return None
        return sum(given) * len(self.items) / len(given)

    def safety_answer(self, answers: Sequence[int | None] | None) -> int | None:
        """Return the answer to the safety item, or None where there is none or it was not answered."""
        places = zip(self.items, answers or (), strict=False)
        return next((answer for item, answer in places if item.id == self.safety_item), None)

    def band(self, total: float) -> Band | None:
        """Return the named stretch that the total falls in, or None where the source names none."""
        return next((band for band in self.bands if band.min <= total <= band.max), None)


def _rounded(value: Fraction, decimals: int) -> float:
    """Round a value of at least 0 half away from zero."""
    scale = Fraction(10) ** decimals
    return float(math.floor(value * scale + Fraction(1, 2)) / scale)


@cache
def _ids() -> frozenset[str]:
    folder = files("ketatrack.resources") / "instruments"
    return frozenset(entry.name.removesuffix(".json") for entry in folder.iterdir())


@cache
def _read(instrument_id: str) -> Instrument:
    return Instrument.read(f"instruments/{instrument_id}.json")


def instruments() -> dict[str, Instrument]:
    """Return every shipped instrument by its id.

    Raises:
        pydantic.ValidationError: when a file is incomplete, for instance names no licence.
    """
    return {instrument_id: _read(instrument_id) for instrument_id in sorted(_ids())}


def instrument(instrument_id: str) -> Instrument | None:
    """Return a shipped instrument, or None for one that the program does not know.

    Only its own file is read: the first page wants two of them, and all would keep it waiting.

    Raises:
        pydantic.ValidationError: when the file is incomplete.
    """
    return _read(instrument_id) if instrument_id in _ids() else None


def short_name(instrument_id: str) -> str:
    """Return what a scale is called for short; one that the program does not know keeps its name."""
    known = instrument(instrument_id)
    return known.abbreviation if known else instrument_id


def check_answers(instrument_id: str, answers: Sequence[int | None]) -> None:
    """Refuse answers that a questionnaire cannot have; where its items are not known, any are taken.

    Raises:
        PydanticCustomError: with a sentence that names the item.
    """
    if all(answer is None for answer in answers):
        raise PydanticCustomError("no_answers", _("none of the items is answered"))
    known = instrument(instrument_id)
    if known is None or not known.items:
        return
    if len(answers) != len(known.items):
        raise PydanticCustomError(
            "wrong_places",
            _("{title} has {expected} items, but there are {given} places"),
            {"title": known.abbreviation, "expected": len(known.items), "given": len(answers)},
        )
    for number, (item, answer) in enumerate(zip(known.items, answers, strict=True), start=1):
        offered = [option.value for option in known.options_of(item)]
        if answer is not None and answer not in offered:
            raise PydanticCustomError(
                "impossible_answer",
                _("item {number} has the answer {answer}; it can be {low} to {high}"),
                {"number": number, "answer": answer, "low": min(offered), "high": max(offered)},
            )


def check_total(instrument_id: str, total: float) -> None:
    """Refuse a total outside the scale, or with more decimals than it has; without known ends, any is taken.

    Raises:
        PydanticCustomError: with a sentence that names the scale's ends.
    """
    known = instrument(instrument_id)
    if known is None or known.is_outcome:
        return
    if not (known.low <= total <= known.high and _decimals(total) <= known.decimals):
        raise PydanticCustomError(
            "impossible_total",
            _("the total of {title} is {number} from {low} to {high}"),
            {
                "title": known.abbreviation,
                "number": _kind_of_number(known.decimals),
                "low": known.low,
                "high": known.high,
            },
        )


def _decimals(number: float) -> int:
    exponent = Decimal(repr(float(number))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _kind_of_number(decimals: int) -> str:
    if decimals == 0:
        return _("a whole number")
    return ngettext(
        "a number with at most {n} decimal", "a number with at most {n} decimals", decimals
    ).format(n=decimals)
