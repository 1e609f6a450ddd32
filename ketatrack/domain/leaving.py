"""What is looked at before leaving a session: the clinic's checklist, the escort, driving, the last reading.

All of it is quoted or recorded; nothing here says that anybody can leave.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ketatrack.domain.board_words import reading_words
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed import first_dose
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import OBSERVATION
from ketatrack.domain.records import FollowedSession, LeavingMark, Reading, Record, Session
from ketatrack.domain.sheets import arrangement_of

RECORDS_ONLY = (
    "This list keeps what was ticked and read. It never says that you can leave: "
    "that is for whoever looks after you to say."
)
"""Stands above the checklist, always."""

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """A line of the clinic's checklist in one session; `mark` is None until it was ticked or left open."""

    line: str
    mark: LeavingMark | None

    @property
    def ticked_at(self) -> datetime | None:
        """Return when it was ticked; None while it is open."""
        return self.mark.ticked_at if self.mark else None


@dataclass(frozen=True, slots=True)
class Leaving:
    """What stands before leaving one session.

    `driving_rule` is what the person typed from their clinic, empty where nothing is typed anywhere; minutes
    are whole ones, None where the moment they count from is not known. `stay_minutes` is how long to stay
    after the first dose, as planned.
    """

    lines: tuple[ChecklistLine, ...]
    escort_here: bool | None
    driving_rule: str
    last_reading: Reading | None
    minutes_since_reading: int | None
    minutes_since_dose: int | None
    stay_minutes: int | None
    left_at: datetime | None
    closed_at: datetime | None


def leaving(records: CourseRecords, session: Session, followed: FollowedSession, now: datetime) -> Leaving:
    """Return what stands before leaving a session, as it is at a moment.

    Once the person has left, the checklist and the driving rule stand as they stood then.
    """
    until = followed.left_at or followed.closed_at or now
    dose = first_dose(records, session)
    last = next((each for each in reversed(records.readings) if each.session_id == session.id), None)
    return Leaving(
        lines=tuple(_lines(records, session, is_over=followed.left_at is not None)),
        escort_here=followed.escort_here,
        driving_rule=driving_rule(records, followed),
        last_reading=last,
        minutes_since_reading=None if last is None else _minutes(last.taken_at, until),
        minutes_since_dose=None if dose is None else _minutes(dose.happened_at, until),
        stay_minutes=followed.observe_minutes,
        left_at=followed.left_at,
        closed_at=followed.closed_at,
    )


def driving_rule(records: CourseRecords, followed: FollowedSession) -> str:
    """Return the clinic's words about driving: as read in this session, else as told to the caregiver."""
    if followed.driving_rule.strip() or followed.left_at is not None:
        return followed.driving_rule.strip()
    told = arrangement_of(records)
    return told.driving_rule.strip() if told else ""


def _lines(records: CourseRecords, session: Session, *, is_over: bool) -> Iterator[ChecklistLine]:
    marks = {each.line: each for each in records.following.leaving_marks if each.session_id == session.id}
    if not is_over:
        for each in records.following.leaving_lines:
            yield ChecklistLine(each.line, marks.pop(each.line, None))
    for line, mark in marks.items():
        yield ChecklistLine(line, mark)


def _minutes(since: datetime, until: datetime) -> int:
    return max(timedelta(), until - since) // _MINUTE


# what is written


def ticked(
    line: ChecklistLine, followed: FollowedSession, at: datetime | None, stamp: dict[str, Any]
) -> tuple[LeavingMark | None, LeavingMark]:
    """Return the mark of a line as it was and as it is to be: ticked at a moment, or open again for None."""
    if line.mark is not None:
        return line.mark, line.mark.changed(ticked_at=at)
    return None, LeavingMark(
        **stamp,
        course_id=followed.course_id,
        session_id=followed.session_id,
        line=line.line,
        ticked_at=at,
    )


def left(
    records: CourseRecords,
    session: Session,
    followed: FollowedSession,
    at: datetime,
    stamp: dict[str, Any],
) -> list[tuple[Record | None, Record]]:
    """Return what is written when the person left: when, the driving rule as it stood, and what was open.

    Each is a record as it was, None where it was not there, and as it is to be.
    """
    rule = driving_rule(records, followed)
    changes: list[tuple[Record | None, Record]] = [
        (followed, followed.changed(left_at=at, driving_rule=rule))
    ]
    changes += [
        ticked(line, followed, None, stamp)
        for line in _lines(records, session, is_over=False)
        if line.mark is None
    ]
    return changes


# in words


def tick_words(ticked_at: datetime | None, *, is_over: bool) -> str:
    """Say whether a line of the checklist was ticked, and when; one that was not is open until it is over."""
    if ticked_at is not None:
        return _("ticked at {time:%H:%M}").format(time=ticked_at)
    return _("not ticked") if is_over else _("open")


def leaving_words(standing: Leaving) -> list[str]:
    """Say when the last reading was, how long ago the first dose, and how long to stay, as far as known."""
    found = [_reading_words(standing)]
    if standing.minutes_since_dose is not None:
        words = _("First dose {ago}.")
        found.append(words.format(ago=_ago(standing, standing.minutes_since_dose)))
    if standing.stay_minutes is not None:
        found.append(
            _("{label}: {minutes} {unit} after the first dose.").format(
                label=_(OBSERVATION.label), minutes=standing.stay_minutes, unit=OBSERVATION.unit
            )
        )
    return found


def _reading_words(standing: Leaving) -> str:
    last = standing.last_reading
    if last is None or standing.minutes_since_reading is None:
        return _("No reading in this session.")
    return _("Last reading at {time:%H:%M}, {ago}: {measured}.").format(
        time=last.taken_at,
        ago=_ago(standing, standing.minutes_since_reading),
        measured=reading_words(last),
    )


def _ago(standing: Leaving, minutes: int) -> str:
    if standing.left_at is not None:
        words = _("{minutes} min before leaving")
    elif standing.closed_at is not None:
        words = _("{minutes} min before the board was closed")
    else:
        words = _("{minutes} min ago")
    return words.format(minutes=minutes)
