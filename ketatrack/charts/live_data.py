"""What the chart of one session draws: its readings by minutes from the first dose, and what happened.

The before-value is this session's own: the last reading before the dose. Limits stand in it only where a
person typed them from their clinic.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ketatrack.domain.board_words import event_words, reading_words
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed import first_dose, followed_as
from ketatrack.domain.followed_words import DOSES, LimitedMeasure
from ketatrack.domain.language import gettext as _
from ketatrack.domain.limits import limits_on
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import Checkpoint, ClinicLimit, Reading, Session, SessionEvent
from ketatrack.domain.session_pressure import is_before_dose, minutes_from_start

_MINUTE = timedelta(minutes=1)
_DRAWN_LIMITS = (LimitedMeasure.SYSTOLIC, LimitedMeasure.DIASTOLIC, LimitedMeasure.PULSE)


@dataclass(frozen=True, slots=True)
class TimedReading:
    """One reading of the session, with its minutes from the first dose."""

    minutes: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class TimedEvent:
    """One event of the session, with its minutes from the first dose."""

    minutes: int
    event: SessionEvent

    @property
    def is_dose(self) -> bool:
        """Whether something was given at it."""
        return self.event.event in DOSES


@dataclass(frozen=True, slots=True)
class LiveData:
    """What the chart draws, each list in order of time; minutes are whole ones.

    `before` is the last reading before the dose, `checkpoints` are the minutes at which somebody wanted to
    look, `stay_minutes` is how long to stay after the dose. Without a dose minutes count from the start of
    following.
    """

    session: Session
    is_dosed: bool
    readings: Sequence[TimedReading]
    before: Reading | None
    events: Sequence[TimedEvent]
    checkpoints: Sequence[int]
    limits: Sequence[ClinicLimit]
    stay_minutes: int | None


def live_data(records: CourseRecords, session: Session) -> LiveData:
    """Return what was written down of one session."""
    readings = [each for each in records.readings if each.session_id == session.id]
    befores = [each for each in readings if is_before_dose(each, session)]
    timed = [TimedReading(minutes_from_start(each, session), each) for each in readings]
    events = [each for each in records.following.events if each.session_id == session.id]
    followed = followed_as(records, session)
    return LiveData(
        session=session,
        is_dosed=first_dose(records, session) is not None or followed is None,
        readings=sorted(timed, key=lambda each: each.minutes),
        before=befores[-1] if befores else None,
        events=[TimedEvent(_minutes(each.happened_at, session), each) for each in events],
        checkpoints=_checkpoints(records.following.checkpoints, session),
        limits=_limits(records, session),
        stay_minutes=followed.observe_minutes if followed else None,
    )


def _minutes(moment: datetime, session: Session) -> int:
    return (moment - session.started_at) // _MINUTE


def _checkpoints(checkpoints: Sequence[Checkpoint], session: Session) -> list[int]:
    own = (each.at_minutes for each in checkpoints if each.session_id == session.id)
    return sorted(minutes for minutes in own if minutes is not None)


def _limits(records: CourseRecords, session: Session) -> list[ClinicLimit]:
    holding = limits_on(records.following.limits, local_date(session.started_at))
    return [limit for limit in holding if limit.measure in _DRAWN_LIMITS]


# in words


def minute_words(minutes: int) -> str:
    """Say how many minutes from the first dose something was."""
    return _("minute {minutes}").format(minutes=minutes)


def reading_hover(timed: TimedReading) -> str:
    """Say what one reading was, and when."""
    when = f"{timed.reading.taken_at:%H:%M}, {minute_words(timed.minutes)}"
    return f"{when} · {reading_words(timed.reading)}"


def event_hover(timed: TimedEvent) -> str:
    """Say what happened, and when."""
    return f"{timed.event.happened_at:%H:%M}, {minute_words(timed.minutes)} · {event_words(timed.event)}"
