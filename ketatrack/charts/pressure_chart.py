"""Blood pressure over a course: the drawing, the sentence that says it, and its table."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, HoverPoint, Table
from ketatrack.charts.palette import Palette
from ketatrack.charts.pressure_data import PressureData, line_words, pressure_data
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.measures import OXYGEN_SATURATION, SYSTOLIC
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.selection import Selection
from ketatrack.domain.wording import pressure_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def pressure_chart(records: CourseRecords, selection: Selection) -> Chart:
    """Return blood pressure in sessions and at rest, in the period."""
    data = pressure_data(records, selection.period, selection.line)

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.pressure_drawing import draw_pressure

        return draw_pressure(figure, data, palette)

    return Chart(
        name="blood-pressure",
        title=_("Blood pressure over the course"),
        course=records.course.name,
        sentence=_sentence(data),
        tabulate=partial(_table, data),
        drawing=drawing,
    )


def session_levels_chart(records: CourseRecords, period: Period) -> Chart:
    """Return the values before, at the highest and at the last of each session only, for a small place."""
    data = pressure_data(
        replace(records, readings=[each for each in records.readings if each.session_id]), period
    )

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.pressure_drawing import draw_session_levels

        return draw_session_levels(figure, data, palette)

    return Chart(
        name="session-levels",
        title=_("Blood pressure in sessions"),
        course=records.course.name,
        sentence="; ".join(_session_words(data)) + ".",
        tabulate=partial(_table, data),
        drawing=drawing,
    )


def _sentence(data: PressureData) -> str:
    parts = _session_words(data)
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
    parts += line_words(data.line)
    return "; ".join(parts) + "."


def _session_words(data: PressureData) -> list[str]:
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
    return parts


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
