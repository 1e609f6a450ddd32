"""Changes of records: a record before and after, written with what it was before.

Adding has no before, removing has no after; so a change can be turned round, and undo is the same call
with the inverse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, delete, update

from ketatrack.domain.records import Record
from ketatrack.domain.words import Author
from ketatrack.store.refusals import StaleEditError
from ketatrack.store.rows import checksum_of_values, insert_records, insert_rows
from ketatrack.store.tables import CHECKSUM, HISTORY, TABLES


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None where it was not there."""

    before: Record | None
    after: Record | None

    def inverse(self) -> "Change":
        """Return the change that takes this one back."""
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class PastVersion:
    """What a record was before a change: when, by whom, what was done, and its content then."""

    changed_at: datetime
    changed_by: str
    action: str
    kind: str
    record_id: str
    revision: int
    content: dict[str, Any]


def write_changes(
    connection: Connection, changes: Sequence[Change], at: datetime, by: Author
) -> list[Change]:
    """Write changes within the connection's transaction, and return them with their new revisions."""
    written: list[Change] = []
    for (kind, action), run in groupby(changes, key=_kind_and_action):
        batch = list(run)
        if action == "added":
            insert_records(connection, kind, [c.after for c in batch if c.after is not None])
            written += batch
            continue
        for change in batch:
            written.append(_write(connection, change))
            insert_rows(connection, HISTORY, [_past(change, action, at, by)])
    return written


def _kind_and_action(change: Change) -> tuple[type[Record], str]:
    record = change.after or change.before
    if record is None:
        raise ValueError("a change needs a record before or after")
    action = "added" if change.before is None else "removed" if change.after is None else "changed"
    return type(record), action


def _write(connection: Connection, change: Change) -> Change:
    before, after = change.before, change.after
    if before is None:
        raise ValueError("only a change to a record that is there can be written one by one")
    table = TABLES[type(before)]
    here = (table.c.id == before.id) & (table.c.revision == before.revision)
    if after is None:
        touched = connection.execute(delete(table).where(here)).rowcount
    else:
        after = after.model_copy(update={"revision": before.revision + 1})
        values = dict(after)
        values[CHECKSUM] = checksum_of_values(table, values, connection.dialect)
        touched = connection.execute(update(table).where(here).values(values)).rowcount
    if touched != 1:
        raise StaleEditError(
            "This entry was changed elsewhere since you opened it. Nothing was overwritten; "
            "look at the newer one, then enter your change again."
        )
    return Change(before, after)


def _past(change: Change, action: str, at: datetime, by: Author) -> dict[str, Any]:
    before = change.before
    if before is None:
        raise ValueError("a record that was just added has no past")
    return {
        "changed_at": at,
        "changed_by": str(by),
        "action": action,
        "kind": before.kind,
        "record_id": before.id,
        "revision": before.revision,
        "content": before.model_dump_json(warnings=False),  # a word of a newer version stays as it was
    }
