"""Why a value was refused, as sentences that stand beside the field or in an import's list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import Measure
from ketatrack.domain.parsing import number_to_text, with_unit
from ketatrack.domain.record_fields import label_of, measure_of
from ketatrack.domain.records import Record


@dataclass(frozen=True, slots=True)
class Problem:
    """One refused value: the field's name, what was given, and the reason as a sentence."""

    field: str
    value: Any
    reason: str


def explain(error: ValidationError, kind: type[Record]) -> list[Problem]:
    """Turn pydantic's errors about a record into one sentence for each field, in the fields' order."""
    found: dict[str, Problem] = {}
    for details in error.errors(include_url=False):
        field = str(details["loc"][0]) if details["loc"] else ""
        found.setdefault(field, Problem(field, details["input"], _sentence(kind, field, details)))
    return list(found.values())


def _sentence(kind: type[Record], field: str, details: ErrorDetails) -> str:
    if not field:
        return _as_raised(_(kind.label), details)
    if field not in kind.model_fields:
        return _("{kind} has no field “{field}”.").format(kind=_(kind.label), field=field)
    label = _(label_of(kind, field))
    if len(details["loc"]) > 1:
        label = _("{label}, place {number}").format(label=label, number=int(details["loc"][1]) + 1)
    explained = _REASONS.get(details["type"])
    if explained is not None and details["input"] is None:
        return _missing(label, details)
    measure = measure_of(kind, field)
    if measure is not None and details["type"] in {"greater_than_equal", "less_than_equal"}:
        return out_of_range_words(label, measure, details["input"])
    return (explained or _as_raised)(label, details)


def _as_raised(label: str, details: ErrorDetails) -> str:
    return _("{label}: {reason}.").format(label=label, reason=details["msg"])


def out_of_range_words(label: str, measure: Measure, value: Any) -> str:
    """Say that a value lies outside the limits of its measure, and what they are."""
    number = number_to_text(value) if isinstance(value, float) else value
    given = f"{number} {measure.unit}".strip()
    return _("{label} cannot be {value}: it lies between {low} and {high}.").format(
        label=label, value=given, low=measure.low, high=with_unit(measure.high, measure.unit)
    )


def _missing(label: str, _details: ErrorDetails) -> str:
    return _("{label} is missing.").format(label=label)


def _not_a_number(label: str, _details: ErrorDetails) -> str:
    return _("{label} is not a number.").format(label=label)


def _not_whole(label: str, _details: ErrorDetails) -> str:
    return _("{label} must be a whole number.").format(label=label)


def _not_a_time(label: str, details: ErrorDetails) -> str:
    return _("{label}: “{value}” is not a time such as 2026-03-02T14:15-05:00.").format(
        label=label, value=details["input"]
    )


def _not_a_date(label: str, details: ErrorDetails) -> str:
    return _("{label}: “{value}” is not a date such as 2026-03-02.").format(
        label=label, value=details["input"]
    )


def _neither_yes_nor_no(label: str, details: ErrorDetails) -> str:
    return _("{label}: “{value}” is neither yes nor no.").format(label=label, value=details["input"])


def _too_long(label: str, details: ErrorDetails) -> str:
    return _("{label} has {given} characters; there is room for {most}.").format(
        label=label, given=len(details["input"]), most=details.get("ctx", {}).get("max_length")
    )


def _control_character(label: str, _details: ErrorDetails) -> str:
    return _("{label} holds a control character, such as a line break, that cannot be kept there.").format(
        label=label
    )


def _not_text(label: str, _details: ErrorDetails) -> str:
    return _("{label} holds something that is not text.").format(label=label)


def _unknown_word(label: str, details: ErrorDetails) -> str:
    words = str(details.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    return _("{label} “{value}” is not one of: {words}.").format(
        label=label, value=details["input"], words=words
    )


_REASONS: dict[str, Callable[[str, ErrorDetails], str]] = {
    "missing": _missing,
    "string_too_short": _missing,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _control_character,
    "string_type": _not_text,
    "string_unicode": _not_text,
    "finite_number": _not_a_number,
    "int_parsing": _not_a_number,
    "int_parsing_size": _not_a_number,
    "int_type": _not_a_number,
    "float_parsing": _not_a_number,
    "float_type": _not_a_number,
    "int_from_float": _not_whole,
    "bool_parsing": _neither_yes_nor_no,
    "bool_type": _neither_yes_nor_no,
    "enum": _unknown_word,
    "datetime_type": _not_a_time,
    "datetime_parsing": _not_a_time,
    "datetime_from_date_parsing": _not_a_time,
    "date_type": _not_a_date,
    "date_parsing": _not_a_date,
    "date_from_datetime_parsing": _not_a_date,
}
