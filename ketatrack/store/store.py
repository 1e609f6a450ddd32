"""The records of an open journal: find them, and write changes to them in one transaction."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from ketatrack.domain.corrections import without_corrected
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.history import PastVersion
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import references
from ketatrack.domain.records import (
    KINDS,
    BaselineChoice,
    Course,
    Medicine,
    OwnMeasure,
    Patient,
    Phase,
    Reading,
    Record,
    Score,
    Session,
    SideEffect,
    Visit,
)
from ketatrack.domain.words import Author
from ketatrack.store.changes import Change, are_written, write_changes
from ketatrack.store.checksums import ChangedRow, changed_rows, sum_up_row
from ketatrack.store.drafts_and_settings import Draft, DraftsAndSettings, remove_draft
from ketatrack.store.finding import equal_to, following_of, found, plan_of
from ketatrack.store.findings import Finding
from ketatrack.store.past_versions import PastVersions, removed_of
from ketatrack.store.refusals import StaleEditError, UnconfirmedSaveError, UnknownSaveError
from ketatrack.store.rows import insert_rows, is_there
from ketatrack.store.tables import DRAFTS, HISTORY, SETTINGS, TABLES, metadata

__all__ = [
    "Change",
    "Draft",
    "PastVersion",
    "StaleEditError",
    "Store",
    "UnconfirmedSaveError",
    "UnknownSaveError",
]

R = TypeVar("R", bound=Record)


class Store(DraftsAndSettings, PastVersions):
    """An open journal: finds records and writes changes. Close it to let go of the file."""

    # reading

    def find(self, kind: type[R], **equal: str | None) -> list[R]:
        """Return the records of a kind whose fields equal the given texts, in order of happening.

        Records of the same instant stand in the order in which they were first written down.
        """
        with self._reading() as connection:
            return found(connection, kind, equal)

    def get(self, kind: type[R], record_id: str) -> R | None:
        """Return one record, or None when it is not there."""
        found = self.find(kind, id=record_id)
        return found[0] if found else None

    def count(self, kind: type[Record], **equal: str | None) -> int:
        """Count the records of a kind."""
        query = f'SELECT count(*) FROM "{kind.kind}" WHERE {equal_to(kind, equal)}'  # noqa: S608
        with self._reading() as connection:
            return int(connection.exec_driver_sql(query, tuple(equal.values())).scalar_one())

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
        """Return a course with everything that belongs to it, as it is at one moment."""
        of = {"course_id": course.id}
        with self._reading() as connection:
            patients = found(connection, Patient, {"id": course.patient_id})
            if not patients:
                raise JournalError(
                    _("The patient of “{name}” is missing from the journal.").format(name=course.name)
                )
            others = found(connection, Course, {"patient_id": course.patient_id})
            read = CourseRecords(
                course=course,
                patient=patients[0],
                phases=found(connection, Phase, of),
                sessions=found(connection, Session, of),
                readings=found(connection, Reading, of),
                side_effects=found(connection, SideEffect, of),
                scores=found(connection, Score, of),
                medicines=found(connection, Medicine, of),
                visits=found(connection, Visit, of),
                baseline_choices=found(connection, BaselineChoice, of),
                own_measures=found(connection, OwnMeasure, {"patient_id": course.patient_id}),
                plan=plan_of(connection, course.id),
                following=following_of(connection, course.id),
                removed=removed_of(connection, course.id),
                scores_elsewhere=[
                    score
                    for other in others
                    if other.id != course.id
                    for score in found(connection, Score, {"course_id": other.id})
                ],
            )
        return without_corrected(read)

    # writing

    def apply(
        self, changes: Sequence[Change], *, at: datetime, by: Author, draft: str | None = None
    ) -> list[Change]:
        """Write all changes in one transaction, or none, and return them with their new revisions.

        Args:
            changes: in the order in which they are to be written; a record comes after those it refers to.
            at: the moment of writing, for the history.
            by: who is writing, for the history.
            draft: the form in which the changes were typed, whose draft goes as they are written.

        Raises:
            StaleEditError: a record is not as `before` says, or does not fit with the others; nothing was
                written.
            UnconfirmedSaveError: all is written, but the disk did not confirm that it lasts.
            UnknownSaveError: the disk refused the end, and what came of it cannot be read.
            JournalError: disk, folder or file refuse; nothing was written.
        """
        written: list[Change] = []
        with self._writing(partial(are_written, written=written)) as connection:
            written += write_changes(connection, changes, at, by)
            if draft is not None:
                remove_draft(connection, draft)
        return written

    def stand_by(self, finding: Finding, *, at: datetime, by: Author) -> None:
        """Keep what was changed since it was written as it stands, as if it were written now.

        An entry is in the history from then on as it was found, with the moment and who stood by it.

        Raises:
            StaleEditError: it is not there any more.
            JournalError: what `apply` raises.
        """
        kind = next((kind for kind in KINDS if kind.kind == finding.table), None)
        if kind is None:
            row = ChangedRow(finding.table, finding.key)
            with self._writing(lambda connection: row not in changed_rows(connection)) as connection:
                sum_up_row(connection, metadata.tables[finding.table], finding.key)
            return
        found = self.get(kind, finding.key)
        if found is None:
            raise StaleEditError(_("This entry is not there any more."))
        past = max((past.revision for past in self.history(found.id)), default=0)
        revisions = range(found.revision, max(found.revision, past) + 1)
        versions = [found.model_copy(update={"revision": revision}) for revision in revisions]
        self.apply([Change(version, version) for version in versions], at=at, by=by)

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
            StaleEditError: a record does not fit with those that are there by now; nothing was written.
            UnconfirmedSaveError: all is written, but the disk did not confirm that it lasts.
            UnknownSaveError: the disk refused the end, and what came of it cannot be read.
            JournalError: disk, folder or file refuse; nothing was written.
        """
        runs = [(TABLES[kind], list(map(vars, run))) for kind, run in groupby(records, key=type)]
        runs += [
            (HISTORY, [_as_row(past) | {"content": json.dumps(past.content)} for past in history]),
            (DRAFTS, [_as_row(draft) | {"content": json.dumps(draft.content)} for draft in drafts]),
            (SETTINGS, [{"name": n, "value": json.dumps(v)} for n, v in (settings or {}).items()]),
        ]
        last = [(table, row) for table, rows in runs for row in rows[-1:]]  # tells of all, or of none
        with self._writing(lambda connection: all(is_there(connection, *row) for row in last)) as connection:
            for table, rows in runs:
                insert_rows(connection, table, rows)


def _as_row(part: PastVersion | Draft) -> dict[str, Any]:
    return {field.name: getattr(part, field.name) for field in fields(part)}
