"""Pictures at one scale of a session in another's hands: sitter mode, the closed board, and the review."""

import sys
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.records import Contact, Course, HomeAgreement, Reading, Record, Session, SessionEvent
from ketatrack.domain.reviews import review, waiting
from ketatrack.domain.sitter_mode import SitterMode
from ketatrack.domain.words import Author
from ketatrack.store.key import Key
from ketatrack.store.store import Store
from ketatrack.ui.forms.correction_form import correction_name
from ketatrack.ui.journal import Journal
from ketatrack.ui.main_window import FIRST_SIZE
from ketatrack.ui.theme import Scheme
from tests.followed import course_in, minutes_ago, running_session, watched_at_home
from tests.pictures.journals import LONG
from tests.pictures.window import Camera
from tests.records import STAMP, side_effect
from tests.store.conftest import add

SMALL_SCREEN = QSize(640, 420)
"""What a usual screen has left at 300 %."""


def main() -> None:
    """Take the pictures of one scale; words after it narrow them."""
    out, scale, *words = sys.argv[1:]
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as temporary:
        camera = Camera(Path(out), scale, words, Path(temporary))
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            camera.workspace.looks.choose(scheme)
            for name, records in _courses().items():
                folder = Path(temporary) / f"{scheme}-{name}"
                folder.mkdir()
                camera.settle()  # what is closed no longer takes room
                camera.window.resize(SMALL_SCREEN if scale == "300" else FIRST_SIZE)
                _walk(camera, f"{name}-{scheme}", folder, records)
        camera.window.close()
    del application


def _courses() -> dict[str, list[Record]]:
    home = watched_at_home()
    spring = course_in(home)
    wordy = [_wordy(record) for record in home]
    without = [record for record in home if record.kind not in {"home_agreements", "contacts"}]
    return {
        "sitter": [*home, *running_session(spring, dosed=50)],
        "sitter-long": [*wordy, *running_session(spring, dosed=50)],
        "sitter-empty": without,
    }


def _wordy(record: Record) -> Record:
    words = {
        Contact: {"name": LONG, "relation": LONG},
        HomeAgreement: {"prescriber": LONG, "words": 4 * LONG},
    }
    return record.changed(**words.get(type(record), {}))


def _walk(camera: Camera, mark: str, folder: Path, records: list[Record]) -> None:
    workspace = camera.workspace
    store = Store.create(folder / "sealed.ketatrack", Key.new("five words"))
    add(store, *records)
    workspace.open_store(store, remember=False)
    journal = workspace.journal
    if journal is None:
        raise RuntimeError("no journal is open")
    camera.take(f"handing-over-{mark}", show=partial(workspace.show_page, "sitter"))
    _take_whole(camera, f"handing-over-whole-{mark}", workspace.window.stack.currentWidget())
    sessions = journal.records().sessions
    if len(sessions) > 1:
        _sitters_screen(camera, mark, journal, sessions[-1])
        _closed_board(camera, mark)
    if len(sessions) > 1:
        add(store, *_written(course_in(records), sessions[-1]))
        journal.refresh()
        camera.take(f"today-waiting-{mark}", show=partial(workspace.show_page, "today"))
    camera.take(f"review-{mark}", show=partial(workspace.show_page, "review"))
    for entry in waiting(journal.records())[:1]:
        show = partial(workspace.show_form, correction_name(entry))
        camera.take(f"form-corrections-{mark}", show=show)
    camera.take(f"sessions-corrected-{mark}", show=partial(workspace.show_page, "sessions"))
    workspace.close_journal()


def _take_whole(camera: Camera, name: str, page: QWidget) -> None:
    """Take all that a page scrolls."""
    camera.take(name, page.findChild(QScrollArea).widget())


def _sitters_screen(camera: Camera, mark: str, journal: Journal, session: Session) -> None:
    workspace = camera.workspace
    chosen = tuple(each.id for each in journal.store.find(Contact))
    mode = SitterMode(
        session_id=session.id,
        sitter=LONG if "long" in mark else "Mia",
        began_at=minutes_ago(40),
        look_in_minutes=30,
        contacts=chosen,
        pin="00:00",
    )
    workspace.sitting.begin(journal, mode)
    camera.window.showNormal()
    page = camera.window.centralWidget().currentWidget()
    camera.take(f"watching-{mark}")
    page.board.write_event(EventKind.LOOKED_IN)
    page.board.seeing.buttons["headache"].click()
    _take_whole(camera, f"watching-whole-{mark}", page)
    page.leaving.ask()
    page.leaving.line.set_value("2580")
    page.leaving.refuse("This does not lead out. Look at what you typed, and try again.")
    _take_whole(camera, f"watching-leaving-{mark}", page)
    page.board.open_reading()
    camera.take(f"watching-reading-{mark}")
    workspace.sitting._answered(page, leads=True)


def _closed_board(camera: Camera, mark: str) -> None:
    camera.workspace.locking.lock()
    camera.settle()
    page = camera.window.centralWidget().currentWidget()
    camera.take(f"closed-board-{mark}")
    page.unlocking.ask()
    camera.take(f"closed-board-unlocking-{mark}")
    camera.workspace.alone.end()


def _written(course: Course, session: Session) -> list[Record]:
    """A sitter's entries, one of which was accepted and one corrected."""
    inside = STAMP | {"course_id": course.id, "session_id": session.id}
    by_sitter = inside | {"recorded_by": Author.SITTER}
    wrong = Reading(**by_sitter, taken_at=minutes_ago(10), systolic=115, diastolic=92, pulse=70)
    own = Reading(**inside, taken_at=minutes_ago(10), systolic=151, diastolic=92, pulse=70)
    asked = SessionEvent(**by_sitter, happened_at=minutes_ago(20), event=EventKind.ASKED_FOR_HELP)
    note = SessionEvent(**by_sitter, happened_at=minutes_ago(15), event=EventKind.NOTE, words=3 * LONG)
    belonging = {name: value for name, value in by_sitter.items() if name != "course_id"}
    dizzy = side_effect(course, "dizziness", onset_minutes=12, noticed_by="Mia", **belonging)
    said = partial(review, at=minutes_ago(1), stamp=STAMP)
    return [
        *(wrong, own, asked, note, dizzy),
        said(wrong, accepted=False, corrected_by=own.id, words="misread"),
        said(asked, accepted=True),
    ]


if __name__ == "__main__":
    main()
