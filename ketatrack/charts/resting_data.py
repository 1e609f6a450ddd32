"""What the chart of resting blood pressure draws: readings at rest, their mean, and what was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from ketatrack.charts.chart import day_number, span_of_days
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import Reading
from ketatrack.domain.resting_pressure import (
    MeanPressure,
    PressureStandard,
    mean_pressure,
    pressure_standards,
    resting_readings,
)
from ketatrack.domain.selection import Selection
from ketatrack.domain.session_pressure import Pressure
from ketatrack.domain.wording import pressure_words


@dataclass(frozen=True, slots=True)
class RestingData:
    """Readings at rest in order of time; `span` is None when there are none."""

    span: tuple[float, float] | None
    readings: Sequence[Reading]
    mean: MeanPressure | None
    standard: PressureStandard | None
    line: Pressure | None

    @property
    def category(self) -> str:
        """Return what the chosen standard calls the mean; empty without either."""
        if self.mean is None or self.standard is None:
            return ""
        return self.standard.category(float(self.mean.systolic), float(self.mean.diastolic))


def resting_data(records: CourseRecords, selection: Selection) -> RestingData:
    """Return the readings at rest of the period with their mean."""
    readings = [
        reading
        for reading in resting_readings(records.readings, records.sessions)
        if selection.period.holds(local_date(reading.taken_at))
    ]
    return RestingData(
        span_of_days([day_number(each.taken_at) for each in readings], selection.period),
        readings,
        mean_pressure(readings),
        pressure_standards().get(selection.standard or ""),
        selection.line,
    )


def mean_words(mean: MeanPressure) -> str:
    """Write a mean pressure to whole mmHg, half upward."""
    return pressure_words(whole(mean.systolic), whole(mean.diastolic))


def whole(value: Fraction) -> int:
    """Return the nearest whole number, half upward."""
    return floor(value + Fraction(1, 2))
