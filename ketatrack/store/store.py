"""The only queries: find records, and write changes to them in one transaction.

A `Change` holds a record before and after. Adding has no before, removing has no after; so a change can
be turned round, and undo is the same call with the inverse.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import (
    KINDS,
    BaselineChoice,
    Course,
    Medicine,
    Patient,
    Phase,
    Reading,
    Record,
    Score,
    Session,
    SideEffect,
    Visit,
    references,
)
from ketatrack.domain.words import Author
from ketatrack.store.bulk import insert_records
from ketatrack.store.journal_file import create_journal, open_journal
from ketatrack.store.refusals import refusals_in_words
from ketatrack.store.tables import DRAFTS, HISTORY, SETTINGS, TABLES, order_of_happening

R = TypeVar("R", bound=Record)


class StaleEditError(JournalError):
    """The record was changed or removed since it was read, so writing over it would lose that change."""


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None where it was not there."""

    before: Record | None
    after: Record | None

    def inverse(self) -> "Change":
        """Return the change that takes this one back."""
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-filled form: which form, when it was last touched, and what stood in its fields."""

    form: str
    saved_at: datetime
    content: dict[str, Any]


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


class Store:
    """An open journal: finds records and writes changes. Close it to let go of the file."""

    def __init__(self, engine: Engine, path: Path) -> None:
        """Take an engine made by `journal_file`."""
        self.path = path
        self._engine = engine
        self._writer = engine.execution_options(immediate=True)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new, empty journal and open it; raises JournalError."""
        return cls(create_journal(path), path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an existing journal; raises JournalError."""
        return cls(open_journal(path), path)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """Use the store in a with statement."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the store."""
        self.close()

    # reading

    def find(self, kind: type[R], **equal: Any) -> list[R]:
        """Return the records of a kind whose fields equal the given values, in order of happening.

        Records of the same instant stand in the order in which they were first written down.
        """
        table = TABLES[kind]
        query = select(table).where(*_equal(table.c, equal)).order_by(*order_of_happening(kind))
        with self._reading() as connection:
            rows = connection.execute(query).all()
        names = table.columns.keys()
        return [kind.restored(dict(zip(names, row, strict=True))) for row in rows]

    def get(self, kind: type[R], record_id: str) -> R | None:
        """Return one record, or None when it is not there."""
        found = self.find(kind, id=record_id)
        return found[0] if found else None

    def count(self, kind: type[Record], **equal: Any) -> int:
        """Count the records of a kind."""
        table = TABLES[kind]
        with self._reading() as connection:
            return connection.execute(
                select(func.count()).select_from(table).where(*_equal(table.c, equal))
            ).scalar_one()

    def family(self, record: Record) -> list[Record]:
        """Return a record after all records that refer to it, so that they can be removed in this order."""
        members: dict[str, Record] = {}
        for kind in KINDS:
            for field, target in references(kind).items():
                if target == record.kind:
                    for child in self.find(kind, **{field: record.id}):
                        for member in self.family(child):
                            members.setdefault(member.id, member)
        return [*members.values(), record]

    def course_records(self, course: Course) -> CourseRecords:
        """Return a course with everything that belongs to it."""
        patient = self.get(Patient, course.patient_id)
        if patient is None:
            raise JournalError(f"The patient of “{course.name}” is missing from the journal.")
        others = [each for each in self.find(Course, patient_id=patient.id) if each.id != course.id]
        return CourseRecords(
            course=course,
            patient=patient,
            phases=self.find(Phase, course_id=course.id),
            sessions=self.find(Session, course_id=course.id),
            readings=self.find(Reading, course_id=course.id),
            side_effects=self.find(SideEffect, course_id=course.id),
            scores=self.find(Score, course_id=course.id),
            medicines=self.find(Medicine, course_id=course.id),
            visits=self.find(Visit, course_id=course.id),
            baseline_choices=self.find(BaselineChoice, course_id=course.id),
            scores_elsewhere=[score for other in others for score in self.find(Score, course_id=other.id)],
        )

    # writing

    def apply(self, changes: Sequence[Change], *, at: datetime, by: Author) -> list[Change]:
        """Write all changes in one transaction, or none, and return them with their new revisions.

        Args:
            changes: in the order in which they are to be written; a record comes after those it refers to.
            at: the moment of writing, for the history.
            by: who is writing, for the history.

        Raises:
            StaleEditError: a record is not as `before` says, or does not fit with the others.
            JournalError: disk, folder or file refuse.
        """
        with self._writing() as connection:
            return _write_all(connection, changes, at, by)

    def save_draft(self, draft: Draft) -> None:
        """Keep a half-filled form, in place of an earlier draft of the same form."""
        with self._writing() as connection:
            connection.execute(delete(DRAFTS).where(DRAFTS.c.form == draft.form))
            connection.execute(
                insert(DRAFTS).values(
                    form=draft.form, saved_at=draft.saved_at, content=json.dumps(draft.content)
                )
            )

    def discard_draft(self, form: str) -> None:
        """Forget the draft of a form, if there is one."""
        with self._writing() as connection:
            connection.execute(delete(DRAFTS).where(DRAFTS.c.form == form))

    def drafts(self) -> list[Draft]:
        """Return the half-filled forms, the oldest first."""
        with self._reading() as connection:
            rows = connection.execute(select(DRAFTS).order_by(DRAFTS.c.saved_at)).all()
        return [Draft(row.form, row.saved_at, json.loads(row.content)) for row in rows]

    def setting(self, name: str, default: Any = None) -> Any:
        """Return a choice kept in the journal, or the default when it was never made."""
        with self._reading() as connection:
            value = connection.execute(
                select(SETTINGS.c.value).where(SETTINGS.c.name == name)
            ).scalar_one_or_none()
        return default if value is None else json.loads(value)

    def set_setting(self, name: str, value: Any) -> None:
        """Keep a choice in the journal."""
        with self._writing() as connection:
            connection.execute(delete(SETTINGS).where(SETTINGS.c.name == name))
            connection.execute(insert(SETTINGS).values(name=name, value=json.dumps(value)))

    def settings(self) -> dict[str, Any]:
        """Return every choice kept in the journal."""
        with self._reading() as connection:
            rows = connection.execute(select(SETTINGS).order_by(SETTINGS.c.name)).all()
        return {row.name: json.loads(row.value) for row in rows}

    def history(self, record_id: str | None = None) -> list[PastVersion]:
        """Return what records were before they were changed or removed, the oldest first."""
        query = select(HISTORY).order_by(HISTORY.c.sequence)
        if record_id is not None:
            query = query.where(HISTORY.c.record_id == record_id)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [
            PastVersion(
                row.changed_at,
                row.changed_by,
                row.action,
                row.kind,
                row.record_id,
                row.revision,
                json.loads(row.content),
            )
            for row in rows
        ]

    def adopt(
        self,
        records: Iterable[Record],
        *,
        history: Iterable[PastVersion] = (),
        drafts: Iterable[Draft] = (),
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        """Take in what comes from elsewhere, in one transaction: all of it or nothing.

        Args:
            records: new to this journal, each after those it refers to.
            history: what records were before they came here.
            drafts: half-filled forms that are not kept here yet.
            settings: choices that were not made here yet.

        Raises:
            StaleEditError: a record does not fit with those that are there by now.
            JournalError: disk, folder or file refuse.
        """
        with self._writing() as connection:
            for kind, run in groupby(records, key=type):
                insert_records(connection, kind, run)
            for table, rows in (
                (HISTORY, [_as_row(past) | {"content": json.dumps(past.content)} for past in history]),
                (DRAFTS, [_as_row(draft) | {"content": json.dumps(draft.content)} for draft in drafts]),
                (SETTINGS, [{"name": n, "value": json.dumps(v)} for n, v in (settings or {}).items()]),
            ):
                if rows:
                    connection.execute(insert(table), rows)

    def check(self) -> list[str]:
        """Return what SQLite finds wrong with the file and its references; empty when it is whole."""
        with self._reading() as connection:
            found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
            strays = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return [line for line in found if line != "ok"] + [
            f"{row[0]}: a row refers to a missing row of {row[2]}" for row in strays
        ]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with refusals_in_words(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with refusals_in_words(), self._writer.begin() as connection:
                yield connection
        except IntegrityError as error:
            raise StaleEditError(
                "This does not fit with what the journal holds by now: another entry has the same name, or "
                "one that belongs to it was added or removed. Nothing was saved; look again and repeat."
            ) from error


def _equal(columns: Any, values: dict[str, Any]) -> list[ColumnElement[bool]]:
    return [columns[name] == value for name, value in values.items()]


def _as_row(part: PastVersion | Draft) -> dict[str, Any]:
    return {field.name: getattr(part, field.name) for field in fields(part)}


def _kind_and_action(change: Change) -> tuple[type[Record], str]:
    record = change.after or change.before
    if record is None:
        raise ValueError("a change needs a record before or after")
    action = "added" if change.before is None else "removed" if change.after is None else "changed"
    return type(record), action


def _write_all(connection: Connection, changes: Sequence[Change], at: datetime, by: Author) -> list[Change]:
    written: list[Change] = []
    for (kind, action), run in groupby(changes, key=_kind_and_action):
        batch = list(run)
        if action == "added":
            insert_records(connection, kind, [c.after for c in batch if c.after is not None])
            written += batch
            continue
        for change in batch:
            written.append(_write(connection, change))
            connection.execute(insert(HISTORY), _past(change, action, at, by))
    return written


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
        touched = connection.execute(update(table).where(here).values(dict(after))).rowcount
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
