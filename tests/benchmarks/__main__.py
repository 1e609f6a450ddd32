"""Prints how fast the program is beside its own libraries: `python -m tests.benchmarks [WORD ...]`.

Both sides of a ratio run in turn in processes of their own, on one machine in one run; each figure is the
median. Words choose the lines whose names hold one of them. Ends with 1 where an aim was missed.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from tests.benchmarks.journals import write_csv, write_demo, write_plan

Run = Callable[[], float]

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the files there are made by tempfile
"""Where saving waits for no disk: beside the wait, a slower program would not be noticed on a slow disk."""

LONGEST_RUN = 300
"""Seconds, after which something hangs."""


@dataclass(frozen=True)
class Comparison:
    """Two things measured in turn, and the ratio between them that is aimed at."""

    name: str
    unit: str
    ours: Run
    other: Run
    aim: float
    rounds: int = 7

    def measured(self) -> "Measured":
        """Run both sides in turn, after one run of each that does not count, and return their medians."""
        sides = (self.ours, self.other)
        for side in sides:
            side()
        figures = [[side() for side in sides] for _round in range(self.rounds)]
        ours, other = (statistics.median(column) for column in zip(*figures, strict=True))
        return Measured(self, ours, other)


@dataclass(frozen=True)
class Measured:
    """What a comparison came to, each side in its unit."""

    of: Comparison
    ours: float
    other: float

    @property
    def is_met(self) -> bool:
        """Whether the ratio is within its aim, to the two places that are printed."""
        return round(self.ours / self.other, 2) <= self.of.aim

    def line(self) -> str:
        """Return the line of the table."""
        figures = f"{self.ours:>12.3f}{self.other:>12.3f} {self.of.unit:<4}{self.ours / self.other:>8.2f}"
        return f"{self.of.name:<44}{figures}{self.of.aim:>8.2f}{'' if self.is_met else '  missed'}"


def measure(module: str, *words: str, home: Path) -> float:
    """Run one side in a process of its own, which prints its figure."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment |= {name: str(home) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *words]
    finished = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=LONGEST_RUN, check=False
    )
    if finished.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{finished.stderr}")
    return float(finished.stdout.splitlines()[-1])


def window(name: str, journal: Path, size: tuple[int, int], home: Path) -> float:
    begun = repr(time.monotonic())
    return measure("windows", name, begun, str(journal), *map(str, size), home=home)


def importing(name: str, folder: Path, home: Path) -> float:
    with tempfile.TemporaryDirectory(dir=home) as work:
        return measure("imports", name, str(folder), work, home=home)


def comparisons(home: Path) -> Iterator[Comparison]:
    from ketatrack.ui.main_window import FIRST_SIZE

    journal = home / "demo.ketatrack"
    write_demo(journal)
    for name, readings in (("few", 10), ("10k", 10_000), ("100k", 100_000)):
        write_csv(home / name, readings)
    shown = partial(window, journal=journal, size=FIRST_SIZE.toTuple(), home=home)
    yield Comparison(
        "first paint / bare window",
        "s",
        partial(shown, "our-first-paint"),
        partial(shown, "bare-first-paint"),
        1.6,
    )
    yield Comparison(
        "data on screen / the libraries, one query",
        "s",
        partial(shown, "our-data"),
        partial(shown, "bare-data"),
        1.3,
    )
    yield Comparison(
        "peak memory / bare window with a canvas",
        "kB",
        partial(shown, "our-memory"),
        partial(shown, "bare-memory"),
        1.5,
        rounds=3,
    )
    for course in ("demo", "300 sessions"):
        yield Comparison(
            f"page of {course} / typst alone",
            "s",
            partial(measure, "pages", "ours", course, home=home),
            partial(measure, "pages", "typst", course, home=home),
            1.5,
            rounds=5,
        )
    brought_in = partial(importing, home=home)
    yield Comparison(
        "import of 100,000 / csv and executemany",
        "s",
        partial(brought_in, "ours", home / "100k"),
        partial(brought_in, "plain", home / "100k"),
        4.0,
        rounds=3,
    )
    yield Comparison(
        "import of 100,000 / import of 10,000",
        "s",
        partial(brought_in, "ours", home / "100k"),
        partial(brought_in, "ours", home / "10k"),
        11.0,
        rounds=3,
    )
    for years in (1, 10):
        write_plan(home / f"plan-{years}.ketatrack", years)
    planned = partial(measure, "plans", home=home)
    yield Comparison(
        "plan of ten years / of one year",
        "s",
        partial(planned, str(home / "plan-10.ketatrack")),
        partial(planned, str(home / "plan-1.ketatrack")),
        2.0,
    )
    yield Comparison(
        "response chart of ten years / same artists",
        "s",
        partial(measure, "drawings", "ours", home=home),
        partial(measure, "drawings", "bare", home=home),
        1.5,
        rounds=3,
    )


def sealed_comparisons(home: Path) -> Iterator[Comparison]:
    from tests.benchmarks.sealed import write_sealed

    journal = home / "sealed.ketatrack"
    write_sealed(journal)
    part = partial(measure, "sealed", home=home)
    yield Comparison(
        "opening by passphrase / its key and 50 ms",
        "s",
        partial(part, "open", str(journal)),
        partial(part, "derive", str(journal)),
        1.0,
        rounds=5,
    )
    yield Comparison(
        "saving a session / the bare engine",
        "s",
        partial(part, "ours", str(journal)),
        partial(part, "bare", str(journal)),
        1.5,
        rounds=5,
    )
    if IN_MEMORY.is_dir():
        yield Comparison(
            "saving without waiting for a disk / the same",
            "s",
            partial(part, "ours", str(journal), str(IN_MEMORY)),
            partial(part, "bare", str(journal), str(IN_MEMORY)),
            2.5,
            rounds=5,
        )


def main() -> int:
    """Print a line for each comparison as soon as it is measured."""
    print(f"{'':<44}{'KetaTrack':>12}{'beside':>12} {'':<4}{'ratio':>8}{'aim':>8}")
    missed = False
    with tempfile.TemporaryDirectory() as home:
        for each in chain(comparisons(Path(home)), sealed_comparisons(Path(home))):
            if len(sys.argv) == 1 or any(word in each.name for word in sys.argv[1:]):
                measured = each.measured()
                missed = missed or not measured.is_met
                print(measured.line(), flush=True)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
