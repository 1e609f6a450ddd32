"""What the blood pressure chart draws: the pressures of each session and the readings at rest.

The two stand apart, since a rise during a session says nothing about the pressure of everyday life.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ketatrack.charts.chart import day_number, span_of_days
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import SYSTOLIC
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.records import Reading
from ketatrack.domain.session_pressure import Pressure, SessionPressure, session_pressures
from ketatrack.domain.wording import pressure_words
from ketatrack.domain.words import ReadingContext


@dataclass(frozen=True, slots=True)
class PressureData:
    """What the blood pressure chart draws, in order of time; `span` is None when nothing was measured."""

    span: tuple[float, float] | None
    sessions: Sequence[SessionPressure]
    resting: Sequence[Reading]
    line: Pressure | None
    """What a line is drawn at."""


def pressure_data(records: CourseRecords, period: Period, line: Pressure | None = None) -> PressureData:
    """Return the sessions with a reading of both pressures and the readings at rest of the period."""
    sessions = [
        pressures
        for pressures in session_pressures(records.sessions, records.readings)
        if period.holds(local_date(pressures.session.started_at))
    ]
    resting = [
        reading
        for reading in records.readings
        if is_resting(reading) and period.holds(local_date(reading.taken_at))
    ]
    days = [day_number(each.session.started_at) for each in sessions]
    days += [day_number(reading.taken_at) for reading in resting]
    return PressureData(span_of_days(days, period), sessions, resting, line)


def is_resting(reading: Reading) -> bool:
    """Say whether a reading shows a pressure at rest or outside any session, and not a session's effect."""
    measured = reading.systolic is not None or reading.diastolic is not None
    return measured and (reading.context == ReadingContext.RESTING or reading.session_id is None)


def line_words(line: Pressure | None) -> list[str]:
    """Say at which pressures lines are drawn, if any are."""
    if line is None:
        return []
    return [_("lines drawn at {pressure} {unit}").format(pressure=pressure_words(*line), unit=SYSTOLIC.unit)]


def session_hover(each: SessionPressure) -> str:
    """Say what blood pressure did in one session."""
    words = [date_in_words(local_date(each.session.started_at))]
    if each.before:
        words.append(_("before {pressure}").format(pressure=pressure_words(*each.before)))
    if each.highest_systolic is not None:
        highest = pressure_words(each.highest_systolic, each.highest_diastolic)
        words.append(_("highest {pressure}").format(pressure=highest))
    words.append(_("last {pressure}").format(pressure=pressure_words(*each.last)))
    return " · ".join(words) + f" {SYSTOLIC.unit}"


def resting_hover(reading: Reading) -> str:
    """Say what one reading at rest was."""
    pressure = pressure_words(reading.systolic, reading.diastolic)
    return f"{date_in_words(local_date(reading.taken_at))} · {pressure} {SYSTOLIC.unit}"
