"""Plans the import of one course from its CSV files: what is new, what is there, what cannot be taken.

Two rows are the same when all their columns are equal after parsing, times together with their offset.
Identical rows in one file count as many; a row adds a record only beyond the same ones already there. A
course is matched by its name within the journal, a session by its label within the course.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import Course, Record, Session
from ketatrack.exchange.course_choice import course_in_journal, course_named, patient_for
from ketatrack.exchange.csv_cells import reader, remembering
from ketatrack.exchange.csv_folder import CsvFolder
from ketatrack.exchange.csv_rows import RowReader
from ketatrack.exchange.csv_sheet import Sheet, open_sheet
from ketatrack.exchange.csv_tables import COURSE, SESSION, SESSIONS, TABLES, CsvTable
from ketatrack.exchange.guarded_csv import SheetError
from ketatrack.exchange.plan import Batch, ImportPlan, Notice, Rejection, Rejections, equal_to_the_letter
from ketatrack.store.store import Store

R = TypeVar("R", bound=Record)


def plan_csv_import(path: Path, store: Store, *, patient_name: str | None = None) -> ImportPlan:
    """Say what importing a folder or .zip of course files into a journal would do; writes nothing.

    Args:
        path: the folder or the .zip.
        store: the open journal.
        patient_name: whose course it is, where the journal holds several people.

    Raises:
        JournalError: the files cannot be read, or it is not clear whose or which course they are.
    """
    with CsvFolder.open(path) as folder:
        plan = _Planning(folder, store, patient_name)
        plan.take_course()
        for table in TABLES:
            if table is SESSIONS:
                plan.take(table, plan.sessions)
            elif table is not COURSE:
                plan.take(table, plan.rows)
        plan.plan.notices += [Notice(file, None, _never_read()) for file in folder.passed_over]
        return plan.plan


def _never_read() -> str:
    return _(
        "This file is passed over: what was written in and after sessions is read only with a whole journal."
    )


@dataclass(slots=True)
class _FilePlan:
    """What one file would do; counts only once the whole file was read."""

    batch: Batch
    there: int = 0
    rejected: Rejections = field(default_factory=Rejections)

    def reject(self, rejection: Rejection, _row: list[str]) -> None:
        """Leave a row out."""
        self.rejected.add(rejection)


class _Planning:
    """One pass over the files of a course, each after those that its rows refer to."""

    def __init__(self, folder: CsvFolder, store: Store, patient_name: str | None) -> None:
        self.plan = ImportPlan()
        self._folder = folder
        self._store = store
        self._patient_name = patient_name
        self._course: Course | None = None
        self._session_ids: dict[str, str] = {}
        self._sessions_left_out: set[str] = set()

    # the course

    def take_course(self) -> None:
        """Find the course that all rows belong to; it is left None when its own row cannot be taken."""
        found: list[tuple[int, Course]] = []

        def read(table: CsvTable, sheet: Sheet) -> _FilePlan:
            file = _FilePlan(Batch(table.file))
            rows = RowReader(table, file.reject, {"patient_id": "-"}).records(sheet)
            found.extend((line, row) for line, row in rows if isinstance(row, Course))
            for line, row in found[1:]:
                file.rejected.add(_second_course(line, row))
            return file

        self.take(COURSE, read)
        if found:
            self._place(*found[0])
        elif not self.plan.rejected:
            self._course = course_in_journal(self._store, self._patient_name, self._folder.path)
        self._session_ids = {session.name: session.id for session in self._present(Session)}

    def _place(self, line: int, row: Course) -> None:
        """Match the course by name, or add it to the patient it belongs to."""
        there = course_named(self._store, row.name, self._patient_name)
        if there is None:
            patient, is_new = patient_for(self._store, row.name, self._patient_name)
            self._course = row.changed(patient_id=patient.id)
            if is_new:
                self._add(Batch(COURSE.file), patient, line)
            self._add(Batch(COURSE.file), self._course, line)
            return
        self._course = there
        self.plan.already_there[Course.kind] += 1
        differing = [
            column
            for column, field in zip(COURSE.columns, COURSE.fields, strict=True)
            if field in row.model_fields_set and getattr(row, field) != getattr(there, field)
        ]
        if differing:
            sentence = _("The journal says otherwise of this course and keeps what it says: {columns}.")
            self.plan.notices.append(Notice(COURSE.file, line, sentence.format(columns=", ".join(differing))))

    def _add(self, batch: Batch, record: Record, line: int) -> None:
        batch.add(record, line)
        self.plan.batches.append(batch)

    # the other files

    def take(self, table: CsvTable, read: Callable[[CsvTable, Sheet], _FilePlan]) -> None:
        """Read one file, if it is there, into the plan; one that breaks off counts as a single rejection."""
        with self._folder.read(table.file) as stream:
            if stream is None:
                return
            try:
                sheet = open_sheet(stream, table)
                file = read(table, sheet)
            except SheetError as error:
                self.plan.rejected.add(
                    Rejection(table.file, error.line, error.column, error.value, error.reason)
                )
                return
        self.plan.notices += [
            Notice(table.file, None, _("The column “{column}” is passed over.").format(column=column))
            for column in sheet.unlisted
        ]
        for rejection in file.rejected:
            self.plan.rejected.add(rejection)
        self.plan.already_there[table.kind.kind] += file.there
        if file.batch.records:
            self.plan.batches.append(file.batch)

    def rows(self, table: CsvTable, sheet: Sheet) -> _FilePlan:
        """Take the rows of a file that no other refers to."""
        file = _FilePlan(Batch(table.file))
        fields = table.fields_in(sheet.header)
        there = Counter(equal_to_the_letter(record, fields) for record in self._present(table.kind))
        for line, row in self._records(table, sheet, file):
            if there and there[key := equal_to_the_letter(row, fields)]:
                there[key] -= 1
                file.there += 1
            else:
                file.batch.add(row, line)
        return file

    def sessions(self, table: CsvTable, sheet: Sheet) -> _FilePlan:
        """Take the sessions; one label stands for one session, so another one of that label is left out."""
        file = _FilePlan(Batch(table.file))
        known = {session.name: session for session in self._present(Session)}
        for line, row in self._records(table, sheet, file):
            if not isinstance(row, Session):
                continue
            same = known.setdefault(row.name, row)
            if same is row:
                file.batch.add(row, line)
            elif equal_to_the_letter(row, table.fields) == equal_to_the_letter(same, table.fields):
                file.there += 1
            else:
                self._sessions_left_out.add(row.name)
                file.rejected.add(
                    Rejection(
                        table.file, line, SESSION, row.name, _("Another session has this label already.")
                    )
                )
        self._session_ids = {name: session.id for name, session in known.items()}
        return file

    def _present(self, kind: type[R]) -> list[R]:
        """Return what the journal holds of the course already."""
        return self._store.find(kind, course_id=self._course.id) if self._course else []

    def _records(self, table: CsvTable, sheet: Sheet, file: _FilePlan) -> Iterator[tuple[int, Record]]:
        """Return each row's record with its line; the file plan is told of the others."""
        if self._course is None:
            reason = _("The course that the row belongs to is left out.")
            for line, _row in sheet.rows:
                file.rejected.add(Rejection(table.file, line, "", "", reason))
            return iter(())

        def reject(rejection: Rejection, row: list[str]) -> None:
            file.reject(rejection, row)
            if table is SESSIONS and len(row) == len(sheet.header):
                self._sessions_left_out.add(_read_label(row[sheet.header.index(SESSION)]))

        cells = {SESSION: remembering(self._session_id)} if "session_id" in table.fields else {}
        return RowReader(table, reject, {"course_id": self._course.id}, cells).records(sheet)

    def _session_id(self, cell: str) -> str | None:
        """Return the id of the session with that label."""
        label = _read_label(cell)
        if not label:
            return None
        if label in self._sessions_left_out:
            raise ValueError(_("is a session that is left out itself"))
        if label not in self._session_ids:
            raise ValueError(_("is not a session of this course"))
        return self._session_ids[label]


_read_label = reader(Session, "name")


def _second_course(line: int, course: Course) -> Rejection:
    reason = _("The file holds more than one course; each is imported from files of its own.")
    return Rejection(COURSE.file, line, "name", course.name, reason)
