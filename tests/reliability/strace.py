"""Every system call of a child that changes a disk, in its order; and the one of them that goes wrong."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.children import PATIENCE_S, Child, Ending

_CHANGES = (
    "open,openat,close,pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat"
)
_FAULT_POINTS = ["pwrite64", "write", "fsync", "fdatasync", "rename", "unlink"]
_LONGEST = 1 << 20
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|\?)")
_ARGUMENT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"|([^,\s][^,]*)')

watched = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace to watch a process")


@dataclass(frozen=True, slots=True)
class Call:
    """One system call: its name, its arguments (texts as bytes), and what it returned."""

    name: str
    arguments: tuple[bytes | str, ...]
    returned: int


@dataclass(frozen=True, slots=True)
class FaultPoint:
    """The n-th call of a name, counted from 1."""

    name: str
    number: int


@contextmanager
def _attached(child: Child, *options: str):
    with subprocess.Popen(
        ["strace", "-f", "-p", str(child.pid), *options], stderr=subprocess.PIPE, text=True
    ) as tracer:
        assert tracer.stderr
        line = tracer.stderr.readline()
        if "attached" not in line:
            child.kill()
            child.end()
            pytest.skip(f"no process may be watched here: {line.strip()}")
        yield
        tracer.communicate(timeout=PATIENCE_S)


def calls_of(log: Path, work: Callable[..., Any], *arguments: Any) -> tuple[list[Call], Ending]:
    """Do some work in a child, and return every call by which it changed the disk."""
    child = Child(work, *arguments)
    told = ("-xx", "-s", str(_LONGEST), "-e", "signal=none", "-e", f"trace={_CHANGES}", "-o", str(log))
    with _attached(child, *told):
        child.go()
        ending = child.end()
    with log.open(encoding="ascii") as lines:
        calls = [call for line in lines if (call := _call(line)) is not None]
    while calls.pop().name != "write":  # by which the child tells its end
        pass
    return calls, ending


def _call(line: str) -> Call | None:
    assert "<unfinished" not in line, "a child that is watched has one thread"
    match = _LINE.match(line)
    if match is None or match[3] == "?":
        return None
    arguments = tuple(
        plain or bytes.fromhex(text.replace("\\x", "")) for text, plain in _ARGUMENT.findall(match[2])
    )
    return Call(match[1], arguments, int(match[3]))


def fault_points(calls: Sequence[Call], most: int) -> list[FaultPoint]:
    """Choose points at which a call can go wrong, spread over the whole of the work."""
    seen: Counter[str] = Counter()
    points = []
    for call in calls:
        if call.name in _FAULT_POINTS:
            seen[call.name] += 1
            points.append(FaultPoint(call.name, seen[call.name]))
    if len(points) <= most:
        return points
    return [points[round(place * (len(points) - 1) / (most - 1))] for place in range(most)]


def run_with_fault(point: FaultPoint, fault: str, work: Callable[..., Any], *arguments: Any) -> Ending:
    """Do some work in a child in which one call goes wrong, such as `error=ENOSPC` or `signal=SIGKILL`."""
    child = Child(work, *arguments)
    inject = f"inject={point.name}:{fault}:when={point.number}"
    with _attached(child, "-e", f"trace={point.name}", "-e", inject, "-o", "/dev/null"):
        child.go()
        return child.end()
