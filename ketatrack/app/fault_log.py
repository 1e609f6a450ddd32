"""What the program notes of its own faults, for whoever mends it: never a word of what is in a journal.

A fault is told by the kinds of its errors and the places in the program that led to it. Messages of errors
and of libraries are left out, since they may quote what somebody wrote; paths begin inside the program, since
the rest of them names whose computer it is.
"""

import faulthandler
import os
import re
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

import platformdirs

_MOST_BYTES = 200_000
"""Of the log, which is begun anew beyond it; the one before is kept."""
_LOG, _OLDER_LOG, _CRASH = "program.log", "program.1.log", "crash.txt"
_STACK_LINE = re.compile(r'^ +File "(?P<path>.*)", line (?P<line>\d+) in (?P<function>\S+)$')
_THREAD_LINE = re.compile(r"^(?:Fatal Python error: [\w ]+|(?:Current thread|Thread) 0x[0-9a-f]+.*)$")


def told(error: BaseException | None) -> Iterator[str]:
    """Yield the lines that tell an error and those that led to it, the newest first, without messages."""
    while error is not None:
        yield type(error).__qualname__
        for frame in traceback.extract_tb(error.__traceback__):
            yield _place(frame.filename, frame.lineno or 0, frame.name)
        error = error.__cause__ or error.__context__


def _place(path: str, line: int, function: str) -> str:
    return f"  {_inside(path)}:{line} in {function}"


def _inside(path: str) -> str:
    """Return a path from the package on, or its last part where it belongs to none."""
    parts = Path(path).parts
    for root in ("ketatrack", "site-packages"):
        if root in parts:
            last = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[last:])
    return parts[-1] if parts else path


class FaultLog:
    """A log that only its owner can read, small for good; it is made when there is something to note."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take another folder than the usual one of logs."""
        self._folder = folder or platformdirs.user_log_path("ketatrack", appauthor=False)
        self._crash: IO[str] | None = None

    def note(self, lines: list[str]) -> None:
        """Note a fault; where no log can be written, standard error has it all the same."""
        words = "\n".join([f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S%z}", *lines, ""])
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            log = self._folder / _LOG
            if log.exists() and log.stat().st_size > _MOST_BYTES:
                log.replace(self._folder / _OLDER_LOG)
            with open(log, "a", encoding="utf-8", opener=_for_its_owner) as stream:
                stream.write(words)

    def watch_for_crashes(self) -> list[str]:
        """Have the end of the interpreter itself noted from now on, and return how it ended last time.

        Returns:
            the lines that tell it, empty where it ended in an orderly way or there is no place for notes.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self._folder / _CRASH
            last_time = list(_crash_told(path)) if path.exists() else []
            self._crash = open(path, "w", encoding="utf-8", opener=_for_its_owner)  # noqa: SIM115
        except OSError:
            return []
        faulthandler.enable(self._crash)
        return last_time


def _crash_told(path: Path) -> Iterator[str]:
    """Yield what a crash left, without what lies around the program."""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if found := _STACK_LINE.match(line):
            yield _place(found["path"], int(found["line"]), found["function"])
        elif _THREAD_LINE.match(line):
            yield line


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
