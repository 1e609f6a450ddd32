"""G15: with a passphrase nothing of a journal can be read on the disk, at any moment."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import matplotlib as mpl
import pytest

from ketatrack.domain.records import (
    CheckInPlan,
    CheckpointPlan,
    ProtocolStep,
    PutOff,
    ReadingPart,
)
from ketatrack.exchange.csv_export import export_csv_folder
from ketatrack.store.engine import connect
from ketatrack.store.key import Key
from ketatrack.store.sealing import reseal
from ketatrack.store.store import Store
from tests.reliability.canaries import (
    CANARY,
    bring_in,
    fill,
    found_in,
    in_folder_for_temporary_files,
    save_many,
    with_canary,
)
from tests.reliability.children import PATIENCE_S, posix, run, run_and_kill, seconds_of
from tests.reliability.journals import KEY, KEYS
from tests.reliability.strace import FaultPoint, run_with_fault, watched
from tests.store.conftest import one_of_each

PROJECT = Path(__file__).parents[2]
HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
WORDS = "seven grey herons wait"
NEWER = Key(secret=bytes(range(32, 64)), salt=bytes(range(60, 76)))

each_way = pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)


def tell(figures, found: list[str], *, where: str, sealed: bool) -> None:
    """Count the files in which the canary can be read; only a plain journal has some."""
    if sealed:
        figures.note("canary bytes on disk", searches=1, files_found=len(found))
        assert found == [], where
    else:
        assert found, where


@each_way
def test_what_is_in_a_journal_is_readable_only_without_a_passphrase(tmp_path: Path, key, figures):
    path = tmp_path / "spring.ketatrack"
    fill(path, key)
    tell(figures, found_in(tmp_path), where="a journal", sealed=key is not None)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    if key is not None:
        assert not path.read_bytes().startswith(b"SQLite format 3")
        connection = connect(path, key)
        assert connection.execute("PRAGMA cipher_status").fetchone() == ("1",)
        connection.close()


def test_the_canary_stands_in_every_kind_of_record_but_those_that_take_no_words():
    without = [
        type(record) for record in one_of_each() if CANARY not in with_canary(record).model_dump_json()
    ]
    assert without == [ProtocolStep, PutOff, CheckpointPlan, CheckInPlan, ReadingPart]


@watched
@posix
@each_way
def test_a_kill_in_the_middle_of_saving_leaves_nothing_readable(
    fresh_folder: Callable[[], Path], key, counts, figures
):
    seen: list[str] = []
    hot = 0
    for number in range(2, 2 + counts(6, 40)):
        folder = fresh_folder()
        temporary = folder / "temporary"
        temporary.mkdir()
        path = folder / "spring.ketatrack"
        Store.create(path, key).close()
        work = (in_folder_for_temporary_files, temporary, save_many, path, key, 5)
        assert run_with_fault(FaultPoint("pwrite64", 4 * number), "signal=SIGKILL", *work).killed
        hot += path.with_name(path.name + "-journal").exists()
        seen += found_in(folder)
    assert hot
    tell(figures, seen, where="after kills while saving", sealed=key is not None)


@posix
@each_way
def test_an_import_that_is_killed_leaves_nothing_readable(
    fresh_folder: Callable[[], Path], tmp_path: Path, key, counts, figures
):
    source = tmp_path / "source"
    with Store.create(tmp_path / "other.ketatrack") as other:
        records = [with_canary(record) for record in one_of_each()]
        other.adopt(records)
        (course,) = (record for record in records if record.kind == "courses")
        export_csv_folder(other.course_records(course), source)
    seen: list[str] = []
    longest = 0.5
    for _kill in range(counts(5, 30)):
        folder = fresh_folder()
        temporary = folder / "temporary"
        temporary.mkdir()
        path = folder / "spring.ketatrack"
        Store.create(path, key).close()
        work = (in_folder_for_temporary_files, temporary, bring_in, path, key, source)
        longest = min(longest, seconds_of(*work)) if not seen and _kill == 0 else longest
        run_and_kill(longest, *work)
        seen += found_in(folder)
    tell(figures, seen, where="after imports", sealed=key is not None)


@posix
def test_a_change_of_the_passphrase_leaves_nothing_readable_at_any_moment(
    fresh_folder: Callable[[], Path], counts, figures
):
    folder = fresh_folder()
    path = folder / "spring.ketatrack"
    fill(path, KEY)
    before = path.read_bytes()
    longest = seconds_of(reseal, path, KEY, NEWER)
    for _kill in range(counts(6, 60)):
        path.write_bytes(before)
        run_and_kill(longest, reseal, path, KEY, NEWER)
        tell(figures, found_in(folder), where="while it is changed", sealed=True)


@posix
def test_once_a_passphrase_is_set_nothing_readable_is_in_the_folder(
    fresh_folder: Callable[[], Path], figures
):
    folder = fresh_folder()
    path = folder / "spring.ketatrack"
    fill(path, None)
    assert found_in(folder)
    run(reseal, path, None, KEY)
    tell(figures, found_in(folder), where="once it is set", sealed=True)


# the whole program


def begin(root: Path, *words: str) -> subprocess.Popen[str]:
    """Start the program with every folder that it may write to below one root."""
    homes = {name: str(root / name.lower()) for name in HOMES}
    for folder in [*homes.values(), str(root / "tmp")]:
        Path(folder).mkdir(mode=0o700)
    fonts = {"MPLCONFIGDIR": mpl.get_cachedir()}  # else the list of fonts is made anew each time
    environment = os.environ | homes | fonts | {"TMPDIR": str(root / "tmp")}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.canary_journey", *words],
        cwd=PROJECT,
        env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@posix
@pytest.mark.parametrize("ending", ["left", "killed"])
@pytest.mark.parametrize("sealed", [True, False], ids=["cipher", "plain"])
def test_a_journey_through_the_window_leaves_nothing_readable(
    tmp_path: Path, ending: str, sealed: bool, figures
):
    if not sealed and ending == "left":
        pytest.skip("the control needs one journey only")
    root = tmp_path / "root"
    folder = root / "journal"
    folder.mkdir(parents=True)
    path = folder / "spring.ketatrack"
    fill(path, Key.new(WORDS) if sealed else None)
    with begin(root, str(path), WORDS, *(["stay"] if ending == "killed" else [])) as program:
        try:
            if ending == "killed":
                assert program.stdout.readline() == "looked around\n", program.stderr.read()
                os.killpg(program.pid, signal.SIGKILL)
            else:
                said, complaints = program.communicate(timeout=PATIENCE_S)
                assert said == "looked around\n", complaints
        finally:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
    assert found_in(Path(mpl.get_cachedir())) == []
    tell(figures, found_in(root), where=f"after a journey, {ending}", sealed=sealed)
