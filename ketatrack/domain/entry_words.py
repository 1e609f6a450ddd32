"""Names one entry of a journal for somebody who is to find it again: what it is, and of which day."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ketatrack.domain.board_words import checkpoint_name
from ketatrack.domain.instruments import short_name
from ketatrack.domain.language import gettext as _
from ketatrack.domain.long_term_watch import label_of_sign
from ketatrack.domain.measures import CHECK_IN_HOURS
from ketatrack.domain.moments import date_in_words, moment_words
from ketatrack.domain.record import Record
from ketatrack.domain.records import KINDS, Agreement, CheckIn, Checkpoint
from ketatrack.domain.rhythm_words import asked_for_words
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.domain.words import Word

_NAMING = (
    "name",
    "effect",
    "instrument",
    "asks_for",
    "phase",
    "payer",
    "sign",
    "event",
    "line",
    "measure",
    "prescriber",
    "entry_kind",
    "caregiver",
    "stage",
    "route",
)
"""Fields by which an entry is told from others of its kind, the first that it has.

What somebody wrote at length names nothing: names stand where a journal page was never meant to be read.
"""
_NAMED_OTHERWISE: Mapping[type[Record], Callable[[Any], str]] = {
    Agreement: lambda agreement: str(agreement.words),
    Checkpoint: checkpoint_name,
    CheckIn: lambda check_in: f"{check_in.after_hours} {CHECK_IN_HOURS.unit}",
}
_LABELS = {kind.kind: kind.label for kind in KINDS}
_READS: Mapping[str, Callable[[str], str]] = {
    "effect": label_of_effect,
    "instrument": short_name,
    "asks_for": asked_for_words,
    "sign": label_of_sign,
    "entry_kind": lambda kind: _(_LABELS.get(kind, kind)),
}
_WITH_TIME = 7
"""The version of a UUID that begins with the milliseconds since 1970 (RFC 9562, section 5.7)."""
_MILLISECONDS_AT = 80
"""Bits below them."""


def entry_words(record: Record) -> str:
    """Return by what an entry is told from others: `Session N12, 2026-03-02 19:15`."""
    name, when = name_and_moment(record)
    if not (name or when):
        return gone_entry_words(type(record), record.id)
    kind = _(record.label)
    told = kind if name.casefold() == kind.casefold() else f"{kind} {name}".strip()
    return ", ".join(filter(None, (told, when)))


def name_and_moment(record: Record) -> tuple[str, str]:
    """Return by what an entry is told from others of its kind, and when it happened; each may be empty."""
    named_otherwise = _NAMED_OTHERWISE.get(type(record))
    name = (
        named_otherwise(record)
        if named_otherwise
        else next((words for field in _NAMING if (words := named_by(record, field))), "")
    )
    happened = getattr(record, record.happened) if record.happened else None
    when = moment_words(happened) if isinstance(happened, datetime) else str(happened or "")
    return " ".join(name.split()), when


def named_by(record: Record, field: str) -> str:
    """Return how a field of words reads, side effects and scales by their own names; empty for any other."""
    value = getattr(record, field, None)
    if isinstance(value, Word):
        return _(value.label)
    return _READS.get(field, str)(value) if isinstance(value, str) and value else ""


def gone_entry_words(kind: type[Record], record_id: str) -> str:
    """Return what an id alone tells of an entry: of which kind it is, and when it came into the journal."""
    day = came_on(record_id)
    if day is None:
        return _(kind.label)
    return _("{entry} that came into the journal on {day}").format(
        entry=_(kind.label), day=date_in_words(day)
    )


def came_on(record_id: str) -> date | None:
    """Return the day on which an id was made; None for an id that does not tell."""
    try:
        made = UUID(record_id)
        if made.version != _WITH_TIME:
            return None
        return datetime.fromtimestamp((made.int >> _MILLISECONDS_AT) / 1000).astimezone().date()
    except (ValueError, OverflowError, OSError):
        return None
