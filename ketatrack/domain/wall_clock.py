"""Times and days of a plan, before they are moments: a clock on the wall, and days counted from a day."""

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words


def _to_the_minute(clock: time) -> time:
    if clock.tzinfo is not None:
        raise PydanticCustomError("zoned_clock", _("it is the time on the wall, without an offset"))
    return clock.replace(second=0, microsecond=0)


WallClock = Annotated[time, AfterValidator(_to_the_minute)]
"""What a clock on the wall of the course's time zone shows: 10:00 stays 10:00 when the clocks change."""

DayNumbers = tuple[int, ...]
"""Whole days, in order, such as days of a course from 0 or weekdays from 0 for Monday."""


def _rising(days: DayNumbers) -> DayNumbers:
    if any(day < 0 for day in days) or list(days) != sorted(set(days)):
        raise PydanticCustomError(
            "days_not_rising", _("each day is 0 or more, and later than the one before")
        )
    return days


RisingDays = Annotated[DayNumbers, AfterValidator(_rising)]


def day_and_clock(day: date, clock: WallClock | None) -> str:
    """Write a local date with the time on the wall, where one is known: `2 Jun 2026, 10:00`."""
    return date_in_words(day) if clock is None else f"{date_in_words(day)}, {clock:%H:%M}"
