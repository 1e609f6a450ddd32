"""How often sessions are planned: shipped templates, and the dates that a course's own protocol gives.

A template is copied into a course and edited there. None is preselected, and where the published schedule
leaves the rhythm to the clinic, as from week 9 of esketamine on, no date is laid out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from dateutil.rrule import DAILY, rrule
from pydantic import Field

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.moments import local_date
from ketatrack.domain.plan_words import PlannedKind
from ketatrack.domain.records import PlannedItem, Protocol, ProtocolStep, Session
from ketatrack.domain.sessions import first_given, given
from ketatrack.domain.shipped import Dated, ShippedData, Words
from ketatrack.domain.wall_clock import DayNumbers, RisingDays, WallClock
from ketatrack.domain.words import PhaseKind

_FOLDER = "protocols"


class TemplateStep(ShippedData):
    """A stretch of a template; its fields are those of `ProtocolStep`, into which it is copied."""

    phase: PhaseKind | None
    first_day: int = Field(ge=0)
    last_day: int | None = None
    repeat_days: int | None = None
    on_days: RisingDays = ()
    sessions: int | None = None


class Template(Dated):
    """A published rhythm of sessions, versioned, so that a course can say what it was copied from."""

    id: Words
    version: Words
    title: Words
    steps: tuple[TemplateStep, ...]


@cache
def templates() -> dict[str, Template]:
    """Return every shipped template by its id, one of the person's own last."""
    names = sorted(each.name for each in (files("ketatrack.resources") / _FOLDER).iterdir())
    found = [Template.read(f"{_FOLDER}/{name}") for name in names if name.endswith(".json")]
    return {each.id: each for each in sorted(found, key=lambda each: not each.steps)}


def copied(
    template: Template, course_id: str, starts_on: date, clock: WallClock | None, stamp: dict[str, Any]
) -> tuple[Protocol, list[ProtocolStep]]:
    """Return a course's own copy of a template, to be edited there.

    Args:
        template: what is copied.
        course_id: the course that gets it.
        starts_on: the local date of the first session, which is day 0.
        clock: the time on the wall of each session, None when it is not known yet.
        stamp: who records it, how and when.
    """
    protocol = Protocol(
        **stamp,
        course_id=course_id,
        name=template.title,
        template=template.id,
        template_version=template.version,
        starts_on=starts_on,
        clock=clock,
    )
    return protocol, [ProtocolStep(**stamp, protocol_id=protocol.id, **dict(step)) for step in template.steps]


def laid_out(protocol: Protocol, steps: Iterable[ProtocolStep], until: date) -> list[date]:
    """Return the local dates that a protocol gives, in order, up to a date that is included.

    A step without days gives none, and one that repeats without an end is laid out up to `until`.
    """
    days = {day for step in steps for day in _dates_of(protocol.starts_on, step, until)}
    return sorted(days)


def lays_out_until(protocol: Protocol, steps: Iterable[ProtocolStep], until: date | None) -> date | None:
    """Return the last local date up to which a protocol's dates are laid out.

    It is what the person said, else the end of the steps; None where a step repeats without an end, so
    that only the person can say.
    """
    if until is not None:
        return until
    known = [step for step in steps if step.on_days]
    if any(step.repeat_days is not None and step.last_day is None for step in known):
        return None
    ends = [step.first_day + step.on_days[-1] if step.last_day is None else step.last_day for step in known]
    return protocol.starts_on + timedelta(days=max(ends, default=0))


def open_from(steps: Iterable[ProtocolStep]) -> int | None:
    """Return the first day from which a protocol leaves the dates to the clinic; None where it does not."""
    return min((step.first_day for step in steps if not step.on_days), default=None)


def drafts(
    protocol: Protocol,
    steps: Iterable[ProtocolStep],
    items: Iterable[PlannedItem],
    until: date,
    stamp: dict[str, Any],
) -> list[PlannedItem]:
    """Return new draft sessions for the dates of a protocol that no planned session stands on yet.

    Args:
        protocol: whose dates are laid out, at its time on the wall.
        steps: its steps.
        items: what is planned in the course already.
        until: the last local date that is laid out.
        stamp: who records it, how and when.
    """
    taken = {item.planned_on for item in items if item.item == PlannedKind.SESSION}
    return [
        PlannedItem(
            **stamp,
            course_id=protocol.course_id,
            item=PlannedKind.SESSION,
            planned_on=day,
            clock=protocol.clock,
            draft=True,
            protocol_id=protocol.id,
        )
        for day in laid_out(protocol, steps, until)
        if day not in taken
    ]


@dataclass(frozen=True, slots=True)
class ShownProtocol:
    """The protocol that a course is shown beside; `stored` is False where only its template is known."""

    protocol: Protocol
    steps: Sequence[ProtocolStep]
    stored: bool


def shown_protocol(records: CourseRecords) -> ShownProtocol | None:
    """Return the newest protocol of a course, else the template that the course names, or None.

    A course from a file names its template and no first date: that is then its first given session, or the
    day on which it started.
    """
    if records.plan.protocols:
        protocol = records.plan.protocols[-1]
        return ShownProtocol(protocol, steps_of(protocol, records.plan.steps), stored=True)
    template = templates().get(records.course.protocol)
    first = first_given(records.sessions)
    starts_on = local_date(first.started_at) if first else records.course.started_on
    if template is None or starts_on is None:
        return None
    of_course = {name: getattr(records.course, name) for name in ("recorded_by", "recorded_how")}
    return ShownProtocol(*copied(template, records.course.id, starts_on, None, of_course), stored=False)


def steps_of(protocol: Protocol, steps: Iterable[ProtocolStep]) -> list[ProtocolStep]:
    """Return the steps of one protocol by their first day."""
    own = [step for step in steps if step.protocol_id == protocol.id]
    return sorted(own, key=lambda step: step.first_day)


def induction_ends(shown: ShownProtocol) -> date | None:
    """Return the last local date of the induction that a template names; None where it names none."""
    days = [
        step.last_day
        for step in shown.steps
        if step.phase == PhaseKind.INDUCTION and step.last_day is not None
    ]
    if not days or not shown.protocol.template:
        return None
    return shown.protocol.starts_on + timedelta(days=max(days))


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How many sessions a step of a protocol names, and on which of its days sessions were given.

    Days count from the protocol's first session. `planned_on_days` is empty where the step leaves them open
    or has no end.
    """

    step: ProtocolStep
    named: int | None
    planned_on_days: DayNumbers
    given_on_days: DayNumbers


def progress(
    protocol: Protocol, steps: Sequence[ProtocolStep], sessions: Iterable[Session]
) -> list[StepProgress]:
    """Return for each step what it names and what was given within its days.

    Days are calendar days from the protocol's first session, each at its own offset.
    """
    days = [(session.started_at.date() - protocol.starts_on).days for session in given(sessions)]
    return [
        StepProgress(
            step=step,
            named=step.sessions,
            planned_on_days=_days_of(protocol, step),
            given_on_days=tuple(
                day
                for day in days
                if step.first_day <= day and (step.last_day is None or day <= step.last_day)
            ),
        )
        for step in steps
    ]


def _days_of(protocol: Protocol, step: ProtocolStep) -> DayNumbers:
    if step.last_day is None:
        return ()
    last = protocol.starts_on + timedelta(days=step.last_day)
    return tuple((day - protocol.starts_on).days for day in laid_out(protocol, [step], last))


def _dates_of(starts_on: date, step: ProtocolStep, until: date) -> Iterable[date]:
    first = starts_on + timedelta(days=step.first_day)
    last = until if step.last_day is None else min(until, starts_on + timedelta(days=step.last_day))
    if step.repeat_days is None:
        begins = [first]
    else:
        every = rrule(DAILY, interval=step.repeat_days, dtstart=_midnight(first), until=_midnight(last))
        begins = [begin.date() for begin in every]
    return (
        day for begin in begins for offset in step.on_days if (day := begin + timedelta(days=offset)) <= last
    )


def _midnight(day: date) -> datetime:
    """Return what dateutil counts days with; it is no moment, and leaves this module only as a date."""
    return datetime.combine(day, time())
