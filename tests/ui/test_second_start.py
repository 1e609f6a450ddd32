"""A journal has one window: whoever asks for it again gets that window to the front."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from ketatrack.ui.one_window import OneWindow, came_to_front

ASK = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ketatrack.ui.one_window import came_to_front
application = QCoreApplication([])
print(came_to_front(Path(sys.argv[1])))
"""


@pytest.fixture
def window(qapp):
    owner = QObject(qapp)
    window = OneWindow(owner)
    yield window
    window.close()


def ask(qtbot, journal: Path) -> str:
    """Ask as another program does, while this one's window is alive."""
    with subprocess.Popen(
        [sys.executable, "-c", ASK, str(journal)], stdout=subprocess.PIPE, text=True
    ) as asking:
        qtbot.waitUntil(lambda: asking.poll() is not None, timeout=20_000)
        assert asking.stdout
        return asking.stdout.read().strip()


def test_a_second_start_brings_the_first_window_to_the_front(qtbot, window, tmp_path):
    journal = tmp_path / "spring.ketatrack"
    window.listen_for(journal)
    with qtbot.waitSignal(window.wanted, timeout=20_000):
        assert ask(qtbot, journal) == "True"
    assert ask(qtbot, tmp_path / "another.ketatrack") == "False"


def test_a_window_that_has_closed_its_journal_does_not_answer(qtbot, window, tmp_path):
    journal = tmp_path / "spring.ketatrack"
    window.listen_for(journal)
    window.close()
    assert not came_to_front(journal)
    assert ask(qtbot, journal) == "False"


def test_what_a_crash_left_is_no_window(qtbot, window, tmp_path):
    journal = tmp_path / "spring.ketatrack"
    crash = f"""
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QObject
from ketatrack.ui.one_window import OneWindow
application = QCoreApplication([])
owner = QObject()
OneWindow(owner).listen_for(Path({str(journal)!r}))
os._exit(1)
"""
    assert subprocess.run([sys.executable, "-c", crash], check=False).returncode == 1
    assert not came_to_front(journal)
    window.listen_for(journal)
    assert ask(qtbot, journal) == "True"
