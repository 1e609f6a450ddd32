"""What a score is measured on: a questionnaire of the program, or what a person counts for themselves.

Charts read both the same way. An own measure has no bands and states no days looked back on.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import PHQ9, Band, Instrument, instrument, instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.parsing import with_unit
from ketatrack.domain.records import OwnMeasure
from ketatrack.domain.scores import scored

BETTER = "better"


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale with its ends in points or in its own unit; `id` is what scores name it by."""

    id: str
    abbreviation: str
    low: float
    high: float
    higher_is: str
    unit: str = ""
    bands: tuple[Band, ...] = ()
    recall_days: int | None = None

    @property
    def axis_name(self) -> str:
        """Return its name with its unit."""
        if not self.unit:
            return self.abbreviation
        return _("{name} ({unit})").format(name=self.abbreviation, unit=self.unit)

    def value_words(self, value: float) -> str:
        """Write a value with its unit, if there is one."""
        return with_unit(value, self.unit)

    def band(self, total: float) -> Band | None:
        """Return the named stretch that the total falls in, or None where the source names none."""
        return next((band for band in self.bands if band.min <= total <= band.max), None)


def shipped_scale(of: Instrument) -> Scale:
    """Return the scale of a questionnaire of the program."""
    return Scale(
        of.id,
        of.abbreviation,
        of.low,
        of.high,
        of.higher_is,
        bands=of.bands,
        recall_days=of.recall_days,
    )


def scale_named(records: CourseRecords, name: str) -> Scale | None:
    """Return the scale that scores of a course name so, or None for one whose ends are not known.

    Args:
        records: the whole course, with the person's own measures.
        name: an instrument's id, or the name of an own measure.
    """
    known = instrument(name)
    if known is not None:
        return None if known.is_outcome else shipped_scale(known)
    own = next((each for each in records.own_measures if each.name == name), None)
    return None if own is None else _own_scale(own, (each.total for each in scored(records.scores, name)))


def followed_scale(records: CourseRecords, name: str) -> Scale:
    """Return the scale that a course is followed by; the PHQ-9 in place of one whose ends are not known."""
    return scale_named(records, name) or shipped_scale(instruments()[PHQ9])


def recorded_scales(records: CourseRecords) -> list[Scale]:
    """Return the scales that the course has scores on: questionnaires by their ids, then own measures."""
    recorded = {score.instrument for score in records.scores}
    names = [*instruments(), *(each.name for each in records.own_measures)]
    found = [scale_named(records, name) for name in names if name in recorded]
    return [each for each in found if each is not None]


def _own_scale(of: OwnMeasure, values: Iterable[float]) -> Scale:
    """Reach as far as what was written down before the measure's ends were changed."""
    reached = [of.low, of.high, *values]
    return Scale(of.name, of.name, min(reached), max(reached), of.higher_is, unit=of.unit)
