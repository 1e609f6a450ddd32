"""The periods of a course between changes of its circumstances: dose, route, interval, medicines, phase.

In order of time and never ranked: what differs between two periods is not what made the scores differ.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, zip_longest
from typing import TypeAlias

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.instruments import PHQ9
from ketatrack.domain.moments import local_date
from ketatrack.domain.periods import course_period
from ketatrack.domain.phases import phase_on
from ketatrack.domain.records import Medicine, Session
from ketatrack.domain.scores import Scored, scored
from ketatrack.domain.sessions import given
from ketatrack.domain.wall_clock import DayNumbers
from ketatrack.domain.words import PhaseKind, Word

_DOSE_FIELDS = ("dose", "dose_unit", "devices")
"""A dose as it was entered; milligrams, milligrams per kilogram and devices are never converted."""


class Circumstance(Word):
    """What can change in the course of a treatment, and so begins a new period."""

    PHASE = "phase", "Phase"
    ROUTE = "route", "Route"
    PRODUCT = "product", "Product"
    DOSE = "dose", "Dose"
    INTERVAL = "interval", "Planned interval"
    MEDICINE_STARTED = "medicine_started", "A medicine started"
    MEDICINE_STOPPED = "medicine_stopped", "A medicine stopped"


@dataclass(frozen=True, slots=True)
class Epoch:
    """A period in which nothing that was recorded of the circumstances changed.

    `changed` says what began it, empty for the first. `ends_on` is the day before the next begins, or the
    same day where two sessions of it brought changes; None while it lasts.
    Route, product and dose of any of its `sessions` hold for all of it, as far as they were recorded.
    `medicines` are those taken in it. Scores are complete and self-rated.
    """

    starts_on: date
    ends_on: date | None
    changed: tuple[Circumstance, ...]
    phase: PhaseKind | None
    medicines: tuple[Medicine, ...]
    sessions: tuple[Session, ...]
    scores: tuple[Scored, ...]


_Place: TypeAlias = tuple[date, datetime]
"""A local date and an instant of it; what has only a date stands before everything else of that day."""


def epochs(records: CourseRecords, instrument_id: str = PHQ9) -> list[Epoch]:
    """Return the periods between changes, in order of time, from the course's start; empty without one.

    A value that was not recorded is no change. A score on the day of a change belongs before it, when it was
    answered no later than the session that brought the change.

    Args:
        records: the whole course.
        instrument_id: whose scores are listed.
    """
    start = course_period(records).start
    if start is None:
        return []
    changes = _changes(records, start)
    starts = [_whole_day(start), *changes]
    ended = records.course.ended_on
    ends = [
        *(max(earlier[0], later[0] - timedelta(days=1)) for earlier, later in pairwise(starts)),
        ended and max(ended, starts[-1][0]),
    ]
    sessions, scores = _by_epoch(records, starts, instrument_id)
    return [
        Epoch(
            starts_on=begin[0],
            ends_on=end,
            changed=tuple(kind for kind in Circumstance if kind in changes.get(begin, ())),
            phase=phase.phase if (phase := phase_on(records.phases, begin[0])) else None,
            medicines=tuple(each for each in records.medicines if _taken(each, begin[0])),
            sessions=tuple(sessions[place]),
            scores=tuple(scores[place]),
        )
        for place, (begin, end) in enumerate(zip(starts, ends, strict=True))
    ]


def _changes(records: CourseRecords, start: date) -> dict[_Place, set[Circumstance]]:
    """Return what changed after the course's start and where; one place for all of a day with a session."""
    found: defaultdict[_Place, set[Circumstance]] = defaultdict(set)
    for place, kind in _session_changes(records):
        if place > _whole_day(start):
            found[place].add(kind)
    first_of_day = {place[0]: place for place in sorted(found, reverse=True)}
    for day, kind in _dated_changes(records):
        if day > start:
            found[first_of_day.get(day, _whole_day(day))].add(kind)
    return dict(sorted(found.items()))


def _session_changes(records: CourseRecords) -> Iterator[tuple[_Place, Circumstance]]:
    known: dict[str, object] = {}
    for session in sorted(given(records.sessions), key=lambda each: _place(each.started_at)):
        for kind, names in (
            (Circumstance.ROUTE, ("route",)),
            (Circumstance.PRODUCT, ("product",)),
            (Circumstance.DOSE, _DOSE_FIELDS),
        ):
            recorded = {name: value for name in names if (value := getattr(session, name)) not in {None, ""}}
            if any(known.get(name, value) != value for name, value in recorded.items()):
                yield _place(session.started_at), kind
            known |= recorded


def _dated_changes(records: CourseRecords) -> Iterator[tuple[date, Circumstance]]:
    in_force = {phase.starts_on: phase.phase for phase in records.phases}
    for earlier, (day, phase) in zip([None, *in_force.values()], in_force.items(), strict=False):
        if phase != earlier:
            yield day, Circumstance.PHASE
    for day in _interval_changes(records.plan):
        yield day, Circumstance.INTERVAL
    for medicine in records.medicines:
        if medicine.started_on is not None:
            yield medicine.started_on, Circumstance.MEDICINE_STARTED
        if medicine.stopped_on is not None:
            yield medicine.stopped_on, Circumstance.MEDICINE_STOPPED


def _interval_changes(plan: CoursePlan) -> Iterator[date]:
    """Yield the dates on which the clinic's rhythm of sessions changed; drafts of a protocol have none."""
    in_force: dict[date, tuple[int | None, DayNumbers]] = {}
    of_clinic = [protocol for protocol in plan.protocols if protocol.given_on is not None]
    for protocol, following in zip_longest(of_clinic, of_clinic[1:]):
        steps = [step for step in plan.steps if step.protocol_id == protocol.id and step.on_days]
        for step in sorted(steps, key=lambda each: each.first_day):
            begins = protocol.starts_on + timedelta(days=step.first_day)
            if following is None or begins < following.starts_on:
                in_force[begins] = step.repeat_days, step.on_days
    for (_before, earlier), (day, rhythm) in pairwise(in_force.items()):
        if rhythm != earlier:
            yield day


def _by_epoch(
    records: CourseRecords, starts: list[_Place], instrument_id: str
) -> tuple[defaultdict[int, list[Session]], defaultdict[int, list[Scored]]]:
    """Return sessions and scores by the number of their period; what lies before the course has -1."""
    sessions: defaultdict[int, list[Session]] = defaultdict(list)
    for session in given(records.sessions):
        sessions[bisect_right(starts, _place(session.started_at)) - 1].append(session)
    scores: defaultdict[int, list[Scored]] = defaultdict(list)
    for score in scored(records.scores, instrument_id):
        scores[bisect_left(starts, _place(score.taken_at)) - 1].append(score)
    return sessions, scores


def _place(moment: datetime) -> _Place:
    return local_date(moment), moment


def _whole_day(day: date) -> _Place:
    return day, datetime.min.replace(tzinfo=UTC)


def _taken(medicine: Medicine, day: date) -> bool:
    begun = medicine.started_on is None or medicine.started_on <= day
    return begun and (medicine.stopped_on is None or medicine.stopped_on > day)
