"""What several courses of the same kind have in common: their middle and spread, stretch by stretch.

A course is, for instance, the scores after one session by the days since, or the blood pressure in one
session by the minutes since its start. Each stretch, such as a week, is looked at on its own: a course has a
say in it only by what was observed within it, so that nothing is drawn between or beyond observations.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor
from statistics import median, quantiles

FEWEST_FOR_A_MEDIAN = 4
"""Courses with a say in a stretch; below it their values stand for themselves."""

Observed = Sequence[tuple[float, float]]
"""One course: when, from its own zero, and the value."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and quartiles over the courses observed from `begin` up to `end`, and how many they are.

    `when` is the median of the times at which they were observed in it, where the values stand in a drawing.
    """

    begin: float
    end: float
    when: float
    low: float
    median: float
    high: float
    courses: int


def spreads(courses: Iterable[Observed], width: float) -> list[Spread]:
    """Return the spread in each stretch in which at least four courses were observed, in order.

    A course observed more than once in a stretch counts once, by the median of its values there. Quartiles
    are interpolated between values, the lowest and the highest being the 0 and 100 % quantiles (type 7 of
    Hyndman and Fan, 10.1080/00031305.1996.10473566).

    Args:
        courses: each with at least one observation, in any order.
        width: of a stretch, in the unit of the courses' time; a stretch begins at each multiple of it.
    """
    by_stretch: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for course in courses:
        own: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
        for when, value in course:
            own[floor(when / width)].append((when, value))
        for stretch, observed in own.items():
            whens, values = zip(*observed, strict=True)
            by_stretch[stretch].append((median(whens), median(values)))
    return [
        _spread(stretch * width, width, having)
        for stretch, having in sorted(by_stretch.items())
        if len(having) >= FEWEST_FOR_A_MEDIAN
    ]


def _spread(begin: float, width: float, having: Observed) -> Spread:
    whens, values = zip(*having, strict=True)
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Spread(begin, begin + width, median(whens), low, middle, high, len(values))
