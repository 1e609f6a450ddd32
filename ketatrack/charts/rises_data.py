"""What the chart of blood pressure in sessions draws: the change from each session's own before-value.

The before-value is the last reading before the dose; readings after it are changes from it, by the minutes
from the session's start. A session without one of the two cannot be drawn and is counted.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ketatrack.charts.event_marks import EventMark, event_marks
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.moments import local_date
from ketatrack.domain.records import Reading, Session
from ketatrack.domain.selection import Selection
from ketatrack.domain.session_pressure import Pressure, TimedPressure, pressure_course
from ketatrack.domain.sessions import given
from ketatrack.domain.spread import Observed, Spread, spreads

QUARTER_HOUR = 15


@dataclass(frozen=True, slots=True)
class SessionRise:
    """One session: its before-value and the readings after it, in order of minutes."""

    session: Session
    before: TimedPressure
    after: Sequence[TimedPressure]

    def changes(self, part: int) -> Observed:
        """Return minutes and change in mmHg, from 0 at the before-value; part 0 is systolic, 1 diastolic."""
        own = self.before.pressure[part]
        start = (float(min(0, self.before.minutes)), 0.0)
        return [start] + [(float(each.minutes), float(each.pressure[part] - own)) for each in self.after]


@dataclass(frozen=True, slots=True)
class RisesData:
    """What the chart draws: each session, and the spread by quarter hours from four on, in mmHg."""

    rises: Sequence[SessionRise]
    spreads: tuple[Sequence[Spread], Sequence[Spread]]
    """Systolic and diastolic."""
    left_out: int
    """How many sessions were given without a reading before or after the dose."""
    events: Sequence[EventMark]
    """What happened in the drawn sessions that were followed, where it was chosen."""


def rises_data(records: CourseRecords, selection: Selection) -> RisesData:
    """Return the changes of blood pressure in each session that was given in the period."""
    of_session: defaultdict[str | None, list[Reading]] = defaultdict(list)
    for reading in records.readings:
        of_session[reading.session_id].append(reading)
    shown = [each for each in given(records.sessions) if selection.period.holds(local_date(each.started_at))]
    found = [_rise(session, of_session.get(session.id, [])) for session in shown]
    rises = [each for each in found if each is not None]
    systolic, diastolic = (
        spreads([each.changes(part)[1:] for each in rises], QUARTER_HOUR)
        for part in range(len(Pressure._fields))
    )
    events = event_marks(records, selection, [each.session for each in rises])
    return RisesData(rises, (systolic, diastolic), len(found) - len(rises), events)


def _rise(session: Session, readings: Sequence[Reading]) -> SessionRise | None:
    course = pressure_course(session, readings)
    befores = [timed for timed in course if timed.is_before]
    after = [timed for timed in course if not timed.is_before]
    return SessionRise(session, befores[-1], after) if befores and after else None
