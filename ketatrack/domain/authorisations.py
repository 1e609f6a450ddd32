"""How many of the sessions that a payer has approved were used, and until when they can be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date, near_date_in_words
from ketatrack.domain.records import Authorisation, Session
from ketatrack.domain.sessions import given


@dataclass(frozen=True, slots=True)
class AuthorisationUse:
    """An authorisation with the sessions used of it; `left` is below zero where more were given."""

    authorisation: Authorisation
    used: int

    @property
    def left(self) -> int:
        """Return how many of the approved sessions are left."""
        return self.authorisation.approved - self.used


def uses(authorisations: Iterable[Authorisation], sessions: Iterable[Session]) -> list[AuthorisationUse]:
    """Return how far each authorisation is used: given sessions within its dates, and those before.

    Where the dates of several overlap, a session counts for the first of them that has one left, else for
    the last, so that it is counted once.
    """
    order = list(authorisations)
    used = {each.id: each.used_before for each in order}
    for session in given(sessions):
        day = local_date(session.started_at)
        open_ones = [each for each in order if _holds(each, day)]
        if open_ones:
            with_room = [each for each in open_ones if used[each.id] < each.approved]
            used[(with_room or open_ones[-1:])[0].id] += 1
    return [AuthorisationUse(each, used[each.id]) for each in order]


def use_words(use: AuthorisationUse, today: date) -> str:
    """Say what is left: `2 of 8 left, ends 30 June`; `9 used of 8` where more were given than approved."""
    known = use.authorisation
    if use.left < 0:
        left = _("{used} used of {approved}").format(used=use.used, approved=known.approved)
    else:
        left = _("{left} of {approved} left").format(left=use.left, approved=known.approved)
    if known.ends_on is None:
        return left
    end = _("{left}, ended {day}") if known.ends_on < today else _("{left}, ends {day}")
    return end.format(left=left, day=near_date_in_words(known.ends_on, today))


def _holds(authorisation: Authorisation, day: date) -> bool:
    return authorisation.starts_on <= day and (authorisation.ends_on is None or day <= authorisation.ends_on)
