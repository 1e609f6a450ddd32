"""G13: a file from elsewhere cannot hang, fill the memory, write outside, or come in by half.

Each file is imported by the command itself, in a process of its own whose memory is bounded, so that what the
guards let through would show as an end of that process.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ketatrack.exchange.importing import plan_import
from ketatrack.store.store import Store
from tests.records import patient
from tests.reliability.hostile_files import MADE

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="children and their bounds are a POSIX matter"
)

SECONDS = 60
"""So long may a child take on a slow and busy machine before it counts as hanging."""
HARMLESS = {("journal", "a view without an end")}
"""What is in place of the table is passed over, with a notice, and the rest is taken."""

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mine") / "mine.ketatrack"
    with Store.create(path) as store:
        store.adopt([patient(name="A. Example")])
    return path


@pytest.fixture(scope="module")
def ask(journal: Path) -> Iterator[Ask]:
    """Import a path in a child, and return how that ended."""
    command = [sys.executable, "-m", "tests.reliability.importing_alone", str(journal)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        asked, answers = parent.stdin, parent.stdout
        while "Nothing was written" not in answers.readline():
            pass

        def tell(path: Path, *, naive: bool = False) -> dict[str, Any]:
            asked.write(f"{'naive ' if naive else ''}{path}\n")
            asked.flush()
            answer: dict[str, Any] = json.loads(answers.readline())
            return answer

        yield tell
        asked.close()
        parent.wait(SECONDS)


@pytest.mark.parametrize(
    ("kind", "what"),
    [(kind, what) for kind, files in MADE.items() for what in files if (kind, what) not in HARMLESS],
)
def test_a_hostile_file_is_refused_in_a_sentence(
    kind: str, what: str, tmp_path: Path, journal: Path, ask: Ask, figures: Any
) -> None:
    path = MADE[kind][what](tmp_path)
    before = hashlib.sha256(journal.read_bytes()).digest()

    answer = ask(path)

    row = f"hostile files: {kind}"
    figures.note(row, tried=1, refused=int(answer["ended"] == "refused"))
    figures.note_highest(row, seconds=round(answer["seconds"], 2), megabytes=round(answer["megabytes"]))
    assert answer["ended"] == "refused", answer
    assert answer["said"].endswith(".")
    assert "Traceback" not in answer["said"]
    assert hashlib.sha256(journal.read_bytes()).digest() == before
    assert [each.name for each in journal.parent.iterdir()] == [journal.name]


def test_a_view_in_place_of_a_table_is_passed_over(tmp_path: Path) -> None:
    path = MADE["journal"]["a view without an end"](tmp_path)
    with Store.create(tmp_path / "mine.ketatrack") as store:
        plan = plan_import(path, store)
    assert plan.accepted["patients"] == 1
    assert plan.accepted["visits"] == 0
    assert [notice.sentence for notice in plan.notices] == [
        "“visits” in it is not a table, and is passed over."
    ]


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("xml", "an attribute of 40 MB"),
        ("zip", "a member that grows a thousandfold"),
        ("csv", "a quote that is never closed"),
        ("csv", "millions of rows"),
    ],
)
def test_reading_it_as_if_it_were_honest_does_harm(kind: str, what: str, tmp_path: Path, ask: Ask) -> None:
    """The control: the same files, read with what the standard library offers."""
    path = MADE[kind][what](tmp_path)
    guarded, naive = ask(path), ask(path, naive=True)
    grew = naive["megabytes"] > 2 * guarded["megabytes"]
    assert naive["ended"] != "taken" or grew, naive
