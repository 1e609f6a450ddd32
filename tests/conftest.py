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
def no_dialog_is_left() -> Iterator[None]:
    """Take away what a test left open: a dialog of one window would stand before that of the next test."""
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtWidgets import QApplication

        while (dialog := QApplication.activeModalWidget()) is not None:
            dialog.hide()  # closing it would ask a journal that is gone
            dialog.deleteLater()


def pytest_sessionfinish() -> None:
    """Let work on other threads end while what it reports to is still there."""
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QThreadPool

        QThreadPool.globalInstance().waitForDone()
