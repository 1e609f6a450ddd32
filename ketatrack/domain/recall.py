"""Which days an answer speaks of: from its recall window back to sessions that lie within it.

A PHQ-9 two days after a session mostly speaks of the time before it. That is shown and never corrected.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from ketatrack.domain.instruments import instrument
from ketatrack.domain.records import Score, Session
from ketatrack.domain.sessions import given


def recall_window(score: Score) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment that a score speaks of, at its own offset.

    The length is the instrument's recall window in days; of a scale about this moment both are the same.
    None for an instrument whose window the program does not know.
    """
    known = instrument(score.instrument)
    if known is None or known.recall_days is None:
        return None
    end = score.taken_at
    since_year_one = end - datetime.min.replace(tzinfo=end.tzinfo)
    return end - min(timedelta(days=known.recall_days), since_year_one), end


def overlaps_session(score: Score, sessions: Iterable[Session]) -> bool:
    """Say whether a given session started within the score's recall window, so that it speaks of both sides.

    A session at the very start of the window or at the answer itself leaves nothing on one of its sides.
    """
    window = recall_window(score)
    if window is None:
        return False
    start, end = window
    return any(start < session.started_at < end for session in given(sessions))
