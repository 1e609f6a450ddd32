"""One entry of a journal's JSON as a record: as JSON and strictly, its times as they are written in files.

Pydantic would take "1700000000" for a time, and an offset that no place has; here they are read as the cells
of CSV are.
"""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from typing import Any

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_from_text, moment_from_text
from ketatrack.domain.record_fields import label_of, type_of
from ketatrack.domain.records import Record

_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::00)?", re.ASCII)


class UnreadableEntryError(Exception):
    """An entry holds what is no value of its field: which, as it stands there, and why as a sentence."""

    def __init__(self, field: str, value: str, reason: str) -> None:
        """Take the field's name, what stands there, and the sentence."""
        super().__init__(reason)
        self.field, self.value = field, value


def read_entry(kind: type[Record], entry: dict[str, Any]) -> Record:
    """Return the record that an entry is; "12" is no number in it, and 12 is no text.

    Raises:
        UnreadableEntryError: a time, day or clock is not written as one, or the entry has no bottom.
        pydantic.ValidationError: it is no possible record of the kind.
    """
    for field, read in _times_of(kind):
        written = entry.get(field)
        if isinstance(written, str):
            try:
                read(written)
            except ValueError as error:
                sentence = _("{label}: “{value}” {problem}.").format(
                    label=_(label_of(kind, field)), value=written, problem=error
                )
                raise UnreadableEntryError(field, written, sentence) from None
    try:
        text = json.dumps(entry)
    except RecursionError:
        raise UnreadableEntryError("", "", _("It is nested too deeply.")) from None
    return kind.model_validate_json(text, strict=True)


@cache
def _times_of(kind: type[Record]) -> tuple[tuple[str, Callable[[str], Any]], ...]:
    """Return the fields of a kind that hold a time, each with what reads its text."""
    types = {field: type_of(kind, field)[0] for field in kind.model_fields}
    return tuple((field, _READERS[bare]) for field, bare in types.items() if bare in _READERS)


def _clock(text: str) -> None:
    if not _CLOCK.fullmatch(text):
        raise ValueError(_("is not a time of day such as 09:30"))


_READERS: dict[Any, Callable[[str], Any]] = {datetime: moment_from_text, date: date_from_text, time: _clock}
