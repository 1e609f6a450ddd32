"""Which sessions count for the figures: those in which a dose was given, in order of time."""

from collections.abc import Iterable

from ketatrack.domain.records import Session
from ketatrack.domain.words import Outcome


def given(sessions: Iterable[Session]) -> list[Session]:
    """Return the sessions that were given, wholly or in part, in order of start."""
    return sorted(
        (session for session in sessions if session.outcome != Outcome.NOT_GIVEN),
        key=lambda session: session.started_at,
    )


def first_given(sessions: Iterable[Session]) -> Session | None:
    """Return the session that began the treatment, or None before it."""
    return next(iter(given(sessions)), None)
