"""Times before they are moments: a clock on the wall, and days, minutes or hours counted from something."""

from datetime import date, time
from functools import partial
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


def _rising(numbers: tuple[int, ...], *, lowest: int) -> tuple[int, ...]:
    if any(number < lowest for number in numbers) or list(numbers) != sorted(set(numbers)):
        raise PydanticCustomError(
            "not_rising",
            _("each is {lowest} or more, and later than the one before"),
            {"lowest": lowest},
        )
    return numbers


RisingDays = Annotated[DayNumbers, AfterValidator(partial(_rising, lowest=0))]

RisingMinutes = Annotated[tuple[int, ...], AfterValidator(partial(_rising, lowest=1))]
"""Minutes after a first dose, in order."""

RisingHours = Annotated[tuple[int, ...], AfterValidator(partial(_rising, lowest=1))]
"""Hours after a session, in order."""


def day_and_clock(day: date, clock: WallClock | None) -> str:
    """Write a local date with the time on the wall, where one is known: `2 Jun 2026, 10:00`."""
    return date_in_words(day) if clock is None else f"{date_in_words(day)}, {clock:%H:%M}"
