"""What a crash left beside a journal is taken back, and belongs to no other file that comes in its place."""

import os
from pathlib import Path

import pytest

from ketatrack.domain.backup_words import Reason
from ketatrack.domain.errors import JournalError
from ketatrack.store.at_rest import at_rest
from ketatrack.store.backup_places import places_of
from ketatrack.store.comparing import compare
from ketatrack.store.engine import connect
from ketatrack.store.keeping import keep_copy
from ketatrack.store.key import Key
from ketatrack.store.looking_into import contents_of, sound_contents_of
from ketatrack.store.restoring import restore
from ketatrack.store.scheduled_backups import backup_before
from ketatrack.store.store import Store
from tests.store.conftest import add, one_of_each
from tests.store.test_restoring import leave_half_a_transaction


@pytest.fixture(autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


@pytest.fixture(params=["without a passphrase", "with a passphrase"])
def key(request: pytest.FixtureRequest) -> Key | None:
    return Key(b"k" * 32, os.urandom(16)) if request.param == "with a passphrase" else None


@pytest.fixture
def backup(path: Path, key: Key | None) -> Path:
    with Store.create(path, key) as store:
        add(store, *one_of_each())
        return backup_before(store, Reason.HAND).backup.path


@pytest.mark.usefixtures("backup")
def test_a_journal_that_is_just_being_written_to_is_read_where_it_lies(path: Path, key: Key | None) -> None:
    writer = connect(path, key)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE patients SET name = 'half'")
    assert path.with_name(f"{path.name}-journal").exists()
    with at_rest(path, key) as quiet:
        assert quiet == path
    writer.execute("ROLLBACK")
    writer.close()


@pytest.mark.usefixtures("backup")
def test_what_a_crash_left_half_written_is_taken_back_in_a_copy(path: Path, key: Key | None) -> None:
    leave_half_a_transaction(path, key, "-journal")
    before = path.read_bytes()
    with at_rest(path, key) as quiet:
        assert quiet != path
        assert contents_of(quiet, key).sessions == 1
    assert path.read_bytes() == before


def test_a_journal_that_was_moved_after_a_crash_still_finds_its_backups(
    path: Path, key: Key | None, backup: Path
) -> None:
    leave_half_a_transaction(path, key, "-journal")
    moved = path.with_name("moved.ketatrack")
    path.rename(moved)
    path.with_name(f"{path.name}-journal").rename(moved.with_name(f"{moved.name}-journal"))
    assert places_of(moved, key).first == backup.parent


def test_what_a_crash_left_of_a_journal_that_is_gone_is_not_played_into_the_restored_one(
    path: Path, key: Key | None, backup: Path
) -> None:
    leave_half_a_transaction(path, key, "-journal")
    path.unlink()
    restore(path, key, backup, key)
    assert compare(path, key, backup, key).is_equal
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.usefixtures("backup")
def test_what_a_crash_left_of_an_older_copy_is_not_played_into_the_newer_one(
    path: Path, key: Key | None, tmp_path: Path
) -> None:
    out = tmp_path / "copy.ketatrack"
    keep_copy(path, key, out)
    leave_half_a_transaction(out, key, "-journal")
    keep_copy(path, key, out)
    assert compare(out, key, path, key).is_equal
    assert sound_contents_of(out, key) == contents_of(path, key)


def test_a_save_after_another_file_took_the_place_of_the_open_journal_is_refused(
    path: Path, key: Key | None, backup: Path
) -> None:
    with Store.open(path, key) as store:
        restore(path, key, backup, key)
        with pytest.raises(JournalError, match="another file is in its place"):
            store.set_setting("figures_hidden", value=True)
