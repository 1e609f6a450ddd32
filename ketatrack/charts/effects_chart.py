"""Side effects session by session: drawing, sentence and table."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, HoverPoint, Table
from ketatrack.charts.effects_data import MOST_ROWS, EffectsData, effects_data
from ketatrack.charts.palette import Palette
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Session, SideEffect
from ketatrack.domain.selection import Selection
from ketatrack.domain.sessions import given
from ketatrack.domain.side_effects import label_of_effect

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST_NAMED = 3


def effects_chart(records: CourseRecords, selection: Selection) -> Chart:
    """Return the side effects of the period, session by session."""
    data = effects_data(records, selection)

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.effects_drawing import draw_effects

        return draw_effects(figure, data, palette)

    return Chart(
        name="side-effects",
        title=_("Side effects, session by session"),
        course=records.course.name,
        sentence=_sentence(data),
        tabulate=partial(_table, data),
        drawing=drawing,
    )


def _sentence(data: EffectsData) -> str:
    count = len(given(data.sessions))
    parts = [
        ngettext(
            "Side effects in {count} given session", "Side effects in {count} given sessions", count
        ).format(count=count)
    ]
    named = list(data.counts.items())[:_MOST_NAMED]
    if named:
        parts += [
            ngettext("{effect} {times} time", "{effect} {times} times", counted.times).format(
                effect=label_of_effect(effect), times=counted.times
            )
            for effect, counted in named
        ]
    else:
        parts.append(_("none noted"))
    if (more := len(data.counts) - MOST_ROWS) > 0:
        parts.append(
            ngettext("{count} rarer effect is not drawn", "{count} rarer effects are not drawn", more).format(
                count=more
            )
        )
    if outside := sum(effect.session_id is None for effect in data.effects):
        parts.append(
            ngettext("{count} noted outside sessions", "{count} noted outside sessions", outside).format(
                count=outside
            )
        )
    return "; ".join(parts) + "."


def _table(data: EffectsData) -> Table:
    sessions = {session.id: session for session in data.sessions}
    rows: list[tuple[datetime | None, tuple[str, ...]]] = []
    for effect in data.effects:
        session = sessions.get(effect.session_id or "")
        rows.append((session.started_at if session else effect.noticed_at, _cells(effect, session)))
    rows.sort(key=lambda row: (row[0] is None, row[0] and row[0].timestamp()))
    return Table(
        header=(
            _("Date"),
            _(Session.label),
            *(
                label_of(SideEffect, field)
                for field in ("effect", "severity", "onset_minutes", "resolved_minutes", "needed_help")
            ),
        ),
        rows=tuple(
            ("" if moment is None else date_in_words(local_date(moment)), *cells) for moment, cells in rows
        ),
    )


def _cells(effect: SideEffect, session: Session | None) -> tuple[str, ...]:
    return (
        session.name if session else "",
        label_of_effect(effect.effect),
        _(effect.severity.label) if effect.severity else "",
        *("" if value is None else str(value) for value in (effect.onset_minutes, effect.resolved_minutes)),
        "" if effect.needed_help is None else _("yes") if effect.needed_help else _("no"),
    )
