"""Long work beside the window: PDF, import, export, opening a file, importing matplotlib."""

import gc
from collections.abc import Callable
from threading import Event
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

Result = TypeVar("Result")


class _Report(QObject):
    done = Signal(object)
    failed = Signal(object)


class _Work(QRunnable):
    def __init__(self, work: Callable[[], object], report: _Report) -> None:
        super().__init__()
        self._work: list[Callable[[], object]] = [work]
        self._report = report

    def run(self) -> None:
        """Do the work on a thread of the pool and hand its end to the window's thread.

        What the work knows, such as a key, is let go with its end: Qt may keep this object for longer.
        """
        try:
            result = self._work.pop()()
        except Exception as error:  # noqa: BLE001 - whatever happened is handed to the window, which shows it
            self._report.failed.emit(error)
        else:
            self._report.done.emit(result)


class WorkCancelledError(Exception):
    """Somebody no longer wants what was being made; nothing of it is left."""


class Steps(QObject):
    """Tells the window what a long work does next, and the work that it is no longer wanted.

    The work calls it with words between its steps; once cancelled, the next call ends the work.
    """

    reported = Signal(str)

    def __init__(self) -> None:
        """Start with work that is wanted."""
        super().__init__()
        self._cancelled = Event()

    def __call__(self, words: str) -> None:
        """Say what is done next; called by the work, on its thread.

        Raises:
            WorkCancelledError: it was cancelled.
        """
        if self._cancelled.is_set():
            raise WorkCancelledError
        self.reported.emit(words)

    def cancel(self) -> None:
        """End the work before its next step."""
        self._cancelled.set()


_running: set[_Report] = set()
"""Keeps the reports of unfinished work alive; Qt holds no reference to them.

While there are some, Python's search for unused cycles waits: it would run on whichever thread allocates,
and a widget that is deleted on any thread but the window's brings the program down.
"""


def is_busy() -> bool:
    """Say whether work is under way whose end has not reached the window."""
    return bool(_running)


def run_in_background(
    work: Callable[[], Result],
    on_done: Callable[[Result], None],
    on_failed: Callable[[Exception], None],
    owner: QObject | None = None,
) -> None:
    """Do some work on a thread; then call one of the two functions on the window's thread.

    Args:
        work: touches no widget and no open store of the window.
        on_done: takes what the work returned.
        on_failed: takes the exception that ended the work.
        owner: who waits for the end; when it is gone by then, neither function is called.
    """
    report = _Report()
    _running.add(report)
    gc.disable()

    def finish(result: Result) -> None:
        _end(report)
        if owner is None or shiboken6.isValid(owner):
            on_done(result)

    def fail(error: Exception) -> None:
        _end(report)
        if owner is None or shiboken6.isValid(owner):
            on_failed(error)

    report.done.connect(finish)
    report.failed.connect(fail)
    QThreadPool.globalInstance().start(_Work(work, report))


def _end(report: _Report) -> None:
    _running.discard(report)
    report.deleteLater()  # with its connections, which would keep all that waited for it alive
    if not _running:
        gc.enable()
