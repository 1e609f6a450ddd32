"""The demo: two synthetic courses to look at, in a journal of their own that goes when the program ends."""

import atexit
import json
import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from ketatrack.domain.plan_words import PlannedEnd
from ketatrack.domain.record_fields import references
from ketatrack.domain.records import KINDS, Course, Patient, Record, Session
from ketatrack.domain.words import Author, Method
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.plan import carry_out
from ketatrack.store.store import Store

PERSON = "Demo person (synthetic)"
COURSES = ("infusions", "esketamine")
"""The folders of the courses in `resources/demo`; the last is on screen first."""

_STAMP: dict[str, Any] = {"recorded_by": Author.PATIENT, "recorded_how": Method.IMPORTED}


def fill_with_demo(store: Store) -> None:
    """Bring the demo's person and courses into an empty journal, each with its plan."""
    store.adopt([Patient(**_STAMP, name=PERSON)])
    demo = files("ketatrack.resources") / "demo"
    for name in COURSES:
        with as_file(demo / name) as folder:
            carry_out(plan_import(folder, store), store)
        plan = json.loads((demo / "plans" / f"{name}.json").read_text(encoding="utf-8"))
        store.adopt(_plan_records(plan, store, store.find(Course)[-1]))


def _plan_records(plan: dict[str, list[dict[str, Any]]], store: Store, course: Course) -> list[Record]:
    """Return the records of a plan's file, in which a done date names its session by the session's label."""
    sessions = {session.name: session.id for session in store.find(Session, course_id=course.id)}
    records: list[Record] = []
    for kind in KINDS:
        owner = {"course_id": course.id} if "course_id" in references(kind) else {}
        for row in plan.get(kind.kind, []):
            done = row.get("done_by")
            ended = {"done_by": sessions[done], "ended": PlannedEnd.DONE} if done else {}
            records.append(kind.model_validate(_STAMP | owner | row | ended))
    return records


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
