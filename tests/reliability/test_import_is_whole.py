"""G13: an import comes in whole or not at all, also where it is killed or the disk is full."""

import hashlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ketatrack.domain.records import Reading, Session
from ketatrack.exchange.csv_import import plan_csv_import
from ketatrack.store.scheduled_backups import identify
from ketatrack.store.store import Store
from tests.exchange.course_files import write_files

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are a POSIX matter")

ROWS = 4_000
PATIENCE = 60
NAIVE = """
import sys
from pathlib import Path
from ketatrack.exchange.csv_import import plan_csv_import
from ketatrack.store.store import Store
with Store.open(Path(sys.argv[1])) as store:
    for record in plan_csv_import(Path(sys.argv[2]), store).additions:
        store.adopt([record])
"""
"""An import that writes each entry for itself."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = [f"2026-03-02T{n // 60 % 24:02}:{n % 60:02}Z,S1,{100 + n % 90},80" for n in range(ROWS)]
    rows = "\n".join(["taken_at,session,systolic,diastolic", *lines])
    return write_files(tmp_path_factory.mktemp("clinic") / "files", readings=f"{rows}\n")


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "mine.ketatrack"
    Store.create(path).close()
    return path


def command(journal: Path, files: Path) -> list[str]:
    return [sys.executable, "-m", "ketatrack", "import", str(journal), str(files)]


def naive(journal: Path, files: Path) -> list[str]:
    return [sys.executable, "-c", NAIVE, str(journal), str(files)]


def killed_while_writing(words: list[str], journal: Path, chance: random.Random) -> bool:
    """Start an import, kill it some time after it began to write; say whether it was still at it."""
    rollback = journal.with_name(f"{journal.name}-journal")
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        until = time.monotonic() + PATIENCE
        while child.poll() is None and not rollback.exists() and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(chance.random() * 0.4)
        child.send_signal(signal.SIGKILL)
        return child.wait(PATIENCE) == -signal.SIGKILL


def rows_in(journal: Path) -> int:
    with Store.open(journal) as store:
        assert store.check() == []
        return store.count(Reading) + store.count(Session)


def test_an_import_that_is_killed_leaves_all_or_nothing(
    journal: Path, files: Path, counts: Callable[[int, int], int], figures: Any
) -> None:
    chance = random.Random(13)
    kills = 0
    for attempt in range(counts(6, 100)):
        path = journal.with_name(f"{attempt}.ketatrack")
        shutil.copy(journal, path)
        kills += killed_while_writing(command(path, files), path, chance)
        assert rows_in(path) in {0, ROWS + 1}
    figures.note("imports killed", kills=kills, half=0)
    assert kills


def test_an_import_onto_a_full_disk_leaves_the_journal_as_it_was(
    journal: Path, files: Path, counts: Callable[[int, int], int], figures: Any
) -> None:
    with Store.open(journal) as store:
        identify(store)  # as the backup before the first import does
    before = hashlib.sha256(journal.read_bytes()).digest()
    size = journal.stat().st_size
    chance = random.Random(14)
    for _attempt in range(counts(4, 20)):
        room = size + chance.randrange(1, 400_000)

        def full(room: int = room) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

        done = subprocess.run(
            command(journal, files),
            preexec_fn=full,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "Nothing was saved" in done.stderr
        assert rows_in(journal) == 0
        assert hashlib.sha256(journal.read_bytes()).digest() == before
        figures.note("imports onto a full disk", tried=1, half=0)


def test_written_one_by_one_half_of_it_would_be_left(journal: Path, files: Path) -> None:
    """The control: without the one transaction, what was written before the end stays."""
    with Store.open(journal) as store:
        assert not plan_csv_import(files, store).is_empty
    assert killed_while_writing(naive(journal, files), journal, random.Random(15))
    assert 0 < rows_in(journal) < ROWS
