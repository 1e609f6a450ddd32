"""The files that leave a journal, as the commands write them, and whether one is complete."""

import io
import json
import os
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pikepdf

from ketatrack.cli.commands import run_command
from ketatrack.exchange.plan_file import open_plan
from ketatrack.store.store import Store
from tests.store.conftest import one_of_each

PASSPHRASE = "the words of a test"
PASSPHRASE_FD = "the file descriptor that has the passphrase"


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of file: the command's words around journal and file, its name, and what makes it complete."""

    words: tuple[str, ...]
    name: str
    is_complete: Callable[[Path], bool]


def journal_to_export(path: Path) -> None:
    """Make a journal with one course, which has a record of every kind and a date to come.

    Beside it lies the passphrase with which a plan that leaves it is closed.
    """
    _passphrase_of(path).write_text(PASSPHRASE, encoding="ascii")
    path.write_bytes(_journal())


@cache
def _journal() -> bytes:
    soon = date.today() + timedelta(days=30)  # noqa: DTZ011
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.ketatrack")
        with Store.create(path) as store:
            store.adopt(
                record.changed(planned_on=soon) if record.kind == "planned_items" else record
                for record in one_of_each()
            )
        return path.read_bytes()


def command_line(*words: str) -> str:
    """Run a command in this process, and return the sentence that it fails with; empty where it does not."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as complaints:
        code = run_command(words)
    assert code in {0, 1}, (words, complaints.getvalue())
    return complaints.getvalue() if code else ""


def _json(path: Path) -> bool:
    return bool(json.loads(path.read_bytes()))


def _zip(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None and "sessions.csv" in archive.namelist()


def _folder(path: Path) -> bool:
    return {"README.txt", "course.csv", "sessions.csv"} <= {each.name for each in path.iterdir()}


def _pdf(path: Path) -> bool:
    with pikepdf.open(path) as document:
        return len(document.pages) > 0


def _plan(path: Path) -> bool:
    return bool(open_plan(path, PASSPHRASE).content.plan)


def _png(path: Path) -> bool:
    return path.read_bytes().endswith(b"IEND\xaeB`\x82")


def _calendar(path: Path) -> bool:
    return path.read_bytes().endswith(b"END:VCALENDAR\r\n")


EXPORTS = {
    "json": Export(("export", "--replace"), "data.json", _json),
    "zip": Export(("export", "--replace"), "data.zip", _zip),
    "folder": Export(("export",), "data", _folder),
    "report": Export(("report", "--replace"), "report.pdf", _pdf),
    "chart": Export(("chart", "response", "--replace"), "chart.png", _png),
    "calendar": Export(("calendar", "--replace"), "dates.ics", _calendar),
    "plan": Export(("plan-file", "--replace", "--passphrase-fd", PASSPHRASE_FD), "dates.plan", _plan),
}

SLOW = ("report", "chart", "plan")
"""What is drawn, set or sealed, for a second each."""


def export(kind: str, journal: Path, folder: Path) -> str:
    """Write a file into a folder as the command does, and return the sentence that it fails with."""
    descriptor = os.open(_passphrase_of(journal), os.O_RDONLY)
    command, *options = (str(descriptor) if word == PASSPHRASE_FD else word for word in EXPORTS[kind].words)
    return command_line(command, str(journal), *options, str(folder / EXPORTS[kind].name))


def _passphrase_of(journal: Path) -> Path:
    return journal.with_suffix(".passphrase")
