"""A person at the real window: keys go to whatever has the focus, things are found by their names."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from ketatrack.ui.layout import unbroken
from ketatrack.ui.workspace import Workspace
from tests.ui.workspaces import spoken

_PATIENCE_S = 20
_MOST_STEPS = 400
"""Keys; nothing in the window is farther away than so many Tabs."""


def let_pass(milliseconds: int) -> None:
    """Let the window go on for a while, and the other threads too, which `QTest.qWait` would hold up."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # an inner loop leaves them be


class Hands:
    """Types, tabs and clicks in one window, and waits for what takes its time."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.window = workspace.window

    # keys

    @property
    def focused(self) -> QWidget:
        """What a key goes to now."""
        return QApplication.focusWidget() or QApplication.activeModalWidget() or self.window

    def keys(self, *sequences: str) -> None:
        """Press keys such as `Ctrl+N`, each in what has the focus then."""
        for sequence in sequences:
            QTest.keySequence(self.focused, QKeySequence(sequence))
            QTest.keyRelease(self.focused, Qt.Key.Key_Control)  # `QTest` leaves what was held with it held
            QApplication.processEvents()  # a person is slower than the event loop

    def type(self, text: str) -> None:
        """Type letters and digits, each into what has the focus then."""
        for letter in text:
            QTest.keyClick(self.focused, letter)

    def type_over(self, text: str) -> None:
        """Type in place of what stands there."""
        self.keys("Ctrl+A")
        self.type(text)

    def enter(self, *texts: str) -> None:
        """Type values, each ended by Enter."""
        for text in texts:
            self.type(text)
            self.keys("Return")

    def paste(self, text: str) -> None:
        """Paste a text that was copied elsewhere."""
        QGuiApplication.clipboard().setText(text)
        self.keys("Ctrl+V")

    def go_to(self, name: str, key: str = "Tab") -> None:
        """Press Tab, or another key, until what a screen reader calls so has the focus."""
        self._step(key, lambda: spoken(self.focused) == name, name)

    def choose(self, field: str, words: str) -> None:
        """Press one button of a row of buttons: Tab into the row, the arrow to the button, Space."""
        self._step("Tab", lambda: spoken(self.focused).startswith(f"{field}: "), field)
        self.go_to(f"{field}: {words}", key="Right")
        self.keys("Space")

    def _step(self, key: str, arrived: Callable[[], bool], name: str) -> None:
        for _step in range(_MOST_STEPS):
            if arrived():
                return
            self.keys(key)
        raise AssertionError(f"{key} never comes to “{name}”")

    # mouse

    def click(self, name: str) -> None:
        """Click on what a screen reader calls so, in the window that is in front."""
        front = QApplication.activeModalWidget() or self.window
        seen = [part for part in front.findChildren(QWidget) if part.isVisible() and spoken(part) == name]
        assert len(seen) == 1, f"{len(seen)} things are called “{name}”"
        QTest.mouseClick(seen[0], Qt.MouseButton.LeftButton)

    # files

    def choose_file(self, opening: Callable[[], None], path: Path) -> None:
        """Open the system's window for files, and give it a path."""
        answered: list[Path] = []
        QTimer.singleShot(0, partial(_give, path, answered, time.monotonic() + _PATIENCE_S))
        opening()
        assert answered == [path]

    # what comes of it

    def wait(self, until: Callable[[], object]) -> None:
        """Wait for what takes its time, such as work on another thread."""
        end = time.monotonic() + _PATIENCE_S
        while not until():
            assert time.monotonic() < end, "this took too long"
            let_pass(10)

    def hear(self, words: str) -> None:
        """Wait until the window says something at its foot, and no dialog is before it."""
        self.wait(lambda: words in self.said and QApplication.activeModalWidget() is None)
        self.back_to_window()

    def back_to_window(self) -> None:
        """Go on in the window after a dialog; a desktop does so by itself, other platforms do not."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    @property
    def page(self) -> QWidget:
        """The page or form in the middle."""
        return self.window.stack.currentWidget()

    @property
    def place(self) -> str:
        """The place of the rail that the person is in."""
        return next(name for name, button in self.window.rail.buttons.items() if button.isChecked())

    @property
    def dialog(self) -> QWidget:
        """The dialog in front; fails when there is none."""
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        return dialog

    @property
    def said(self) -> str:
        """The sentence at the foot of the window; empty when there is none."""
        notice = self.window.notice
        return notice.text.text() if notice.isVisible() else ""

    @property
    def objections(self) -> list[str]:
        """The sentences in front that say what is wrong or unusual, from top to bottom."""
        front = QApplication.activeModalWidget() or self.page
        return [
            unbroken(label.text())
            for label in front.findChildren(QLabel)
            if label.isVisible() and label.property("role") in {"problem", "question"} and label.text()
        ]


def _give(path: Path, answered: list[Path], end: float) -> None:
    """Type a path into the window for files as soon as it is there; it is closed whatever happens."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QFileDialog):
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        line.setText(str(path))
        QTest.keyClick(line, Qt.Key.Key_Return)
        if dialog.isVisible():
            dialog.reject()
        else:
            answered.append(path)
    elif time.monotonic() < end:
        QTimer.singleShot(20, partial(_give, path, answered, end))
