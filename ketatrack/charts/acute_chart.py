"""Mood and other 0 to 10 scales in the days, or the hours, around each session: drawing, sentence, table."""

from functools import partial
from typing import TYPE_CHECKING

from ketatrack.charts.acute_data import DAYS, HOURS, AcuteData, Around, ScaleAround, acute_data
from ketatrack.charts.chart import Chart, HoverPoint, Table
from ketatrack.charts.event_marks import counted_words
from ketatrack.charts.palette import Palette
from ketatrack.charts.session_marks import session_words
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.provenance import is_written_later
from ketatrack.domain.records import SessionEvent
from ketatrack.domain.selection import Selection

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def acute_chart(records: CourseRecords, selection: Selection) -> Chart:
    """Return the scales that ask about a day or less, in the days around each session of the period."""
    return _chart(records, selection, DAYS, "acute", _("The days around each session"))


def acute_hours_chart(records: CourseRecords, selection: Selection) -> Chart:
    """Return the same scales in the hours around each session, up to three days after it."""
    return _chart(records, selection, HOURS, "acute-hours", _("The hours around each session"))


def _chart(records: CourseRecords, selection: Selection, around: Around, name: str, title: str) -> Chart:
    data = acute_data(records, selection, around)

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.acute_drawing import draw_acute

        return draw_acute(figure, data, palette)

    return Chart(
        name=name,
        title=title,
        course=records.course.name,
        sentence=_sentence(data),
        tabulate=partial(_table, data),
        drawing=drawing,
    )


def _sentence(data: AcuteData) -> str:
    drawn = [each for each in data.scales if each.sessions]
    parts = [_scale_words(each) for each in drawn] or [
        _("No score on a scale of a day or less around a session in this time")
    ]
    parts.append(ngettext("{count} session", "{count} sessions", data.sessions).format(count=data.sessions))
    if data.left_out:
        parts.append(
            ngettext(
                "{count} own measure states no days looked back on and is not drawn",
                "{count} own measures state no days looked back on and are not drawn",
                data.left_out,
            ).format(count=data.left_out)
        )
    parts += counted_words(data.events)
    return "; ".join(parts) + "."


def _scale_words(of: ScaleAround) -> str:
    """Say how many scores there are, each counted once though it may stand around two sessions."""
    found = {each.score.id: each for around in of.sessions for each in around.scores}.values()
    values = [each.total for each in found]
    low, high = min(values), max(values)
    words = ngettext(
        "{name}: {scores} around {count} session",
        "{name}: {scores} around {count} sessions",
        len(of.sessions),
    )
    scores = ngettext("{n} score", "{n} scores", len(values)).format(n=len(values))
    parts = [words.format(name=of.scale.abbreviation, scores=scores, count=len(of.sessions))]
    if len(values) == 1:
        parts.append(f"{low:g}")
    else:
        parts.append(_("between {low:g} and {high:g}").format(low=low, high=high))
    if late := sum(is_written_later(each.score) for each in found):
        parts.append(ngettext("{n} written down later", "{n} written down later", late).format(n=late))
    return ", ".join(parts)


def _table(data: AcuteData) -> Table:
    rows = [
        (
            date_in_words(local_date(around.session.started_at)),
            session_words(around.session),
            of.scale.abbreviation,
            when,
            f"{score.total:g}",
        )
        for of in data.scales
        for around in of.sessions
        for score, when in zip(around.scores, around.whens, strict=True)
    ]
    rows += [
        (
            date_in_words(local_date(mark.session.started_at)),
            session_words(mark.session),
            _(SessionEvent.label),
            _("minute {minutes}").format(minutes=mark.minutes),
            mark.words,
        )
        for mark in data.events
    ]
    header = (_("Session on"), _("Session"), _("Scale"), _("When"), _("Score"))
    return Table(header, tuple(rows))
