"""A fault of the program is told by kinds of errors and places in it; the journal stays out of it."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ketatrack.app.fault_log import FaultLog, told
from tests.app.test_start import start

REPORTED = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QTimer, qWarning
    from PySide6.QtGui import QGuiApplication
    from ketatrack.app import start
    from ketatrack.ui.dialogs.fault_dialog import FaultDialog

    class Watched(start.Start):
        def fill(self):
            self._window.shown_data.connect(self.shown)
            super().fill()

        def shown(self):
            QTimer.singleShot(100, self.look)
            {act}

        def look(self):
            dialogs = self._window.findChildren(FaultDialog)
            print("dialogs:", len(dialogs))
            for dialog in dialogs:
                dialog.copy_button.click()
            print("copied:", QGuiApplication.clipboard().text())
            self._window.close()

    def fail():
        raise ValueError("Alex, 9 drops")

    start.Start = Watched
    sys.exit(start.run(None))
"""


def log_of(home: Path) -> Path:
    return home / "xdg_state_home" / "ketatrack" / "log" / "program.log"


def test_a_fault_opens_a_report_that_can_be_copied_and_names_nobody(tmp_path: Path) -> None:
    done = start(REPORTED.format(act="QTimer.singleShot(0, fail); QTimer.singleShot(1, fail)"), tmp_path)
    assert "dialogs: 1" in done.stdout, done.stderr
    copied = done.stdout.partition("copied: ")[2]
    assert copied.startswith("KetaTrack ")
    assert "ValueError" in copied
    assert "in fail" in copied
    noted = log_of(tmp_path).read_text()
    assert noted.count("ValueError") == 2
    for told_elsewhere in (copied, noted, done.stderr):
        assert "Alex" not in told_elsewhere
        assert str(Path.home()) not in told_elsewhere


def test_what_qt_complains_of_is_noted_without_its_words(tmp_path: Path) -> None:
    done = start(REPORTED.format(act='qWarning("QFont::setPointSize: Alex is no size")'), tmp_path)
    assert "dialogs: 0" in done.stdout
    assert "Qt Warning: QFont::setPointSize" in log_of(tmp_path).read_text()
    assert "Alex" not in log_of(tmp_path).read_text() + done.stderr


def test_what_qt_complains_of_without_a_place_or_again_is_not_noted(tmp_path: Path) -> None:
    start(REPORTED.format(act='qWarning("This plugin does not support it")'), tmp_path)
    assert not log_of(tmp_path).exists()  # nor is what the screen of this test cannot do
    again = 'qWarning("QFont::setPointSize: no size"); qWarning("QFont::setPointSize: none either")'
    start(REPORTED.format(act=again), tmp_path)
    assert log_of(tmp_path).read_text().count("Qt Warning") == 1


def test_a_program_that_broke_off_says_so_at_the_next_start(tmp_path: Path) -> None:
    broken = start(REPORTED.format(act="import faulthandler; faulthandler._sigsegv()"), tmp_path)
    assert broken.returncode != 0
    again = start(REPORTED.format(act="pass"), tmp_path)
    assert "dialogs: 1" in again.stdout, again.stderr
    assert "Segmentation fault" in again.stdout
    assert str(Path(sys.prefix).parent) not in again.stdout
    assert "dialogs: 0" in start(REPORTED.format(act="pass"), tmp_path).stdout


def test_after_an_orderly_end_there_is_nothing_to_report(tmp_path: Path) -> None:
    for _time in range(2):
        assert "dialogs: 0" in start(REPORTED.format(act="pass"), tmp_path).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are a POSIX matter")
def test_the_log_is_its_owners_alone_and_stays_small(tmp_path: Path) -> None:
    log = FaultLog(tmp_path / "log")
    for number in range(6000):
        log.note([f"ValueError {number:060d}"])
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "log").iterdir()}
    assert set(sizes) == {"program.log", "program.1.log"}
    assert max(sizes.values()) < 201_000
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "log").iterdir()} == {0o600}


def test_no_place_for_a_log_keeps_nobody_from_going_on(tmp_path: Path) -> None:
    taken = tmp_path / "log"
    taken.write_text("a file")
    log = FaultLog(taken)
    log.note(["ValueError"])
    assert log.watch_for_crashes() == []
    assert taken.read_text() == "a file"


def test_an_error_is_told_with_those_that_led_to_it() -> None:
    try:
        try:
            raise KeyError("Alex")
        except KeyError as cause:
            raise subprocess.SubprocessError("9 drops") from cause
    except subprocess.SubprocessError as error:
        lines = list(told(error))
    assert [line for line in lines if not line.startswith(" ")] == ["SubprocessError", "KeyError"]
    assert "test_faults.py:" in lines[1]
    assert not any("/" in line.split(":")[0] and line.strip().startswith("/") for line in lines)
