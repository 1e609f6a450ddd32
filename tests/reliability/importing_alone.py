"""Imports hostile files, each in a child of its own with bounded memory, and tells what became of it.

`python -m tests.reliability.importing_alone JOURNAL` reads one path a line, and answers each with one line of
JSON: how it ended, what was said, the seconds it took and the highest memory in MB.
"""

import csv
import io
import json
import os
import resource
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from xml.parsers import expat

from ketatrack.cli import run
from ketatrack.domain.errors import JournalError
from ketatrack.exchange.guarded_xml import read_guarded_xml

MOST_MEMORY = 1_000_000_000
"""Bytes of addresses; the program and its libraries take half of them."""


class _Counting:
    def opened(self, name: str, attributes: dict[str, str]) -> None: ...

    def closed(self, name: str) -> None: ...

    def text(self, piece: str) -> None: ...


def _guarded(journal: str, path: Path) -> str:
    """Import as the command line does; returns what it said when it refused."""
    if path.suffix == ".xml":
        try:
            read_guarded_xml(path, _Counting())
        except JournalError as error:
            return str(error)
        return ""
    said = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(said):
        code = run(["import", journal, str(path)])
    return said.getvalue().strip() if code else ""


def _naive(_journal: str, path: Path) -> str:
    """Read a file as if it were honest, with what the standard library offers, for at most three seconds."""
    resource.setrlimit(resource.RLIMIT_CPU, (3, 3))
    if path.suffix == ".xml":
        expat.ParserCreate().Parse(path.read_bytes(), True)  # noqa: FBT003
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            [archive.read(name) for name in archive.namelist()]
    else:
        with (path / "readings.csv").open(encoding="utf-8", newline="") as stream:
            list(csv.reader(stream))
    return ""


def _alone(work: Callable[[str, Path], str], journal: str, path: Path) -> dict[str, Any]:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    begun = time.perf_counter()
    try:
        said = work(journal, path)
        ended = "refused" if said else "taken"
    except BaseException as error:  # noqa: BLE001 - whatever else comes out is what is looked for
        ended, said = type(error).__name__, str(error)
    seconds = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"ended": ended, "said": said, "seconds": seconds, "megabytes": memory}


def main(journal: str) -> None:
    """Answer every path that is asked for; one after `naive ` is read without the guards."""
    run(["import", journal, journal, "--dry-run"])  # loads what the first child would load otherwise
    sys.stdout.flush()
    for line in sys.stdin:
        naive, path = line.startswith("naive "), Path(line.strip().removeprefix("naive "))
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            answer = json.dumps(_alone(_naive if naive else _guarded, journal, path))
            os.write(writing, answer.encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as told:
            answer = told.read()
        os.waitpid(child, 0)
        print(answer or json.dumps({"ended": "killed", "said": "", "seconds": 0, "megabytes": 0}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
