"""A full disk, a folder of somebody else's, a crash, a second program: the journal stays as it was."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import Patient, Reading, Session
from ketatrack.domain.words import Author
from ketatrack.store.store import Change, Store
from tests.records import course, patient, session
from tests.store.conftest import NOW, add

PROJECT = Path(__file__).parent.parent.parent
posix = pytest.mark.skipif(
    sys.platform == "win32", reason="needs resource limits, signals and users of POSIX"
)
root = pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can become another user for a while"
)

TRY_TO_SAVE = """
import sys
from pathlib import Path
from ketatrack.domain.errors import JournalError
from ketatrack.store.store import Store
from tests.records import patient
from tests.store.conftest import add
{before}
try:
    with Store.{way}(Path(sys.argv[1])) as store:
        {limit}
        add(store, *(patient(name="N", notes="n" * 2000) for _ in range(400)))
except JournalError as problem:
    print(problem)
"""

FILL_THE_DISK = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"


def run(script: str, path: Path) -> str:
    finished = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


@posix
@pytest.mark.parametrize("share_of_the_journal", [0.01, 0.1, 1.0, 1.1, 2.0, 3.0])
def test_a_full_disk_is_said_in_a_sentence_and_leaves_the_journal_as_it_was(
    path: Path, share_of_the_journal: float
) -> None:
    with Store.create(path) as store:
        add(store, patient(name="kept"))
    before = path.read_bytes()
    limit = FILL_THE_DISK.format(size=int(len(before) * share_of_the_journal))
    said = run(TRY_TO_SAVE.format(way="open", before="", limit=limit), path)
    assert "Nothing was saved" in said
    assert f"The disk of {path.parent.resolve()}" in said
    assert len(said.splitlines()) == 1
    with Store.open(path) as store:
        assert [each.name for each in store.find(Patient)] == ["kept"]
        assert store.check() == []
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@posix
def test_a_journal_that_finds_no_room_is_not_made(path: Path) -> None:
    before = FILL_THE_DISK.format(size=4096)
    assert "Nothing was saved" in run(TRY_TO_SAVE.format(way="create", before=before, limit="pass"), path)
    assert list(path.parent.iterdir()) == []


BECOME_NOBODY = """
import os, tempfile
with tempfile.TemporaryDirectory() as own, Store.create(Path(own, "x.ketatrack")) as store:
    add(store, patient())  # so that all is imported while it still can be
os.setegid(65534)
os.seteuid(65534)
"""


@pytest.fixture
def folder_of_another() -> Iterator[Path]:
    """A folder that everybody may enter and only its owner may write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@root
@pytest.mark.parametrize("file_mode", [0o644, 0o666])
def test_a_journal_in_a_read_only_folder_can_be_read_and_stays_as_it_was(
    folder_of_another: Path, file_mode: int
) -> None:
    path = folder_of_another / "spring.ketatrack"
    with Store.create(path) as store:
        add(store, patient(name="kept"))
    path.chmod(file_mode)
    before = path.read_bytes()
    script = TRY_TO_SAVE.format(way="open", before=BECOME_NOBODY, limit="assert store.check() == []")
    assert "Nothing was saved" in run(script, path)
    assert path.read_bytes() == before


@root
def test_no_journal_is_made_in_a_read_only_folder(folder_of_another: Path) -> None:
    script = TRY_TO_SAVE.format(way="create", before=BECOME_NOBODY, limit="pass")
    assert "cannot be written to" in run(script, folder_of_another / "spring.ketatrack")
    assert list(folder_of_another.iterdir()) == []


SAVE_FOR_EVER = """
import itertools, sys
from pathlib import Path
from ketatrack.domain.records import Course
from ketatrack.store.store import Store
from tests.records import reading, session
from tests.store.conftest import add
with Store.open(Path(sys.argv[1])) as store:
    (of,) = store.find(Course)
    for number in itertools.count():
        first = session(of, f"S{number}", "2026-03-02T10:00+01:00")
        add(store, first, reading(of, "2026-03-02T10:40+01:00", session_id=first.id, pulse=70))
        print(first.id, flush=True)
"""


@posix
@pytest.mark.parametrize("confirmed_saves", [1, 2, 5, 9, 14])
def test_what_was_confirmed_before_a_crash_is_there_and_nothing_is_half_there(
    path: Path, confirmed_saves: int
) -> None:
    person = patient()
    with Store.create(path) as store:
        add(store, person, course(person))
    with subprocess.Popen(
        [sys.executable, "-c", SAVE_FOR_EVER, str(path)],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdout=subprocess.PIPE,
        text=True,
    ) as saving:
        assert saving.stdout
        confirmed = [saving.stdout.readline().strip() for _ in range(confirmed_saves)]
        saving.send_signal(signal.SIGKILL)
    with Store.open(path) as store:
        sessions = [each.id for each in store.find(Session)]
        assert set(confirmed) <= set(sessions)
        assert sorted(str(each.session_id) for each in store.find(Reading)) == sorted(sessions)
        assert store.check() == []


def test_reading_goes_on_while_another_writes(store: Store, path: Path) -> None:
    person = patient(name="A")
    add(store, person)
    with Store.open(path) as importing, importing._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE patients SET name = 'B'")
        assert [each.name for each in store.find(Patient)] == ["A"]
        assert store.count(Patient) == 1
    assert [each.name for each in store.find(Patient)] == ["B"]


def test_two_programs_that_write_take_turns_and_lose_nothing(store: Store, path: Path) -> None:
    person = patient()
    of = course(person)
    add(store, person, of)
    problems: list[Exception] = []

    def write(who: str) -> None:
        try:
            with Store.open(path) as own:
                for number in range(10):
                    add(own, session(of, f"{who}{number}", "2026-03-02T10:00+01:00"))
        except JournalError as problem:
            problems.append(problem)

    writers = [threading.Thread(target=write, args=(who,)) for who in ("A", "B")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert problems == []
    assert store.count(Session) == 20


def test_a_writer_that_another_keeps_waiting_says_so(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = patient(name="A")
    add(store, person)
    monkeypatch.setattr("ketatrack.store.engine._BUSY_SECONDS", 0.1)
    with Store.open(path) as impatient, store._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE patients SET name = 'B'")
        with pytest.raises(JournalError, match="Another program is writing"):
            impatient.apply([Change(person, person.changed(name="C"))], at=NOW, by=Author.PATIENT)
    assert [each.name for each in store.find(Patient)] == ["B"]
