"""How often each guarantee is tried, and the figures that come of it."""

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the files there are made by tempfile


@pytest.fixture(scope="session")
def counts(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """Choose between the count of every run and that of a night: `counts(20, 200)`."""
    nightly = request.config.getoption("--nightly")
    return lambda every_run, nightly_run: nightly_run if nightly else every_run


class Figures:
    """What was tried and found, by the row of the README's table that it belongs to."""

    def __init__(self) -> None:
        """Start with nothing tried."""
        self._summed: dict[str, Counter[str]] = {}
        self._highest: dict[str, dict[str, float]] = {}

    def note(self, row: str, **counted: int) -> None:
        """Add to the counts of a row: `note("kills while saving", kills=1, lost_saves=0)`."""
        self._summed.setdefault(row, Counter()).update(counted)

    def note_highest(self, row: str, **measured: float) -> None:
        """Keep the highest of what was measured: `note_highest("hostile files", seconds=0.4)`."""
        kept = self._highest.setdefault(row, {})
        for name, value in measured.items():
            kept[name] = max(value, kept.get(name, value))

    def as_rows(self) -> dict[str, dict[str, float]]:
        """Return every row with its figures, zeros included."""
        rows = dict.fromkeys([*self._summed, *self._highest])
        return {row: {**self._summed.get(row, {}), **self._highest.get(row, {})} for row in rows}


@pytest.fixture(scope="session")
def figures(request: pytest.FixtureRequest) -> Iterator[Figures]:
    """Collect figures, and write them where `--figures` says."""
    collected = Figures()
    yield collected
    out = request.config.getoption("--figures")
    if out:
        Path(out).write_text(json.dumps(collected.as_rows(), indent=1), encoding="utf-8")


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is one: kills and faults are the same, and nothing waits for a disk."""
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture
def fresh_folder(quick_folder: Path) -> Callable[[], Path]:
    """Make an empty folder in memory, in place of the one before."""
    folder = quick_folder / "fresh"

    def make() -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    return make
