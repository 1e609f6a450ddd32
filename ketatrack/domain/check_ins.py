"""Check-ins after a session, at hours that a person chose: which one is open, and what was answered late.

Hours are counted from the first dose. A check-in is open from its hour until the next one of the same
session, or until the next session; the last one for as long again as it lies after the session, at most a
week. One that nobody answered or skipped in that time lapses, and is not asked for later.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_horizons import NotedEffect
from ketatrack.domain.followed import running
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.records import CheckIn, CheckInPlan, Record, Session, SideEffect
from ketatrack.domain.reviews import is_sitter_entry, own_entry_beside, standing_reviews
from ketatrack.domain.sessions import given

OFFERED_HOURS = (4, 24, 72)
"""Offered to choose from; none is chosen beforehand."""

_LONGEST_OPEN = timedelta(days=7)
_DAY = 24


@dataclass(frozen=True, slots=True)
class OpenCheckIn:
    """A check-in that is open: after which session, how many hours after its first dose, and since when."""

    session: Session
    after_hours: int
    since: datetime

    @property
    def key(self) -> str:
        """Return what it is told from others by, which is also how its form is named."""
        return check_in_key(self.session.id, self.after_hours)


def check_in_key(session_id: str, after_hours: int) -> str:
    """Return the name of the check-in so many hours after a session."""
    return f"{session_id}+{after_hours}"


def read_key(key: str) -> tuple[str, int]:
    """Return the id of the session and the hours that `check_in_key` wrote; raises ValueError."""
    session_id, _plus, hours = key.rpartition("+")
    return session_id, int(hours)


def check_in_plan(records: CourseRecords) -> CheckInPlan | None:
    """Return when a person wants to be asked after a session; None where they chose nothing."""
    plans = records.following.check_in_plans
    return plans[-1] if plans else None


def open_check_ins(records: CourseRecords, now: datetime) -> list[OpenCheckIn]:
    """Return the check-ins that are open at a moment, the newest session's last.

    None is asked for while a session goes on, and none whose hour came before the person asked for it.
    """
    plan = check_in_plan(records)
    if plan is None or not plan.hours or running(records) is not None:
        return []
    met = {(each.session_id, each.after_hours) for each in records.following.check_ins}
    return [
        each
        for each in _at(records, plan, now)
        if (each.session.id, each.after_hours) not in met
        and (plan.written_at is None or plan.written_at <= each.since)
    ]


def _at(records: CourseRecords, plan: CheckInPlan, now: datetime) -> Iterator[OpenCheckIn]:
    held = sorted(
        (each for each in given(records.sessions) if each.started_at <= now), key=lambda each: each.started_at
    )
    for session in held[-1:]:  # a later session ends the time after the one before
        for hours, until in _stretches(plan.hours):
            if session.started_at + timedelta(hours=hours) <= now < session.started_at + until:
                yield OpenCheckIn(session, hours, session.started_at + timedelta(hours=hours))


def _stretches(hours: Sequence[int]) -> Iterator[tuple[int, timedelta]]:
    """Yield each hour with the time after the session at which its check-in closes."""
    for hour, following in pairwise(hours):
        yield hour, timedelta(hours=following)
    last = timedelta(hours=hours[-1])
    yield hours[-1], last + min(last, _LONGEST_OPEN)


def lasting_effects(records: CourseRecords, session: Session) -> list[SideEffect]:
    """Return the side effects of a session that are not noted as gone, in the order of writing them down.

    What a sitter noted is among them once the patient has accepted it: before that, it is not yet theirs.
    """
    accepted = {entry for entry, said in standing_reviews(records).items() if said.accepted}
    return [
        each
        for each in records.side_effects
        if each.session_id == session.id
        and (not is_sitter_entry(each) or each.id in accepted)
        and not NotedEffect(each, session).is_gone
    ]


def answered(
    entry: SideEffect, check_in: CheckIn, *, still_present: bool, stamp: dict[str, Any]
) -> list[tuple[Record | None, Record]]:
    """Return what keeps the answer to whether a side effect is still there: each entry before and after.

    What a sitter noted stays to the letter; the patient's own entry beside it carries the answer.

    Args:
        entry: the side effect that was asked about.
        check_in: the one in which it was asked.
        still_present: the answer.
        stamp: who records, how and when, as every new record has it.
    """
    if not is_sitter_entry(entry):
        return [(entry, entry.changed(still_present=still_present))]
    said = _("still there") if still_present else _("gone")
    words = _("{check_in}: {answer}").format(check_in=check_in_words(check_in.after_hours), answer=said)
    at = check_in.answered_at
    own, remark = own_entry_beside(entry, at=at, stamp=stamp, words=words, still_present=still_present)
    return [(None, own), (None, remark)]


def distance_words(after_hours: int) -> str:
    """Say how long after a session a check-in is: `4 hours`, `1 day`."""
    days, hours = divmod(after_hours, _DAY)
    if hours:
        return ngettext("{n} hour", "{n} hours", after_hours).format(n=after_hours)
    return ngettext("{n} day", "{n} days", days).format(n=days)


def check_in_words(after_hours: int) -> str:
    """Name a check-in on screen: `Check-in, 1 day after your session`."""
    return _("Check-in, {distance} after your session").format(distance=distance_words(after_hours))


def lateness_words(check_in: CheckIn, session: Session) -> str:
    """Say at which hour after the session a check-in was answered, where that is another than its own."""
    hours = round((check_in.answered_at - session.started_at) / timedelta(hours=1))
    if hours == check_in.after_hours:
        return ""
    return _("answered after {distance}").format(distance=distance_words(hours))
