"""An entry read back from its history: as a record, without validating what was valid when it was written.

Words and fields that this version of the program does not know stay as they stand.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any, cast

from ketatrack.domain.moments import fixed_zone
from ketatrack.domain.record import Record
from ketatrack.domain.record_fields import references, type_of
from ketatrack.domain.records import KINDS

_KINDS = {kind.kind: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it was once: its record, and the fields that this version of the program does not know."""

    record: Record
    unknown: Mapping[str, Any]

    def value(self, field: str) -> Any:
        """Return what a field held; None for a field that the entry did not have."""
        return self.unknown.get(field, getattr(self.record, field, None))


def version_of(kind_name: str, content: Mapping[str, Any]) -> Version | None:
    """Read a version from the JSON of a record; None where there is none, or of a kind that is not known."""
    kind = _KINDS.get(kind_name)
    if kind is None or not content:
        return None
    values = {
        name: read(content[name]) if name in content else default for name, read, default in _readers(kind)
    }
    unknown = {name: value for name, value in content.items() if name not in kind.model_fields}
    return Version(kind.restored(values), unknown)


@lru_cache(maxsize=64)
def _readers(kind: type[Record]) -> list[tuple[str, Callable[[Any], Any], Any]]:
    """Return each field with what reads its JSON, and what it holds where the JSON does not have it."""
    return [
        (name, partial(_value, _reader(type_of(kind, name)[0])), field.get_default())
        for name, field in kind.model_fields.items()
    ]


def _value(read: Callable[[str], Any], value: Any) -> Any:
    """Return the value that its JSON stands for; what cannot be read stays as it stands."""
    if isinstance(value, list):
        return tuple(value)
    if not isinstance(value, str):
        return value
    try:
        return read(value)
    except (ValueError, KeyError):
        return value


def _reader(bare: Any) -> Callable[[str], Any]:
    if bare is datetime:
        return _moment
    if bare in {date, time}:
        return cast("Callable[[str], Any]", bare.fromisoformat)
    return {str(word): word for word in bare}.__getitem__ if issubclass(bare, StrEnum) else str


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment without an offset")
    return moment.replace(tzinfo=fixed_zone(offset))


def in_order_of_reference(records: Iterable[Record]) -> list[Record]:
    """Return records so that each comes after those it refers to, as a journal takes them."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(records, key=lambda record: order[type(record)])


def belonging(record_id: str, others: Sequence[Record]) -> list[Record]:
    """Return those of some records that refer to an entry, or to one that does so itself."""
    ids = {record_id}
    found: list[Record] = []
    for other in in_order_of_reference(others):
        if other.id not in ids and ids & {getattr(other, field) for field in references(type(other))}:
            ids.add(other.id)
            found.append(other)
    return found
