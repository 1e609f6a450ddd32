"""Replacing a journal's file: the old one or the new one, and nobody else in it meanwhile."""

import json
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import Patient
from ketatrack.store import holding as holding_module
from ketatrack.store.engine import connect
from ketatrack.store.holding import (
    HeldElsewhereError,
    hold,
    holding,
    release,
    writing_beside_a_window,
)
from ketatrack.store.replacing import replace_journal
from ketatrack.store.store import Store
from tests.records import patient
from tests.store.conftest import add

NEW, OLD = "the newer", "the older"


def names(path: Path) -> list[str]:
    with Store.open(path) as store:
        return [person.name for person in store.find(Patient)]


@pytest.fixture
def journal(path: Path) -> Path:
    with Store.create(path) as store:
        add(store, patient(name=OLD))
    return path


@pytest.fixture
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("newer") / "newer.ketatrack"
    with Store.create(made) as store:
        add(store, patient(name=NEW))
    return made


def nothing_wrong(part: Path) -> None:
    assert names(part) == [NEW]


def test_the_new_file_is_in_the_old_ones_place_and_its_owners_alone(journal: Path, newer: Path) -> None:
    replace_journal(journal, None, lambda part: _fill(newer, part), nothing_wrong)
    assert names(journal) == [NEW]
    assert list(journal.parent.iterdir()) == [journal]
    if sys.platform != "win32":
        assert stat.S_IMODE(journal.stat().st_mode) == 0o600


def _fill(source: Path, part: Path) -> None:
    shutil.copyfile(source, part)


@pytest.mark.parametrize("failing", ["make", "check"])
def test_where_the_new_file_is_not_right_the_old_one_stays(journal: Path, newer: Path, failing: str) -> None:
    def fail(_part: Path) -> None:
        raise JournalError("not as it is meant to be")

    before = journal.read_bytes()
    make = fail if failing == "make" else lambda part: _fill(newer, part)
    with pytest.raises(JournalError, match="meant to be"):
        replace_journal(journal, None, make, fail)
    assert journal.read_bytes() == before
    assert list(journal.parent.iterdir()) == [journal]


def test_nothing_is_replaced_while_another_program_is_in_the_journal(journal: Path, newer: Path) -> None:
    other = connect(journal)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM patients").fetchone()
    try:
        with pytest.raises(JournalError, match="Another program"):
            replace_journal(journal, None, lambda part: _fill(newer, part), nothing_wrong)
    finally:
        other.close()
    assert names(journal) == [OLD]


def test_what_a_crash_left_beside_the_old_file_is_not_played_into_the_new_one(
    journal: Path, newer: Path
) -> None:
    writer = connect(journal)
    writer.execute("PRAGMA journal_mode = wal")
    writer.execute("UPDATE patients SET name = 'in the log'")
    left = journal.with_name(journal.name + "-wal")
    kept = left.read_bytes()
    writer.close()
    left.write_bytes(kept)
    replace_journal(journal, None, lambda part: _fill(newer, part), nothing_wrong)
    assert names(journal) == [NEW]
    assert list(journal.parent.iterdir()) == [journal]


def test_a_damaged_file_is_replaced_too(journal: Path, newer: Path) -> None:
    journal.write_bytes(journal.read_bytes()[:100] + b"\xff" * 9000)
    replace_journal(journal, None, lambda part: _fill(newer, part), nothing_wrong)
    assert names(journal) == [NEW]


HOLD = """
import sys
from pathlib import Path
from ketatrack.store.holding import hold
hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held_by_another(journal: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(journal)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


@pytest.mark.usefixtures("held_by_another")
def test_a_journal_that_another_program_holds_is_not_held_twice(journal: Path) -> None:
    with pytest.raises(HeldElsewhereError, match="another window or program"):
        hold(journal)


def test_a_program_that_was_killed_holds_nothing(
    journal: Path, held_by_another: subprocess.Popen[str]
) -> None:
    held_by_another.kill()
    held_by_another.wait()
    with holding(journal):
        pass
    assert list(journal.parent.iterdir()) == [journal]


def test_one_program_may_hold_a_journal_several_times(journal: Path) -> None:
    hold(journal)
    with holding(journal):
        pass
    assert len(list(journal.parent.iterdir())) == 2
    release(journal)
    assert list(journal.parent.iterdir()) == [journal]


def test_another_computer_that_has_it_is_named_until_somebody_knows_better(journal: Path) -> None:
    note = journal.with_name(f".{journal.name}.in-use")
    note.write_text('{"computer": "study", "since": "2026-06-01 09:00"}')
    with pytest.raises(HeldElsewhereError, match="“study” since 2026-06-01 09:00"):
        hold(journal)
    with holding(journal, take_over=True):
        assert "study" not in note.read_text()
    assert list(journal.parent.iterdir()) == [journal]


def test_a_note_that_was_cut_off_holds_nobody_up(journal: Path) -> None:
    journal.with_name(f".{journal.name}.in-use").write_text('{"comp')
    with holding(journal):
        pass


NOTE = {"computer": "study", "since": "2026-06-01 09:00"}


def note_of(journal: Path) -> Path:
    return journal.with_name(f".{journal.name}.in-use")


@pytest.mark.usefixtures("held_by_another")
def test_a_window_of_this_computer_keeps_no_command_from_writing(journal: Path) -> None:
    with writing_beside_a_window(journal):
        pass


def test_another_computer_keeps_a_command_from_writing(journal: Path) -> None:
    note_of(journal).write_text(json.dumps(NOTE))
    with pytest.raises(HeldElsewhereError, match="study"), writing_beside_a_window(journal):
        pass


@pytest.mark.usefixtures("held_by_another")
def test_a_lock_that_reaches_here_from_another_computer_is_that_computers(journal: Path) -> None:
    note_of(journal).write_text(json.dumps(NOTE))
    with pytest.raises(HeldElsewhereError, match="study"), writing_beside_a_window(journal):
        pass


@pytest.mark.parametrize(("machine", "is_another"), [("another", True), ("", False), (None, False)])
def test_two_computers_of_one_name_are_told_apart(
    journal: Path, monkeypatch: pytest.MonkeyPatch, machine: str | None, *, is_another: bool
) -> None:
    known = journal.with_name("machine-id")
    known.write_text("0123456789abcdef")
    monkeypatch.setattr(holding_module, "_MACHINE_ID", known)
    noted = NOTE | {"computer": socket.gethostname()} | ({} if machine is None else {"machine": machine})
    note_of(journal).write_text(json.dumps(noted))
    if is_another:
        with pytest.raises(HeldElsewhereError):
            hold(journal)
        return
    with holding(journal):
        assert "0123456789abcdef" not in note_of(journal).read_text()


def test_a_link_to_a_journal_stays_one(journal: Path, newer: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.ketatrack"
    link.symlink_to(journal)
    replace_journal(link, None, lambda part: _fill(newer, part), nothing_wrong)
    assert link.is_symlink()
    assert names(journal) == [NEW]
