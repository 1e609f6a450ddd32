"""G18: a file that leaves the journal is complete or absent, and one with a passphrase is closed well."""

import os
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from ketatrack.domain.whole_file import sweep
from tests.reliability.children import posix, run_and_kill, seconds_of
from tests.reliability.exports import EXPORTS, SLOW, Export, command_line, export, journal_to_export
from tests.reliability.strace import calls_of, fault_points, run_with_fault, watched
from tests.reliability.works import write_in_place

OLDER = b"the older file"
JSON = EXPORTS["json"]
_AES_256 = 6

pytestmark = posix


@pytest.fixture
def journal(quick_folder: Path) -> Path:
    """A journal to export."""
    path = quick_folder / "spring.ketatrack"
    journal_to_export(path)
    return path


def begun(folder: Path, of: Export) -> Path:
    """Put an older file where a new one goes; a folder is only written where there is none."""
    out = folder / of.name
    if out.suffix:
        out.write_bytes(OLDER)
    return out


def is_older_or_complete(out: Path, of: Export) -> bool:
    """Say whether there is the older file, or none where there was none, or the whole new one."""
    if not out.exists():
        return not out.suffix
    return of.is_complete(out) if out.is_dir() or out.read_bytes() != OLDER else True


def sweep_later(folder: Path) -> list[Path]:
    """Sweep a folder as an export does when some hours have gone by, and return what is left."""
    for file in folder.iterdir():
        os.utime(file, (0, 0))
    sweep(folder)
    return list(folder.iterdir())


@watched
@pytest.mark.parametrize("kind", EXPORTS)
def test_a_kill_while_exporting_leaves_the_older_or_the_whole_new_file(
    journal: Path, tmp_path: Path, fresh_folder: Callable[[], Path], kind: str, counts, figures
):

    def look_at(out: Path) -> None:
        whole = is_older_or_complete(out, EXPORTS[kind])
        figures.note("kills while exporting", kills=1, older_or_whole_files=whole)
        assert whole
        assert sweep_later(out.parent) in ([out], [] if not out.suffix else [out])

    calls, _ending = calls_of(tmp_path / "calls", export, kind, journal, fresh_folder())
    for point in fault_points(calls, counts(3 if kind in SLOW else 6, 40)):
        out = begun(fresh_folder(), EXPORTS[kind])
        assert run_with_fault(point, "signal=SIGKILL", export, kind, journal, out.parent).killed
        look_at(out)
    undisturbed = fresh_folder()
    longest = seconds_of(export, kind, journal, undisturbed)
    assert EXPORTS[kind].is_complete(undisturbed / EXPORTS[kind].name)
    for _kill in range(counts(2 if kind in SLOW else 5, 30)):
        out = begun(fresh_folder(), EXPORTS[kind])
        run_and_kill(longest, export, kind, journal, out.parent)
        look_at(out)


@watched
def test_the_kills_find_a_file_that_is_written_in_place(tmp_path: Path, fresh_folder: Callable[[], Path]):
    calls, _ending = calls_of(tmp_path / "calls", write_in_place, begun(fresh_folder(), JSON))
    out = begun(fresh_folder(), JSON)
    assert run_with_fault(fault_points(calls, 3)[1], "signal=SIGKILL", write_in_place, out).killed
    with pytest.raises(ValueError, match="Expecting"):
        is_older_or_complete(out, JSON)


def test_a_page_with_a_passphrase_is_closed_with_aes_256(journal: Path, tmp_path: Path):
    out = tmp_path / "report.pdf"
    assert command_line("report", str(journal), str(out), "--password") == ""
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(out)
    assert b"/AESV3" in out.read_bytes()
    assert b"/V 5" in out.read_bytes()
    assert f"/R {_AES_256}".encode() in out.read_bytes()
