"""Which phase a course was in on a day: recorded events, never a count of sessions."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from ketatrack.domain.moments import local_date
from ketatrack.domain.records import Phase, Session
from ketatrack.domain.sessions import given
from ketatrack.domain.words import PhaseKind


def phase_on(phases: Sequence[Phase], day: date) -> Phase | None:
    """Return the phase in force on a local date, or None before the first.

    Args:
        phases: in order of their beginning; of several on one date the later row holds.
        day: a local date.
    """
    begun = bisect_right(phases, day, key=lambda phase: phase.starts_on)
    return phases[begun - 1] if begun else None


def week_of_phase(phase: Phase, day: date) -> int:
    """Return which week of the phase a local date lies in; the first seven days are week 1."""
    return (day - phase.starts_on).days // 7 + 1


def sessions_per_phase(phases: Iterable[Phase], sessions: Iterable[Session]) -> dict[PhaseKind | None, int]:
    """Count the given sessions by the phase in force on their local date; None is before any phase."""
    order = sorted(phases, key=lambda phase: phase.starts_on)
    counted: Counter[PhaseKind | None] = Counter()
    for session in given(sessions):
        phase = phase_on(order, local_date(session.started_at))
        counted[phase.phase if phase else None] += 1
    return dict(counted)
