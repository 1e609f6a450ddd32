"""Pictures at one scale of the start of a followed session and of its board, in light and dark.

At 300 % the window is as large as on a screen of 1920 × 1200 pixels, so that what has to scroll is seen.
"""

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ketatrack.domain.records import CheckpointPlan, Record
from ketatrack.domain.words import Author, DoseUnit, Route
from ketatrack.store.store import Change, Store
from ketatrack.ui.theme import Scheme
from tests import records as make
from tests.pictures.journals import LONG
from tests.pictures.window import Camera
from tests.ui.board.driven_clock import DrivenClock

START = "2026-06-02T10:00+02:00"
SCREENS = {"100": QSize(1280, 800), "200": QSize(1280, 800), "300": QSize(640, 400)}


def main() -> None:
    """Take the pictures of one scale; words after it narrow them."""
    out, scale, *words = sys.argv[1:]
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as temporary:
        camera = Camera(Path(out), scale, words, Path(temporary))
        camera.window.resize(SCREENS[scale])
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            camera.workspace.looks.choose(scheme)
            for name, records in _courses().items():
                with DrivenClock.started(START) as clock:
                    clock.follow(camera.workspace)
                    path = Path(temporary) / f"{name}-{scheme}.ketatrack"
                    camera.workspace.open_store(_store(path, records, clock), remember=False)
                    _follow(camera, f"{name}-{scheme}", clock)
                    camera.workspace.close_journal()
        camera.window.close()
    del application


def _courses() -> dict[str, list[Record]]:
    who = make.patient(country="DE")
    spray, infusion, wordy = (
        make.course(who, name=name, route=route)
        for name, route in (
            ("Spring course", Route.INTRANASAL),
            ("Infusions", Route.IV),
            (LONG, Route.SUBLINGUAL),
        )
    )
    before, mg = "2026-05-30T10:00+02:00", DoseUnit.MG
    spray_before = make.session(spray, "N1", before, route=spray.route, product="Spravato", devices=3)
    return {
        "spray": [who, spray, spray_before.changed(dose=84, dose_unit=mg)],
        "infusion": [
            who,
            infusion,
            make.session(infusion, "I1", before, route=infusion.route, dose=40, dose_unit=mg),
            CheckpointPlan(**make.STAMP, course_id=infusion.id, minutes=tuple(range(10, 91, 10))),
        ],
        "long": [
            who,
            wordy,
            make.session(wordy, LONG, before, route=wordy.route, product=LONG, dose=100, dose_unit=mg),
        ],
    }


def _store(path: Path, records: list[Record], clock: DrivenClock) -> Store:
    store = Store.create(path)
    store.apply([Change(None, each) for each in records], at=clock.now, by=Author.PATIENT)
    return store


def _follow(camera: Camera, mark: str, clock: DrivenClock) -> None:
    """Go through a session by keys, with a picture of each state of its board."""
    workspace = camera.workspace
    camera.take(f"board-none-{mark}", show=partial(workspace.show_page, "board"))
    camera.take(f"board-start-{mark}", show=partial(workspace.run, "form followed_sessions"))
    if workspace.form is None:
        workspace.run("form followed_sessions")
    workspace.form.submit()
    board = workspace.window.stack.currentWidget().board
    steps: list[tuple[str, Callable[[], None]]] = [
        ("new", lambda: None),
        ("reading", partial(_keys, board, Qt.Key.Key_Space)),
        ("noted", partial(_keys, board, "12N")),
        ("dosed", partial(_dose, board, clock)),
        ("looked-words", partial(_keys, board, Qt.Key.Key_Space, "O", "asleep, cuff not put on")),
        ("looked", partial(_keys, board, Qt.Key.Key_Return)),
        ("words", partial(_keys, board, "M")),
        ("question", partial(_keys, board, Qt.Key.Key_Escape, "B", "160139160", Qt.Key.Key_Return)),
        ("signs", partial(_keys, board, Qt.Key.Key_Escape, "E")),
        ("sign", partial(_high_twice, board)),
        ("set-clock", partial(_set_clock, board, clock)),
        ("left", partial(_leave, board, clock)),
        ("end", partial(_keys, board, "Q")),
    ]
    for name, act in steps:
        act()
        camera.take(f"board-{name}-{mark}")
    camera.take(f"board-today-{mark}", show=partial(workspace.show_page, "today"))


def _keys(board, *keys) -> None:
    for part in keys:
        for key in part if isinstance(part, str) else [part]:
            QTest.keyClick(QApplication.focusWidget() or board, key)
            QApplication.processEvents()


def _dose(board, clock: DrivenClock) -> None:
    _keys(board, "87968", Qt.Key.Key_Return)
    clock.go_on(minutes=5)
    _keys(board, "D")
    clock.go_on(minutes=12)
    _keys(board, "N")
    clock.go_on(minutes=35)
    board.tick()


def _high_twice(board) -> None:
    for _time in range(2):
        _keys(board, Qt.Key.Key_Escape, "B", "18595", Qt.Key.Key_Return, "70", Qt.Key.Key_Return)
        QApplication.processEvents()


def _set_clock(board, clock: DrivenClock) -> None:
    _keys(board, Qt.Key.Key_Escape)
    board.emergency.close_card()
    clock.set_wall_by(hours=2)
    board.tick()


def _leave(board, clock: DrivenClock) -> None:
    clock.go_on(hours=30)
    board.tick()


if __name__ == "__main__":
    main()
