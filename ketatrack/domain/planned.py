"""What became of each planned date, which comes next, and what moving or ending one changes.

A date that went by without a word is "passed", and nothing more is said of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.moments import local_date
from ketatrack.domain.plan_words import PlannedEnd, PlannedKind
from ketatrack.domain.records import Agreement, PlanMove, PlannedItem, Protocol, Session, Visit
from ketatrack.domain.sessions import given
from ketatrack.domain.wall_clock import WallClock
from ketatrack.domain.words import Outcome, Word


class PlanState(Word):
    """Where a planned date stands on a given day."""

    DRAFT = "draft", "Draft"
    PLANNED = "planned", "Planned"
    PASSED = "passed", "Planned date passed"
    DONE = "done", "Done"
    SKIPPED = "skipped", "Skipped"
    NOT_GIVEN = "not_given", "Not given"

    @property
    def is_open(self) -> bool:
        """Whether nothing was said yet of what became of it."""
        return self in {PlanState.DRAFT, PlanState.PLANNED, PlanState.PASSED}


_ENDS = {
    PlannedEnd.DONE: PlanState.DONE,
    PlannedEnd.SKIPPED: PlanState.SKIPPED,
    PlannedEnd.NOT_GIVEN: PlanState.NOT_GIVEN,
}


def states(records: CourseRecords, today: date) -> dict[str, PlanState]:
    """Return where each planned date of a course stands on a local date, by its id.

    One that was done by an entry which is no longer there is open again.
    """
    there = {entry.id for entry in (*records.sessions, *records.visits)}
    return {item.id: _state(item, there, today) for item in records.plan.items}


def _state(item: PlannedItem, there: set[str], today: date) -> PlanState:
    if item.ended is not None and (item.done_by is None or item.done_by in there):
        return _ENDS[item.ended]
    if item.draft:
        return PlanState.DRAFT
    return PlanState.PASSED if today > (item.latest_on or item.planned_on) else PlanState.PLANNED


def coming(records: CourseRecords, today: date) -> list[PlannedItem]:
    """Return the planned dates that are still to come or whose window is open, drafts left out, in order."""
    where = states(records, today)
    return in_order(item for item in records.plan.items if where[item.id] == PlanState.PLANNED)


def in_order(items: Iterable[PlannedItem]) -> list[PlannedItem]:
    """Return planned dates by date and time on the wall; one without a time comes first on its day."""
    return sorted(items, key=lambda item: (item.planned_on, item.clock is not None, item.clock, item.id))


def moment_of(item: PlannedItem, zone: ZoneInfo) -> datetime | None:
    """Return the instant of a planned date by its time on the wall, None when no time is known.

    Of a time that the clocks show twice, the first; one that they skip keeps its offset of before.
    """
    return None if item.clock is None else datetime.combine(item.planned_on, item.clock, zone)


# what a person does with a planned date


def moved(
    item: PlannedItem,
    to_date: date,
    to_clock: WallClock | None,
    *,
    at: datetime,
    reason: str,
    stamp: dict[str, Any],
) -> tuple[PlannedItem, PlanMove]:
    """Return a planned date on another day or time, its window with it, and the record of the move.

    Args:
        item: what is moved; it keeps its id.
        to_date: the new local date.
        to_clock: the new time on the wall, None when it is not known.
        at: the moment of moving it.
        reason: in the person's words, may be empty.
        stamp: who records it, how and when.
    """
    by = to_date - item.planned_on
    after = item.changed(
        planned_on=to_date,
        clock=to_clock,
        earliest_on=item.earliest_on and item.earliest_on + by,
        latest_on=item.latest_on and item.latest_on + by,
    )
    return after, PlanMove(
        **stamp,
        planned_item_id=item.id,
        moved_at=at,
        from_date=item.planned_on,
        from_clock=item.clock,
        to_date=to_date,
        to_clock=to_clock,
        reason=reason,
    )


def following(item: PlannedItem, records: CourseRecords, today: date) -> list[PlannedItem]:
    """Return the open dates of the same kind after one, which a person may ask to move with it."""
    where = states(records, today)
    return in_order(
        other
        for other in records.plan.items
        if other.item == item.item and other.planned_on > item.planned_on and where[other.id].is_open
    )


def shown_by(entry: Session | Visit, records: CourseRecords, today: date) -> PlannedItem | None:
    """Return the open planned date that a logged session or visit is the doing of, or None.

    It is of the same kind, and either on the same local date or the only one whose window holds that date.
    """
    kind = PlannedKind.SESSION if isinstance(entry, Session) else PlannedKind.VISIT
    day = local_date(entry.started_at) if isinstance(entry, Session) else entry.visited_on
    where = states(records, today)
    free = [item for item in records.plan.items if item.item == kind and where[item.id].is_open]
    same_day = in_order(item for item in free if item.planned_on == day)
    if same_day:
        return same_day[0]
    in_window = [item for item in free if _window_holds(item, day)]
    return in_window[0] if len(in_window) == 1 else None


def ended_by(
    entries: Iterable[Session | Visit], records: CourseRecords, today: date
) -> list[tuple[PlannedItem, PlannedItem]]:
    """Return the planned dates that logged entries are the doing of, each as it was and as it is now.

    An entry that a date was ended by already keeps that date, even when its own day was corrected since;
    no date is ended by two entries.

    Args:
        entries: sessions and visits as they are about to be written.
        records: the course before that.
        today: the local date now.
    """
    found: list[tuple[PlannedItem, PlannedItem]] = []
    for entry in entries:
        before = _shown_already(entry, records.plan.items) or shown_by(entry, records, today)
        if before is None:
            continue
        after = done_by(before, entry)
        if after != before:
            found.append((before, after))
        rest = [item for item in records.plan.items if item.id != before.id]
        records = replace(records, plan=replace(records.plan, items=rest))
    return found


def _shown_already(entry: Session | Visit, items: Iterable[PlannedItem]) -> PlannedItem | None:
    return next((item for item in items if item.done_by == entry.id), None)


def entry_of(item: PlannedItem, records: CourseRecords, today: date) -> Session | Visit | None:
    """Return the logged entry that shows an open planned date and is the doing of no other one, or None.

    It is there where sessions came from a file, or were logged before the date was planned.
    """
    taken = {other.done_by for other in records.plan.items}
    alone = replace(records, plan=replace(records.plan, items=[item]))
    entries: list[Session | Visit] = [*records.sessions, *records.visits]
    return next(
        (entry for entry in entries if entry.id not in taken and shown_by(entry, alone, today) is not None),
        None,
    )


def ended_as(item: PlannedItem, end: PlannedEnd | None, reason: str = "") -> PlannedItem:
    """Return a planned date as a person says that it ended, without an entry; None opens it again."""
    return item.changed(ended=end, done_by=None, draft=item.draft and end is None, reason=reason)


def given_by_clinic(
    protocol: Protocol, records: CourseRecords, on: date
) -> tuple[Protocol, list[tuple[PlannedItem, PlannedItem]]]:
    """Return a protocol that the clinic gave on a local date, and its drafts as they were and are now.

    A session that was logged already, and shows no other date, ends the one that it is the doing of.
    """
    own = [item for item in records.plan.items if item.protocol_id == protocol.id and item.draft]
    taken = {item.done_by for item in records.plan.items}
    alone = replace(records, plan=replace(records.plan, items=own))
    free = [session for session in records.sessions if session.id not in taken]
    ended = {before.id: after for before, after in ended_by(free, alone, on)}
    return protocol.changed(given_on=on), [
        (item, ended.get(item.id) or item.changed(draft=False)) for item in own
    ]


def done_by(item: PlannedItem, entry: Session | Visit) -> PlannedItem:
    """Return a planned date as ended by an entry: done, or not given where the session was not given."""
    missed = isinstance(entry, Session) and entry.outcome == Outcome.NOT_GIVEN
    ended = PlannedEnd.NOT_GIVEN if missed else PlannedEnd.DONE
    return item.changed(ended=ended, done_by=entry.id, draft=False)


def _window_holds(item: PlannedItem, day: date) -> bool:
    return (item.earliest_on or item.planned_on) <= day <= (item.latest_on or item.planned_on)


# what was agreed about the time between sessions


@dataclass(frozen=True, slots=True)
class AgreedWindow:
    """The local dates in which the next session lies by an agreement about the days between sessions."""

    agreement: Agreement
    earliest: date | None
    latest: date | None


def agreed_window(plan: CoursePlan, sessions: Sequence[Session], today: date) -> AgreedWindow | None:
    """Return when the next session lies by the newest agreement on an interval that holds today.

    None without such an agreement or without a given session to count from. It is the clinic's interval,
    counted from the last session: nothing of it comes from a score.
    """
    holding = [
        each
        for each in plan.agreements
        if (each.shortest_days or each.longest_days)
        and each.agreed_on <= today
        and (each.ended_on is None or today <= each.ended_on)
    ]
    order = given(sessions)
    if not holding or not order:
        return None
    last, agreement = local_date(order[-1].started_at), holding[-1]
    return AgreedWindow(
        agreement=agreement,
        earliest=_days_after(last, agreement.shortest_days),
        latest=_days_after(last, agreement.longest_days),
    )


def _days_after(day: date, days: int | None) -> date | None:
    return None if days is None else day + timedelta(days=days)
