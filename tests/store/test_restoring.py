"""Restoring: what the backup held is back, row by row, and so is what was there, if it is undone."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ketatrack.domain.backup_words import (
    IDENTITY_SETTING,
    SCHEDULE_SETTING,
    SECOND_PLACE_SETTING,
    Reason,
    Schedule,
)
from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import Patient
from ketatrack.domain.words import Author
from ketatrack.store.backup_places import known_journals, places_of
from ketatrack.store.backups import backups_in
from ketatrack.store.comparing import compare
from ketatrack.store.engine import connect
from ketatrack.store.fingerprint import ForeignJournalError
from ketatrack.store.header import SCHEMA_REVISION
from ketatrack.store.holding import HeldElsewhereError
from ketatrack.store.keeping import backup_file
from ketatrack.store.key import Key, LockedJournalError, WrongPassphraseError
from ketatrack.store.looking_into import contents_of, sound_contents_of
from ketatrack.store.restoring import preview, restore, try_restore
from ketatrack.store.scheduled_backups import backup_before, choose_second_place, identify, schedule_of
from ketatrack.store.store import Change, Draft, Store
from tests.records import session
from tests.store.conftest import NOW, add, one_of_each

RELEASED = sorted((Path(__file__).parents[1] / "journals").glob("schema-*.ketatrack"))


@pytest.fixture(autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder / "ketatrack" / "backups"


@pytest.fixture(params=["without a passphrase", "with a passphrase"])
def key(request: pytest.FixtureRequest) -> Key | None:
    return Key(b"k" * 32, os.urandom(16)) if request.param == "with a passphrase" else None


@pytest.fixture
def backup(path: Path, key: Key | None) -> Path:
    """A backup of a journal that has changed since, in every way that a journal can."""
    with Store.create(path, key) as store:
        records = one_of_each()
        add(store, *records)
        store.save_draft(Draft("sessions", NOW, {"dose": "56"}))
        store.set_setting("figures_hidden", value=True)
        made = backup_before(store, Reason.HAND).backup.path
        person, course = records[0], records[3]
        store.apply([Change(person, person.changed(name="Another"))], at=NOW, by=Author.PATIENT)
        add(store, session(course, "S02", "2026-03-05T14:15-05:00"))
        store.discard_draft("sessions")
        store.set_setting("figures_hidden", value=False)
    return made


def test_what_the_backup_held_is_back_and_can_be_undone(path: Path, key: Key | None, backup: Path) -> None:
    with Store.open(path, key) as store:
        as_it_was = backup_before(store, Reason.HAND).backup.path
    restored = restore(path, key, backup, key)
    assert restored.contents.sessions == 1
    assert compare(path, key, backup, key).is_equal
    with Store.open(path, key) as store:
        assert store.setting("figures_hidden") is True
        assert [draft.form for draft in store.drafts()] == ["sessions"]
        assert store.check() == []
    assert restored.before is not None
    restore(path, key, restored.before, key)
    assert compare(path, key, as_it_was, key).is_equal
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_where_and_how_often_backups_are_made_stays_as_it_is_now(
    path: Path, key: Key | None, backup: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with Store.open(path, key) as store:
        store.set_setting(SCHEDULE_SETTING, Schedule.BY_HAND)
        choose_second_place(store, stick)
    restore(path, key, backup, key)
    with Store.open(path, key) as store:
        assert schedule_of(store) is Schedule.BY_HAND
        assert store.setting(SECOND_PLACE_SETTING) == str(stick)


def test_what_another_journal_chose_for_its_backups_does_not_come_with_it(
    path: Path, key: Key | None, tmp_path: Path
) -> None:
    other = tmp_path / "other.ketatrack"
    (tmp_path / "stick").mkdir()
    with Store.create(other, key) as store:
        backup_before(store, Reason.HAND)
        choose_second_place(store, tmp_path / "stick")
    with Store.create(path, key) as store:
        identify(store)
        identity = store.setting(IDENTITY_SETTING)
    moved = other.rename(tmp_path / "moved.ketatrack")
    restored = restore(path, key, moved, key)
    with Store.open(path, key) as store:
        assert store.setting(IDENTITY_SETTING) == identity
        assert store.setting(SECOND_PLACE_SETTING) is None
    assert [each.path for each in backups_in(places_of(path, key).first)] == [restored.before]


def test_the_preview_says_what_would_change_and_changes_nothing(
    path: Path, key: Key | None, backup: Path
) -> None:
    before = path.read_bytes()
    shown = preview(path, key, backup, key)
    assert shown.now is not None
    assert shown.comparison is not None
    sessions, scores = shown.comparison.of_sessions_and_scores()
    assert (shown.backup.sessions, shown.now.sessions) == (1, 2)
    assert (sessions.only_first, sessions.only_second, sessions.changed) == (1, 0, 0)
    assert scores.is_none
    assert shown.has_passphrase is (key is not None)
    assert shown.comparison.tables["patients"].changed == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_backup_of_every_earlier_schema_is_restored_and_brought_up_to_date(
    released: Path, path: Path, tmp_path: Path
) -> None:
    older = Path(shutil.copy(released, tmp_path / "older.ketatrack"))
    made = backup_file(older, None, Reason.UPGRADE).backup.path
    as_made = made.read_bytes()
    Store.create(path).close()
    restored = restore(path, None, made, None)
    assert contents_of(path, None).revision == SCHEMA_REVISION
    comparison = compare(path, None, released, None)
    assert not any(each.only_second or each.changed for each in comparison.tables.values())
    assert contents_of(path, None).sessions == restored.contents.sessions > 0
    assert made.read_bytes() == as_made


@pytest.mark.skipif(sys.platform == "win32", reason="leaves a journal open as POSIX does")
@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_what_a_crash_left_beside_the_journal_is_not_played_into_the_restored_one(
    path: Path, key: Key | None, backup: Path, ending: str
) -> None:
    leave_half_a_transaction(path, key, ending)
    assert path.with_name(path.name + ending).stat().st_size > 0
    restore(path, key, backup, key)
    assert compare(path, key, backup, key).is_equal
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def leave_half_a_transaction(path: Path, key: Key | None, ending: str) -> None:
    """Die with a rollback journal or a write-ahead log beside the journal."""
    words = [key.secret.hex(), key.salt.hex()] if key else []
    subprocess.run([sys.executable, "-c", DYING_WRITER, str(path), ending, *words], check=True)


DYING_WRITER = """
import os, sys
from pathlib import Path
from ketatrack.store.engine import connect
from ketatrack.store.key import Key
path, ending, *words = sys.argv[1:]
connection = connect(Path(path), Key(*map(bytes.fromhex, words)) if words else None)
connection.execute("PRAGMA journal_mode = " + ("wal" if ending == "-wal" else "delete"))
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE patients SET name = 'half'")
connection.execute("UPDATE sessions SET notes = hex(randomblob(60000))")
if ending == "-wal":
    connection.execute("COMMIT")
os._exit(0)
"""


def test_a_journal_that_is_open_elsewhere_is_left_as_it_is(path: Path, key: Key | None, backup: Path) -> None:
    before = path.read_bytes()
    holder = (
        "import sys; from pathlib import Path; from ketatrack.store.holding import hold;"
        f"hold(Path({str(path)!r})); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(HeldElsewhereError):
            restore(path, key, backup, key)
        other.communicate("")
    assert path.read_bytes() == before


def test_a_backup_that_is_not_sound_is_not_restored(path: Path, key: Key | None, backup: Path) -> None:
    before = path.read_bytes()
    spoilt = bytearray(backup.read_bytes())
    spoilt[8192:12288] = b"\xff" * 4096
    backup.write_bytes(spoilt)
    with pytest.raises(JournalError):
        restore(path, key, backup, key)
    assert path.read_bytes() == before


def test_a_damaged_journal_is_put_aside_as_it_is_and_replaced(
    path: Path, key: Key | None, backup: Path
) -> None:
    spoilt = bytearray(path.read_bytes())
    spoilt[8192:20480] = b"\xff" * 12288
    path.write_bytes(spoilt)
    shown = preview(path, key, backup, key)
    assert (shown.backup.sessions, shown.now) == (1, None)
    restored = restore(path, key, backup, key)
    assert restored.before is not None
    assert restored.before.read_bytes() == spoilt
    assert restored.before not in [each.path for each in backups_in(restored.before.parent)]
    assert compare(path, key, backup, key).is_equal


def test_a_journal_that_is_gone_is_brought_back(path: Path, key: Key | None, backup: Path) -> None:
    path.unlink()
    assert restore(path, key, backup, key).before is None
    assert compare(path, key, backup, key).is_equal


def test_a_backup_of_an_earlier_passphrase_is_restored_with_it(
    path: Path, backup: Path, key: Key | None
) -> None:
    if key is None:
        pytest.skip("has none")
    later = path.with_name("later.ketatrack")
    later_key = Key(b"l" * 32, os.urandom(16))
    Store.create(later, later_key).close()
    with pytest.raises(JournalError):
        restore(later, later_key, backup, later_key)
    restore(later, later_key, backup, key)
    with Store.open(later, key) as store:
        assert store.count(Patient) == 1
    with pytest.raises(LockedJournalError):
        Store.open(later)


def test_a_restore_can_be_tried_without_touching_the_journal(
    path: Path, key: Key | None, backup: Path, data_folder: Path
) -> None:
    before = path.read_bytes()
    files = sorted(data_folder.rglob("*"))
    trial = try_restore(path, key, backup)
    assert trial.contents.sessions == 1
    assert trial.rows == sum(contents_of(backup, key).rows.values())
    assert trial.compared_with_journal.of_sessions_and_scores()[0].only_first == 1
    assert path.read_bytes() == before
    assert sorted(data_folder.rglob("*")) == files


def test_a_trial_of_a_spoilt_backup_says_so(path: Path, backup: Path, key: Key | None) -> None:
    spoilt = bytearray(backup.read_bytes())
    spoilt[8192:12288] = b"\xff" * 4096
    backup.write_bytes(spoilt)
    with pytest.raises(JournalError):
        try_restore(path, key, backup)


def test_what_was_never_a_journal_is_not_replaced(backup: Path, key: Key | None, tmp_path: Path) -> None:
    other, known = tmp_path / "letter", list(known_journals())
    other.write_bytes(b"hello\0world" * 1000)
    with pytest.raises(JournalError, match="no sign of having been a journal"):
        restore(other, None, backup, key)
    assert other.read_bytes() == b"hello\0world" * 1000
    assert list(known_journals()) == known


@pytest.mark.parametrize("left", [b"", bytes(9000), b"hello\0world"])
def test_where_a_journal_was_one_is_restored_whatever_became_of_it(
    path: Path, key: Key | None, backup: Path, left: bytes
) -> None:
    path.write_bytes(left)
    assert restore(path, key, backup, key).before is not None
    assert compare(path, key, backup, key).is_equal


@pytest.mark.usefixtures("backup")
def test_a_journal_is_not_restored_from_itself(path: Path, key: Key | None) -> None:
    with pytest.raises(JournalError, match="itself"):
        restore(path, key, path, key)
    assert sound_contents_of(path, key).sessions == 2


def test_a_journal_that_the_passphrase_does_not_open_is_not_replaced(
    path: Path, key: Key | None, backup: Path
) -> None:
    if key is None:
        pytest.skip("has none")
    before = path.read_bytes()
    with pytest.raises(WrongPassphraseError):
        restore(path, Key(b"w" * 32, key.salt), backup, key)
    assert path.read_bytes() == before


def test_a_file_that_is_built_otherwise_than_a_journal_is_not_restored(
    path: Path, key: Key | None, backup: Path
) -> None:
    before = path.read_bytes()
    with closing(connect(backup, key)) as database:
        database.execute("CREATE TRIGGER gone AFTER INSERT ON scores BEGIN DELETE FROM sessions; END")
    with pytest.raises(ForeignJournalError):
        restore(path, key, backup, key)
    assert path.read_bytes() == before
