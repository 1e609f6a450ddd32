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

from ketatrack.domain.history import Action
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Record
from ketatrack.domain.words import Author
from ketatrack.store.refusals import StaleEditError
from ketatrack.store.rows import checksum_of_values, insert_records, insert_rows, is_there
from ketatrack.store.tables import CHECKSUM, HISTORY, TABLES


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None where it was not there."""

    before: Record | None
    after: Record | None

    def inverse(self) -> "Change":
        """Return the change that takes this one back."""
        return Change(self.after, self.before)

    @property
    def is_empty(self) -> bool:
        """Whether the record is to the letter what it was."""
        if self.before is None or self.after is None:
            return False
        return self.before.model_dump_json(warnings=False) == self.after.model_dump_json(warnings=False)


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
            again = [c.after for c in batch if c.after is not None and c.after.revision > 1]
            insert_rows(connection, HISTORY, [_returned(record, at, by) for record in again])
            continue
        for change in batch:
            written.append(_write(connection, change))
            insert_rows(connection, HISTORY, [_past(change, action, at, by)])
    return written


def are_written(connection: Connection, written: Sequence[Change]) -> bool:
    """Say whether changes are in the file; the last of them tells, since all are written or none."""
    if not written:
        return True
    before, after = written[-1].before, written[-1].after
    if after is not None:
        return is_there(connection, TABLES[type(after)], vars(after))
    return before is None or not is_there(connection, TABLES[type(before)], {"id": before.id})


def _kind_and_action(change: Change) -> tuple[type[Record], str]:
    record = change.after or change.before
    if record is None:
        raise ValueError("a change needs a record before or after")
    if change.before is None:
        return type(record), "added"
    return type(record), Action.REMOVED if change.after is None else Action.CHANGED


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
            _(
                "This entry was changed elsewhere since you opened it. Nothing was overwritten; "
                "look at the newer one, then enter your change again."
            )
        )
    return Change(before, after)


def _past(change: Change, action: str, at: datetime, by: Author) -> dict[str, Any]:
    before = change.before
    if before is None:
        raise ValueError("a record that was just added has no past")
    return {
        "changed_at": at,
        "changed_by": str(by),
        "action": str(action),
        "kind": before.kind,
        "record_id": before.id,
        "revision": before.revision,
        "content": before.model_dump_json(warnings=False),  # a word of a newer version stays as it was
    }


def _returned(record: Record, at: datetime, by: Author) -> dict[str, Any]:
    """Note that an entry is there again that was removed; nothing was there before."""
    return {
        "changed_at": at,
        "changed_by": str(by),
        "action": str(Action.RETURNED),
        "kind": record.kind,
        "record_id": record.id,
        "revision": record.revision,
        "content": "{}",
    }
