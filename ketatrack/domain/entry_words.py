"""Names one entry of a journal for somebody who is to find it again: what it is, and of which day."""

from datetime import date, datetime
from uuid import UUID

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.record import Record

_WITH_TIME = 7
"""The version of a UUID that begins with the milliseconds since 1970 (RFC 9562, section 5.7)."""
_MILLISECONDS_AT = 80
"""Bits below them."""


def entry_words(record: Record) -> str:
    """Return such as “Session of 2 Mar 2026”, or “Course “Spring”” of what happens on no day."""
    label = _(record.label)
    happened = getattr(record, record.happened) if record.happened else None
    if isinstance(happened, date):
        day = local_date(happened) if isinstance(happened, datetime) else happened
        return _("{entry} of {day}").format(entry=label, day=date_in_words(day))
    name = str(getattr(record, "name", ""))
    if name:
        return _("{entry} “{name}”").format(entry=label, name=name)
    return gone_entry_words(type(record), record.id)


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
