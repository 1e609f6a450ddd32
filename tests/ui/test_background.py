"""Work beside the window: its end comes back to the window's thread, or to nobody."""

import gc
import threading
from functools import partial
from weakref import ref

import shiboken6
from PySide6.QtCore import QObject

from ketatrack.ui.background import _Report, _Work, is_busy, run_in_background


def test_the_end_of_work_comes_back_to_the_windows_thread(qtbot):
    ends = []

    run_in_background(
        threading.get_ident, lambda worker: ends.append((worker, threading.get_ident())), raise_
    )
    qtbot.waitUntil(lambda: bool(ends))

    ((worker, window),) = ends
    assert worker != window == threading.get_ident()


def test_a_failure_comes_back_as_it_was_raised(qtbot):
    ends = []

    run_in_background(lambda: 1 // 0, ends.append, ends.append)
    qtbot.waitUntil(lambda: bool(ends))

    assert isinstance(ends[0], ZeroDivisionError)


def test_whoever_is_gone_gets_no_answer(qtbot):
    owner, ends = QObject(), []
    run_in_background(lambda: 1, ends.append, ends.append, owner=owner)
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: not is_busy())

    assert ends == []


def test_widgets_are_never_collected_on_a_thread_that_works(qtbot):
    searched = []

    run_in_background(gc.isenabled, searched.append, raise_)
    qtbot.waitUntil(lambda: bool(searched))

    assert searched == [False]
    assert gc.isenabled()


def raise_(error: Exception) -> None:
    raise error


def test_what_work_knew_is_let_go_with_its_end_however_long_qt_keeps_it(qtbot):
    class Secret:
        """Stands for a key."""

    secret = Secret()
    known = ref(secret)
    report = _Report()
    work = _Work(partial(str, secret), report)
    del secret
    with qtbot.waitSignal(report.done):
        work.run()
    assert known() is None
