"""The whole program with a person at it, in a process of its own: `programs.py WHAT JOURNAL`.

What the person saw, time after time, is printed as JSON.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ketatrack.app import start
from ketatrack.ui.background import is_busy
from ketatrack.ui.workspace import Workspace
from tests.journeys.hands import Hands
from tests.ui.sealed_journal import PASSPHRASE

NOBODY = 65534


def type_half_a_session(hands: Hands) -> None:
    """Begin to log a session, and stay in the form."""
    hands.keys("Ctrl+N")
    hands.type("y")
    hands.keys("Tab")
    hands.type("1000")
    hands.keys("Alt+B")
    hands.enter("0", "128", "79")
    hands.type("14")
    hands.keys("Alt+F", "Space")


def follow_a_session(hands: Hands) -> None:
    """Go on with the session on the board, and tell each entry as soon as the board has it, without end."""
    from ketatrack.domain.records import Reading, SessionEvent
    from ketatrack.ui.board.board_keeping import BOARD_DRAFT

    board, journal = hands.page.board, hands.workspace.journal
    panel = board.readings
    row = panel.row.content() if panel.isVisible() else {}
    print(json.dumps({"clock": board.face.time.text(), "typed": row}), flush=True)
    while True:
        if not panel.isVisible():
            hands.keys("B")
        for field in panel.row.fields.values():
            field.editor.clear()
        panel.row.setFocus()
        hands.type("128")
        panel.keep()
        print(json.dumps({"typed": journal.draft(BOARD_DRAFT).content["fields"]}), flush=True)
        hands.type("7968")
        hands.keys("Return")
        print(json.dumps({"readings": journal.store.count(Reading)}), flush=True)
        hands.keys("H")
        print(json.dumps({"events": journal.store.count(SessionEvent)}), flush=True)


def say_half_of_a_session(hands: Hands) -> None:
    """Answer some questions after a session, begin to write what it was like, and stay there."""
    hands.keys("Ctrl+Shift+A")
    hands.type("8")
    hands.keys("Return")
    hands.type("10")
    hands.keys("Return")
    hands.type("wide and quie")


def save_on_a_full_disk(hands: Hands) -> None:
    """Save a blood pressure while there is no room, and once more when there is."""
    _type_a_reading(hands)
    with _full_disk():
        hands.keys("Ctrl+Return")
        seen = _seen(hands)
    hands.keys("Ctrl+Return")
    _tell(seen, _seen(hands))


def save_a_session_on_a_full_disk(hands: Hands) -> None:
    """Save a session with a reading and an effect while there is no room, and once more when there is."""
    hands.wait(lambda: not is_busy())
    type_half_a_session(hands)
    hands.go_to("Row 1, Pulse (/min)")
    hands.type_over("68")
    hands.go_to("First dose at, day")
    hands.choose("Outcome", "Completed")
    with _full_disk():
        hands.keys("Ctrl+Return")
        seen = _seen(hands)
    hands.keys("Ctrl+Return")
    _tell(seen, _seen(hands))


def save_in_a_read_only_folder(hands: Hands) -> None:
    """Save a blood pressure and start a journal where nothing may be written; save again where it may."""
    folder = hands.workspace.journal.store.path.parent
    _type_a_reading(hands)
    with _read_only(folder):
        hands.keys("Ctrl+Return")
        seen = _seen(hands)
    hands.keys("Ctrl+Return")
    saved = _seen(hands)
    hands.keys("Ctrl+Shift+N")
    hands.go_to("File")
    hands.type_over(str(folder / "second"))
    with _read_only(folder):
        hands.keys("Ctrl+Return")
        _tell(seen, saved, _seen(hands))


def save_and_close(hands: Hands) -> None:
    """Save a blood pressure and close the window, which backs it up."""
    _type_a_reading(hands)
    hands.keys("Ctrl+Return")
    _tell(_seen(hands))


def open_with_passphrase(hands: Hands) -> None:
    """Open the journal of last time, which is locked."""
    first, title = type(hands.page).__name__, hands.window.windowTitle()
    hands.type(PASSPHRASE)
    hands.keys("Return")
    hands.wait(lambda: hands.workspace.journal is not None)
    then = {"then": type(hands.page).__name__, "called": hands.window.windowTitle()}
    print(json.dumps([{"first": first, "title": title} | then]), flush=True)


def _type_a_reading(hands: Hands) -> None:
    hands.wait(lambda: not is_busy())
    hands.keys("Ctrl+B", "Ctrl+Return")  # refused; by then everything that saving needs is imported
    hands.type("y")
    for text in ("0930", "128", "79"):
        hands.keys("Tab")
        hands.type(text)


@contextmanager
def _full_disk() -> Iterator[None]:
    """Let no file grow, as on a full disk."""
    import resource

    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    """Take the right to write to a folder away, and for root, who needs none, its powers."""
    is_root = os.geteuid() == 0
    folder.chmod(0o555)
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


def _seen(hands: Hands) -> dict[str, Any]:
    """Return what is on screen."""
    form = hands.workspace.form
    return {
        "page": type(hands.page).__name__,
        "objections": hands.objections,
        "said": hands.said,
        "typed": form.content() if form else {},
    }


def _tell(*seen: dict[str, Any]) -> None:
    print(json.dumps(seen), flush=True)


def run(act: Callable[[Hands], None], journal: Path, *, stay: bool) -> int:
    """Run the program on a journal; the person acts as soon as its first page is on screen."""

    class Attended(start.Start):
        def fill(self) -> None:
            once = Qt.ConnectionType.SingleShotConnection
            self._window.shown_data.connect(self.attend, once)
            super().fill()

        def attend(self) -> None:
            self._window.activateWindow()
            QTest.qWaitForWindowActive(self._window)
            try:
                act(Hands(self._window.findChild(Workspace)))
            finally:
                if not stay:
                    self._window.close()

    start.Start = Attended
    return start.run(journal)


ACTS = {
    act.__name__: act
    for act in (
        type_half_a_session,
        follow_a_session,
        say_half_of_a_session,
        save_on_a_full_disk,
        save_a_session_on_a_full_disk,
        save_in_a_read_only_folder,
        save_and_close,
        open_with_passphrase,
    )
}

if __name__ == "__main__":
    _program, what, path = sys.argv
    staying = (type_half_a_session, follow_a_session, say_half_of_a_session)
    stays = what in {act.__name__ for act in staying}
    sys.exit(run(ACTS[what], Path(path), stay=stays))
