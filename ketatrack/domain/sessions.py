"""Which sessions count for the figures, those in which a dose was given; and what repeats among them."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import count

from ketatrack.domain.records import Session
from ketatrack.domain.words import Outcome

_NUMBERED = re.compile(r"(.*?)([0-9]{1,9})", re.DOTALL)

REPEATING = (
    "route",
    "product",
    "devices",
    "dose",
    "dose_unit",
    "weight_kg",
    "infusion_minutes",
    "units_taken",
    "hold_minutes",
    "setting",
    "purpose",
    "supervisor",
    "escort",
)
"""What is commonly the same from session to session; no time, no outcome, and nothing observed in it."""


def is_given(session: Session) -> bool:
    """Say whether a session was given, wholly or in part; only then is its start that of the first dose."""
    return session.outcome != Outcome.NOT_GIVEN


def given(sessions: Iterable[Session]) -> list[Session]:
    """Return the sessions that were given, wholly or in part, in order of start."""
    return sorted(
        filter(is_given, sessions),
        key=lambda session: session.started_at,
    )


def first_given(sessions: Iterable[Session]) -> Session | None:
    """Return the session that began the treatment, or None before it."""
    return next(iter(given(sessions)), None)


def last_given_before(sessions: Iterable[Session], moment: datetime | None) -> Session | None:
    """Return the latest session that was given before a moment; the latest of all when there is no moment."""
    earlier = [each for each in given(sessions) if moment is None or each.started_at < moment]
    return earlier[-1] if earlier else None


def last_weight_kg(sessions: Iterable[Session], moment: datetime) -> float | None:
    """Return the weight in kg last recorded in a session before a moment."""
    weighed = [each for each in sessions if each.weight_kg is not None and each.started_at < moment]
    return max(weighed, key=lambda each: each.started_at).weight_kg if weighed else None


def next_name(names: Sequence[str]) -> str:
    """Return the next free name in the pattern of the last one, such as N25 after N24; else S1.

    Args:
        names: the names of a course's sessions, in order of start.
    """
    numbered = _NUMBERED.fullmatch(names[-1]) if names else None
    stem, digits = numbered.groups() if numbered else ("S", "0")
    taken = set(names)
    return next(
        name for number in count(int(digits) + 1) if (name := f"{stem}{number:0{len(digits)}d}") not in taken
    )
