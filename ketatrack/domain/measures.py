"""The numbers of a course: what each is called, its unit, what is impossible and what is merely unusual.

The limits are clinical conventions chosen for data entry, not for judging a person: a value outside
`low..high` is a slip of the pen and refused; one outside `usual_low..usual_high` is asked about once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from annotated_types import BaseMetadata, Ge, GroupedMetadata, Le


@dataclass(frozen=True, slots=True)
class Measure(GroupedMetadata):
    """A number with its label, its unit and its limits; `None` where none is unusual.

    Used as `Annotated[int | None, SYSTOLIC]`: pydantic reads the hard limits from it, and forms, tables,
    importers and charts read the rest from the field.
    """

    label: str
    unit: str
    low: float
    high: float
    usual_low: float | None = None
    usual_high: float | None = None

    def __iter__(self) -> Iterator[BaseMetadata]:
        """Yield the hard limits in the form that pydantic understands."""
        yield Ge(self.low)
        yield Le(self.high)

    def is_usual(self, value: float) -> bool:
        """Say whether the value lies within the soft limits."""
        return not (
            (self.usual_low is not None and value < self.usual_low)
            or (self.usual_high is not None and value > self.usual_high)
        )


_FIVE_DIGITS = 99_999
"""The longest number that is read from a file; where medicine draws no line, only this one is drawn."""

SYSTOLIC = Measure("Systolic", "mmHg", 50, 300, 80, 220)
DIASTOLIC = Measure("Diastolic", "mmHg", 20, 200, 40, 130)
PULSE = Measure("Pulse", "/min", 20, 250, 40, 150)
OXYGEN_SATURATION = Measure("SpO₂", "%", 50, 100, usual_low=92)
RESPIRATORY_RATE = Measure("Respiratory rate", "/min", 4, 60)
WEIGHT = Measure("Weight", "kg", 20, 400)
DOSE = Measure("Dose", "", 0, _FIVE_DIGITS)
DEVICES = Measure("Devices", "", 0, _FIVE_DIGITS, usual_low=1, usual_high=3)
READING_MINUTES = Measure("Minutes", "min", -_FIVE_DIGITS, _FIVE_DIGITS, -240, 720)
ONSET_MINUTES = Measure("Began after", "min", -_FIVE_DIGITS, _FIVE_DIGITS)
RESOLVED_MINUTES = Measure("Gone after", "min", -_FIVE_DIGITS, _FIVE_DIGITS)
DURATION = Measure("Infusion time", "min", 0, 1440)
HOLD_TIME = Measure("Time in the mouth", "min", 0, 240)
UNITS_TAKEN = Measure("Tablets or lozenges", "", 0, 100)
PEAK_MINUTES = Measure("At its worst after", "min", -_FIVE_DIGITS, _FIVE_DIGITS)
OBSERVATION = Measure("Stay at least", "min", 1, 1440)
LOOK_IN = Measure("Look in every", "min", 1, 240)
CHECK_IN_HOURS = Measure("Hours after the session", "h", 1, 24 * 90)
STRENGTH = Measure("How strong it was", "", 0, 10)
PLEASANTNESS = Measure("How pleasant it was", "", 0, 10)

DEVICE_DOSE_MG = 28
"""One esketamine nasal device delivers 28 mg in two sprays (Spravato label, dosage and administration)."""

USUAL_PULSE_PRESSURE = 15
"""mmHg; a smaller difference between systolic and diastolic is asked about once."""

USUAL_WEIGHT_CHANGE = 0.10
"""Share of the last recorded weight; a larger change is asked about once."""

USUAL_IV_DOSE_MG_PER_KG = 2.0
"""A larger intravenous dose is asked about once, as a likely slip of units."""
