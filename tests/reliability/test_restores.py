"""G8: a restore brings back the backup or leaves the journal, never a mix, and can be undone."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlcipher3.dbapi2

from ketatrack.domain.backup_words import Reason
from ketatrack.store.backups import backups_in
from ketatrack.store.comparing import compare
from ketatrack.store.engine import connect
from ketatrack.store.keeping import backup_file
from ketatrack.store.key import Key
from ketatrack.store.restoring import restore
from ketatrack.store.store import Store
from tests.reliability.backup_works import copy_over, journal_of_one_mind, minds_in, restore_it
from tests.reliability.children import posix, run_and_kill, seconds_of
from tests.reliability.journals import KEYS
from tests.reliability.strace import calls_of, fault_points, run_with_fault, watched

each_way = pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
BEFORE, IN_BACKUP = {"0"}, {"7"}


@dataclass
class Case:
    """A journal, a backup that says otherwise in every session, and where further backups go."""

    path: Path
    key: Key | None
    backup: Path
    data: Path

    def restore(self) -> tuple[Path, Key | None, Path, Path]:
        """Return what restoring takes."""
        return self.path, self.key, self.backup, self.data

    def is_old_or_new(self) -> bool:
        """Open it as the next start would, and say whether it is one or the other as a whole."""
        with closing(connect(self.path, self.key)) as connection:
            connection.execute("BEGIN IMMEDIATE")  # takes in or takes back what a crash left beside it
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return whole and minds_in(self.path, self.key) in (BEFORE, IN_BACKUP)

    def backups_are_sound(self) -> bool:
        """Say whether each backup that counts holds what the journal held."""
        kept = [each for folder in self.data.glob("ketatrack/backups/*") for each in backups_in(folder)]
        return all(minds_in(each.path, self.key) in (BEFORE, IN_BACKUP) for each in kept)


@pytest.fixture
def case(fresh_folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Callable[[Key | None], Case]:
    def make(key: Key | None) -> Case:
        folder = fresh_folder()
        monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
        backup = journal_of_one_mind(folder / "backup.ketatrack", key, 60, mind=7)
        path = journal_of_one_mind(folder / "spring.ketatrack", key, 40)
        return Case(path, key, backup, folder / "data")

    return make


Make = Callable[[Key | None], Case]


@watched
@posix
@each_way
@pytest.mark.parametrize("fault", ["error=ENOSPC", "signal=SIGKILL"], ids=["no room", "exit"])
def test_a_fault_at_any_point_leaves_the_old_or_the_new_journal(
    case: Make, tmp_path: Path, key: Key | None, fault: str, counts, figures
):
    calls, _ending = calls_of(tmp_path / "calls", restore_it, *case(key).restore())
    for point in fault_points(calls, counts(10, 150)):
        tried = case(key)
        ending = run_with_fault(point, fault, restore_it, *tried.restore())
        assert ending.killed == (fault == "signal=SIGKILL"), (point, ending)
        whole = tried.is_old_or_new() and tried.backups_are_sound()
        figures.note("faults in restores", faults=1, journals_left_whole=whole)
        assert whole, point
        restore(*tried.restore()[:3], key)
        assert compare(tried.path, key, tried.backup, key).is_equal


@posix
@each_way
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_journal(case: Make, key: Key | None, counts, figures):
    longest = seconds_of(restore_it, *case(key).restore())
    for _kill in range(counts(10, 100)):
        tried = case(key)
        run_and_kill(longest, restore_it, *tried.restore())
        whole = tried.is_old_or_new() and tried.backups_are_sound()
        figures.note("kills in restores", kills=1, journals_left_whole=whole)
        assert whole


@posix
def test_the_kills_find_a_backup_that_is_copied_over_the_journal(case: Make):
    for _kill in range(200):
        tried = case(None)
        run_and_kill(seconds_of(copy_over, *tried.restore()), copy_over, *tried.restore())
        try:
            if not tried.is_old_or_new():
                return
        except sqlcipher3.dbapi2.DatabaseError:
            return
    pytest.fail("no kill has shown the harm of copying over a journal")


HALF_A_TRANSACTION = """
import os, sys
from pathlib import Path
from ketatrack.store.engine import connect
connection = connect(Path(sys.argv[1]))
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE sessions SET notes = 'half ' || notes")
os._exit(0)
"""


def leave_half_a_transaction(path: Path) -> None:
    """Die while writing, with a rollback journal left beside the file."""
    subprocess.run([sys.executable, "-c", HALF_A_TRANSACTION, str(path)], check=True)
    assert path.with_name(f"{path.name}-journal").stat().st_size > 0


@posix
def test_what_a_crash_left_beside_the_journal_does_not_reach_the_restored_one(case: Make):
    tried = case(None)
    leave_half_a_transaction(tried.path)
    restored = restore(*tried.restore()[:3], None)
    assert compare(tried.path, None, tried.backup, None).is_equal
    assert restored.before is not None
    assert minds_in(restored.before, None) == BEFORE
    assert not tried.path.with_name(f"{tried.path.name}-journal").exists()


@posix
def test_a_backup_copied_over_the_journal_meets_what_a_crash_left_beside_it(case: Make):
    tried = case(None)
    leave_half_a_transaction(tried.path)
    shutil.copyfile(tried.backup, tried.path)
    try:
        assert not tried.is_old_or_new() or minds_in(tried.path, None) != IN_BACKUP
    except sqlcipher3.dbapi2.DatabaseError:
        return


@each_way
def test_undoing_a_restore_brings_back_every_row(case: Make, key: Key | None, figures):
    tried = case(key)
    with Store.open(tried.path, key) as store:
        store.set_setting("figures_hidden", value=True)
    as_it_was = tried.path.with_name("as-it-was.ketatrack")
    shutil.copyfile(backup_file(tried.path, key, Reason.HAND).backup.path, as_it_was)
    restored = restore(*tried.restore()[:3], key)
    assert compare(tried.path, key, tried.backup, key).is_equal
    assert restored.before is not None
    restore(tried.path, key, restored.before, key)
    equal = compare(tried.path, key, as_it_was, key).is_equal
    figures.note("restores undone", restores=1, equal=equal)
    assert equal
