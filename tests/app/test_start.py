"""Start-up: the window first, then what fills it; and an orderly end."""

import os
import select
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ketatrack.domain.care_plan import CarePlan
from ketatrack.exchange.plan_file import PlanFile, write_plan
from ketatrack.exchange.sealed_file import Cost, new_key
from ketatrack.store.header import PAGE, SCHEMA_REVISION
from ketatrack.store.store import Store
from tests.records import course, patient
from tests.store.conftest import add

PATIENCE = 60
_HOMES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR")
HEAVY = ("sqlalchemy", "alembic", "matplotlib", "numpy", "pydantic", "typst", "ketatrack.store")

WATCHED = f"""
    import sys
    from PySide6 import QtCore
    from PySide6.QtCore import QTimer
    from ketatrack.app import start

    class Watched(start.Start):
        def fill(self):
            print("at first paint:", [name for name in {HEAVY!r} if name in sys.modules])
            print("Qt's enumerations:", "Qt" in vars(QtCore))
            self._window.shown_data.connect(self.shown)
            super().fill()

        def shown(self):
            print("on screen:", self._window.stack.currentWidget().metaObject().className())
            print("icon:", not self._window.windowIcon().pixmap(32).isNull())
            QTimer.singleShot(0, self._window.close)

    start.Start = Watched
    sys.exit(start.run(None, demo={{demo}}))
"""


def environment(folder: Path) -> dict[str, str]:
    homes = {name: str(folder / name.lower()) for name in _HOMES}
    Path(homes["TMPDIR"]).mkdir(exist_ok=True)
    return os.environ | homes | {"QT_QPA_PLATFORM": "offscreen"}


def start(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize(("demo", "page"), [(True, "TodayPage"), (False, "WelcomePage")])
def test_nothing_heavy_is_imported_before_the_window_is_painted(demo, page, tmp_path):
    done = start(WATCHED.format(demo=demo), tmp_path)
    assert done.returncode == 0, done.stderr
    assert "at first paint: []" in done.stdout
    assert "Qt's enumerations: False" in done.stdout
    assert f"on screen: {page}" in done.stdout
    assert "icon: True" in done.stdout


def test_the_choices_of_the_window_can_be_read_by_their_owner_alone(tmp_path):
    start(WATCHED.format(demo=False), tmp_path)
    written = tmp_path / "xdg_config_home" / "ketatrack" / "window.ini"
    assert written.stat().st_size > 0
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


def test_the_window_closes_in_an_orderly_way_when_the_system_ends_it(tmp_path):
    script = """
        import sys
        from ketatrack.app import start

        class Watched(start.Start):
            def fill(self):
                self._window.shown_data.connect(lambda: print("ready", flush=True))
                super().fill()

        start.Start = Watched
        sys.exit(start.run(None, demo=True))
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert first_line(process) == "ready"
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert process.returncode == 0
    assert list((tmp_path / "tmpdir").glob("ketatrack*")) == []


def test_a_plan_file_named_at_the_start_asks_for_its_passphrase(tmp_path):
    plan = CarePlan(course_id="0197", made_at=datetime(2026, 6, 1, 9, tzinfo=UTC))
    write_plan(tmp_path / "a.plan", PlanFile(plan=plan), new_key("some words", Cost(log_n=4)))
    script = f"""
        import sys
        from pathlib import Path
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication
        from ketatrack.app import start

        def look(window):
            dialog = QApplication.activeModalWidget()
            if dialog is None:
                QTimer.singleShot(20, lambda: look(window))
                return
            print("asked by:", type(dialog).__name__)
            dialog.reject()
            window.close()

        class Watched(start.Start):
            def fill(self):
                super().fill()
                look(self._window)

        start.Start = Watched
        sys.exit(start.run(Path({str(tmp_path / "a.plan")!r})))
    """
    done = start(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "asked by: PassphraseDialog" in done.stdout


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    readable, _writable, _odd = select.select([process.stdout], [], [], PATIENCE)
    assert readable, "nothing was printed in time"
    return process.stdout.readline().strip()


OPENED_FROM_OUTSIDE = f"""
    import sys
    import ketatrack.__main__ as program
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QLabel
    from ketatrack.app import start
    from ketatrack.ui.background import is_busy

    class Watched(start.Start):
        def fill(self):
            print("at first paint:", [name for name in {HEAVY!r} if name in sys.modules])
            self._window.shown_data.connect(self.shown)
            super().fill()

        def shown(self):
            if is_busy():
                QTimer.singleShot(20, self.shown)
                return
            print("on screen:", self._window.stack.currentWidget().metaObject().className())
            words = [label.text() for label in self._window.findChildren(QLabel) if label.isVisible()]
            print("words:", " ".join(words).replace(chr(0x200B), ""))
            self._window.close()

    start.Start = Watched
    sys.exit(program.main())
"""
"""What the program does for a file manager, or for somebody who types its name and a path."""


def opened(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(OPENED_FROM_OUTSIDE), *words],
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def not_there(path: Path) -> None:
    """Leave the path empty."""


def a_text_file(path: Path) -> None:
    path.write_text("Not a journal", encoding="utf-8")


def a_newer_journal(path: Path) -> None:
    Store.create(path).close()
    with path.open("r+b") as stream:
        stream.seek(60)
        stream.write((SCHEMA_REVISION + 1).to_bytes(4, "big"))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (not_there, "There is no journal at"),
        (Path.mkdir, "is a folder"),
        (a_text_file, "is not a KetaTrack journal"),
        (a_newer_journal, "newer version"),
    ],
)
def test_a_path_that_is_no_journal_is_answered_in_the_window(make, said, tmp_path):
    path = tmp_path / "typo.ketatrack"
    make(path)
    was = path.exists(), path.is_file() and path.read_bytes()
    finished = opened(tmp_path, str(path))
    assert finished.returncode == 0, finished.stderr
    assert "at first paint: []" in finished.stdout
    assert "on screen: WelcomePage" in finished.stdout
    assert said in finished.stdout
    assert str(path) in finished.stdout
    assert (path.exists(), path.is_file() and path.read_bytes()) == was


def test_a_file_that_is_no_plan_is_answered_in_the_window(tmp_path):
    (tmp_path / "a.plan").write_text("just words")
    finished = opened(tmp_path, str(tmp_path / "a.plan"))
    assert finished.returncode == 0, finished.stderr
    assert "on screen: WelcomePage" in finished.stdout
    assert "is not a plan file" in finished.stdout


@pytest.mark.parametrize(("at", "spoilt"), [(0, bytes(16)), (68, b"????"), (0, bytes(PAGE))])
def test_a_journal_damaged_in_its_first_bytes_is_opened_by_its_name_and_at_the_next_start(
    at, spoilt, tmp_path
):
    path = tmp_path / "spring.ketatrack"
    who = patient()
    with Store.create(path) as store:
        add(store, who, course(who))
    assert "on screen: TodayPage" in opened(tmp_path, str(path)).stdout
    content = bytearray(path.read_bytes())
    content[at : at + len(spoilt)] = spoilt
    path.write_bytes(content)
    for words in ([], [str(path)]):
        finished = opened(tmp_path, *words)
        assert "on screen: TodayPage" in finished.stdout, finished.stderr
        assert "This journal is damaged; what is readable is shown" in finished.stdout
    assert path.read_bytes() == content


LOOKED_AT = """
    import sys, threading
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from ketatrack.app import start

    class Watched(start.Start):
        def fill(self):
            self._window.shown_data.connect(self.shown)
            super().fill()

        def shown(self):
            {act}
            QTimer.singleShot(100, self.look)

        def look(self):
            print("on screen:", self._window.stack.currentWidget().metaObject().className())
            print("icon:", not self._window.windowIcon().pixmap(32).isNull())
            print("notice:", self._window.notice.text.text())
            self._window.close()

    def fail():
        try:
            raise KeyError("Alex")
        except KeyError:
            raise ValueError("Alex, 9 drops")

    start.Start = Watched
    sys.exit(start.run({journal}))
"""


def test_a_journal_opened_last_that_is_gone_is_named_beside_the_welcome_page(tmp_path):
    path = tmp_path / "spring.ketatrack"
    Store.create(path).close()
    there = opened(tmp_path, str(path))
    assert "on screen: SettingsPage" in there.stdout, there.stderr
    path.unlink()
    done = opened(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "on screen: WelcomePage" in done.stdout
    assert f"There is no journal at {path}" in done.stdout
    assert not path.exists()


@pytest.mark.parametrize("act", ["fail()", "threading.Thread(target=fail).start()"])
def test_an_error_of_the_program_is_said_and_traced_without_what_it_was_about(act, tmp_path):
    done = start(LOOKED_AT.format(act=f"QTimer.singleShot(100, self.look); {act}", journal=None), tmp_path)
    assert done.returncode == 0
    assert "notice: Something went wrong in the program; what was saved before is kept." in done.stdout
    assert "ValueError" in done.stderr
    assert "KeyError" in done.stderr
    assert "in fail" in done.stderr
    assert "Alex" not in done.stderr


STAYS = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from ketatrack.app import start
    from ketatrack.ui.one_window import OneWindow

    class Telling(OneWindow):
        def listen_for(self, journal):
            super().listen_for(journal)
            self.wanted.connect(lambda: (print("wanted", flush=True), QTimer.singleShot(100, self.end)))
            print("listening", flush=True)

        def end(self):
            self.parent().window.close()

    import ketatrack.ui.workspace as workspace
    workspace.OneWindow = Telling
    sys.exit(start.run(Path({journal!r})))
"""


def test_a_journal_whose_window_is_open_gets_no_second_window(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", tempfile.gettempdir())  # the place of a socket has a short name
    path = tmp_path / "spring.ketatrack"
    Store.create(path).close()
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(STAYS.format(journal=str(path)))],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first_line(first) == "listening"
        second = opened(tmp_path, str(path))
        assert second.returncode == 0, second.stderr
        assert first_line(first) == "wanted"
        assert first.wait(20) == 0
    assert not path.with_name(f".{path.name}.in-use").exists()
