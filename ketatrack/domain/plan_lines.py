"""The plan line by line: each date as it stands, where it stood first, and the day on which it was done."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.ledger import first_dates
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.planned import PlanState, in_order, states
from ketatrack.domain.records import PlannedItem


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One planned date with what became of it; `actual_on` is None until an entry shows it."""

    item: PlannedItem
    state: PlanState
    first_on: date
    moves: int
    actual_on: date | None

    @property
    def days_beside_plan(self) -> int | None:
        """Return the days from the date, as it was in the end, to the day it was done; below zero before."""
        return None if self.actual_on is None else (self.actual_on - self.item.planned_on).days


def plan_lines(records: CourseRecords, today: date) -> list[PlanLine]:
    """Return every planned date of a course in order, as it stands on a local date."""
    where, firsts = states(records, today), first_dates(records.plan)
    moves = Counter(move.planned_item_id for move in records.plan.moves)
    days = {session.id: local_date(session.started_at) for session in records.sessions}
    days |= {visit.id: visit.visited_on for visit in records.visits}
    return [
        PlanLine(
            item=item,
            state=where[item.id],
            first_on=firsts.get(item.id, item.planned_on),
            moves=moves[item.id],
            actual_on=days.get(item.done_by or ""),
        )
        for item in in_order(records.plan.items)
    ]


def title_of(item: PlannedItem) -> str:
    """Name a planned date in a sentence: `session of 12 May 2026`, or in the person's own words."""
    what = item.name or _(item.item.label).lower()
    return _("{what} of {day}").format(what=what, day=date_in_words(item.planned_on))


def kept_words(line: PlanLine) -> str:
    """Say how the day a date was done lies beside the plan, in days; empty while no entry shows it."""
    days = line.days_beside_plan
    if days is None:
        return ""
    if days == 0:
        return _("on the day")
    words = (
        ngettext("{n} day later", "{n} days later", days)
        if days > 0
        else ngettext("{n} day earlier", "{n} days earlier", -days)
    )
    return words.format(n=abs(days))


def moved_words(line: PlanLine) -> str:
    """Say where a moved date stood first; empty for one that was never moved."""
    if not line.moves:
        return ""
    return _("moved from {day}").format(day=date_in_words(line.first_on))
