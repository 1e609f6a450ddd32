"""Pictures of a session: its board with all its parts, guided measuring, and what the clinic said for it.

At 300 % the window has the size that a common screen leaves at that scale.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import time_machine
from PySide6.QtWidgets import QApplication

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.records import CheckpointPlan, ClinicLimit, HomeAgreement, LeavingLine, Record
from ketatrack.store.store import Change, Store
from ketatrack.ui.forms.guided_measuring import GuidedMeasuringView
from ketatrack.ui.pages.board_page import BoardPage
from ketatrack.ui.theme import Scheme
from tests.followed_course import (
    BEGAN,
    clinic_limit,
    esketamine_session,
    every_record,
    long_session,
    not_begun,
)
from tests.pictures.journals import LONG
from tests.pictures.window import Camera
from tests.records import STAMP

_SMALL = (640, 360)
"""Pixels of a Full HD screen at 300 %."""
_FORMS = (f"{CheckpointPlan.kind}.iv", ClinicLimit.kind, LeavingLine.kind, HomeAgreement.kind)
_MEASURED = ({"systolic": "131", "diastolic": "84", "pulse": "70"}, {"systolic": "128", "diastolic": "81"})


def main() -> None:
    """Take the pictures of one scale; words after it narrow them."""
    out, scale, *words = sys.argv[1:]
    application = QApplication.instance() or QApplication([])
    with (
        tempfile.TemporaryDirectory() as temporary,
        time_machine.travel(BEGAN + timedelta(minutes=121), tick=True),
    ):
        camera = Camera(Path(out), scale, words, Path(temporary))
        if scale == "300":
            camera.window.resize(*_SMALL)
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            camera.workspace.looks.choose(scheme)
            for name, records in _courses():
                folder = Path(temporary) / f"{scheme}-{name}"
                folder.mkdir()
                camera.workspace.open_store(_journal(folder, records), remember=False)
                _walk(camera, f"{name}-{scheme}")
        camera.workspace.close_journal()
        camera.window.close()
    del application


def _courses() -> Iterator[tuple[str, CourseRecords]]:
    yield "begun", not_begun()
    usual = esketamine_session()
    going_on = {"closed_at": None, "left_at": None}
    followed = [each.changed(**going_on) for each in usual.following.sessions]
    yield "usual", replace(usual, following=replace(usual.following, sessions=followed))
    long = long_session(2)
    stamp = STAMP | {"course_id": long.course.id}
    limits = [clinic_limit(long.course, number=number, words=LONG) for number in (130, 140, 150)]
    lines = [LeavingLine(**stamp, line=f"{LONG} {number}") for number in range(6)]
    home = HomeAgreement(**stamp, agreed_on=BEGAN.date(), prescriber=LONG, words=LONG * 3, look_in_minutes=15)
    following = replace(long.following, limits=limits, leaving_lines=lines, home_agreements=[home])
    yield "long", replace(long, following=following)


def _journal(folder: Path, records: CourseRecords) -> Store:
    store = Store.create(folder / "session.ketatrack")
    written: list[Record] = [*every_record(records), *records.following.home_agreements]
    store.apply([Change(None, each) for each in written], at=BEGAN, by=STAMP["recorded_by"])
    return store


def _walk(camera: Camera, mark: str) -> None:
    workspace = camera.workspace
    camera.take(f"session-board-{mark}", show=partial(workspace.show_page, "board"))
    page = camera.window.stack.currentWidget()
    if isinstance(page, BoardPage) and page.board is not None and page.parts is not None:
        camera.take(f"session-quotes-{mark}", page.parts.quotes)
        camera.take(f"session-chart-{mark}", page.parts.chart)
        camera.take(f"session-leaving-{mark}", page.parts.leaving, show=page.parts.leaving.fold.open)
        page.board.open_reading()
        page.parts.measuring.open()
        camera.take(f"session-measuring-{mark}")
        page.parts.measuring.fold_button.click()
    camera.take(f"session-setup-{mark}", show=partial(workspace.show_page, "session_setup"))
    for form in _FORMS:
        camera.take(f"session-form-{form.partition('.')[0]}-{mark}", show=partial(workspace.show_form, form))
    workspace.show_form("guided_measuring")
    _measure(camera, mark)
    workspace.show_page("today")


def _measure(camera: Camera, mark: str) -> None:
    """Take each step of guided measuring, up to the mean of two."""
    view = camera.workspace.form.findChild(GuidedMeasuringView)
    for step in ("sit", "feet", "rest"):
        camera.take(f"session-guided-{step}-{mark}")
        view.go_on()
    for number, values in enumerate(_MEASURED, start=1):
        view.row.set_content(values)
        camera.take(f"session-guided-measurement-{number}-{mark}")
        view.go_on()
    view.enough_button.click()
    camera.take(f"session-guided-mean-{mark}")


if __name__ == "__main__":
    main()
