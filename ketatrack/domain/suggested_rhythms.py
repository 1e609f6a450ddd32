"""Rhythms that others keep, offered to be ticked; none is set beforehand, and none is better than another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ketatrack.domain.instruments import MOOD, PHQ9
from ketatrack.domain.records import ScoreRule
from ketatrack.domain.rhythms import LONG_TERM_WATCH, RESTING_PRESSURE
from ketatrack.domain.wall_clock import DayNumbers

_WEEK = 7
_MONTH = 30
_QUARTER = 90


@dataclass(frozen=True, slots=True)
class SuggestedRhythm:
    """What a rhythm asks for and how often; `on_chosen_days` leaves the weekdays to the person."""

    asks_for: str
    every_days: int
    set_back: bool = False
    on_chosen_days: bool = False


def suggested_rhythms() -> tuple[SuggestedRhythm, ...]:
    """Return the rhythms that are offered, in order of the list."""
    return (
        SuggestedRhythm(PHQ9, _WEEK, set_back=True),
        SuggestedRhythm(MOOD, 2),
        SuggestedRhythm("anxiety_now", 2),
        SuggestedRhythm("gad7", _MONTH),
        SuggestedRhythm(RESTING_PRESSURE, 1, on_chosen_days=True),
        SuggestedRhythm(LONG_TERM_WATCH, _QUARTER),
    )


def taken_up(
    suggested: SuggestedRhythm, course_id: str, weekdays: DayNumbers, stamp: Mapping[str, Any]
) -> ScoreRule:
    """Return a suggestion as a rule of a course.

    Args:
        suggested: what was ticked.
        course_id: the course that gets it.
        weekdays: those that the person chose, 0 for Monday; used where the suggestion leaves them open.
        stamp: who records it, how and when.
    """
    return ScoreRule(
        **stamp,
        course_id=course_id,
        asks_for=suggested.asks_for,
        every_days=suggested.every_days,
        set_back=suggested.set_back,
        weekdays=weekdays if suggested.on_chosen_days else (),
    )
