"""What blood pressure and oxygen did in each session, from before the dose to the last reading.

The changes are those of one session; they are no diagnosis of high blood pressure, which takes readings
at rest on several days.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import DIASTOLIC, SYSTOLIC
from ketatrack.domain.parsing import whole_number
from ketatrack.domain.records import Reading, Session
from ketatrack.domain.words import ReadingContext

SUBSTANTIAL_SYSTOLIC_RISE = 40
"""mmHg; the rise that the Spravato label's trials reported as substantial."""

SUBSTANTIAL_DIASTOLIC_RISE = 25
"""mmHg; the same for the diastolic."""

CAUTION_BEFORE_DOSE = (140, 90)
"""mmHg; above one of them the Spravato label asks for a clinician's judgement before a dose."""

_MINUTE = timedelta(minutes=1)


class Pressure(NamedTuple):
    """One blood pressure in mmHg."""

    systolic: int
    diastolic: int


def read_pressure(text: str) -> Pressure:
    """Read a blood pressure in mmHg, such as `135/85`.

    Raises:
        ValueError: with a sentence, when the text is none or no person has such a pressure.
    """
    try:
        systolic, diastolic = (whole_number(part.strip()) for part in text.split("/"))
    except ValueError:
        raise ValueError(_("“{text}” is not a blood pressure such as 135/85").format(text=text)) from None
    for measure, value in ((SYSTOLIC, systolic), (DIASTOLIC, diastolic)):
        if not measure.low <= value <= measure.high:
            raise ValueError(
                _("{name} lies between {low} and {high} {unit}").format(
                    name=_(measure.label), low=measure.low, high=measure.high, unit=measure.unit
                )
            )
    return Pressure(systolic, diastolic)


@dataclass(frozen=True, slots=True)
class SessionPressure:
    """The blood pressures of one session in mmHg, SpO₂ in %; None where a part is missing.

    `before` is the last reading before the dose, the highest are those after it, the rises are between the
    two, and `last` is the last reading of either kind. `rise_of_40_or_25` says whether the systolic rose by
    40 or the diastolic by 25.
    """

    session: Session
    before: Pressure | None
    highest_systolic: int | None
    highest_diastolic: int | None
    minutes_to_highest_systolic: int | None
    systolic_rise: int | None
    diastolic_rise: int | None
    last: Pressure
    lowest_spo2: int | None
    rise_of_40_or_25: bool | None


def is_above_caution(pressure: Pressure) -> bool:
    """Say whether a pressure before a dose is above 140 systolic or above 90 diastolic."""
    systolic, diastolic = CAUTION_BEFORE_DOSE
    return pressure.systolic > systolic or pressure.diastolic > diastolic


class TimedPressure(NamedTuple):
    """One reading of both pressures, with its minutes from the session's start."""

    minutes: int
    pressure: Pressure
    is_before: bool


def minutes_from_start(reading: Reading, session: Session) -> int:
    """Return the noted minutes, or else those from the session's start to the reading, rounded down."""
    if reading.minutes is not None:
        return reading.minutes
    return (reading.taken_at - session.started_at) // _MINUTE


def is_before_dose(reading: Reading, session: Session) -> bool:
    """Say whether a reading was taken before the dose.

    It was when it says so, or when it was at rest or without a word, and not after the start.
    """
    if reading.context in {None, ReadingContext.RESTING}:
        return minutes_from_start(reading, session) <= 0
    return reading.context == ReadingContext.PRE_DOSE


def session_pressures(sessions: Iterable[Session], readings: Iterable[Reading]) -> list[SessionPressure]:
    """Return the pressures of every session with a reading of both, in order of start.

    Args:
        sessions: all sessions, also those that were not given: the reading may be the reason.
        readings: all readings in order of time; one belongs to a session only by its `session_id`.
    """
    of_session: defaultdict[str | None, list[Reading]] = defaultdict(list)
    for reading in readings:
        of_session[reading.session_id].append(reading)
    found = []
    for session in sorted(sessions, key=lambda each: each.started_at):
        taken = of_session.get(session.id, [])
        course = pressure_course(session, taken)
        if course:
            spo2 = [reading.spo2 for reading in taken if reading.spo2 is not None]
            found.append(_pressures(session, course, min(spo2, default=None)))
    return found


def pressure_course(session: Session, readings: Iterable[Reading]) -> list[TimedPressure]:
    """Return the readings of both pressures of one session in order of minutes, then of time.

    Args:
        session: whose start the minutes count from.
        readings: this session's readings in order of time.
    """
    timed = [
        (
            minutes_from_start(reading, session),
            reading.taken_at,
            Pressure(reading.systolic, reading.diastolic),
            is_before_dose(reading, session),
        )
        for reading in readings
        if reading.systolic is not None and reading.diastolic is not None
    ]
    timed.sort(key=lambda each: each[:2])
    return [TimedPressure(minutes, pressure, before) for minutes, _, pressure, before in timed]


def _pressures(session: Session, course: Sequence[TimedPressure], lowest_spo2: int | None) -> SessionPressure:
    befores = [timed.pressure for timed in course if timed.is_before]
    afters = [timed for timed in course if not timed.is_before]
    before = befores[-1] if befores else None
    highest = max(afters, key=lambda timed: timed.pressure.systolic, default=None)
    highest_diastolic = max((timed.pressure.diastolic for timed in afters), default=None)
    systolic_rise = diastolic_rise = substantial = None
    if before is not None and highest is not None and highest_diastolic is not None:
        systolic_rise = highest.pressure.systolic - before.systolic
        diastolic_rise = highest_diastolic - before.diastolic
        substantial = (
            systolic_rise >= SUBSTANTIAL_SYSTOLIC_RISE or diastolic_rise >= SUBSTANTIAL_DIASTOLIC_RISE
        )
    return SessionPressure(
        session=session,
        before=before,
        highest_systolic=highest and highest.pressure.systolic,
        highest_diastolic=highest_diastolic,
        minutes_to_highest_systolic=highest and highest.minutes,
        systolic_rise=systolic_rise,
        diastolic_rise=diastolic_rise,
        last=course[-1].pressure,
        lowest_spo2=lowest_spo2,
        rise_of_40_or_25=substantial,
    )
