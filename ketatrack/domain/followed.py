"""Which session is being followed now, since when its clock runs, and what was written inside it."""

from datetime import date, datetime, timedelta

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import DOSES, EventKind
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import FollowedSession, Reading, Session, SessionEvent

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


def is_over(followed: FollowedSession) -> bool:
    """Say whether the person has left, or the board was closed: nothing is open or to come any more."""
    return followed.left_at is not None or followed.closed_at is not None


def session_of(records: CourseRecords, followed: FollowedSession) -> Session | None:
    """Return the session that was followed; None where it is not in the course any more."""
    return next((each for each in records.sessions if each.id == followed.session_id), None)


def first_dose(records: CourseRecords, session: Session) -> SessionEvent | None:
    """Return the event that began a session's clock; None before it."""
    return next((each for each in doses_of(records, session) if each.event == EventKind.DOSE), None)


def doses_of(records: CourseRecords, session: Session) -> list[SessionEvent]:
    """Return the doses that were written down in a session, each spray of one too, in order of happening."""
    events = records.following.events
    return [each for each in events if each.session_id == session.id and each.event in DOSES]


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
