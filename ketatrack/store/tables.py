"""One database table for each kind of record, derived from the record's fields.

A field's name, type and whether it may be empty are declared with its record alone. Plausible ranges
stay out of the database, so that a narrower range never makes old rows unreadable; NOT NULL, UNIQUE and
foreign keys are in it.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from ketatrack.domain.moments import fixed_zone
from ketatrack.domain.record_fields import references, type_of
from ketatrack.domain.records import KINDS, Record
from ketatrack.domain.score_records import Answers

_MINUTE = timedelta(minutes=1)
_TO_THE_SECOND = len("2026-03-02T19:15:00")
_UTC_LENGTH = len("2026-03-02T19:15:00.000000")

CHECKSUM = "checksum"
"""The last column of every table: tells whether the row is as it was written; see `rows`."""

V = TypeVar("V")

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


class KeptAsText(TypeDecorator[V]):
    """A value that stands in the database as text; `written` makes the text of one that is not None."""

    impl = Text

    written: Callable[[Any], str]

    def process_bind_param(self, value: V | None, dialect: Dialect) -> str | None:
        """Write the value."""
        return None if value is None else self.written(value)


def _moment_text(moment: datetime) -> str:
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment without an offset cannot be kept")
    utc = (moment - offset).isoformat()
    instant = utc[:_UTC_LENGTH] if moment.microsecond else f"{utc[:_TO_THE_SECOND]}.000000"
    return f"{instant}{_offset_text(offset)}"


def moment_of(text: str) -> datetime:
    """Return the moment that stored text stands for; raises ValueError or OverflowError for other text."""
    offset = timedelta(minutes=int(text[_UTC_LENGTH + 1 :]))
    instant = datetime.fromisoformat(text[:_UTC_LENGTH])
    return (instant + offset).replace(tzinfo=fixed_zone(offset))


@lru_cache(maxsize=256)
def _offset_text(offset: timedelta) -> str:
    return f"Z{offset // _MINUTE:+05d}"


class MomentText(KeptAsText[datetime]):
    """A moment as text that sorts by instant: `2026-03-02T19:15:00.000000Z-0300`.

    The first part is the UTC instant, the last the offset of the place in minutes.
    """

    cache_ok = True
    written = staticmethod(_moment_text)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read the moment back at the offset where it happened."""
        return None if value is None else moment_of(value)


class WordText(KeptAsText[StrEnum]):
    """A word of a closed list, by its value; a word that this version does not know stays plain text."""

    cache_ok = True
    written = str

    def __init__(self, words: type[StrEnum]) -> None:
        """Take the closed list."""
        super().__init__()
        self.words = words
        self._by_value = {str(word): word for word in words}

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the word."""
        return None if value is None else self._by_value.get(value, value)


def _clock_text(clock: time) -> str:
    return clock.isoformat("minutes")


class AnswersText(KeptAsText[Answers]):
    """The places of a questionnaire, or days, as a JSON list; null where an item was not answered."""

    cache_ok = True
    written = staticmethod(json.dumps)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Answers | None:
        """Read the list."""
        return None if value is None else tuple(json.loads(value))


class WallClockText(KeptAsText[time]):
    """What a clock on the wall shows, as text such as `09:30`."""

    cache_ok = True
    written = staticmethod(_clock_text)

    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:
        """Read the clock."""
        return None if value is None else time.fromisoformat(value)


_PLAIN: dict[type, type[TypeEngine[Any]]] = {
    str: Text,
    int: Integer,
    float: Float,
    bool: Boolean,
    date: Date,
    datetime: MomentText,
    time: WallClockText,
    tuple: AnswersText,
}


def _column_type(bare: Any) -> TypeEngine[Any]:
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        return WordText(bare)
    return _PLAIN[bare]()


def _checksum() -> Column[int]:
    return Column(CHECKSUM, Integer)


def _derive(kind: type[Record]) -> Table:
    targets = references(kind)
    columns: list[Any] = []
    for name in kind.model_fields:
        bare, nullable = type_of(kind, name)
        keys = [ForeignKey(f"{targets[name]}.id")] if name in targets else []
        columns.append(Column(name, _column_type(bare), *keys, primary_key=name == "id", nullable=nullable))
    if {"course_id", "name"} <= kind.model_fields.keys() and kind.kind == "sessions":
        columns.append(UniqueConstraint("course_id", "name"))
    table = Table(kind.kind, metadata, *columns, _checksum())
    for name in targets:
        Index(None, table.c[name])
    return table


TABLES: dict[type[Record], Table] = {kind: _derive(kind) for kind in KINDS}
"""The table of each kind of record."""


def order_of_happening(kind: type[Record]) -> str:
    """Return what a query orders a kind by: the instant of happening, then the order of writing down.

    The instant is compared without its offset, so that one of two at the same instant does not come first
    only because it was noted farther west.
    """
    if kind.happened is None:
        return "id"
    if isinstance(TABLES[kind].c[kind.happened].type, MomentText):
        return f'substr("{kind.happened}", 1, {_UTC_LENGTH}), id'
    return f'"{kind.happened}", id'


HISTORY = Table(
    "history",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("changed_at", MomentText, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("content", Text, nullable=False),
    _checksum(),
    Index(None, "record_id", "revision"),
)
"""What a record was before it was changed or removed, as JSON, with when and by whom."""

DRAFTS = Table(
    "drafts",
    metadata,
    Column("form", Text, primary_key=True),
    Column("saved_at", MomentText, nullable=False),
    Column("content", Text, nullable=False),
    _checksum(),
)
"""Half-filled forms, kept until they are saved or discarded."""

SETTINGS = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    _checksum(),
)
"""Choices that belong to the journal rather than to the machine, as JSON."""
