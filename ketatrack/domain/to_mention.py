"""To mention: long-term signs that were noted more than once, with their dates, for a clinician to read.

A list of what the person wrote down, and nothing beside it: nothing is weighed, called too much, or advised.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ketatrack.domain.effect_horizons import NotedEffect
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.long_term_watch import is_noted, label_of_sign, long_term_watch
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import WatchAnswer
from ketatrack.domain.side_effects import label_of_effect, side_effect_term

REPEATED = 2
"""Local dates on which a sign was noted, at the least, so that it is listed."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A sign by what it is called, and the local dates on which it was noted, rising."""

    what: str
    dates: tuple[date, ...]


def to_mention(effects: Iterable[NotedEffect], answers: Iterable[WatchAnswer]) -> list[Mention]:
    """Return the signs that were noted on two days or more, in the order of first noting.

    Counted are the answers to the long-term watch that say yes or more than 0, and side effects of the long
    term; where both name the same thing, their dates stand together.

    Args:
        effects: side effects of any horizon.
        answers: answers to the long-term watch.
    """
    dates: dict[str, set[date]] = {}
    for answer in answers:
        if is_noted(answer):
            dates.setdefault(label_of_sign(answer.sign), set()).add(local_date(answer.answered_at))
    for noted in effects:
        if noted.horizon == Horizon.LONG_TERM and noted.dated_at is not None:
            dates.setdefault(_named(noted.effect.effect), set()).add(local_date(noted.dated_at))
    found = [Mention(what, tuple(sorted(days))) for what, days in dates.items() if len(days) >= REPEATED]
    return sorted(found, key=lambda each: each.dates)


def _named(effect: str) -> str:
    """Return the label of the sign that is the same as an effect, else that of the effect."""
    term = side_effect_term(effect)
    signs = (sign for sign in long_term_watch().signs if term is not None and sign.effect == term.id)
    sign = next(signs, None)
    return label_of_sign(sign.id) if sign else label_of_effect(effect)
