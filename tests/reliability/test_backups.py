"""G6, G7: every backup has been opened and counted, and backups are there when they are wanted."""

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
import time_machine

from ketatrack.domain.backup_words import IDENTITY_SETTING, Reason
from ketatrack.domain.errors import JournalError
from ketatrack.store.backups import backups_in
from ketatrack.store.keeping import backup_file
from ketatrack.store.key import Key
from ketatrack.store.looking_into import sound_contents_of
from ketatrack.store.restoring import restore
from ketatrack.store.scheduled_backups import backup_before
from ketatrack.store.store import Store
from tests.reliability.backup_works import back_up, change_all_minds, journal_of_one_mind, minds_in
from tests.reliability.children import Child, posix
from tests.reliability.journals import KEYS
from tests.reliability.strace import calls_of, fault_points, run_with_fault, watched

each_way = pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
SESSIONS = 400


@pytest.fixture
def data(quick_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = quick_folder / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


@contextmanager
def a_writer(path: Path, key: Key | None) -> Iterator[None]:
    """Let somebody else write into a journal without a pause."""
    enough = path.with_name("enough")
    child = Child(change_all_minds, path, key, enough)
    child.go()
    try:
        yield
    finally:
        enough.touch()
        written = child.end().returned
    assert written > 1


@posix
@each_way
@pytest.mark.usefixtures("data")
def test_every_backup_under_a_writer_is_of_one_moment(quick_folder: Path, key: Key | None, counts, figures):
    path = journal_of_one_mind(quick_folder / "spring.ketatrack", key, SESSIONS)
    with a_writer(path, key):
        made = [backup_file(path, key, Reason.HAND) for _backup in range(counts(10, 100))]
    for each in made:
        consistent = len(minds_in(each.backup.path, key)) == 1
        figures.note("backups under a writer", backups=1, consistent=consistent)
        assert consistent
        assert sound_contents_of(each.backup.path, key) == each.contents
        assert each.contents.sessions == SESSIONS
    assert len({next(iter(minds_in(each.backup.path, key))) for each in made}) > 1


@posix
def test_a_file_copied_under_a_writer_is_a_mix_of_moments(quick_folder: Path, figures):
    path = journal_of_one_mind(quick_folder / "spring.ketatrack", None, 4 * SESSIONS)
    copied = quick_folder / "copy.ketatrack"
    with a_writer(path, None):
        for _copy in range(20_000):
            shutil.copyfile(path, copied)
            figures.note("naive copies until one was a mix", copies=1)
            if not is_of_one_moment(copied):
                return
    pytest.fail("no copy has shown the harm of copying a file that is written to")


def is_of_one_moment(copied: Path) -> bool:
    try:
        return len(minds_in(copied, None)) == 1
    except sqlcipher3.dbapi2.DatabaseError:
        return False


@watched
@posix
@each_way
@pytest.mark.parametrize("fault", ["error=ENOSPC", "signal=SIGKILL"], ids=["no room", "exit"])
def test_a_backup_that_was_cut_off_is_neither_kept_nor_counted(
    quick_folder: Path, data: Path, key: Key | None, fault: str, counts, figures
):
    path = journal_of_one_mind(quick_folder / "spring.ketatrack", key, 40)
    backup_file(path, key, Reason.HAND)
    calls, _ending = calls_of(quick_folder / "calls", back_up, path, key, data)
    for point in fault_points(calls, counts(6, 60)):
        ending = run_with_fault(point, fault, back_up, path, key, data)
        assert ending.killed == (fault == "signal=SIGKILL"), (point, ending)
        (folder,) = (data / "ketatrack" / "backups").iterdir()
        sound = all(minds_in(each.path, key) == {"0"} for each in backups_in(folder))
        figures.note("faults in backups", faults=1, broken_ones_kept=not sound)
        assert sound
    assert backup_file(path, key, Reason.HAND).contents.sessions == 40


@each_way
@pytest.mark.usefixtures("data")
def test_a_backup_in_which_a_page_was_spoilt_is_not_restored(
    quick_folder: Path, key: Key | None, counts, figures
):
    path = journal_of_one_mind(quick_folder / "spring.ketatrack", key, 200)
    backup = backup_file(path, key, Reason.HAND).backup.path
    as_made, before, chance = backup.read_bytes(), path.read_bytes(), random.Random(1)
    for _damage in range(counts(10, 200)):
        spoilt = bytearray(as_made)
        at = chance.randrange(4096, len(spoilt) - 200)
        spoilt[at : at + 200] = os.urandom(200)
        backup.write_bytes(spoilt)
        try:
            restore(path, key, backup, key)
            refused = False
        except JournalError:
            refused = True
        whole = path.read_bytes() == before or minds_in(path, key) == {"0"}
        figures.note("spoilt backups", tried=1, refused=refused, journals_left_whole=whole)
        assert whole
        if key is not None:
            assert refused


@pytest.mark.usefixtures("data")
def test_a_far_smaller_journal_pushes_out_no_backup_of_a_larger_one(quick_folder: Path, counts, figures):
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    path = journal_of_one_mind(quick_folder / "spring.ketatrack", None, 50)
    with Store.open(path) as store:
        for hours in range(4):
            with time_machine.travel(start + timedelta(hours=hours), tick=False):
                larger = backup_before(store, Reason.SCHEDULE).backup.path.parent
        identity = store.setting(IDENTITY_SETTING)
    there = {each.path for each in backups_in(larger)}
    path.unlink()
    with Store.create(path) as emptied:
        emptied.set_setting(IDENTITY_SETTING, identity)
        for days in range(10, 10 + counts(6, 400)):
            with time_machine.travel(start + timedelta(days=days), tick=False):
                assert backup_before(emptied, Reason.SCHEDULE).is_far_smaller
    figures.note("backups of a larger journal", there=len(there), pushed_out=0)
    assert there <= {each.path for each in backups_in(larger)}
