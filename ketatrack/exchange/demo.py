"""The demo: two synthetic courses to look at, in a journal of their own that goes when the program ends."""

import atexit
import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from ketatrack.domain.records import Patient
from ketatrack.domain.words import Author, Method
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.plan import carry_out
from ketatrack.store.store import Store

PERSON = "Demo person (synthetic)"
COURSES = ("infusions", "esketamine")
"""The folders of the courses in `resources/demo`; the last is on screen first."""


def fill_with_demo(store: Store) -> None:
    """Bring the demo's person and courses into an empty journal."""
    store.adopt([Patient(recorded_by=Author.PATIENT, recorded_how=Method.IMPORTED, name=PERSON)])
    for name in COURSES:
        with as_file(files("ketatrack.resources") / "demo" / name) as folder:
            carry_out(plan_import(folder, store), store)


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
