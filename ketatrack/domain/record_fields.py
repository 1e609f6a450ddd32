"""What a record's fields say about themselves, for the form, the table, the file and the page."""

from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from ketatrack.domain.measures import Measure
from ketatrack.domain.record import MULTILINE, Record, Reference


def references(kind: type[Record]) -> dict[str, str]:
    """Return the fields of a kind that hold another record's id, with the kind they point to."""
    return {
        name: mark.kind
        for name, field in kind.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Reference)
    }


def type_of(kind: type[Record], field: str) -> tuple[Any, bool]:
    """Return a field's bare type, such as `int` or `Route`, and whether it may be unset (None)."""
    annotation: Any = kind.model_fields[field].annotation
    optional = False
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        else:
            parts = [part for part in get_args(annotation) if part is not NoneType]
            optional = optional or len(parts) < len(get_args(annotation))
            annotation = parts[0]
    return get_origin(annotation) or annotation, optional


def is_multiline(kind: type[Record], field: str) -> bool:
    """Say whether a field holds free text of several lines."""
    return MULTILINE in kind.model_fields[field].metadata


def measure_of(kind: type[Record], field: str) -> Measure | None:
    """Return the measure behind a field of a record, or None when it holds no measured number."""
    for mark in kind.model_fields[field].metadata:
        if isinstance(mark, Measure):
            return mark
    return None


def label_of(kind: type[Record], field: str) -> str:
    """Return the words that name a field on screen, on paper and in messages."""
    measure = measure_of(kind, field)
    return measure.label if measure else kind.model_fields[field].title or field
