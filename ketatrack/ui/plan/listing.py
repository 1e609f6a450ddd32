"""The plan as a table: each date with what became of it, and everything that is written down about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.field_words import value_words
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.plan_lines import PlanLine, kept_words, moved_words, plan_lines, title_of
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import PlanMove, PlannedItem, Preparation
from ketatrack.ui.plan.plan_calendar import what_words
from ketatrack.ui.tables.listing import (
    Column,
    Details,
    Listing,
    Offer,
    Row,
    Section,
    field_column,
    words_column,
)
from ketatrack.ui.tables.shown import facts, recorded


@dataclass(frozen=True)
class PlanRow(Row[PlannedItem]):
    """A planned date with what became of it, its moves and what is to be ready."""

    line: PlanLine
    moves: tuple[PlanMove, ...]
    preparations: tuple[Preparation, ...]


def plan_listing(today_of: Callable[[], date]) -> Listing[PlanRow]:
    """Return the plan of a course as a table; `today_of` tells the local date."""
    return Listing(
        name=PlannedItem.kind,
        words=_("Plan"),
        columns=(
            Column(
                "planned_on",
                _("Date"),
                _when_words,
                lambda row: (row.record.planned_on, row.record.clock or time()),
            ),
            words_column("what", _("What for"), lambda row: row.record.name or _(row.record.item.label)),
            Column(
                "state",
                _("What became of it"),
                lambda row: _(row.line.state.label),
                lambda row: list(type(row.line.state)).index(row.line.state),
                is_offered=True,
            ),
            words_column("done", _("Done"), lambda row: kept_words(row.line)),
            words_column("moved", _("Moved"), lambda row: moved_words(row.line)),
            field_column(PlannedItem, "place"),
            field_column(PlannedItem, "reason"),
        ),
        rows=lambda records: plan_rows(records, plan_lines(records, today_of())),
        details=_details,
        title=lambda row: title_of(row.record),
        purpose=_("Every date that is planned stands here, beside the day on which it was done."),
        offers=(Offer(PlannedItem.kind, _("Type a date")),),
    )


def plan_rows(records: CourseRecords, lines: Sequence[PlanLine]) -> list[PlanRow]:
    """Return a row for each line of the plan."""
    moves: dict[str, list[PlanMove]] = {}
    for move in records.plan.moves:
        moves.setdefault(move.planned_item_id, []).append(move)
    ready: dict[str, list[Preparation]] = {}
    for each in records.plan.preparations:
        ready.setdefault(each.planned_item_id, []).append(each)
    return [
        PlanRow(line.item, line, tuple(moves.get(line.item.id, ())), tuple(ready.get(line.item.id, ())))
        for line in lines
    ]


def _when_words(row: PlanRow) -> str:
    day, clock = row.record.planned_on, row.record.clock
    return f"{day:%a %Y-%m-%d}" if clock is None else f"{day:%a %Y-%m-%d} {clock:%H:%M}"


def _details(row: PlanRow) -> Details:
    item, line = row.record, row.line
    state = ", ".join(filter(None, (_(line.state.label), moved_words(line), kept_words(line))))
    known = facts(item, "item", "name", "draft", "done_by", "protocol_id", "ended", "clock", "planned_on")
    sections = [Section("", [(_("Stands"), state), *known])]
    if row.preparations:
        ready = [(each.name, value_words(each.done)) for each in row.preparations]
        sections.append(Section(_(label_of(Preparation, "name")), ready))
    if row.moves:
        sections.append(Section(_(PlanMove.label), [_move_words(move) for move in row.moves]))
    title = f"{what_words(item)} · {item.planned_on:%a} {date_in_words(item.planned_on)}"
    return Details(title, sections, recorded(item))


def _move_words(move: PlanMove) -> tuple[str, str]:
    way = _("{start} to {end}").format(start=date_in_words(move.from_date), end=date_in_words(move.to_date))
    return way, move.reason
