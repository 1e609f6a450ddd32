"""Logging a session or a visit ends the planned date that it shows, in the same step."""

from collections.abc import Iterable

from ketatrack.domain.planned import done_by, ended_by
from ketatrack.domain.records import PlannedItem, Session, Visit
from ketatrack.store.store import Change
from ketatrack.ui.journal import Journal


def ended_dates(
    journal: Journal, entries: Iterable[Session | Visit], chosen: PlannedItem | None = None
) -> list[Change]:
    """Return what to write about planned dates when entries are saved.

    Args:
        journal: where the plan stands.
        entries: the sessions and visits as they are about to be written.
        chosen: the date that a person said the first entry is for, whatever its day.
    """
    waiting = list(entries)
    if chosen is not None:
        now = planned_item(journal, chosen.id)  # it may have been moved or deleted since
        return [Change(now, done_by(now, entry)) for entry in waiting[:1]] if now else []
    ended = ended_by(waiting, journal.records(), journal.now().date())
    return [Change(before, after) for before, after in ended]


def planned_item(journal: Journal, item_id: str) -> PlannedItem | None:
    """Return a planned date of the course on screen by its id."""
    return next((item for item in journal.records().plan.items if item.id == item_id), None)
