"""Backups: made whole and sound or not at all, found again, thinned, copied to a second place."""

import os
import shutil
import stat
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from ketatrack.domain.backup_words import IDENTITY_SETTING, Reason, Schedule
from ketatrack.domain.errors import JournalError
from ketatrack.store.backup_places import places_of
from ketatrack.store.backups import Backup, backups_in
from ketatrack.store.comparing import compare
from ketatrack.store.engine import connect
from ketatrack.store.keeping import backup_file, catch_up, copy_backup
from ketatrack.store.key import Key, LockedJournalError
from ketatrack.store.looking_into import UnsoundFileError, contents_of
from ketatrack.store.scheduled_backups import (
    backup_before,
    backup_on_schedule,
    choose_second_place,
    identify,
)
from ketatrack.store.store import Draft, Store
from tests.records import course, patient, session
from tests.store.conftest import NOW, add, one_of_each

MORNING = datetime(2026, 11, 22, 9, 10, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder / "ketatrack" / "backups"


@pytest.fixture(params=["without a passphrase", "with a passphrase"])
def filled(request: pytest.FixtureRequest, path: Path):
    """An open journal with a row in every table, plain and encrypted."""
    key = Key(b"k" * 32, os.urandom(16)) if request.param == "with a passphrase" else None
    with Store.create(path, key) as store:
        add(store, *one_of_each())
        store.save_draft(Draft("sessions", NOW, {"dose": "56"}))
        store.set_setting("figures_hidden", value=True)
        yield store


def backups_of(store: Store) -> list[Backup]:
    return backups_in(places_of(store.path, store.key).first)


def sessions(store: Store, count: int) -> None:
    of = course(patient())
    add(
        store,
        patient(id=of.patient_id),
        of,
        *(session(of, f"S{n}", "2026-03-02T10:00+01:00") for n in range(count)),
    )


def test_a_backup_holds_every_row_and_is_its_owners_alone(filled: Store) -> None:
    with time_machine.travel(MORNING, tick=False):
        made = backup_before(filled, Reason.IMPORT)
    file = made.backup.path
    assert file.name == "2026-11-22T091003Z-import.ketatrack"
    assert backups_of(filled) == [Backup(file, MORNING, Reason.IMPORT)]
    assert compare(filled.path, filled.key, file, filled.key).is_equal
    assert (made.contents.sessions, made.contents.scores) == (1, 1)
    assert made.contents == contents_of(file, filled.key)
    assert sorted(each.name for each in file.parent.iterdir()) == [file.name, "journal.json"]
    assert file.parent.parent != filled.path.parent
    if sys.platform != "win32":
        modes = {stat.S_IMODE(each.stat().st_mode) for each in file.parent.iterdir()}
        assert (modes, stat.S_IMODE(file.parent.stat().st_mode)) == ({0o600}, 0o700)


def test_a_backup_has_the_passphrase_of_its_journal(filled: Store) -> None:
    file = backup_before(filled, Reason.HAND).backup.path
    head = file.read_bytes()[:16]
    if filled.key is None:
        assert head == b"SQLite format 3\0"
    else:
        assert head == filled.key.salt
        assert b"Sertraline" not in file.read_bytes()
        with pytest.raises(LockedJournalError):
            contents_of(file, None)


def test_two_backups_of_the_same_second_have_names_of_their_own(filled: Store) -> None:
    with time_machine.travel(MORNING, tick=False):
        backup_before(filled, Reason.HAND)
        backup_before(filled, Reason.HAND)
    assert [each.made_at for each in backups_of(filled)] == [MORNING + timedelta(seconds=1), MORNING]


def test_a_journal_that_is_not_as_it_was_written_gets_no_backup_and_loses_none(path: Path) -> None:
    with Store.create(path) as store:
        add(store, *one_of_each())
        earlier = backup_before(store, Reason.HAND).backup
        connection = connect(path)
        connection.execute("UPDATE sessions SET dose = dose + 28")
        connection.close()
        with pytest.raises(UnsoundFileError):
            backup_before(store, Reason.HAND)
        assert backups_of(store) == [earlier]
        assert not list(earlier.path.parent.glob(".*"))


def test_a_journal_that_is_only_read_gets_no_backup(filled: Store) -> None:
    with (
        Store.open(filled.path, filled.key, reading_only=True) as reader,
        pytest.raises(JournalError, match="reading only"),
    ):
        backup_before(reader, Reason.HAND)


def test_nothing_is_made_where_the_folder_is_a_file(filled: Store, data_folder: Path) -> None:
    identify(filled)
    data_folder.mkdir(parents=True)
    (data_folder / filled.setting(IDENTITY_SETTING)).touch()
    with pytest.raises(JournalError, match="cannot be written"):
        backup_before(filled, Reason.HAND)


# whose backups


def test_a_journal_that_was_moved_finds_its_backups(path: Path, tmp_path: Path) -> None:
    with Store.create(path) as store:
        first = backup_before(store, Reason.HAND).backup
    moved = path.rename(tmp_path / "elsewhere.ketatrack")
    with Store.open(moved) as store:
        backup_before(store, Reason.HAND)
        assert first in backups_of(store)
        assert len(backups_of(store)) == 2


def test_a_copy_of_a_journal_has_backups_of_its_own(path: Path, tmp_path: Path) -> None:
    with Store.create(path) as store:
        first = backup_before(store, Reason.HAND).backup
    copied = Path(shutil.copy(path, tmp_path / "copy.ketatrack"))
    with Store.open(copied) as store:
        second = backup_before(store, Reason.HAND).backup
        assert backups_of(store) == [second]
    with Store.open(path) as store:
        assert backups_of(store) == [first]


def test_backups_of_a_journal_that_cannot_be_read_are_found_by_its_place(path: Path) -> None:
    with Store.create(path) as store:
        made = backup_before(store, Reason.HAND).backup
    path.write_bytes(b"")
    assert backups_in(places_of(path, None).first) == [made]


def test_a_journal_of_an_older_schema_is_backed_up_as_it_is(tmp_path: Path) -> None:
    released = sorted((Path(__file__).parents[1] / "journals").glob("schema-*.ketatrack"))
    for number, file in enumerate(released, 1):
        older = Path(shutil.copy(file, tmp_path))
        before = older.read_bytes()
        made = backup_file(older, None, Reason.UPGRADE)
        assert contents_of(made.backup.path, None).revision == number
        assert compare(older, None, made.backup.path, None).is_equal
        assert older.read_bytes() == before
        with Store.open(older) as store:
            identify(store)
            assert made.backup in backups_of(store)


def test_an_identity_that_is_no_identity_names_no_folder(path: Path, data_folder: Path) -> None:
    with Store.create(path) as store:
        store.set_setting(IDENTITY_SETTING, "../../outside")
        made = backup_before(store, Reason.HAND)
        assert made.backup.path.parent.parent == data_folder


# which stay


def test_old_backups_are_let_go_as_the_rule_says(path: Path) -> None:
    with Store.create(path) as store:
        sessions(store, 1)
        for hours in range(0, 6 * 24, 8):
            with time_machine.travel(MORNING + timedelta(hours=hours), tick=False):
                backup_before(store, Reason.SCHEDULE)
        days = Counter(each.made_at.astimezone().date() for each in backups_of(store))
        assert len(days) in {6, 7}
        assert {count for day, count in days.items() if day <= max(days) - timedelta(days=2)} == {1}
        assert days[max(days) - timedelta(days=1)] == 3


def test_a_far_smaller_journal_pushes_no_backup_out(path: Path, tmp_path: Path) -> None:
    with Store.create(path) as store:
        sessions(store, 20)
        for hours in range(3):
            with time_machine.travel(MORNING + timedelta(hours=hours), tick=False):
                backup_before(store, Reason.SCHEDULE)
        identity, there = store.setting(IDENTITY_SETTING), backups_of(store)
    path.rename(tmp_path / "larger")
    with Store.create(path) as emptied:
        emptied.set_setting(IDENTITY_SETTING, identity)
        for day in (100, 200, 300):
            with time_machine.travel(MORNING + timedelta(days=day), tick=False):
                made = backup_before(emptied, Reason.SCHEDULE)
        assert made.is_far_smaller
        assert {each.path for each in there} <= {each.path for each in backups_of(emptied)}


def test_backups_made_in_the_hour_that_came_twice_are_told_apart(path: Path, monkeypatch) -> None:
    from zoneinfo import ZoneInfo

    from ketatrack.store import keeping

    monkeypatch.setattr(keeping.tzlocal, "get_localzone", lambda: ZoneInfo("Europe/Berlin"))
    back = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    with Store.create(path) as store:
        for minutes in (0, 60, 120):
            with time_machine.travel(back + timedelta(minutes=minutes), tick=False):
                backup_before(store, Reason.HAND)
        assert len(backups_of(store)) == 3


# when


def test_a_backup_is_made_once_a_day_and_when_something_changed(filled: Store) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        assert backup_on_schedule(filled) is not None
        filled.set_setting("figures_hidden", value=False)
        assert backup_on_schedule(filled) is None  # one a day
        assert backup_on_schedule(filled, leaving=True) is not None  # what this day brought
        assert backup_on_schedule(filled, leaving=True) is None
        clock.shift(timedelta(days=1))
        assert backup_on_schedule(filled) is None  # nothing changed
        filled.save_draft(Draft("visits", NOW, {}))
        assert backup_on_schedule(filled) is not None
        filled.set_setting("backup_schedule", Schedule.BY_HAND)
        clock.shift(timedelta(days=30))
        filled.save_draft(Draft("visits", NOW, {"with": "whom"}))
        assert backup_on_schedule(filled) is None


# the second place


def test_the_second_place_gets_each_backup_and_catches_up_with_those_it_missed(
    filled: Store, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backup_before(filled, Reason.HAND)
    choose_second_place(filled, stick)
    assert catch_up(filled.path, filled.key) == ""
    second = places_of(filled.path, filled.key).second
    assert second is not None
    assert second.parent == stick
    assert "keta" not in second.name
    unplugged = stick.rename(tmp_path / "drawer")
    made = backup_before(filled, Reason.HAND)
    assert str(stick) in made.second_trouble
    assert not stick.exists()
    unplugged.rename(stick)
    assert backup_before(filled, Reason.HAND).second_trouble == ""
    first_ones, second_ones = backups_of(filled), backups_in(second)
    assert [each.path.name for each in second_ones] == [each.path.name for each in first_ones]
    assert [each.path.read_bytes() for each in second_ones] == [each.path.read_bytes() for each in first_ones]


def test_a_backup_that_the_disk_spoilt_is_not_copied(filled: Store, tmp_path: Path) -> None:
    file = backup_before(filled, Reason.HAND).backup.path
    spoilt = bytearray(file.read_bytes())
    spoilt[4096:8192] = b"\xff" * 4096
    file.write_bytes(spoilt)
    with pytest.raises(JournalError):
        copy_backup(file, tmp_path / "copy", filled.key)
    assert not (tmp_path / "copy").exists()


def test_the_second_place_is_a_folder_that_is_there_and_another_one(filled: Store, data_folder: Path) -> None:
    data_folder.mkdir(parents=True)
    for folder in (data_folder / "missing", data_folder):
        with pytest.raises(JournalError):
            choose_second_place(filled, folder)
    choose_second_place(filled, None)
    assert places_of(filled.path, filled.key).second is None
