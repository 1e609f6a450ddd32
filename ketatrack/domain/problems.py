"""Why a value was refused, as sentences that stand beside the field or in an import's list."""

from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ketatrack.domain.records import Record, label_of, measure_of


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
    label = _(label_of(kind, field)) if field in kind.model_fields else _(kind.label)
    make = _REASONS.get(details["type"])
    if make is not None:
        return make(kind, field, label, details)
    return _("{label}: {reason}.").format(label=label, reason=details["msg"])


def _out_of_range(kind: type[Record], field: str, label: str, details: ErrorDetails) -> str:
    measure = measure_of(kind, field)
    if measure is None:
        return _("{label}: {reason}.").format(label=label, reason=details["msg"])
    value = f"{details['input']} {measure.unit}".strip()
    if measure.high is None:
        return _("{label} cannot be {value}: the least is {low}.").format(
            label=label, value=value, low=measure.low
        )
    return _("{label} cannot be {value}: it lies between {low} and {high} {unit}.").format(
        label=label, value=value, low=measure.low, high=measure.high, unit=measure.unit
    )


def _missing(_kind: type[Record], _field: str, label: str, _details: ErrorDetails) -> str:
    return _("{label} is missing.").format(label=label)


def _not_a_number(_kind: type[Record], _field: str, label: str, _details: ErrorDetails) -> str:
    return _("{label} is not a number.").format(label=label)


def _not_whole(_kind: type[Record], _field: str, label: str, _details: ErrorDetails) -> str:
    return _("{label} must be a whole number.").format(label=label)


def _unknown_word(_kind: type[Record], _field: str, label: str, details: ErrorDetails) -> str:
    words = str(details.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    return _("{label} “{value}” is not one of: {words}.").format(
        label=label, value=details["input"], words=words
    )


_REASONS: dict[str, Callable[[type[Record], str, str, ErrorDetails], str]] = {
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "missing": _missing,
    "string_too_short": _missing,
    "finite_number": _not_a_number,
    "int_parsing": _not_a_number,
    "int_type": _not_a_number,
    "float_parsing": _not_a_number,
    "float_type": _not_a_number,
    "int_from_float": _not_whole,
    "enum": _unknown_word,
    "datetime_type": _missing,
    "date_type": _missing,
}
