"""Blood pressure and pulse in one session: the drawing, the sentence that says it, and its table."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, HoverPoint, Table
from ketatrack.charts.live_data import LiveData, live_data, minute_words
from ketatrack.charts.palette import Palette
from ketatrack.domain.board_words import reading_words, words_of
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.limits import AS_THE_CLINIC_SAID, limit_words
from ketatrack.domain.measures import DIASTOLIC, OXYGEN_SATURATION, PULSE, SYSTOLIC
from ketatrack.domain.records import Reading, Session

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MEASURES = {
    "systolic": SYSTOLIC,
    "diastolic": DIASTOLIC,
    "pulse": PULSE,
    "spo2": OXYGEN_SATURATION,
}
"""The columns of the table twin, by the fields of a reading."""


def live_chart(records: CourseRecords, session: Session) -> Chart:
    """Return the chart of one session, as far as it has been written down.

    Args:
        records: the whole course.
        session: one of its sessions, whose start the minutes count from.
    """
    data = live_data(records, session)

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.live_drawing import draw_live

        return draw_live(figure, data, palette)

    return Chart(
        name="live-session",
        title=_("Blood pressure and pulse in this session"),
        course=records.course.name,
        sentence="; ".join(_said(data)) + ".",
        tabulate=partial(_table, data),
        drawing=drawing,
    )


def _said(data: LiveData) -> list[str]:
    count = len(data.readings)
    parts = [
        ngettext("{n} reading in this session", "{n} readings in this session", count).format(n=count)
        if count
        else _("No reading in this session yet")
    ]
    if data.before:
        parts.append(_("before the dose {measured}").format(measured=reading_words(data.before)))
    if data.readings and data.readings[-1].reading is not data.before:
        last = data.readings[-1]
        parts.append(
            _("the last at {minute}: {measured}").format(
                minute=minute_words(last.minutes), measured=reading_words(last.reading)
            )
        )
        parts += _change(data.before, last.reading)
    for limit in data.limits:
        parts.append(
            _("a line at {limit}, {clinic}").format(limit=limit_words(limit), clinic=_(AS_THE_CLINIC_SAID))
        )
    return parts


def _change(before: Reading | None, last: Reading) -> list[str]:
    """Say how far the last reading lies from the one before the dose, where both have both pressures."""
    if before is None:
        return []
    pairs = ((last.systolic, before.systolic), (last.diastolic, before.diastolic))
    changes = [now - then for now, then in pairs if now is not None and then is not None]
    if len(changes) < len(pairs):
        return []
    return [
        _("{systolic:+} / {diastolic:+} {unit} from before the dose").format(
            systolic=changes[0], diastolic=changes[1], unit=SYSTOLIC.unit
        )
    ]


def _table(data: LiveData) -> Table:
    rows: list[tuple[datetime, int, str, Sequence[str]]] = [
        (each.reading.taken_at, each.minutes, _what(each.reading), _values(each.reading))
        for each in data.readings
    ]
    rows += [(each.at, each.minutes, words_of(each.event), [""] * len(_MEASURES)) for each in data.events]
    rows.sort(key=lambda row: row[0])
    named = _("{name} ({unit})")
    return Table(
        header=(
            _("Minutes"),
            _("Time"),
            _("What"),
            *(named.format(name=_(each.label), unit=each.unit) for each in _MEASURES.values()),
        ),
        rows=tuple(
            (str(minutes), f"{moment:%H:%M}", what, *values) for moment, minutes, what, values in rows
        ),
    )


def _what(reading: Reading) -> str:
    return _(reading.context.label) if reading.context else _("Reading")


def _values(reading: Reading) -> list[str]:
    values = (getattr(reading, name) for name in _MEASURES)
    return ["" if value is None else str(value) for value in values]
