"""What an open journal knows of what its entries were before: reading it, and erasing it on request."""

import json
from collections.abc import Collection
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, false, func, or_, select

from ketatrack.domain.courses import OBSERVED, day_of_happening
from ketatrack.domain.errors import JournalError
from ketatrack.domain.history import EVERY_KIND, Action, PastVersion
from ketatrack.domain.language import gettext as _
from ketatrack.domain.past_records import version_of
from ketatrack.domain.records import KINDS, Record
from ketatrack.domain.words import Author
from ketatrack.store.finding import found_where
from ketatrack.store.open_file import OpenFile
from ketatrack.store.rows import insert_rows
from ketatrack.store.tables import HISTORY, TABLES


class PastVersions(OpenFile):
    """An open journal that keeps what entries were before they were changed or removed."""

    def history(self, record_id: str | None = None) -> list[PastVersion]:
        """Return what records were before they were changed or removed, the oldest first."""
        query = select(HISTORY).order_by(HISTORY.c.sequence)
        return self._past(query if record_id is None else query.where(HISTORY.c.record_id == record_id))

    def history_around(self, record_id: str) -> list[PastVersion]:
        """Return the past versions of a record and of all whose content names it, the oldest first."""
        named = or_(HISTORY.c.record_id == record_id, HISTORY.c.content.contains(record_id, autoescape=True))
        return self._past(select(HISTORY).where(named).order_by(HISTORY.c.sequence))

    def last_step(self, record_id: str) -> PastVersion | None:
        """Return what was done last to a record since it was written; None where nothing is known."""
        query = select(HISTORY).where(HISTORY.c.record_id == record_id)
        found = self._past(query.order_by(HISTORY.c.sequence.desc()).limit(1))
        return found[0] if found else None

    def removed_together(self, moment: datetime) -> list[PastVersion]:
        """Return what was removed in one step, by the moment of that step."""
        together = (HISTORY.c.action == str(Action.REMOVED)) & (HISTORY.c.changed_at == moment)
        return self._past(select(HISTORY).where(together).order_by(HISTORY.c.sequence))

    def entries_with_history(self) -> dict[str, Record]:
        """Return the entries, as they are now, of which the journal keeps past versions, by their ids."""
        is_known = f"id IN (SELECT record_id FROM {HISTORY.name})"  # noqa: S608
        with self._reading() as connection:
            return {record.id: record for kind in KINDS for record in found_where(connection, kind, is_known)}

    def erasable(self, *, of: Collection[str] | None = None, before: datetime | None = None) -> int:
        """Count the past versions that `erase_history` would erase."""
        with self._reading() as connection:
            return _count(connection, of, before)

    def erase_history(
        self,
        *,
        of: Collection[str] | None = None,
        before: datetime | None = None,
        noted: tuple[str, str] = (EVERY_KIND, EVERY_KIND),
        at: datetime,
        by: Author,
    ) -> int:
        """Erase past versions for good, in one transaction, and note that it was done; return how many.

        The rows are overwritten in the file (`secure_delete`); `compact` then writes the file anew.

        Args:
            of: ids of records; None for all.
            before: only what was changed before this moment; None for all times.
            noted: kind and id of the entry that the note stands with, both empty for the whole journal.
            at: the moment of erasing.
            by: who erases.

        Raises:
            UnconfirmedSaveError: they are erased, but the disk did not confirm that it lasts.
            UnknownSaveError: the disk refused the end, and what came of it cannot be read.
            JournalError: nothing was erased; the message says why.
        """
        with self._writing(lambda connection: not _count(connection, of, before)) as connection:
            erased = connection.execute(delete(HISTORY).where(_chosen(of, before))).rowcount
            if erased:
                kind, record_id = noted
                note = PastVersion(at, str(by), str(Action.PURGED), kind, record_id, 1, {})
                insert_rows(connection, HISTORY, [_as_row(note)])
        return erased

    def compact(self) -> None:
        """Write the file anew without the room that erased rows left.

        Raises:
            JournalError: another program uses the file, or the disk is full; the journal is as it was.
        """
        # SQLAlchemy would begin a transaction first, in which a file cannot be written anew
        with self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            if driver is None:
                raise JournalError(_("The journal is closed."))
            try:
                driver.execute("VACUUM")
            except driver.Error as error:
                raise JournalError(
                    _("The file could not be written anew: {reason}.").format(reason=error)
                ) from error

    def _past(self, query: Select[Any]) -> list[PastVersion]:
        with self._reading() as connection:
            return [_version(row) for row in connection.execute(query)]


def removed_of(connection: Connection, course_id: str) -> dict[str, date | None]:
    """Return the ids of what was deleted from a course and is not there, with the days it happened on."""
    gone = [
        (HISTORY.c.kind == kind.kind) & HISTORY.c.record_id.not_in(select(TABLES[kind].c.id))
        for kind in OBSERVED
    ]
    query = select(HISTORY).where(
        HISTORY.c.action == str(Action.REMOVED),
        HISTORY.c.content.contains(course_id, autoescape=True),
        or_(*gone),
    )
    versions = [
        version_of(row.kind, json.loads(row.content))
        for row in connection.execute(query.order_by(HISTORY.c.sequence))
    ]
    return {each.record.id: day_of_happening(each.record) for each in versions if each is not None}


def _version(row: Row[Any]) -> PastVersion:
    return PastVersion(
        row.changed_at,
        row.changed_by,
        row.action,
        row.kind,
        row.record_id,
        row.revision,
        json.loads(row.content),
    )


def _as_row(past: PastVersion) -> dict[str, Any]:
    return {field.name: getattr(past, field.name) for field in fields(past)} | {
        "content": json.dumps(past.content)
    }


def _count(connection: Connection, of: Collection[str] | None, before: datetime | None) -> int:
    chosen = select(func.count()).select_from(HISTORY).where(_chosen(of, before))
    return connection.execute(chosen).scalar_one()


def _chosen(of: Collection[str] | None, before: datetime | None) -> ColumnElement[bool]:
    """Return what chooses past versions; a note that something was erased always stays."""
    conditions: list[ColumnElement[bool]] = [HISTORY.c.action != str(Action.PURGED)]
    if of is not None:
        conditions.append(HISTORY.c.record_id.in_(of) if of else false())
    if before is not None:
        conditions.append(HISTORY.c.changed_at < before)
    return and_(*conditions)
