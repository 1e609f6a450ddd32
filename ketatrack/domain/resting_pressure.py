"""Blood pressure at rest: which readings show it, their mean, and what a standard calls that mean.

A category is a word for the mean of several readings at rest on different days; a reading in a session, or a
lone one, has none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import Reading, Session
from ketatrack.domain.session_pressure import is_before_dose
from ketatrack.domain.shipped import ShippedData, Words
from ketatrack.domain.words import ReadingContext

FEWEST_READINGS = 2
FEWEST_DAYS = 2
"""Both standards take the mean of two or more readings on two or more occasions."""


class PressureCategory(ShippedData):
    """A category and where it begins in mmHg; None where that pressure alone does not reach it."""

    label: Words
    systolic_from: int | None
    diastolic_from: int | None


class IsolatedSystolic(ShippedData):
    """The words added where the systolic is high and the diastolic is not, in mmHg."""

    label: Words
    systolic_from: int
    diastolic_below: int


class PressureStandard(ShippedData):
    """One published set of categories, from the lowest to the highest; the higher of two pressures counts."""

    id: str
    label: Words
    source: Words
    categories: tuple[PressureCategory, ...]
    isolated_systolic: IsolatedSystolic | None = None

    def category(self, systolic: float, diastolic: float) -> str:
        """Return what the standard calls a mean pressure in mmHg."""
        reached = [
            each.label
            for each in self.categories
            if (each.systolic_from is not None and systolic >= each.systolic_from)
            or (each.diastolic_from is not None and diastolic >= each.diastolic_from)
        ]
        alone = self.isolated_systolic
        if alone and systolic >= alone.systolic_from and diastolic < alone.diastolic_below:
            return f"{_(reached[-1])}, {_(alone.label)}"
        return _(reached[-1])


class _PressureStandards(ShippedData):
    standards: tuple[PressureStandard, ...]


@dataclass(frozen=True, slots=True)
class MeanPressure:
    """The mean of readings at rest in mmHg, exact, over how many readings on how many days."""

    systolic: Fraction
    diastolic: Fraction
    readings: int
    days: int


@cache
def pressure_standards() -> dict[str, PressureStandard]:
    """Return the shipped standards by their id.

    Raises:
        pydantic.ValidationError: when the file is incomplete, for instance names no source.
    """
    shipped = _PressureStandards.read("standards/blood_pressure.json")
    return {standard.id: standard for standard in shipped.standards}


def resting_readings(readings: Iterable[Reading], sessions: Iterable[Session]) -> list[Reading]:
    """Return the readings with a blood pressure that were taken at rest, in the order given.

    A reading says so by its context; one without a context is at rest when it belongs to no session. After
    a dose nothing is at rest.
    """
    by_id = {session.id: session for session in sessions}
    return [reading for reading in readings if _is_at_rest(reading, by_id.get(reading.session_id or ""))]


def mean_pressure(readings: Sequence[Reading]) -> MeanPressure | None:
    """Return the mean of the readings that have both pressures; None below two readings on two days."""
    both = [
        (each.systolic, each.diastolic, local_date(each.taken_at))
        for each in readings
        if each.systolic is not None and each.diastolic is not None
    ]
    days = len({day for _systolic, _diastolic, day in both})
    if len(both) < FEWEST_READINGS or days < FEWEST_DAYS:
        return None
    return MeanPressure(
        Fraction(sum(each[0] for each in both), len(both)),
        Fraction(sum(each[1] for each in both), len(both)),
        len(both),
        days,
    )


def _is_at_rest(reading: Reading, session: Session | None) -> bool:
    if reading.systolic is None and reading.diastolic is None:
        return False
    if session is None:
        return reading.context in {None, ReadingContext.RESTING}
    return reading.context == ReadingContext.RESTING and is_before_dose(reading, session)
