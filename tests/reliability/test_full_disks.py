"""G3: a full disk loses nothing, and says so plainly."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ketatrack.store.engine import connect
from ketatrack.store.key import Key
from ketatrack.store.upgrade import upgrade
from tests.reliability.children import Ending, posix, run
from tests.reliability.exports import EXPORTS, export, journal_to_export
from tests.reliability.journals import KEYS, Rows, journal_with_a_course, older_journal, rows, schema_of
from tests.reliability.strace import calls_of, fault_points, run_with_fault, watched
from tests.reliability.works import (
    adopt_one_session,
    change_one_mind,
    erase_all_history,
    keep_half_a_form,
    make_a_backup,
    make_a_choice,
    make_a_journal,
    restore_where_nothing_is,
    save_one_session,
    with_little_room,
    write_in_place,
)

SESSIONS = 5
"""In the journal before another is saved."""

pytestmark = posix


@dataclass
class Writing:
    """Something that writes to the disk: what it is called with, beside a journal in a folder."""

    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    journal: Path
    key: Key | None = None

    def held(self) -> tuple[dict[str, Rows], dict[str, Any], dict[str, bytes]]:
        """Return what the journal holds for the next program that opens it, and what lies beside it."""
        with closing(connect(self.journal, self.key)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        files = (file for file in self.journal.parent.rglob("*") if file.is_file())
        beside = [file for file in files if file != self.journal]
        return (
            rows(self.journal, self.key),
            schema_of(self.journal, self.key),
            {str(file): file.read_bytes() for file in beside},
        )


def saving(folder: Path, key: Key | None) -> Writing:
    path = journal_with_a_course(folder / "spring.ketatrack", key, sessions=SESSIONS)
    return Writing(save_one_session, (path, key), path, key)


def upgrading(folder: Path, key: Key | None) -> Writing:
    path = older_journal(folder / "spring.ketatrack", key, 1)
    return Writing(upgrade, (path, key), path, key)


def exporting(kind: str) -> Callable[[Path], Writing]:
    def write(folder: Path) -> Writing:
        path = folder / "spring.ketatrack"
        journal_to_export(path)
        return Writing(export, (kind, path, folder), path)

    return write


def each_key(begin: Callable[[Path, Key | None], Writing]) -> dict[str, Callable[[Path], Writing]]:
    """Name something for a journal with a passphrase and one without."""
    return {
        f"{begin.__name__}-{name}": lambda folder, key=key: begin(folder, key) for name, key in KEYS.items()
    }


WRITINGS = each_key(saving) | each_key(upgrading) | {f"exporting-{kind}": exporting(kind) for kind in EXPORTS}
AT_EVERY_SIZE = [name for name in WRITINGS if not name.startswith("exporting")] + ["exporting-json"]
"""All other exports are written as this one is."""


def sizes(folder: Path, begin: Callable[[Path], Writing], most: int) -> list[int]:
    """Return sizes at which the disk may be full, from nothing to somewhat more than the work needs."""
    writing = begin(folder)
    assert not said(run(writing.work, *writing.arguments))
    largest = max(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return [round(1.1 * largest * (place / (most - 1)) ** 2) for place in range(most)]


def is_as_told(writing: Writing, before: object, ending: Ending) -> bool:
    """Say whether all is saved where that is told, though unconfirmed, and nothing where it is not."""
    return (writing.held() != before) is ("It is saved" in said(ending))


def said(ending: Ending) -> str:
    """Return the sentence that a work ended with, as an error or as what a command printed."""
    return ending.said or ending.returned or ""


def check(writing: Writing, before: object, ending: Ending, point: object, figures: Any) -> None:
    """Hold what a full disk left against what was there; where nothing is told, there was room enough."""
    sentence = said(ending)
    if not sentence:
        assert writing.held() != before, (point, "nothing was written, and nothing told")
    else:
        left = is_as_told(writing, before, ending)
        figures.note(
            "full disks", faults=1, told_in_a_sentence=len(sentence.splitlines()) == 1, as_it_was_told=left
        )
        assert len(sentence.splitlines()) == 1
        assert left, (point, sentence)


@pytest.mark.parametrize("name", WRITINGS)
def test_a_full_disk_changes_nothing_and_is_told(
    name: str, fresh_folder: Callable[[], Path], counts, figures
):
    begin = WRITINGS[name]
    told = 0
    for size in sizes(fresh_folder(), begin, counts(20 if name in AT_EVERY_SIZE else 5, 20)):
        writing = begin(fresh_folder())
        before = writing.held()
        ending = run(with_little_room, size, writing.work, *writing.arguments)
        told += bool(said(ending))
        check(writing, before, ending, size, figures)
    assert told


@watched
@pytest.mark.parametrize("name", [name for name in WRITINGS if not name.startswith("upgrading")])
def test_a_disk_that_is_full_at_one_point_changes_nothing_and_is_told(
    name: str, fresh_folder: Callable[[], Path], tmp_path: Path, counts, figures
):
    begin = WRITINGS[name]
    writing = begin(fresh_folder())
    calls, _ending = calls_of(tmp_path / "calls", writing.work, *writing.arguments)
    for point in fault_points(calls, counts(10 if name in AT_EVERY_SIZE else 4, 100)):
        writing = begin(fresh_folder())
        before = writing.held()
        ending = run_with_fault(point, "error=ENOSPC", writing.work, *writing.arguments)
        check(writing, before, ending, point, figures)


SAVES = [save_one_session, adopt_one_session, keep_half_a_form, make_a_choice, erase_all_history]


@watched
@pytest.mark.parametrize("save", SAVES)
def test_where_a_disk_fails_at_one_point_of_a_save_what_is_told_is_so(
    save: Callable[..., None], fresh_folder: Callable[[], Path], tmp_path: Path, counts, figures
):
    def begin(folder: Path) -> Writing:
        writing = saving(folder, None)
        change_one_mind(writing.journal)
        return Writing(save, writing.arguments, writing.journal)

    writing = begin(fresh_folder())
    calls, _ending = calls_of(tmp_path / "calls", writing.work, *writing.arguments)
    for point in fault_points(calls, counts(6, 100)):
        writing = begin(fresh_folder())
        before = writing.held()
        ending = run_with_fault(point, "error=EIO", writing.work, *writing.arguments)
        check(writing, before, ending, point, figures)
    assert "It is saved" in said(ending), "the last point is where the folder is made durable"


@watched
@pytest.mark.parametrize("make", [make_a_journal, make_a_backup, restore_where_nothing_is])
def test_where_a_disk_fails_at_one_point_of_making_a_journal_there_is_none(
    make: Callable[[Path], None], fresh_folder: Callable[[], Path], tmp_path: Path, counts, figures
):
    def begin(folder: Path) -> Writing:
        path = saving(folder, None).journal
        return Writing(make, (path,), path)

    writing = begin(fresh_folder())
    calls, _ending = calls_of(tmp_path / "calls", writing.work, *writing.arguments)
    for point in fault_points(calls, counts(8, 100)):
        writing = begin(fresh_folder())
        before = writing.held()
        ending = run_with_fault(point, "error=EIO", writing.work, *writing.arguments)
        check(writing, before, ending, point, figures)
    assert said(ending), "the last point is where the folder is made durable"


def test_the_full_disks_find_a_file_that_is_written_in_place(quick_folder: Path):
    out = quick_folder / "out"
    out.write_bytes(b"the older file")
    with pytest.raises(AssertionError, match="File too large"):
        run(with_little_room, 2_000, write_in_place, out)
    assert out.read_bytes() != b"the older file"
