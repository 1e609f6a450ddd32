"""The demo: three synthetic courses to look at, in a journal of their own that goes when the program ends."""

import atexit
import json
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from ketatrack.domain.past_records import in_order_of_reference
from ketatrack.domain.plan_words import PlannedEnd
from ketatrack.domain.record_fields import references, type_of
from ketatrack.domain.records import KINDS, Course, Patient, Reading, Record, Session
from ketatrack.domain.words import Author, Method
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.plan import carry_out
from ketatrack.store.store import Store

PERSON = "Demo person (synthetic)"
COURSES = ("other_routes", "infusions", "esketamine")
"""The folders of the courses in `resources/demo`; the last is on screen first."""

_BESIDE = ("plans", "followed")
"""The folders of what no course file has columns for, one file for each course that has some."""

_STAMP: dict[str, Any] = {"recorded_by": Author.PATIENT, "recorded_how": Method.IMPORTED}


def fill_with_demo(store: Store) -> None:
    """Bring the demo's person and courses into an empty journal, each with its plan and followed sessions."""
    store.adopt([Patient(**_STAMP, name=PERSON)])
    demo = files("ketatrack.resources") / "demo"
    beside: list[Record] = []
    for name in COURSES:
        with as_file(demo / name) as folder:
            carry_out(plan_import(folder, store), store)
        rows: dict[str, list[dict[str, Any]]] = {}
        for each in (demo / folder / f"{name}.json" for folder in _BESIDE):
            if each.is_file():
                rows |= json.loads(each.read_text(encoding="utf-8"))
        beside += _Names.of(store, store.find(Course)[-1]).records(rows)
    store.adopt(in_order_of_reference(beside))


@dataclass(frozen=True, slots=True)
class _Names:
    """What the demo's files call a course's entries: sessions by label, readings by minutes, `N36+40`."""

    course_id: str
    ids: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, course: Course) -> "_Names":
        """Name the entries that a course has already."""
        names = cls(course.id)
        for kind in (Session, Reading):
            for record in store.find(kind, course_id=course.id):
                names.take(record)
        return names

    def take(self, record: Record) -> None:
        """Name an entry, by which others may point to it."""
        if isinstance(record, Session):
            self.ids[record.name] = record.id
            self.labels[record.id] = record.name
        elif isinstance(record, Reading) and record.session_id and record.minutes is not None:
            self.ids[f"{self.labels[record.session_id]}{record.minutes:+d}"] = record.id

    def records(self, rows: dict[str, list[dict[str, Any]]]) -> list[Record]:
        """Return the records of the files, each after those that it points to."""
        found: list[Record] = []
        for kind in KINDS:
            for row in rows.get(kind.kind, []):
                found.append(kind.model_validate(_STAMP | self._values(kind, row)))
                self.take(found[-1])
        return found

    def _values(self, kind: type[Record], row: dict[str, Any]) -> dict[str, Any]:
        """Return a row with ids in place of names; written down when it happened, unless it says."""
        values = {"course_id": self.course_id} if "course_id" in references(kind) else {}
        if kind.happened in row and type_of(kind, kind.happened)[0] is datetime:
            values["written_at"] = row[kind.happened]
        values |= row
        for named in ("session", "reading"):
            if named in row:
                name = values.pop(named)
                values[f"{named}_id"] = self.ids.get(name, name)
        if "done_by" in row:
            values |= {"done_by": self.ids[row["done_by"]], "ended": PlannedEnd.DONE}
        return values


def demo_journal() -> Store:
    """Return a fresh journal with the demo, in a temporary folder; what is changed in it is not kept.

    Raises:
        JournalError: the temporary folder cannot be written to.
    """
    folder = Path(tempfile.mkdtemp(prefix="ketatrack-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = Store.create(folder / "demo.ketatrack")
    fill_with_demo(store)
    return store
