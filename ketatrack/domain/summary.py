"""Every figure of a course at once, as the command line prints them and screens and reports show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_counts import EffectCount, effect_counts
from ketatrack.domain.episodes import ResponseEpisode, response_episodes
from ketatrack.domain.intervals import Interval, intervals
from ketatrack.domain.item9 import Item9, item9
from ketatrack.domain.moments import moment_to_text
from ketatrack.domain.phases import sessions_per_phase
from ketatrack.domain.records import Score, Session
from ketatrack.domain.response import (
    IMPLIED,
    Baseline,
    Latest,
    Milestone,
    first_in_remission_range,
    first_response,
    latest,
)
from ketatrack.domain.scores import is_complete, scored, self_rated
from ketatrack.domain.session_pressure import SessionPressure, session_pressures
from ketatrack.domain.sessions import given
from ketatrack.domain.words import PhaseKind

_BEFORE_ANY_PHASE = "none"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows the course holds, whoever recorded them and whatever they say."""

    sessions: int
    readings: int
    side_effects: int
    scores: int
    medications: int


@dataclass(frozen=True, slots=True)
class CourseSummary:
    """The figures of one course, by the names under which files and programs know them.

    None and empty lists stand where nothing is known; `sessions_per_phase` has None for the time before
    any phase. Each figure is described where it is computed.
    """

    counts: Counts
    incomplete_phq9: int
    baseline: Baseline | None
    latest: Latest | None
    item9: Item9
    first_response: Milestone | None
    first_in_remission_range: Milestone | None
    response_episodes: Sequence[ResponseEpisode]
    intervals: Sequence[Interval]
    session_blood_pressure: Sequence[SessionPressure]
    side_effects: Mapping[str, EffectCount]
    sessions_per_phase: Mapping[PhaseKind | None, int]
    sessions_not_given: int


def summarise(records: CourseRecords) -> CourseSummary:
    """Return every figure of a course, computed from its own rows and its choice of a baseline.

    Args:
        records: the course; rows of the same instant stand in the order of their file.
    """
    sessions = records.sessions
    scores = scored(records.scores)
    compared = course_baseline(records)
    return CourseSummary(
        counts=Counts(
            sessions=len(sessions),
            readings=len(records.readings),
            side_effects=len(records.side_effects),
            scores=len(records.scores),
            medications=len(records.medicines),
        ),
        incomplete_phq9=_incomplete(records.scores),
        baseline=compared,
        latest=latest(scores, compared),
        item9=item9(records.scores),
        first_response=first_response(scores, sessions, compared),
        first_in_remission_range=first_in_remission_range(scores, sessions),
        response_episodes=response_episodes(scores, sessions, compared),
        intervals=intervals(scores, sessions, compared),
        session_blood_pressure=session_pressures(sessions, records.readings),
        side_effects=effect_counts(records.side_effects),
        sessions_per_phase=sessions_per_phase(records.phases, sessions),
        sessions_not_given=len(sessions) - len(given(sessions)),
    )


def as_json(summary: CourseSummary) -> dict[str, Any]:
    """Return the figures as lists, objects, numbers and words that JSON can hold.

    Moments are ISO 8601 with offset, a session is its label, a pressure is [systolic, diastolic] in mmHg.
    """
    return {name.name: _plain(getattr(summary, name.name)) for name in fields(summary)}


def _incomplete(scores: Sequence[Score]) -> int:
    return sum(score.answers is not None and not is_complete(score) for score in self_rated(scores))


def _plain(value: Any) -> Any:
    match value:
        case Session():
            return value.name
        case datetime():
            return moment_to_text(value)
        case StrEnum():
            return str(value)
        case Mapping():
            return {
                _BEFORE_ANY_PHASE if key is None else str(key): _plain(each) for key, each in value.items()
            }
        case list() | tuple():
            return [_plain(each) for each in value]
    if is_dataclass(value):
        printed = [each.name for each in fields(value) if each.metadata != IMPLIED]
        return {name: _plain(getattr(value, name)) for name in printed}
    return value
