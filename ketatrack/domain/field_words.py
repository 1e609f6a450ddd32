"""How a recorded value reads, with and without its unit; in tables, in details and on sheets."""

from collections.abc import Callable
from datetime import datetime
from types import NoneType
from typing import Any

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import moment_words
from ketatrack.domain.parsing import number_to_text
from ketatrack.domain.record_fields import label_of, measure_of
from ketatrack.domain.records import Record
from ketatrack.domain.words import Word


def value_words(value: Any) -> str:
    """Return how a value of any field reads, without its unit; empty where it is unset."""
    if isinstance(value, Word):
        return _(value.label)
    return _READS.get(type(value), str)(value)


_READS: dict[type, Callable[[Any], str]] = {
    NoneType: lambda _unset: "",
    bool: lambda value: _("Yes") if value else _("No"),
    float: number_to_text,
    datetime: moment_words,
    tuple: lambda values: ", ".join(map(value_words, values)),
}


def field_words(record: Record, field: str) -> str:
    """Return how a field of a record reads, with its unit; empty where it is unset."""
    words = value_words(getattr(record, field))
    measure = measure_of(type(record), field)
    return f"{words} {measure.unit}".strip() if words and measure else words


def label_with_unit(kind: type[Record], field: str) -> str:
    """Return what a field is called, followed by its unit, for a heading above bare numbers."""
    measure = measure_of(kind, field)
    label = _(label_of(kind, field))
    return f"{label}, {measure.unit}" if measure and measure.unit else label
