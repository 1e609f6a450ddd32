"""What a kill leaves beside a file is in nobody's way, and nothing of it stays in the clear."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ketatrack.domain.errors import JournalError
from ketatrack.domain.whole_file import write_whole
from ketatrack.store.holding import replacement_of
from ketatrack.store.keeping import keep_copy
from ketatrack.store.new_file import becoming
from ketatrack.store.store import Store
from tests.records import patient

KILLED_WHILE_FILLING = """
import os, signal, sys
from pathlib import Path
from ketatrack.store.engine import connect
from ketatrack.store.new_file import becoming
with becoming(Path(sys.argv[1])) as part:
    connection = connect(part)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE patients (name)")
    connection.execute("PRAGMA cache_spill = 1")
    part.with_name(part.name + "-journal").touch()
    os.kill(os.getpid(), signal.SIGKILL)
"""
KILLED_WHILE_MAKING = """
import os, signal, sys
from pathlib import Path
from ketatrack.store.journal_file import create_journal
create_journal(Path(sys.argv[1]), fill=lambda connection: os.kill(os.getpid(), signal.SIGKILL))
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")


@pytest.fixture
def journal(path: Path) -> Path:
    Store.create(path, None, [patient(name="A. Example")]).close()
    return path


def killed(script: str, path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert ended.returncode < 0
    assert not path.exists()


@posix
def test_a_copy_that_was_cut_off_can_be_made_again(journal: Path) -> None:
    out = journal.with_name("copy.ketatrack")
    killed(KILLED_WHILE_FILLING, out)
    assert keep_copy(journal, None, out).rows["patients"] == 1


@posix
def test_what_was_cut_off_long_ago_is_swept_with_what_the_database_left_beside_it(journal: Path) -> None:
    out = journal.with_name("copy.ketatrack")
    killed(KILLED_WHILE_FILLING, out)
    long_ago = time.time() - 7200
    for left in journal.parent.glob(".copy*"):
        os.utime(left, (long_ago, long_ago))
    write_whole(journal.with_name("notes.txt"), b"")
    assert sorted(each.name for each in journal.parent.iterdir()) == ["notes.txt", journal.name]


@posix
def test_a_new_journal_that_was_cut_off_can_be_made_again(path: Path) -> None:
    killed(KILLED_WHILE_MAKING, path)
    Store.create(path).close()
    Store.open(path).close()


def test_a_journal_that_somebody_else_makes_meanwhile_is_not_replaced(path: Path) -> None:
    def make_another(_connection: object) -> None:
        path.write_text("somebody else's")

    from ketatrack.store.journal_file import create_journal

    with pytest.raises(JournalError, match="is there already"):
        create_journal(path, fill=make_another)
    assert path.read_text() == "somebody else's"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_in_a_folder_that_is_not_there_is_refused_by_naming_it(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="There is no folder"), becoming(tmp_path / "none" / "a.ketatrack"):
        pass


@pytest.mark.parametrize("reading_only", [False, True])
def test_a_replacement_that_was_cut_off_is_swept_by_whoever_opens_the_journal(
    journal: Path, *, reading_only: bool
) -> None:
    replacement_of(journal).write_text("in the clear")
    replacement_of(journal).with_name(f"{replacement_of(journal).name}-journal").write_text("in the clear")
    Store.open(journal, reading_only=reading_only).close()
    assert list(journal.parent.iterdir()) == [journal]


def test_a_replacement_that_another_computer_may_be_making_stays(journal: Path) -> None:
    note = journal.with_name(f".{journal.name}.in-use")
    note.write_text('{"computer": "study", "since": "2026-06-01 09:00"}')
    replacement_of(journal).touch()
    Store.open(journal, reading_only=True).close()
    assert replacement_of(journal).exists()
