"""G17: a passphrase is set, changed or removed and nothing is lost: the old key opens it, or the new one."""

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlcipher3.dbapi2

from ketatrack.store.engine import connect
from ketatrack.store.header import schema_revision
from ketatrack.store.key import Key
from ketatrack.store.sealing import reseal
from ketatrack.ui.read_store import ReadStore
from tests.reliability.children import posix, run, run_and_kill, seconds_of
from tests.reliability.journals import KEY, journal_with_a_course, rows
from tests.reliability.power import Replay, lay_out
from tests.reliability.strace import calls_of, fault_points, run_with_fault, watched
from tests.reliability.works import with_little_room, write_over

NEWER = Key(secret=bytes(range(32, 64)), salt=bytes(range(60, 76)))
WAYS = {"set": (None, KEY), "changed": (KEY, NEWER), "removed": (KEY, None)}
SESSIONS = 15

each_way = pytest.mark.parametrize(("old", "new"), WAYS.values(), ids=WAYS)


@dataclass
class Resealed:
    """A journal whose passphrase is changed, and what is known of it."""

    path: Path
    old: Key | None
    new: Key | None

    def __post_init__(self) -> None:
        journal_with_a_course(self.path, self.old, SESSIONS)
        self.kept = self.path.with_name("kept")
        shutil.copy(self.path, self.kept)
        self.rows = rows(self.path, self.old)
        self.folder = self.path.parent / "open"
        self.folder.mkdir()
        self.path = self.folder / self.path.name
        self.lay_out()

    def lay_out(self) -> None:
        """Put the journal there as it was before, and nothing beside it."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        shutil.copy(self.kept, self.path)

    def opens_with(self, path: Path | None = None) -> list[Key | None]:
        """Return which of the two keys opens the file, whole and with every row."""
        return [key for key in (self.old, self.new) if self._is_whole(path or self.path, key)]

    def _is_whole(self, path: Path, key: Key | None) -> bool:
        if (schema_revision(path) is None) != (key is not None):
            return False
        try:
            with closing(connect(path, key)) as connection:
                whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        except sqlcipher3.dbapi2.DatabaseError:  # another key, or damaged
            return False
        return whole and rows(path, key) == self.rows

    def goes_on(self) -> bool:
        """Open it as the window does, and say whether nothing of the change is left beside it."""
        (key,) = self.opens_with()
        ReadStore.at(self.path, key).store.close()
        return list(self.folder.iterdir()) == [self.path]


@pytest.fixture
def resealed(fresh_folder: Callable[[], Path]) -> Callable[[Key | None, Key | None], Resealed]:
    return lambda old, new: Resealed(fresh_folder() / "spring.ketatrack", old, new)


Make = Callable[[Key | None, Key | None], Resealed]


@posix
@each_way
def test_a_kill_at_any_moment_leaves_a_journal_that_one_of_the_two_keys_opens(
    resealed: Make, old: Key | None, new: Key | None, counts, figures
):
    journal = resealed(old, new)
    longest = seconds_of(reseal, journal.path, old, new)
    assert journal.opens_with() == [new]
    for _kill in range(counts(18, 70)):
        journal.lay_out()
        run_and_kill(longest, reseal, journal.path, old, new)
        opening = journal.opens_with()
        figures.note("kills in passphrase changes", kills=1, journals_left_whole=len(opening) == 1)
        assert len(opening) == 1
        assert journal.goes_on()


@watched
@posix
@each_way
@pytest.mark.parametrize("fault", ["error=ENOSPC", "signal=SIGKILL"], ids=["no room", "exit"])
def test_a_fault_at_any_point_leaves_a_journal_that_one_of_the_two_keys_opens(
    resealed: Make, tmp_path: Path, old: Key | None, new: Key | None, fault: str, counts, figures
):
    journal = resealed(old, new)
    calls, _ending = calls_of(tmp_path / "calls", reseal, journal.path, old, new)
    for point in fault_points(calls, counts(5, 60)):
        journal.lay_out()
        ending = run_with_fault(point, fault, reseal, journal.path, old, new)
        assert ending.killed == (fault == "signal=SIGKILL"), (point, ending)
        opening = journal.opens_with()
        figures.note("faults in passphrase changes", faults=1, journals_left_whole=len(opening) == 1)
        assert len(opening) == 1, point
        assert ending.killed or opening == [old if ending.said else new], (point, ending)
        assert journal.goes_on(), point


@posix
@each_way
def test_a_full_disk_leaves_the_journal_as_it_was_and_is_told(
    resealed: Make, old: Key | None, new: Key | None, counts, figures
):
    journal = resealed(old, new)
    size = journal.path.stat().st_size
    before = journal.path.read_bytes()
    for number in range(counts(7, 30)):
        room = size * number // counts(7, 30)
        ending = run(with_little_room, room, reseal, journal.path, old, new)
        as_it_was = journal.path.read_bytes() == before
        figures.note("faults in passphrase changes", faults=1, journals_left_whole=as_it_was)
        assert ending.said
        assert as_it_was
        assert list(journal.folder.iterdir()) == [journal.path]


@watched
@posix
def test_a_power_cut_leaves_a_journal_that_one_of_the_two_keys_opens(
    resealed: Make, tmp_path: Path, quick_folder: Path, counts, figures
):
    journal = resealed(None, KEY)
    replay, chance = Replay(journal.folder), random.Random(1)
    calls, _ending = calls_of(tmp_path / "calls", reseal, journal.path, None, KEY)
    left = quick_folder / "left" / journal.path.name
    left.parent.mkdir()
    for call in replay.play(calls):
        if call.name in {"fsync", "rename"} or chance.random() < counts(2, 30) / 100:
            for files in replay.disk.cuts(chance, 1):
                lay_out(files, left.parent)
                is_whole = len(journal.opens_with(left)) == 1
                figures.note("power cuts in passphrase changes", power_cuts=1, journals_left_whole=is_whole)
                assert is_whole


@posix
def test_the_kills_find_a_new_file_that_is_written_over_the_old_one(resealed: Make):
    journal = resealed(None, KEY)
    longest = seconds_of(write_over, journal.path, None, KEY)
    for _kill in range(60):
        journal.lay_out()
        run_and_kill(longest, write_over, journal.path, None, KEY)
        if len(journal.opens_with()) != 1:
            return
    pytest.fail("no kill has shown the harm of writing over the old file")
