"""Which session is being followed now, since when its clock runs, and what was written inside it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import FollowedSession, Reading, Session, SessionEvent, SideEffect
from ketatrack.domain.sessions import is_given
from ketatrack.domain.words import Outcome, ReadingContext

_IN_MINUTES = ("onset_minutes", "peak_minutes", "resolved_minutes")
"""What of a side effect in a session is counted from its start."""
_AROUND_DOSE = {ReadingContext.PRE_DOSE, ReadingContext.IN_SESSION}

LEFT_OPEN_AFTER = timedelta(hours=24)
"""A session in which nothing was written for longer was left, not followed."""


def running(records: CourseRecords) -> FollowedSession | None:
    """Return what is being followed now; the last one opened, should there be several."""
    return next((each for each in reversed(records.following.sessions) if each.closed_at is None), None)


def ended_on(records: CourseRecords, day: date) -> FollowedSession | None:
    """Return the last session whose board was closed on a local date; None where there was none."""
    return next(
        (
            each
            for each in reversed(records.following.sessions)
            if each.closed_at is not None and local_date(each.closed_at) == day
        ),
        None,
    )


def followed_as(records: CourseRecords, session: Session) -> FollowedSession | None:
    """Return how a session was followed; None where nobody did."""
    return next(
        (each for each in reversed(records.following.sessions) if each.session_id == session.id), None
    )


def session_of(records: CourseRecords, followed: FollowedSession) -> Session | None:
    """Return the session that was followed; None where it is not in the course any more."""
    return next((each for each in records.sessions if each.id == followed.session_id), None)


def first_dose(records: CourseRecords, session: Session) -> SessionEvent | None:
    """Return the event that began a session's clock; None before it."""
    return next(
        (
            each
            for each in records.following.events
            if each.session_id == session.id and each.event == EventKind.DOSE
        ),
        None,
    )


def observed_until(records: CourseRecords, session: Session) -> datetime | None:
    """Return the moment at which a session's observation time ends, or ended.

    It is the time to stay after the first dose, and at least until the board was closed; None where neither
    is known.
    """
    followed = followed_as(records, session)
    if followed is None:
        return session.ended_at
    return end_of_observation(followed, first_dose(records, session))


def end_of_observation(followed: FollowedSession, dose: SessionEvent | None) -> datetime | None:
    """Return when the observation time of a followed session ends, by its first dose; None while unknown."""
    planned = (
        dose.happened_at + timedelta(minutes=followed.observe_minutes)
        if dose is not None and followed.observe_minutes is not None
        else None
    )
    ends = [moment for moment in (planned, followed.closed_at) if moment is not None]
    return max(ends, default=None)


def entries_of(records: CourseRecords, session: Session) -> list[Reading | SessionEvent]:
    """Return the readings and events of a session, in order of happening."""
    entries: list[Reading | SessionEvent] = [*records.readings, *records.following.events]
    found = [each for each in entries if each.session_id == session.id]
    return sorted(found, key=lambda each: (moment_of(each), each.id))


def moment_of(entry: Reading | SessionEvent) -> datetime:
    """Return when an entry of a session happened."""
    return entry.taken_at if isinstance(entry, Reading) else entry.happened_at


def last_entry_at(records: CourseRecords, session: Session, followed: FollowedSession) -> datetime:
    """Return when the last entry of a session happened; of one without any, when it was opened."""
    return max([followed.opened_at, *(moment_of(each) for each in entries_of(records, session))])


def is_left_open(records: CourseRecords, session: Session, followed: FollowedSession, now: datetime) -> bool:
    """Say whether a session goes on by its board alone: nothing was written in it for a day."""
    return followed.closed_at is None and now - last_entry_at(records, session, followed) > LEFT_OPEN_AFTER


# what a dose means for the session and its readings


def as_dosed(session: Session, followed: FollowedSession, events: Iterable[SessionEvent]) -> Session:
    """Return a session as its doses say: begun by the first one; not given, and begun as opened, by none.

    Args:
        session: as it is recorded.
        followed: when its board was opened.
        events: the events of the session as they are to be.
    """
    doses = [each.happened_at for each in events if each.event == EventKind.DOSE]
    if not doses:
        return session.changed(started_at=followed.opened_at, outcome=Outcome.NOT_GIVEN)
    given = Outcome.COMPLETED if session.outcome == Outcome.NOT_GIVEN else session.outcome
    return session.changed(started_at=min(doses), outcome=given)


def context_in(session: Session, moment: datetime) -> ReadingContext:
    """Return the circumstances of a reading while a session is followed: up to its first dose, or in it."""
    is_before = not is_given(session) or moment <= session.started_at
    return ReadingContext.PRE_DOSE if is_before else ReadingContext.IN_SESSION


def placed_anew(readings: Iterable[Reading], session: Session) -> list[tuple[Reading, Reading]]:
    """Return the readings on whose other side the first dose is now, each as it was and as it will be.

    One at rest or after the session stays as it says.
    """
    found = []
    for reading in readings:
        context = context_in(session, reading.taken_at)
        if reading.context in _AROUND_DOSE and reading.context != context:
            found.append((reading, reading.changed(context=context)))
    return found


def counted_anew(effects: Iterable[SideEffect], before: Session, after: Session) -> list[tuple[Any, Any]]:
    """Return the side effects whose minutes count from another start now, each as it was and as it will be.

    What was noted in the session stays at its moment; only its minutes from the first dose are others.
    """
    moved = round((before.started_at - after.started_at) / timedelta(minutes=1))
    found = []
    for effect in effects:
        counted = {
            name: minutes + moved for name in _IN_MINUTES if (minutes := getattr(effect, name)) is not None
        }
        if moved and counted:
            found.append((effect, effect.changed(**counted)))
    return found


def following_dose(
    records: CourseRecords, session: Session, events: Iterable[SessionEvent]
) -> list[tuple[Any, Any]]:
    """Return what changes with the doses of a followed session: itself, its readings and its side effects.

    Each is a record as it was and as it will be, the session first; none where its start stays.

    Args:
        records: the course as it is.
        session: a session of it.
        events: the events of the session as they are to be.
    """
    followed = followed_as(records, session)
    dosed = session if followed is None else as_dosed(session, followed, events)
    if dosed == session:
        return []
    readings = [each for each in records.readings if each.session_id == session.id]
    noted = (*records.side_effects, *records.following.corrected)
    effects = [each for each in noted if isinstance(each, SideEffect) and each.session_id == session.id]
    return [(session, dosed), *placed_anew(readings, dosed), *counted_anew(effects, session, dosed)]
