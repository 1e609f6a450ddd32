"""Starts the whole program with a person at it, as `programs` describes, in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.hands import Hands

PROJECT = Path(__file__).parents[2]
PATIENCE_S = 60

IS_OPEN = all(folder.stat().st_mode & 0o001 for folder in [PROJECT, *PROJECT.parents])
"""Whether a program that gave up root's powers can still import from here."""

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals, limits and users of POSIX")


def begin(act: Callable[[Hands], None], journal: Path) -> subprocess.Popen[str]:
    """Start the program on a journal; its own choices are kept beside it, and its home is there."""
    homes = {name: str(journal.parent) for name in ("HOME", "XDG_CONFIG_HOME")}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.programs", act.__name__, str(journal)],
        cwd=PROJECT,
        env=os.environ | homes | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def watch(act: Callable[[Hands], None], journal: Path) -> list[dict[str, Any]]:
    """Let the program run to its end, and return what the person saw, time after time."""
    with begin(act, journal) as program:
        try:
            printed, complaints = program.communicate(timeout=PATIENCE_S)
        finally:
            program.kill()
    assert program.returncode == 0, complaints
    assert "Traceback" not in complaints, complaints
    seen: list[dict[str, Any]] = json.loads(printed)
    return seen
