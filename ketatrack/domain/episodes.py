"""How long response lasted: from the first score in response to the score that ended it.

One score above the line is not yet a loss, since the PHQ-9 moves by a few points on its own. A second one,
or a session for returning symptoms, confirms it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ketatrack.domain.records import Session
from ketatrack.domain.response import Baseline, after_first_session, in_response
from ketatrack.domain.scores import Scored
from ketatrack.domain.sessions import given
from ketatrack.domain.words import Purpose


@dataclass(frozen=True, slots=True)
class ResponseEpisode:
    """One stretch of response by the PHQ-9.

    `first_out` is the score that ended it, None while it lasts. `confirmed` is None while nothing that
    could confirm or undo the end has followed. `dips` counts single scores out of response within it.
    """

    began: datetime
    last_in: datetime
    first_out: datetime | None = None
    confirmed: bool | None = None
    dips: int = 0


def response_episodes(
    scores: Sequence[Scored], sessions: Sequence[Session], baseline: Baseline | None
) -> list[ResponseEpisode]:
    """Return the stretches of response after the first session's start, in order of time.

    Args:
        scores: complete PHQ-9s in order of time.
        sessions: all sessions of the course.
        baseline: without a usable one nothing is in response, and the list is empty.
    """
    course = after_first_session(scores, sessions)
    held = [in_response(each.total, baseline) for each in course]
    returns = [one.started_at for one in given(sessions) if one.purpose == Purpose.SYMPTOMS_RETURNING]
    episodes: list[ResponseEpisode] = []
    place = 0
    while place < len(course):
        if held[place]:
            episode, place = _episode_from(place, course, held, returns)
            episodes.append(episode)
        else:
            place += 1
    return episodes


def _episode_from(
    start: int, scores: Sequence[Scored], held: Sequence[bool], returns: Sequence[datetime]
) -> tuple[ResponseEpisode, int]:
    """Follow one episode from its first score, and return it with the place of the first score after it."""
    began = last_in = scores[start].taken_at
    dips = 0
    for place in range(start + 1, len(scores)):
        out = scores[place].taken_at
        if held[place]:
            last_in = out
            continue
        follows = place + 1 < len(scores)
        if _any_within(returns, out, scores[place + 1].taken_at if follows else None):
            confirmed: bool | None = True
        elif not follows:
            confirmed = None
        elif held[place + 1]:
            dips += 1
            continue
        else:
            confirmed = True
        return ResponseEpisode(began, last_in, out, confirmed, dips), place + 1
    return ResponseEpisode(began, last_in, dips=dips), len(scores)


def _any_within(moments: Sequence[datetime], start: datetime, end: datetime | None) -> bool:
    """Say whether one of the moments, which are in order, lies between two others or at one of them."""
    place = bisect_left(moments, start)
    return place < len(moments) and (end is None or moments[place] <= end)
