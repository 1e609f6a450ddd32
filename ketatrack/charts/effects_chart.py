"""Side effects session by session: drawing, sentence and table."""

from collections import Counter
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from ketatrack.charts.chart import Chart, HoverPoint, Table
from ketatrack.charts.effects_data import MOST_ROWS, EffectsData, effects_data
from ketatrack.charts.palette import Palette
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_horizons import NotedEffect
from ketatrack.domain.followed_words import Horizon
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
_FIELDS = (
    "horizon",
    "effect",
    "severity",
    "onset_minutes",
    "resolved_minutes",
    "still_present",
    "needed_help",
)
"""What the table says of each, below these headings."""


def effects_chart(records: CourseRecords, selection: Selection) -> Chart:
    """Return the side effects of the period, session by session."""
    data = effects_data(records, selection)

    def drawing(figure: "Figure", palette: Palette) -> list[HoverPoint]:
        from ketatrack.charts.effects_drawing import draw_effects

        return draw_effects(figure, data, palette)

    return Chart(
        name="side-effects",
        title=_("Side effects, session by session") if data.by_sessions else _("Side effects, day by day"),
        course=records.course.name,
        sentence=_sentence(data),
        tabulate=partial(_table, data),
        drawing=drawing,
    )


def _sentence(data: EffectsData) -> str:
    parts = [_about_words(data)]
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
    if (others := len(data.counts) - len(named)) > 0:
        parts.append(ngettext("{count} other effect", "{count} other effects", others).format(count=others))
    if (more := len(data.counts) - MOST_ROWS) > 0:
        parts.append(
            ngettext("{count} rarer effect is not drawn", "{count} rarer effects are not drawn", more).format(
                count=more
            )
        )
    if data.without_column:
        parts.append(_without_column_words(data))
    return "; ".join(parts) + "."


def _about_words(data: EffectsData) -> str:
    """Say which side effects these are, and over how many sessions or days."""
    if data.horizon is not None and not data.by_sessions:
        count = len(data.matrix.dates)
        words = ngettext(
            "Side effects, {horizon}, on {count} day", "Side effects, {horizon}, on {count} days", count
        )
        return words.format(horizon=_(data.horizon.label).lower(), count=count)
    count = len(given(data.sessions))
    words = ngettext("Side effects in {count} given session", "Side effects in {count} given sessions", count)
    return words.format(count=count)


def _without_column_words(data: EffectsData) -> str:
    """Count what is not drawn, since it belongs to no session or has no date; it stands in the table."""
    count = len(data.without_column)
    if not data.by_sessions:
        return ngettext("{count} without a date", "{count} without a date", count).format(count=count)
    words = ngettext("{count} noted outside sessions", "{count} noted outside sessions", count)
    counts = Counter(each.horizon for each in data.without_column)
    by_horizon = (f"{_(each.label).lower()} {counts[each]}" for each in Horizon if counts[each])
    return f"{words.format(count=count)} ({', '.join(by_horizon)})"


def _table(data: EffectsData) -> Table:
    rows = sorted(data.effects, key=_day_order)
    return Table(
        header=(
            _("Date"),
            _(Session.label),
            *(_(label_of(SideEffect, field)) for field in _FIELDS),
        ),
        rows=tuple((_date_words(each), *_cells(each)) for each in rows),
    )


def _day_order(each: NotedEffect) -> tuple[bool, float]:
    moment = _moment(each)
    return moment is None, moment.timestamp() if moment else 0.0


def _moment(each: NotedEffect) -> datetime | None:
    """Return the moment by which a row is dated: its session's start, else when it was noticed."""
    return each.session.started_at if each.session else each.effect.noticed_at


def _date_words(each: NotedEffect) -> str:
    moment = _moment(each)
    return date_in_words(local_date(moment)) if moment else ""


def _cells(each: NotedEffect) -> tuple[str, ...]:
    effect = each.effect
    return (
        each.session.name if each.session else "",
        _(each.horizon.label),
        label_of_effect(effect.effect),
        _(effect.severity.label) if effect.severity else "",
        *("" if value is None else str(value) for value in (effect.onset_minutes, effect.resolved_minutes)),
        _yes_or_no(each.is_still_present if each.says_how_it_ended else None),
        _yes_or_no(effect.needed_help),
    )


def _yes_or_no(said: bool | None) -> str:
    if said is None:
        return ""
    return _("yes") if said else _("no")
