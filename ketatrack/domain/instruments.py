"""Questionnaires and scales as data: items, answers, scoring, bands, recall window and licence.

Each instrument is one file in `resources/instruments/`. A cut-off stands there once; forms, charts,
reports and the command line read it from here.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ketatrack.domain.language import gettext as _
from ketatrack.domain.shipped import ShippedData

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


class Instrument(ShippedData):
    """A questionnaire or scale; loading one without a licence and its source fails."""

    id: str
    version: str
    title: str
    abbreviation: str
    licence: str = Field(min_length=1)
    licence_source: str = Field(min_length=1)
    attribution: str = ""
    recall_days: int = Field(ge=0)
    """How many days back the questions look."""
    stem: str = ""
    option_sets: dict[str, tuple[AnswerOption, ...]]
    items: tuple[Item, ...]
    unscored_items: tuple[Item, ...] = ()
    safety_item: str | None = None
    """The item that asks about thoughts of death or self-harm, where there is one."""
    method: Literal["sum", "single"]
    low: int
    high: int
    higher_is: Literal["worse", "better"]
    bands: tuple[Band, ...] = ()
    bands_source: str = ""
    loinc_total: str | None = None
    loinc_panel: str | None = None
    examples: tuple[tuple[tuple[int, ...], int], ...] = ()
    """Worked examples of the source: answers and their total."""

    @model_validator(mode="after")
    def _safety_item_is_an_item(self) -> Self:
        if self.safety_item is not None and self.safety_item not in [item.id for item in self.items]:
            raise ValueError(f"{self.id} has no item {self.safety_item}")
        return self

    def rights(self) -> str:
        """Return who made the instrument and under which licence it is shown, with the licence's source."""
        licence = _("{licence} (source: {source})").format(licence=self.licence, source=self.licence_source)
        return f"{self.attribution} {licence}".strip()

    def options_of(self, item: Item) -> tuple[AnswerOption, ...]:
        """Return the answers offered for an item, in order."""
        return self.option_sets[item.options]

    def total(self, answers: Sequence[int | None]) -> int | None:
        """Return the total in points, or None unless every item is answered."""
        given = [answer for answer in answers if answer is not None]
        return sum(given) if len(given) == len(self.items) else None

    def safety_answer(self, answers: Sequence[int | None] | None) -> int | None:
        """Return the answer to the safety item, or None where there is none or it was not answered."""
        places = zip(self.items, answers or (), strict=False)
        return next((answer for item, answer in places if item.id == self.safety_item), None)

    def band(self, total: float) -> Band | None:
        """Return the named stretch that the total falls in, or None where the source names none."""
        return next((band for band in self.bands if band.min <= total <= band.max), None)


@cache
def instruments() -> dict[str, Instrument]:
    """Return every shipped instrument by its id.

    Raises:
        pydantic.ValidationError: when a file is incomplete, for instance names no licence.
    """
    folder = files("ketatrack.resources") / "instruments"
    loaded = [
        Instrument.read(f"instruments/{entry.name}")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".json")
    ]
    return {instrument.id: instrument for instrument in loaded}


def instrument(instrument_id: str) -> Instrument | None:
    """Return a shipped instrument, or None for one that the program does not know."""
    return instruments().get(instrument_id)


def check_answers(instrument_id: str, answers: Sequence[int | None]) -> None:
    """Refuse answers that the questionnaire cannot have; those of an unknown one are taken as they are.

    Raises:
        PydanticCustomError: with a sentence that names the item.
    """
    if all(answer is None for answer in answers):
        raise PydanticCustomError("no_answers", _("none of the items is answered"))
    known = instrument(instrument_id)
    if known is None:
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
    """Refuse a total outside the scale, or one with decimals; an unknown scale takes any.

    Raises:
        PydanticCustomError: with a sentence that names the scale's ends.
    """
    known = instrument(instrument_id)
    if known is not None and not (known.low <= total <= known.high and total == int(total)):
        raise PydanticCustomError(
            "impossible_total",
            _("the total of {title} is a whole number from {low} to {high}"),
            {"title": known.abbreviation, "low": known.low, "high": known.high},
        )
