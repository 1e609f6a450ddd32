"""What every test shares. No test needs a screen, a network or a file outside its temporary folder."""

import os
import sys
import tempfile
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # nobody's own keyring is touched

_data = tempfile.TemporaryDirectory(prefix="ketatrack-tests-")
os.environ["XDG_DATA_HOME"] = _data.name
"""Where backups go that a test does not ask for."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the guarantees be tried more often, and their figures be kept."""
    group = parser.getgroup("reliability")
    group.addoption("--nightly", action="store_true", help="try every guarantee many times more often")
    group.addoption("--figures", metavar="FILE", help="write what was tried and found to FILE, as JSON")


@pytest.fixture(autouse=True)
def desk_is_left_as_found() -> Iterator[None]:
    """Take away what a test left to the next one: an open dialog, a key that is held down.

    A dialog of one window would stand before that of the next. A key pressed by `QTest` together with Ctrl
    leaves Ctrl held, and the next row that a test chooses is taken out of the choice instead.
    """
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.hide()  # closing it would ask a journal that is gone
        dialog.deleteLater()
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)


def pytest_sessionfinish() -> None:
    """Let work on other threads end while what it reports to is still there."""
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QThreadPool

        QThreadPool.globalInstance().waitForDone()
