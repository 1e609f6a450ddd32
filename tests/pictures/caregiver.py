"""Pictures at one scale of what passes between a patient and a caregiver, in light and dark."""

import sys
import tempfile
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ketatrack.domain.care_plan import care_plan_of
from ketatrack.domain.caregiver_notes import SignedNote
from ketatrack.domain.records import Contact, Record
from ketatrack.exchange.plan_file import OpenedPlan, PlanFile, open_plan, write_plan
from ketatrack.exchange.sealed_file import Cost, new_key
from ketatrack.store.store import Store
from ketatrack.ui.dialogs.passphrase_dialog import PassphraseDialog
from ketatrack.ui.pages.plan_file_page import PlanFilePage
from ketatrack.ui.theme import Scheme
from tests.pictures.journals import LONG
from tests.pictures.window import Camera
from tests.plans import caregiver_note, in_days, looked_after
from tests.records import at, course, patient
from tests.store.conftest import add

WORDS = "words of my own"


def main() -> None:
    """Take the pictures of one scale; words after it narrow them."""
    out, scale, *words = sys.argv[1:]
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        camera = Camera(Path(out), scale, words, folder)
        plans = {name: _plan_file(folder / f"{name}.plan", made) for name, made in _courses().items()}
        _answered(folder / "mine.ketatrack").close()
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            camera.workspace.looks.choose(scheme)
            for name, opened in plans.items():
                _caregivers_page(camera, f"{name}-{scheme}", opened)
            _asked_for_passphrase(camera, f"{scheme}", plans["plan"])
            camera.workspace.open_store(Store.open(folder / "mine.ketatrack"), remember=False)
            _patients_pages(camera, f"{scheme}", folder)
        camera.window.close()
    del application


def _courses() -> dict[str, list[Record]]:
    who = patient()
    wordy = looked_after(in_days(6))
    wordy[0] = wordy[0].changed(name=f"{LONG} von und zu {LONG}")
    wordy[2] = wordy[2].changed(place=f"{LONG} {LONG}", escort=LONG, fasting=f"{LONG} {LONG}")
    wordy[6] = wordy[6].changed(caregiver=LONG, look_in=f"{LONG} " * 9, call_whom=LONG)
    wordy[7] = wordy[7].changed(name=LONG, relation=LONG)
    return {"plan": looked_after(in_days(6)), "plan-long": wordy, "plan-empty": [who, course(who)]}


def _plan_file(path: Path, records: list[Record]) -> OpenedPlan:
    now = datetime.now().astimezone().replace(microsecond=0)
    with Store.create(path.with_suffix(".ketatrack")) as store:
        add(store, *records)
        whole, people = store.course_records(records[1]), store.find(Contact)
    plan = care_plan_of(whole, people, made_by=whole.patient.name, for_whom="Mia", at=now)
    words = f"{whole.patient.name} slept until noon.\nQuiet, but ate with us."
    notes = [SignedNote(noticed_at=now, noticed=words, signed_by="Mia", written_at=now)] if people else []
    write_plan(path, PlanFile(plan=plan, notes=tuple(notes)), new_key(WORDS, Cost(log_n=4)))
    return open_plan(path, WORDS)


def _answered(path: Path) -> Store:
    """A journal to which a caregiver's notes came back: two wait, two are decided."""
    records = looked_after(in_days(6))
    of = records[1]
    store = Store.create(path)
    decided = {"decided_at": at("2026-06-03T09:00+02:00")}
    add(
        store,
        *records,
        caregiver_note(of, "Slept until noon.\nQuiet, but ate with us in the evening."),
        caregiver_note(of, f"Laughed about the cat. {LONG} " * 5, signed_by=LONG),
        caregiver_note(of, "Restless in the night.", accepted=True, **decided),
        caregiver_note(of, f"{LONG} " * 4, accepted=False, **decided),
    )
    return store


def _caregivers_page(camera: Camera, mark: str, opened: OpenedPlan) -> None:
    plan_files = camera.workspace.plan_files
    plan_files.show(opened)
    page = plan_files.page
    if page is None:
        raise RuntimeError("the plan is not on screen")
    bar = page.scroll_area.verticalScrollBar()
    for part, share in (("top", 0.0), ("middle", 0.5), ("end", 1.0)):
        camera.settle()
        bar.setValue(round(bar.maximum() * share))
        camera.take(f"{mark}-{part}")
    page.closed.emit()


def _asked_for_passphrase(camera: Camera, mark: str, opened: OpenedPlan) -> None:
    dialog = PassphraseDialog(opened.path, open_plan, camera.window)
    dialog.show()
    camera.take(f"passphrase-{mark}", dialog)
    dialog.words.set_value("other words")
    dialog.submit()
    camera.take(f"passphrase-wrong-{mark}", dialog)
    dialog.close()


def _patients_pages(camera: Camera, mark: str, folder: Path) -> None:
    camera.workspace.show_page("today")
    camera.take(f"notes-wait-{mark}")
    camera.workspace.show_page("caregiver")
    camera.take(f"notes-{mark}")
    camera.workspace.run("make_plan_file")
    page = camera.window.stack.currentWidget()
    if not isinstance(page, PlanFilePage):
        raise TypeError("the plan file cannot be made")
    page.where.set_value(folder / f"out-{mark}.plan")
    camera.take(f"plan-file-{mark}")
    page.passphrase.way.set_value("own")
    page.passphrase.first.set_value("short")
    page.submit()
    camera.take(f"plan-file-refused-{mark}")
    page.passphrase.way.set_value("made")
    page.submit()
    camera.take(f"plan-file-made-{mark}")


if __name__ == "__main__":
    main()
