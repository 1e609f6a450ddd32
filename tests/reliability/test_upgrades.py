"""G9, G10, G11: an update leaves the older or the newer journal, whole; a newer one is not touched."""

import random
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from ketatrack.domain.errors import JournalError
from ketatrack.store.engine import connect
from ketatrack.store.header import SCHEMA_REVISION, NewerJournalError
from ketatrack.store.holding import holding
from ketatrack.store.key import Key
from ketatrack.store.replacing import replace_journal
from ketatrack.store.store import Store
from ketatrack.store.upgrade import _compare, _make, upgrade
from tests.reliability.children import posix, run_and_kill, seconds_of
from tests.reliability.journals import KEYS, Rows, older_journal, rows, schema_of
from tests.reliability.power import Replay, lay_out
from tests.reliability.strace import calls_of, fault_points, run_with_fault, watched
from tests.reliability.works import upgrade_without_a_transaction
from tests.store.test_schema import schema

REVISIONS = range(1, SCHEMA_REVISION)

each_way = pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)


@dataclass
class OlderJournal:
    """A journal of an earlier schema, and what is known of it."""

    path: Path
    key: Key | None
    revision: int

    def __post_init__(self) -> None:
        older_journal(self.path, self.key, self.revision)
        self.rows = rows(self.path, self.key)
        self.schema = schema_of(self.path, self.key)

    def is_older_or_newer(self, path: Path | None = None) -> bool:
        """Say whether the file, or what became of it, is one or the other as a whole."""
        found = path or self.path
        with closing(connect(found, self.key)) as connection:
            (revision,) = connection.execute("PRAGMA user_version").fetchone()
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            whole = whole and not connection.execute("PRAGMA foreign_key_check").fetchall()
        expected = self.schema if revision == self.revision else newest_schema()
        whole = whole and revision in {self.revision, SCHEMA_REVISION}
        return whole and schema_of(found, self.key) == expected and self.has_every_row(found)

    def has_every_row(self, path: Path) -> bool:
        """Say whether each row is there, and says what it said."""
        now = rows(path, self.key)
        return all(kept(now.get(table, {}), before) for table, before in self.rows.items())

    def opens(self) -> bool:
        """Open it as the program does, once more, and say whether all is there and nothing else beside it."""
        with holding(self.path), Store.open(self.path, self.key) as store:
            whole = store.check() == []
        return whole and self.has_every_row(self.path) and list(self.path.parent.iterdir()) == [self.path]


@cache
def newest_schema() -> dict[str, Any]:
    """Return the schema of a journal that is made today."""
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder, "new.ketatrack")) as store:
        return schema(store._engine)


def kept(now: Rows, before: Rows) -> bool:
    """Say whether rows by their key hold what they held."""
    return all(row.items() <= now.get(key, {}).items() for key, row in before.items())


@pytest.fixture
def older(fresh_folder: Callable[[], Path]) -> Callable[[Key | None, int], OlderJournal]:
    """Make a journal of an earlier schema in a folder of its own, in place of the one before."""
    return lambda key, revision: OlderJournal(fresh_folder() / "spring.ketatrack", key, revision)


Older = Callable[[Key | None, int], OlderJournal]


@watched
@posix
@each_way
@pytest.mark.parametrize("fault", ["error=ENOSPC", "signal=SIGKILL"], ids=["no room", "exit"])
def test_a_fault_at_any_point_leaves_the_older_or_the_newer_journal(
    older: Older, tmp_path: Path, key: Key | None, fault: str, counts, figures
):
    calls, _ending = calls_of(tmp_path / "calls", upgrade, older(key, 1).path, key)
    for point in fault_points(calls, counts(10, 100)):
        journal = older(key, 1)
        ending = run_with_fault(point, fault, upgrade, journal.path, key)
        assert ending.killed == (fault == "signal=SIGKILL"), (point, ending)
        whole = journal.is_older_or_newer()
        figures.note("faults in upgrades", faults=1, journals_left_whole=whole)
        assert whole, point
        assert journal.opens(), point


@posix
@each_way
def test_a_kill_at_any_moment_leaves_the_older_or_the_newer_journal(
    older: Older, key: Key | None, counts, figures
):
    longest = seconds_of(upgrade, older(key, 1).path, key)
    for number in range(counts(25, 100)):
        journal = older(key, REVISIONS[number % len(REVISIONS)])
        run_and_kill(longest, upgrade, journal.path, key)
        whole = journal.is_older_or_newer()
        figures.note("kills in upgrades", kills=1, journals_left_whole=whole)
        assert whole
        assert journal.opens()


@watched
@posix
def test_a_power_cut_leaves_the_older_or_the_newer_journal(
    older: Older, tmp_path: Path, quick_folder: Path, counts, figures
):
    journal = older(None, 1)
    before, replay, chance = journal.path.read_bytes(), Replay(journal.path.parent), random.Random(1)
    calls, _ending = calls_of(tmp_path / "calls", upgrade, journal.path, None)
    assert journal.path.read_bytes() != before
    left = quick_folder / "left" / journal.path.name
    left.parent.mkdir()
    for call in replay.play(calls):
        if call.name in {"fsync", "rename"} or chance.random() < counts(1, 20) / 100:
            for files in replay.disk.cuts(chance, 1):
                lay_out(files, left.parent)
                whole = journal.is_older_or_newer(left)
                figures.note("power cuts in upgrades", power_cuts=1, journals_left_whole=whole)
                assert whole


@posix
def test_the_kills_find_an_upgrade_without_a_transaction(older: Older):
    longest = seconds_of(upgrade_without_a_transaction, older(None, 1).path)
    for _kill in range(30):
        journal = older(None, 1)
        run_and_kill(longest, upgrade_without_a_transaction, journal.path)
        if not journal.is_older_or_newer():
            return
    pytest.fail("no kill has shown the harm of an upgrade without a transaction")


@each_way
@pytest.mark.parametrize("revision", REVISIONS)
def test_every_revision_keeps_rows_keys_and_triggers(older: Older, key: Key | None, revision: int):
    journal = older(key, revision)
    assert {"courses", "sessions", "readings", "scores", "history"} <= {
        table for table, found in journal.rows.items() if found
    }
    upgrade(journal.path, key)
    assert journal.is_older_or_newer()
    assert schema_of(journal.path, key) == newest_schema()
    assert journal.opens()


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM readings",
        "DELETE FROM scores WHERE id = (SELECT max(id) FROM scores)",
        "UPDATE sessions SET dose = dose + 1",
        "UPDATE history SET content = '{}'",
        "DROP TABLE drafts",
        "DROP INDEX ix_readings_session_id",
        "CREATE TRIGGER gone AFTER INSERT ON sessions BEGIN DELETE FROM readings; END",
        "UPDATE patients SET checksum = checksum + 1",
        "UPDATE readings SET course_id = 'nobody'",
    ],
)
def test_a_revision_that_loses_something_is_found_and_the_journal_stays(older: Older, harm: str):
    journal = older(None, 2)
    before = journal.path.read_bytes()
    with pytest.raises(JournalError, match="left as it is"):
        replace_journal(
            journal.path,
            None,
            partial(_make_and_harm, journal.path, harm),
            partial(_compare, journal.path, None),
        )
    assert journal.path.read_bytes() == before
    assert list(journal.path.parent.iterdir()) == [journal.path]


def _make_and_harm(path: Path, harm: str, part: Path) -> None:
    _make(path, None, part)
    with closing(connect(part)) as connection:
        connection.execute(harm)


@each_way
def test_a_damaged_older_journal_is_left_as_it_is(older: Older, key: Key | None):
    journal = older(key, 2)
    damaged = bytearray(journal.path.read_bytes())
    damaged[5 * 4096 : 5 * 4096 + 64] = bytes(64)
    journal.path.write_bytes(damaged)
    with pytest.raises(JournalError, match="damaged"):
        upgrade(journal.path, key)
    assert journal.path.read_bytes() == damaged
    assert list(journal.path.parent.iterdir()) == [journal.path]


@each_way
def test_a_newer_journal_is_not_touched(tmp_path: Path, key: Key | None):
    path = tmp_path / "spring.ketatrack"
    Store.create(path, key).close()
    with closing(connect(path, key)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_REVISION + 6}")
    before = path.read_bytes()
    for reading_only in (False, True):
        with pytest.raises(NewerJournalError, match="newer version"):
            Store.open(path, key, reading_only=reading_only)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@each_way
def test_a_missing_journal_is_not_made(tmp_path: Path, key: Key | None):
    with pytest.raises(JournalError, match="nothing was created"):
        Store.open(tmp_path / "spring.ketatrack", key)
    assert list(tmp_path.iterdir()) == []
