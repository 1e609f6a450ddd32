"""The part of a course that a chart, a page or a file is about."""

from dataclasses import dataclass, replace

from ketatrack.domain.course_following import each_list
from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period, day_of_happening
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.instruments import PHQ9
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.records import (
    CheckInPlan,
    CheckpointPlan,
    ClinicLimit,
    HomeAgreement,
    LeavingLine,
    Reading,
    ReadingPart,
    Record,
    SideEffect,
)
from ketatrack.domain.session_pressure import Pressure

_OF_ALL_SESSIONS = (CheckpointPlan, ClinicLimit, LeavingLine, HomeAgreement, CheckInPlan)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a person chose to see of a course, on the Charts page, on paper and in files alike.

    `instruments` are ids in order of importance; empty means the PHQ-9 and, beside it, the most used other.
    `standard` is the id of a blood pressure standard whose categories are named, and `line` a blood pressure
    in mmHg that is drawn as a line; neither is there unless asked for. `safety_item` False leaves the
    answers to a questionnaire's safety item out. `events` draws what happened in sessions that were
    followed, `journal` the days of which there are journal entries. `horizon` leaves only side effects of
    that horizon.
    """

    period: Period = WHOLE_COURSE
    instruments: tuple[str, ...] = ()
    standard: str | None = None
    line: Pressure | None = None
    safety_item: bool = True
    events: bool = False
    journal: bool = False
    horizon: Horizon | None = None

    @property
    def followed(self) -> str:
        """Return the id of the instrument that the course is followed by."""
        return self.instruments[0] if self.instruments else PHQ9


EVERYTHING = Selection()


def period_words(period: Period) -> str:
    """Return which days of a course are shown."""
    first, last = (day and date_in_words(day) for day in (period.start, period.end))
    if first and last:
        return _("{first} to {last}").format(first=first, last=last)
    if first:
        return _("from {date}").format(date=first)
    return _("up to {date}").format(date=last) if last else _("the whole course")


def within(records: CourseRecords, period: Period) -> CourseRecords:
    """Return the course with only the sessions, readings, side effects, scores and visits of a period.

    What belongs to a session goes with its session. A side effect without any date is part of the whole
    course only. Phases and medicines stay, since they reach into the period from before it, and so does
    what a clinic said for all sessions.

    Args:
        records: the whole course.
        period: local dates, both ends included.
    """
    if period == Period():
        return records
    sessions = [session for session in records.sessions if period.holds(local_date(session.started_at))]
    kept = {session.id for session in sessions}

    def holds(record: Reading | SideEffect) -> bool:
        if record.session_id is not None:
            return record.session_id in kept
        moment = record.taken_at if isinstance(record, Reading) else record.noticed_at
        return moment is not None and period.holds(local_date(moment))

    readings = [reading for reading in records.readings if holds(reading)]
    measured = {reading.id for reading in readings}

    def holds_followed(record: Record) -> bool:
        if isinstance(record, ReadingPart):
            return record.reading_id in measured
        if isinstance(record, _OF_ALL_SESSIONS):
            return True
        session_id = getattr(record, "session_id", None)
        if session_id is not None:
            return session_id in kept
        day = day_of_happening(record)
        return day is not None and period.holds(day)

    return replace(
        records,
        sessions=sessions,
        readings=readings,
        side_effects=[effect for effect in records.side_effects if holds(effect)],
        scores=[score for score in records.scores if period.holds(local_date(score.taken_at))],
        visits=[visit for visit in records.visits if period.holds(visit.visited_on)],
        following=each_list(records.following, lambda found: [one for one in found if holds_followed(one)]),
        removed={key: day for key, day in records.removed.items() if day is not None and period.holds(day)},
    )
