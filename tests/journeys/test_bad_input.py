"""What cannot be taken: the window says so in a clear sentence, keeps what was typed, and changes nothing."""

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ketatrack.domain.records import Reading, Record, Score, Session, SideEffect
from ketatrack.store.journal_file import SCHEMA_REVISION
from ketatrack.store.store import Store
from tests import records as make
from tests.domain.case_files import CASES
from tests.journeys import programs
from tests.journeys.hands import Hands
from tests.journeys.processes import IS_OPEN, posix, watch
from tests.ui.test_import_dialog import rows

JOURNALS = Path(__file__).parents[1] / "journals"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def written(hands: Hands, *kinds: type[Record]) -> list[int]:
    return [hands.workspace.journal.store.count(kind) for kind in kinds]


# what is typed


def type_a_reading(hands: Hands, systolic: str, diastolic: str, clock: str = "0930", day: str = "y") -> None:
    hands.keys("Ctrl+B")
    hands.type(day)
    for text in (clock, systolic, diastolic):
        hands.keys("Tab")
        hands.type(text)
    hands.keys("Ctrl+Return")


@pytest.mark.parametrize(
    ("systolic", "diastolic", "words"),
    [
        ("9000", "80", "Systolic cannot be 9000 mmHg"),
        ("80", "120", "it must be lower than the systolic (80)"),
        ("NaN", "80", "“NaN” is not a"),
    ],
)
def test_an_impossible_pressure_is_refused_beside_its_field_and_can_be_mended(
    at_home: Hands, systolic: str, diastolic: str, words: str
):
    hands = at_home
    type_a_reading(hands, systolic, diastolic)

    assert any(words in sentence for sentence in hands.objections)
    assert "Nothing was saved yet; see what is marked." in hands.objections
    assert written(hands, Reading) == [0]
    fields = hands.workspace.form.fields
    assert (fields["systolic"].content(), fields["diastolic"].content()) == (systolic, diastolic)

    for name, text in (("Systolic", "128"), ("Diastolic", "79")):
        hands.go_to(name)
        hands.type_over(text)
    hands.keys("Ctrl+Return")
    assert written(hands, Reading) == [1]


def test_a_time_that_the_clocks_skipped_is_refused(at_home: Hands):
    hands = at_home
    type_a_reading(hands, "128", "79", clock="0230", day="2026-03-29")

    assert any("was skipped" in sentence for sentence in hands.objections)
    assert written(hands, Reading) == [0]


def test_an_answer_that_the_questionnaire_has_not_is_no_answer(at_home: Hands):
    hands = at_home
    hands.keys("Ctrl+P")
    hands.type("11114")
    assert hands.workspace.form.answers() == [1, 1, 1, 1, None, None, None, None, None]
    assert "Items 5, 6, 7, 8 and 9 are not answered; no total." in hands.workspace.form.total_line.text()
    hands.type("3")
    assert hands.workspace.form.answers()[4] == 3
    assert written(hands, Score) == [0]


# what the disk does not take


@pytest.fixture
def journal() -> Iterator[Path]:
    """A journal in a folder that another user may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with Store.create(folder / "spring.ketatrack") as store:
            who = make.patient()
            store.adopt([who, make.course(who)])
        yield folder / "spring.ketatrack"


@posix
@pytest.mark.parametrize(
    ("act", "words"),
    [
        (programs.save_on_a_full_disk, "there is room"),
        pytest.param(
            programs.save_in_a_read_only_folder,
            "read-only",
            marks=pytest.mark.skipif(not IS_OPEN, reason="no other user may enter the project's folder"),
        ),
    ],
)
def test_what_the_disk_did_not_take_stays_on_screen_and_is_saved_once_there_is_a_way(
    journal: Path, act: Callable[[Hands], None], words: str
):
    refused, saved, *later = watch(act, journal)

    (sentence,) = refused["objections"]
    assert words in sentence
    assert "Nothing was saved" in sentence
    assert (refused["typed"]["systolic"], refused["typed"]["diastolic"]) == ("128", "79")
    assert saved["said"] == "Saved: blood pressure."
    with Store.open(journal) as store:
        assert [(each.systolic, each.diastolic) for each in store.find(Reading)] == [(128, 79)]
        assert store.check() == []
    for seen in later:
        assert any("cannot be written to" in sentence for sentence in seen["objections"])
    assert not (journal.parent / "second.ketatrack").exists()


@posix
def test_a_session_that_found_no_room_stays_on_screen_and_is_saved_once_there_is_room(journal: Path):
    refused, saved = watch(programs.save_a_session_on_a_full_disk, journal)

    assert any("Nothing was saved" in sentence for sentence in refused["objections"])
    for typed in ("128", "79", "68", "dissociation"):
        assert typed in str(refused["typed"])
    assert saved["typed"] == {}
    with Store.open(journal) as store:
        (reading,) = store.find(Reading)
        assert (reading.systolic, reading.diastolic, reading.pulse) == (128, 79, 68)
        assert [effect.effect for effect in store.find(SideEffect)] == ["dissociation"]
        assert store.count(Session) == 1
        assert store.check() == []


# what is opened


def test_an_older_journal_is_brought_up_to_date_and_the_window_says_so(at_home: Hands, tmp_path: Path):
    hands = at_home
    older = tmp_path / "older.ketatrack"
    shutil.copyfile(JOURNALS / "schema-0001.ketatrack", older)
    hands.choose_file(lambda: hands.keys("Ctrl+O"), older)
    assert "is brought up to date" in hands.said
    hands.hear("is up to date now")
    assert hands.workspace.journal.store.path == older
    assert hands.workspace.journal.store.count(Session) > 0


def no_journal(path: Path) -> None:
    path.write_text("my diary")


def newer_journal(path: Path) -> None:
    Store.create(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_REVISION + 1}")
    connection.close()


@pytest.mark.parametrize(
    ("make_file", "words"),
    [(no_journal, "is not a KetaTrack journal"), (newer_journal, "was written by a newer version")],
)
def test_a_file_that_cannot_be_opened_is_left_as_it_is_and_the_open_journal_stays(
    at_home: Hands, tmp_path: Path, make_file: Callable[[Path], None], words: str
):
    hands = at_home
    other, own = tmp_path / "other.ketatrack", hands.workspace.journal.store.path
    make_file(other)
    before, own_before = digest(other), digest(own)
    hands.choose_file(lambda: hands.keys("Ctrl+O"), other)

    assert words in hands.said
    assert digest(other) == before
    assert digest(own) == own_before
    assert hands.workspace.journal.store.path == own
    assert hands.workspace.settings.value("last_journal") == str(own)


# what comes from elsewhere


def test_a_file_in_utf_16_is_refused_in_a_sentence(at_home: Hands, tmp_path: Path):
    hands = at_home
    folder = tmp_path / "from the clinic"
    shutil.copytree(CASES / "iv-boosters", folder)
    sessions = folder / "sessions.csv"
    sessions.write_text(sessions.read_text(encoding="utf-8"), encoding="utf-16")
    before = digest(hands.workspace.journal.store.path)
    hands.keys("Ctrl+I")
    dialog = hands.dialog
    hands.type(str(folder))
    hands.keys("Return")
    hands.wait(lambda: dialog.pane.isVisible() or hands.objections)

    said = [*hands.objections, *(" ".join(row) for row in rows(dialog.pane.rejected))]
    assert any("sessions.csv" in sentence and "UTF-8" in sentence for sentence in said)
    assert written(hands, Session, Reading) == [0, 0]
    assert digest(hands.workspace.journal.store.path) == before
    hands.keys("Escape")
