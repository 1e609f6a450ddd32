"""Which session is being followed now, since when its clock runs, and what was written inside it."""

from datetime import datetime, timedelta

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.records import FollowedSession, Session, SessionEvent


def running(records: CourseRecords) -> FollowedSession | None:
    """Return what is being followed now; the last one opened, should there be several."""
    return next((each for each in reversed(records.following.sessions) if each.closed_at is None), None)


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
    dose = first_dose(records, session)
    planned = (
        dose.happened_at + timedelta(minutes=followed.observe_minutes)
        if dose is not None and followed.observe_minutes is not None
        else None
    )
    ends = [moment for moment in (planned, followed.closed_at) if moment is not None]
    return max(ends, default=None)


def is_inside_observation(records: CourseRecords, session: Session, moment: datetime) -> bool:
    """Say whether a moment lies between a session's first dose and the end of its observation time.

    While that end is not known, every moment from the first dose on does.
    """
    until = observed_until(records, session)
    return session.started_at <= moment and (until is None or moment <= until)
