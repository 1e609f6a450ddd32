"""Measuring blood pressure with guidance: sit, feet flat, rest, then two or three readings a minute apart.

Their mean is kept as one reading, with each of them as a part of it. Every step can be passed over, and the
rest can be shortened; nothing is said about a step that was. The clock is whoever calls: each function takes
this moment, and what has been done so far is kept as data, so that measuring goes on where it stopped.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from math import floor
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from ketatrack.domain.moments import Moment
from ketatrack.domain.records import Reading, ReadingPart
from ketatrack.domain.words import Position, Word

REST = timedelta(minutes=5)
"""Seated before measuring, as the categories of ACC/AHA 2017 assume; they rest on two readings or more."""
BETWEEN = timedelta(minutes=1)
FEWEST, MOST = 2, 3
"""Readings whose mean is kept."""

_MINUTE = timedelta(minutes=1)
_AVERAGED = ("systolic", "diastolic", "pulse")


class Step(Word):
    """Where measuring with guidance stands."""

    SIT = "sit", "Sit"
    FEET = "feet", "Feet flat"
    REST = "rest", "Rest"
    MEASURE = "measure", "Measure"
    MEAN = "mean", "Mean"


class GuidedMeasuring(BaseModel):
    """How far measuring has come: the step, since when the person rests, and what was measured so far."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    step: Step = Step.SIT
    is_seated: bool = False
    """Whether the person said so; a step that was passed over says nothing."""
    rest_minutes: int = Field(default=REST // _MINUTE, ge=0, le=REST // _MINUTE)
    rest_began: Moment | None = None
    parts: tuple[Reading, ...] = Field(default=(), max_length=MOST)
    """Each measurement as a reading of its own, in order of time."""

    def seated(self, *, said: bool) -> Self:
        """Go on to the feet; `said` False where the step was passed over."""
        return self._with(step=Step.FEET, is_seated=said)

    def feet_flat(self, now: datetime) -> Self:
        """Go on to the rest, which begins at this moment."""
        return self._with(step=Step.REST, rest_began=now)

    def resting_for(self, minutes: int) -> Self:
        """Rest so many whole minutes, from 0 to five."""
        return self._with(rest_minutes=minutes)

    def rested(self) -> Self:
        """Go on to measuring, whether the rest is over or not."""
        return self._with(step=Step.MEASURE)

    def measured(self, part: Reading) -> Self:
        """Add a measurement; the third one ends measuring."""
        parts = (*self.parts, part)
        return self._with(parts=parts, step=Step.MEAN if len(parts) == MOST else Step.MEASURE)

    def without_last(self) -> Self:
        """Take the last measurement back, to measure it again."""
        return self._with(parts=self.parts[:-1], step=Step.MEASURE)

    def enough(self) -> Self:
        """Go on to the mean of what was measured; a lone measurement is its own mean."""
        return self._with(step=Step.MEAN)

    def rest_left(self, now: datetime) -> timedelta:
        """Return how much of the rest is left: all of it before it begins, or after a clock was put back."""
        whole = self.rest_minutes * _MINUTE
        return whole if self.rest_began is None else _left(whole, self.rest_began, now)

    def until_next(self, now: datetime) -> timedelta:
        """Return how long it is until a minute has gone by since the last measurement."""
        return _left(BETWEEN, self.parts[-1].taken_at, now) if self.parts else timedelta()

    def _with(self, **values: Any) -> Self:
        return type(self).model_validate(dict(self) | values)


def _left(whole: timedelta, began: datetime, now: datetime) -> timedelta:
    return min(whole, max(timedelta(), whole - (now - began)))


def mean_reading(parts: Sequence[Reading], **values: Any) -> tuple[Reading, list[ReadingPart]]:
    """Return the mean of measurements as one reading, and each of them as a part of it.

    Systolic and diastolic in mmHg and pulse per minute are the arithmetic mean of the parts that have them,
    rounded to the nearest whole number, half upward. The reading is taken when the last part was. A lone
    measurement is itself the reading and has no parts.

    Args:
        parts: one to three measurements, in order of time.
        values: what the reading says otherwise than the last measurement, such as its circumstances.

    Raises:
        pydantic.ValidationError: the values make no possible reading.
    """
    last = parts[-1]
    if len(parts) == 1:
        return last.changed(**values), []
    means = {name: _mean([getattr(part, name) for part in parts]) for name in _AVERAGED}
    reading = last.changed(**means | values)
    return reading, [_part_of(reading, part) for part in parts]


def parts_of(reading: Reading, parts: Iterable[ReadingPart]) -> list[ReadingPart]:
    """Return the measurements whose mean a reading is, in order of time; none once its numbers were changed.

    Args:
        reading: the mean.
        parts: those of the whole course.
    """
    own = [part for part in parts if part.reading_id == reading.id]
    is_mean = all(
        getattr(reading, name) == _mean([getattr(part, name) for part in own]) for name in _AVERAGED
    )
    return own if is_mean else []


def seated_position(measuring: GuidedMeasuring) -> Position | None:
    """Return how the person was while measuring, as far as they said so."""
    return Position.SITTING if measuring.is_seated else None


def _part_of(reading: Reading, part: Reading) -> ReadingPart:
    return ReadingPart(
        course_id=reading.course_id,
        reading_id=reading.id,
        recorded_by=part.recorded_by,
        recorded_how=part.recorded_how,
        written_at=part.written_at,
        **{name: getattr(part, name) for name in ("taken_at", *_AVERAGED)},
    )


def _mean(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return floor(Fraction(sum(known), len(known)) + Fraction(1, 2)) if known else None
