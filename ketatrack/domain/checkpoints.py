"""When somebody looks in a session: the templates by route, and what became of each checkpoint.

A checkpoint is a wish to look, no alarm: nothing here says that a look was late to any effect, only when it
was meant to be and when it was. Somebody can look in and measure nothing, since a person sleeps; that is done
too, and told apart from a reading wherever it stands.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import EventKind, Stage
from ketatrack.domain.records import Checkpoint, CheckpointPlan, Course, Session, SessionEvent
from ketatrack.domain.shipped import ShippedData, Words
from ketatrack.domain.words import Medication, Route, Word

LATE_BY = timedelta(minutes=5)
"""A checkpoint that was done more than this after its time is said to be late."""

_OTHERS = "others"


class CheckpointState(Word):
    """What became of a checkpoint."""

    TO_COME = "to_come", "To come"
    OPEN = "open", "Open"
    DONE = "done", "Done"
    LATE = "late", "Done late"
    LOOKED = "looked", "Looked in, no reading"
    LOOKED_LATE = "looked_late", "Looked in late, no reading"
    MISSED = "missed", "Missed"

    @property
    def is_open(self) -> bool:
        """Whether nothing was done or said about it yet."""
        return self in {CheckpointState.TO_COME, CheckpointState.OPEN}

    @property
    def is_without_reading(self) -> bool:
        """Whether somebody looked in and nothing was measured."""
        return self in {CheckpointState.LOOKED, CheckpointState.LOOKED_LATE}

    @property
    def is_late(self) -> bool:
        """Whether somebody looked, later than was meant."""
        return self in {CheckpointState.LATE, CheckpointState.LOOKED_LATE}


class CheckpointTemplate(ShippedData):
    """When to look in a session of a route, as shipped; `minutes` count from the first dose, in order."""

    source: Words
    before: bool
    minutes: tuple[int, ...]
    leaving: bool
    observe_minutes: int | None


Template = CheckpointTemplate | CheckpointPlan
"""What is shipped, or in its place what the person or their clinic wants; both say the same things."""


@cache
def _shipped(name: str) -> CheckpointTemplate:
    return CheckpointTemplate.read(f"checkpoints/{name}.json")


def shipped_template(route: Route | None, medication: Medication | None = None) -> CheckpointTemplate:
    """Return the shipped template of a route; the nasal one is of esketamine, not of racemic ketamine.

    Raises:
        pydantic.ValidationError: when its file is incomplete.
    """
    racemic = route is Route.INTRANASAL and medication is Medication.KETAMINE
    known = route in {Route.INTRANASAL, Route.IV} and not racemic
    return _shipped(route.value if route is not None and known else _OTHERS)


def checkpoint_plan_of(plans: Iterable[CheckpointPlan], route: Route | None) -> CheckpointPlan | None:
    """Return the person's own checkpoints of a route, or of every other route for None; the newest."""
    own = [plan for plan in plans if plan.route == route]
    return own[-1] if own else None


def template_for(plans: Iterable[CheckpointPlan], course: Course, route: Route | None) -> Template:
    """Return when to look: by the newest plan of the route, else of every route, else as shipped."""
    kept = list(plans)
    own = checkpoint_plan_of(kept, route) or checkpoint_plan_of(kept, None)
    return own or shipped_template(route, course.medication)


def checkpoints_from(template: Template, session: Session, stamp: dict[str, Any]) -> list[Checkpoint]:
    """Return the checkpoints of a session that begins, in order; `stamp` says who records, how and when."""
    stages: list[tuple[Stage, int | None]] = [(Stage.TIMED, minutes) for minutes in template.minutes]
    if template.before:
        stages.insert(0, (Stage.BEFORE, None))
    if template.leaving:
        stages.append((Stage.LEAVING, None))
    return [
        Checkpoint(
            **stamp, course_id=session.course_id, session_id=session.id, stage=stage, at_minutes=minutes
        )
        for stage, minutes in stages
    ]


class CheckpointLine(NamedTuple):
    """A checkpoint with the moment it was meant for, if it has one, and what became of it.

    The moment is at the offset that the clock on the wall has now, also after clocks were put forward. `look`
    is how it was noted that somebody looked in without measuring; None where nobody did, or the note is gone.
    """

    checkpoint: Checkpoint
    planned_at: datetime | None
    state: CheckpointState
    look: SessionEvent | None = None


def checkpoint_lines(
    records: CourseRecords, session: Session, dosed_at: datetime | None, now: datetime
) -> list[CheckpointLine]:
    """Return the checkpoints of a session in the order of the session.

    Args:
        records: the course.
        session: whose checkpoints.
        dosed_at: the first dose, from which minutes count; None before it.
        now: this moment, by the clock that the session is followed with.
    """
    following, order = records.following, list(Stage)
    own = [each for each in following.checkpoints if each.session_id == session.id]
    own.sort(key=lambda each: (order.index(each.stage), each.at_minutes or 0, each.id))
    readings = {each.id for each in (*records.readings, *following.corrected)}
    looks = {
        each.happened_at: each
        for each in (*following.corrected, *following.events)
        if isinstance(each, SessionEvent) and _is_look(each, session.id)
    }
    lines = []
    for each in own:
        planned, is_measured = _planned_at(each, dosed_at, now), each.reading_id in readings
        look = None if is_measured or each.done_at is None else looks.get(each.done_at)
        state = _state(each, planned, now, is_measured=is_measured)
        lines.append(CheckpointLine(each, planned, state, look))
    return lines


def looked_at_by(event: SessionEvent, records: CourseRecords) -> list[Checkpoint]:
    """Return the checkpoints at which somebody looked in without measuring, as this event alone says.

    They go with it when its time is corrected, and are open again without it. A reading leaves its id in its
    checkpoint; a look and its checkpoint are known for each other by their moment.
    """
    following = records.following
    looks = [each for each in following.events if _is_look(each, event.session_id)]
    if [each for each in looks if each.happened_at == event.happened_at] != [event]:
        return []
    return [
        each
        for each in following.checkpoints
        if (each.session_id, each.done_at, each.reading_id) == (event.session_id, event.happened_at, None)
    ]


def _is_look(event: SessionEvent, session_id: str) -> bool:
    return event.session_id == session_id and event.event == EventKind.LOOKED_IN


def _planned_at(checkpoint: Checkpoint, dosed_at: datetime | None, now: datetime) -> datetime | None:
    if dosed_at is None or checkpoint.at_minutes is None:
        return None
    return (dosed_at + timedelta(minutes=checkpoint.at_minutes)).astimezone(now.tzinfo)


def _state(
    checkpoint: Checkpoint, planned: datetime | None, now: datetime, *, is_measured: bool
) -> CheckpointState:
    if checkpoint.done_at is not None:
        is_late = planned is not None and checkpoint.done_at - planned > LATE_BY
        if is_measured:
            return CheckpointState.LATE if is_late else CheckpointState.DONE
        return CheckpointState.LOOKED_LATE if is_late else CheckpointState.LOOKED
    if checkpoint.missed_at is not None:
        return CheckpointState.MISSED
    return CheckpointState.TO_COME if planned is None or now < planned else CheckpointState.OPEN


def next_line(lines: Sequence[CheckpointLine], *, is_dosed: bool) -> CheckpointLine | None:
    """Return the checkpoint that is opened next, None when nothing is open.

    Before the dose it is the one before it. After it, of those whose time has come the last, since one that
    was passed over is not made up for by a reading of now; else the next to come.
    """
    waiting = [line for line in lines if line.state.is_open]
    if is_dosed:
        waiting = [line for line in waiting if line.checkpoint.stage is not Stage.BEFORE]
    come = [line for line in waiting if line.state is CheckpointState.OPEN]
    return come[-1] if come else next(iter(waiting), None)
