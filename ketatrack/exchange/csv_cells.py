"""One cell of a course file, read and written by the type of the field that it stands for.

Text that a spreadsheet would take for a formula is written with an apostrophe before it, and so is text
that already looks quoted like that; reading takes one apostrophe off. So every text comes back to the letter.
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic_core import PydanticUndefined

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_from_text, moment_from_text, moment_to_text
from ketatrack.domain.parsing import decimal_number, number_to_text, whole_number
from ketatrack.domain.record_fields import is_multiline, type_of
from ketatrack.domain.records import Record
from ketatrack.domain.spreadsheets import guarded, unguarded

_BETWEEN_ANSWERS = ";"
_YES, _NO = "yes", "no"

Read = Callable[[str], Any]
"""Reads a cell; raises ValueError, with what is wrong as the end of a sentence."""
Write = Callable[[Any], str]


def reader(kind: type[Record], field: str) -> Read:
    """Return what reads a field's cells; an empty one, or one of spaces, is the field as if never given.

    Few values come often, so all but times and notes are remembered.
    """
    bare, _optional = type_of(kind, field)
    if is_multiline(kind, field):
        return unguarded
    unset = kind.model_fields[field].get_default()
    if unset is PydanticUndefined:
        unset = "" if bare is str else None
    read = _READERS.get(bare, str if issubclass(bare, StrEnum) else unguarded)

    def read_trimmed(cell: str) -> Any:
        text = cell.strip()
        return read(text) if text else unset

    return read_trimmed if bare is datetime else remembering(read_trimmed)


def writer(kind: type[Record], field: str) -> Write:
    """Return what writes a field's cells."""
    bare, _optional = type_of(kind, field)
    return _WRITERS.get(bare, str if issubclass(bare, StrEnum) else guarded)


def remembering(read: Read) -> Read:
    """Return a reader that reads each distinct cell once."""
    return _Remembered(read).__getitem__


class _Remembered(dict[str, Any]):
    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> Any:
        value = self[cell] = self._read(cell)
        return value


def _yes_or_no(text: str) -> bool:
    if text not in {_YES, _NO}:
        raise ValueError(_("is neither yes nor no"))
    return text == _YES


def _answers(text: str) -> tuple[int | None, ...]:
    places = (place.strip() for place in text.split(_BETWEEN_ANSWERS))
    return tuple(whole_number(place) if place else None for place in places)


def _places(places: tuple[Any, ...]) -> str:
    """Write answers, or words of one's own such as tags, which no spreadsheet may take for a formula."""
    text = _BETWEEN_ANSWERS.join("" if place is None else str(place) for place in places)
    return guarded(text) if any(isinstance(place, str) for place in places) else text


_READERS: dict[type, Read] = {
    int: whole_number,
    float: decimal_number,
    bool: _yes_or_no,
    date: date_from_text,
    datetime: moment_from_text,
    tuple: _answers,
}

_WRITERS: dict[type, Write] = {
    int: str,
    float: number_to_text,
    bool: lambda value: _YES if value else _NO,
    date: date.isoformat,
    datetime: moment_to_text,
    tuple: _places,
}
