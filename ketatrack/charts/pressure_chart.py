"""Blood pressure over a course: each session from before through highest to last, and readings at rest.

The two stand apart, since a rise during a session says nothing about the pressure of everyday life.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from gettext import ngettext
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, HoverPoint, Table, day_number, span_of_days
from ketatrack.charts.chart import translated as _
from ketatrack.charts.palette import Palette
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.measures import OXYGEN_SATURATION, SYSTOLIC
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.records import Reading
from ketatrack.domain.session_pressure import SessionPressure, session_pressures
from ketatrack.domain.words import ReadingContext

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MISSING = "–"


@dataclass(frozen=True, slots=True)
class PressureData:
    """What the blood pressure chart draws, in order of time; `span` is None when nothing was measured."""

    span: tuple[float, float] | None
    sessions: Sequence[SessionPressure]
    resting: Sequence[Reading]


def pressure_chart(records: CourseRecords, period: Period) -> Chart:
    """Return blood pressure in sessions and at rest, in the period."""
    data = pressure_data(records, period)

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.pressure_drawing import draw_pressure

        return draw_pressure(figure, data, palette)

    return Chart(
        name="blood-pressure",
        title=_("Blood pressure over the course"),
        course=records.course.name,
        sentence=_sentence(data),
        table=_table(data),
        drawing=drawing,
    )


def pressure_data(records: CourseRecords, period: Period) -> PressureData:
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
    return PressureData(span_of_days(days, period), sessions, resting)


def is_resting(reading: Reading) -> bool:
    """Say whether a reading shows a pressure at rest or outside any session, and not a session's effect."""
    measured = reading.systolic is not None or reading.diastolic is not None
    return measured and (reading.context == ReadingContext.RESTING or reading.session_id is None)


def pressure_words(systolic: int | None, diastolic: int | None) -> str:
    """Write a blood pressure as `128/81`, with a dash for a part that is missing."""
    return "/".join(MISSING if part is None else str(part) for part in (systolic, diastolic))


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


def _sentence(data: PressureData) -> str:
    parts = [
        ngettext(
            "Blood pressure in {count} session", "Blood pressure in {count} sessions", len(data.sessions)
        ).format(count=len(data.sessions))
    ]
    highest = _highest(
        [each.highest_systolic for each in data.sessions], [each.highest_diastolic for each in data.sessions]
    )
    if highest:
        parts.append(_("the highest values after a dose are {pressure}").format(pressure=highest))
    count = len(data.resting)
    parts.append(
        ngettext("{count} reading at rest", "{count} readings at rest", count).format(count=count)
        if count
        else _("no readings at rest")
    )
    at_rest = _highest(
        [reading.systolic for reading in data.resting], [reading.diastolic for reading in data.resting]
    )
    if at_rest:
        parts.append(_("the highest values at rest are {pressure}").format(pressure=at_rest))
    return "; ".join(parts) + "."


def _highest(systolic: Iterable[int | None], diastolic: Iterable[int | None]) -> str:
    highest = [
        max((value for value in values if value is not None), default=None)
        for values in (systolic, diastolic)
    ]
    if highest == [None, None]:
        return ""
    return f"{pressure_words(*highest)} {SYSTOLIC.unit}"


def _table(data: PressureData) -> Table:
    rows: list[tuple[datetime, tuple[str, ...]]] = [
        (
            each.session.started_at,
            (
                each.session.name,
                pressure_words(*each.before) if each.before else "",
                ""
                if each.highest_systolic is None
                else pressure_words(each.highest_systolic, each.highest_diastolic),
                pressure_words(*each.last),
                "" if each.lowest_spo2 is None else str(each.lowest_spo2),
                "",
            ),
        )
        for each in data.sessions
    ]
    rows += [
        (reading.taken_at, ("", "", "", "", "", pressure_words(reading.systolic, reading.diastolic)))
        for reading in data.resting
    ]
    rows.sort(key=lambda row: row[0])
    unit = SYSTOLIC.unit
    return Table(
        header=(
            _("Date"),
            _("Session"),
            _("Before ({unit})").format(unit=unit),
            _("Highest ({unit})").format(unit=unit),
            _("Last ({unit})").format(unit=unit),
            _("Lowest {name} (%)").format(name=OXYGEN_SATURATION.label),
            _("At rest ({unit})").format(unit=unit),
        ),
        rows=tuple((date_in_words(local_date(moment)), *cells) for moment, cells in rows),
    )
