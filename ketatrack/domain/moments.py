"""When something happened, kept at the clock time of the place where it happened."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext

_OFFSET = r"(?:Z|[+-](?:0\d|1[0-7])(?::?[0-5]\d)?|[+-]18(?::?00)?)"
"""No zone has been farther than 18 hours from UTC (java.time draws the same line)."""
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?"
_MOMENT = re.compile(rf"\d{{4}}-\d\d-\d\dT{_CLOCK}{_OFFSET}", re.ASCII)
_LIKE_A_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII
)
_EDGES = {1, 9999}
"""Years in which a time may have no UTC any more."""


class SkippedTimeError(JournalError):
    """The clocks were put forward over this time, so no clock showed it."""


class RepeatedTimeError(JournalError):
    """The clocks were put back over this time, so clocks showed it twice."""


def _aware(value: datetime) -> datetime:
    offset = value.utcoffset()
    if offset is None:
        raise PydanticCustomError("offset_missing", _("the time has no offset from UTC, such as +02:00"))
    if offset.seconds % 60 or offset.microseconds:
        raise PydanticCustomError("offset_seconds", _("the offset from UTC must be whole minutes"))
    if value.year in _EDGES:
        try:
            value.astimezone(timezone.utc)  # noqa: UP017
        except OverflowError:
            raise PydanticCustomError(
                "off_calendar", _("the time lies outside the years 1 to 9999")
            ) from None
    return value if type(value.tzinfo) is timezone else value.replace(tzinfo=fixed_zone(offset))


@lru_cache(maxsize=256)
def fixed_zone(offset: timedelta) -> timezone:
    """Return the one zone of an offset: moments that share it are compared without working out the offset."""
    return timezone(offset)


Moment = Annotated[datetime, AfterValidator(_aware)]
"""An instant together with the offset from UTC, in whole minutes, of the place where it happened."""


def local_date(moment: datetime) -> date:
    """Return the calendar day that the clock on the wall showed."""
    return moment.date()


def days_between(earlier: datetime, later: datetime) -> int:
    """Count calendar days between two local dates, each at its own offset; negative after a flight west."""
    return (later.date() - earlier.date()).days


def moment_words(moment: datetime) -> str:
    """Return date and time as the clock on the wall showed them; within `counted_from` the day counted."""
    day = f"{moment:%Y-%m-%d}" if day_zero() is None else date_in_words(local_date(moment))
    return f"{day} {moment:%H:%M}"


def moment_to_text(moment: datetime) -> str:
    """Write ISO 8601 with offset, to the minute; seconds and fractions only when they are not zero."""
    if moment.microsecond:
        return moment.isoformat()
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def moment_from_text(text: str) -> datetime:
    """Read ISO 8601 with an offset, such as `2026-03-02T14:15-05:00`; `Z` is +00:00.

    Raises:
        ValueError: with a sentence, when the text is no such time.
    """
    if _MOMENT.fullmatch(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:  # a day that its month does not have
            raise ValueError(_why_no_moment(text)) from None
    raise ValueError(_why_no_moment(text))


def _why_no_moment(text: str) -> str:
    found = _LIKE_A_MOMENT.fullmatch(text)
    if found is None:
        return _("is not a time such as 2026-03-02T14:15-05:00")
    if not found[1]:
        return _("has no offset from UTC, such as -05:00 at its end")
    if not re.fullmatch(_OFFSET, found[1], re.ASCII):
        return _("has an offset from UTC that no place has")
    return _("is not a time that a calendar and a clock can show")


def date_from_text(text: str) -> date:
    """Read a local date as `2026-03-02`.

    Raises:
        ValueError: with a sentence, when the text is no such date.
    """
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise ValueError(_("is not a date such as 2026-03-02"))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("is not a day of the calendar")) from None


def place_moment(day: date, clock: time, zone: ZoneInfo, *, second_time: bool | None = None) -> datetime:
    """Turn what a clock on the wall showed into a moment with its offset.

    Args:
        day: the local date.
        clock: the local time, without an offset.
        zone: the place's time zone.
        second_time: which of the two, when the clocks were put back; None when nobody said.

    Raises:
        SkippedTimeError: the clocks were put forward over this time.
        RepeatedTimeError: the clocks showed this time twice and `second_time` is None.
    """
    first = datetime.combine(day, clock, zone).replace(fold=0)
    second = first.replace(fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    if before is None or after is None:
        raise ValueError(f"{zone} gives no offset")
    if before < after:
        raise SkippedTimeError(
            _(
                "{clock:%H:%M} was skipped on {day:%Y-%m-%d}: the clocks were put forward in {zone}. "
                "Enter the time that the clock showed."
            ).format(clock=clock, day=day, zone=zone.key)
        )
    if before > after and second_time is None:
        raise RepeatedTimeError(
            _(
                "{clock:%H:%M} came twice on {day:%Y-%m-%d}: the clocks were put back in {zone}. "
                "Say whether it was the first or the second time."
            ).format(clock=clock, day=day, zone=zone.key)
        )
    offset = after if second_time else before
    return datetime.combine(day, clock, timezone(offset))


def date_in_words(day: date) -> str:
    """Write a local date so that nobody mistakes the month for the day: `2 Mar 2026`.

    Within `counted_from` it is written as the day of the course instead: `day 12`.
    """
    zero = day_zero()
    return f"{day.day} {day:%b %Y}" if zero is None else _("day {number}").format(number=(day - zero).days)


def near_date_in_words(day: date, today: date) -> str:
    """Write a local date as it is spoken of near it: `2 May`, with its year only in another one."""
    if day_zero() is not None or day.year != today.year:
        return date_in_words(day)
    return f"{day.day} {day:%B}"


def distance_in_words(day: date, today: date) -> str:
    """Say how far a local date is from today in whole days: `in 6 days`, `today`, `1 day ago`."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("{n} day ago", "{n} days ago", -days).format(n=-days)
    return ngettext("in {n} day", "in {n} days", days).format(n=days)


_zero: ContextVar[date | None] = ContextVar("day zero", default=None)


def day_zero() -> date | None:
    """Return the local date that days are counted from, or None where dates are written as dates."""
    return _zero.get()


@contextmanager
def counted_from(day: date | None) -> Iterator[None]:
    """Write dates, in words and on time axes, as days counted from one; None writes them as dates.

    Holds for what the same thread writes within; a page without dates is made so.
    """
    before = _zero.set(day)
    try:
        yield
    finally:
        _zero.reset(before)
