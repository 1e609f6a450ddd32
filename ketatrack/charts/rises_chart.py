"""Blood pressure in sessions as change from each session's own before-value: drawing, sentence and table."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, HoverPoint, Table
from ketatrack.charts.event_marks import counted_words
from ketatrack.charts.palette import Palette
from ketatrack.charts.rises_data import RisesData, SessionRise, rises_data
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.measures import DIASTOLIC, READING_MINUTES, SYSTOLIC, Measure
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.selection import Selection
from ketatrack.domain.spread import Spread
from ketatrack.domain.wording import pressure_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def rises_chart(records: CourseRecords, selection: Selection) -> Chart:
    """Return the changes of blood pressure in each session of the period."""
    data = rises_data(records, selection)

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.rises_drawing import draw_rises

        return draw_rises(figure, data, palette)

    return Chart(
        name="session-pressure",
        title=_("Blood pressure in sessions, change from before the dose"),
        course=records.course.name,
        sentence=_sentence(data),
        tabulate=partial(_table, data),
        drawing=drawing,
    )


def _sentence(data: RisesData) -> str:
    count = len(data.rises)
    parts = [
        ngettext(
            "Blood pressure before and after the dose in {count} session",
            "Blood pressure before and after the dose in {count} sessions",
            count,
        ).format(count=count)
    ]
    for part, measure in enumerate((SYSTOLIC, DIASTOLIC)):
        changes = [change for each in data.rises for _minutes, change in each.changes(part)[1:]]
        if changes:
            parts.append(_range_words(measure, changes, data.spreads[part]))
    if data.left_out:
        parts.append(
            ngettext(
                "{count} session without a reading before or after is not drawn",
                "{count} sessions without a reading before or after are not drawn",
                data.left_out,
            ).format(count=data.left_out)
        )
    parts += counted_words(data.events)
    return "; ".join(parts) + "."


def _range_words(measure: Measure, changes: Sequence[float], found: Sequence[Spread]) -> str:
    words = _("{name} from {low:+.0f} to {high:+.0f} {unit}").format(
        name=_(measure.label), low=min(changes), high=max(changes), unit=measure.unit
    )
    if found:
        highest = max(found, key=lambda each: each.median)
        words += _(", its median highest at {begin:g} to {end:g} minutes with {median:+g}").format(
            begin=highest.begin, end=highest.end - 1, median=highest.median
        )
    return words


def _table(data: RisesData) -> Table:
    rows = [row for each in data.rises for row in sorted(_rows(each, data), key=_minute)]
    change = _("{name}, change ({unit})")
    header = (
        _("Date"),
        _("Session"),
        _(READING_MINUTES.label),
        _("Blood pressure ({unit})").format(unit=SYSTOLIC.unit),
        *(change.format(name=_(each.label), unit=each.unit) for each in (SYSTOLIC, DIASTOLIC)),
    )
    return Table(header, tuple(rows))


def _rows(of: SessionRise, data: RisesData) -> Iterator[tuple[str, ...]]:
    """Yield the readings of a session, and what happened in it where that is marked."""
    session = (date_in_words(local_date(of.session.started_at)), of.session.name)
    before = of.before.pressure
    for timed in (of.before, *of.after):
        change = (now - then for now, then in zip(timed.pressure, before, strict=True))
        yield (*session, str(timed.minutes), pressure_words(*timed.pressure), *map(str, change))
    for mark in data.events:
        if mark.session is of.session:
            yield (*session, str(mark.minutes), mark.words, "", "")


def _minute(row: tuple[str, ...]) -> int:
    return int(row[2])
