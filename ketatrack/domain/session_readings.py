"""Readings of a session by their minutes from the first dose: when they were taken, before or after what."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from ketatrack.domain.records import Reading, Session
from ketatrack.domain.session_pressure import minutes_from_start
from ketatrack.domain.shipped import ShippedData, Words
from ketatrack.domain.words import Outcome, ReadingContext, Route


class ReadingMinutes(ShippedData):
    """The minutes at which readings are commonly taken, by route; rows to fill, not a schedule to keep."""

    source: Words
    routes: dict[Route, tuple[int, ...]]


@cache
def _reading_minutes() -> ReadingMinutes:
    return ReadingMinutes.read("standards/reading_minutes.json")


def common_minutes(route: Route | None) -> tuple[int, ...]:
    """Return the minutes from the first dose at which readings are commonly taken; empty where none are."""
    return _reading_minutes().routes.get(route, ()) if route else ()


def moment_at(session: Session, minutes: int) -> datetime:
    """Return the moment so many minutes after the session's start, at the start's offset from UTC."""
    return session.started_at + timedelta(minutes=minutes)


def context_at(session: Session, minutes: int) -> ReadingContext:
    """Return the circumstances of a reading so many minutes from the session's start.

    Before the dose at 0 or less, and always when none was given; after the session from its end on; in the
    session otherwise, also when the end is not known.
    """
    if minutes <= 0 or session.outcome == Outcome.NOT_GIVEN:
        return ReadingContext.PRE_DOSE
    if session.ended_at is not None and moment_at(session, minutes) >= session.ended_at:
        return ReadingContext.POST_SESSION
    return ReadingContext.IN_SESSION


def placement(session: Session, minutes: int) -> dict[str, Any]:
    """Return what the minutes of a reading say about it: session, minutes, moment and circumstances."""
    return {
        "session_id": session.id,
        "minutes": minutes,
        "taken_at": moment_at(session, minutes),
        "context": context_at(session, minutes),
    }


def replaced(reading: Reading, before: Session, session: Session, minutes: int) -> dict[str, Any]:
    """Return where a recorded reading stands after its session or its minutes were changed.

    With the same minutes, what was recorded otherwise than the session said, a time of its own or other
    circumstances, stays; what followed from the session before follows the changed one.
    """
    if minutes != minutes_from_start(reading, before):
        return placement(session, minutes)
    derived = placement(before, minutes)
    return {
        name: value
        for name, value in placement(session, minutes).items()
        if getattr(reading, name) == derived[name]
    }
