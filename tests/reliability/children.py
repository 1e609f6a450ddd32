"""Work in a process of its own, which can be killed, kept from writing, or watched at every system call.

Each child is forked off a process that has imported everything already, so that it begins at once.
"""

import ctypes
import multiprocessing
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import pytest

from ketatrack.domain.errors import JournalError

PATIENCE_S = 120
_PR_SET_PTRACER, _ANYBODY = 0x59616D61, -1

_IMPORTED_BEFORE = [
    "ketatrack.charts.files",
    "ketatrack.exchange.csv_export",
    "ketatrack.reports.pdf",
    "matplotlib.backends.backend_agg",
    "matplotlib.font_manager",
    "tests.reliability.exports",
    "tests.reliability.works",
    "typst",
]

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals, limits and forks of POSIX")


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child's work ended: what it returned, or the sentence that it said, or neither: killed."""

    killed: bool = False
    returned: Any = None
    said: str = ""


class Child:
    """Some work in a process that waits for `go`."""

    def __init__(self, work: Callable[..., Any], *arguments: Any) -> None:
        """Fork the process; it stands ready when this returns."""
        forks = multiprocessing.get_context("forkserver")
        forks.set_forkserver_preload(_IMPORTED_BEFORE)
        self._ours, theirs = forks.Pipe()
        self._process = forks.Process(target=_begin, args=(theirs, work, arguments), daemon=True)
        self._process.start()
        theirs.close()
        self._hear()

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process.pid is not None
        return self._process.pid

    def go(self) -> None:
        """Let the work begin."""
        self._ours.send("go")

    def kill(self) -> None:
        """Kill the process, wherever it is."""
        self._process.kill()

    def end(self) -> Ending:
        """Wait for the end; what is no JournalError is raised here."""
        try:
            how, what = self._hear()
        except (EOFError, ConnectionResetError):  # the latter where it was killed before it heard "go"
            how, what = "killed", None
        self._process.join(PATIENCE_S)
        code = self._process.exitcode
        self._process.close()
        self._ours.close()
        if how == "raised":
            raise AssertionError(what)
        if how == "killed":
            assert code == -signal.SIGKILL, f"the process ended by itself with {code}"
        return Ending(how == "killed", what if how == "returned" else None, what if how == "said" else "")

    def _hear(self) -> Any:
        assert self._ours.poll(PATIENCE_S), "the process neither answers nor ends"
        return self._ours.recv()


def run(work: Callable[..., Any], *arguments: Any) -> Ending:
    """Do some work in a process of its own to its end."""
    child = Child(work, *arguments)
    child.go()
    return child.end()


def seconds_of(work: Callable[..., Any], *arguments: Any) -> float:
    """Do some work in a process of its own, and return how long it took."""
    child = Child(work, *arguments)
    begun = time.monotonic()
    child.go()
    child.end()
    return time.monotonic() - begun


def run_and_kill(longest_s: float, work: Callable[..., Any], *arguments: Any) -> Ending:
    """Begin some work and kill it at a random moment, unless it ended before."""
    child = Child(work, *arguments)
    child.go()
    time.sleep(random.uniform(0, longest_s))
    child.kill()
    return child.end()


def _begin(pipe: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    if sys.platform == "linux":  # elsewhere a process may be watched by its user anyway, or not at all
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANYBODY, 0, 0, 0)
    pipe.send("ready")
    pipe.recv()
    try:
        pipe.send(("returned", work(*arguments)))
    except JournalError as problem:
        pipe.send(("said", str(problem)))
    except BaseException:  # noqa: BLE001 - told to the test, which raises it
        pipe.send(("raised", traceback.format_exc()))
