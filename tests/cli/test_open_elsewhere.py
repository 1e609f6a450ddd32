"""Commands on a journal that is open elsewhere: another computer's is read, never written to."""

from pathlib import Path

import pytest

from ketatrack.cli import run
from ketatrack.domain.records import HandOverEntry, Session
from ketatrack.domain.words import Author
from ketatrack.store.store import Change, Store
from tests.domain.case_files import CASES
from tests.plans import in_days, looked_after
from tests.store.conftest import NOW


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "mine.ketatrack"
    with Store.create(path) as store:
        store.apply([Change(None, each) for each in looked_after(in_days(5))], at=NOW, by=Author.PATIENT)
    note = path.with_name(f".{path.name}.in-use")
    note.write_text('{"computer": "study", "since": "2026-06-01 09:00"}')
    return path


def test_nothing_is_imported_into_it(journal: Path, capsys):
    before = journal.read_bytes()
    assert run(["import", str(journal), str(CASES / "iv-boosters")]) == 1
    assert "“study” since 2026-06-01 09:00" in capsys.readouterr().err
    assert journal.read_bytes() == before
    assert run(["import", str(journal), str(CASES / "iv-boosters"), "--dry-run"]) == 0


def test_a_sheet_of_it_is_written_and_it_is_said_that_it_could_not_be_noted(journal: Path, capsys):
    before, out = journal.read_bytes(), journal.with_name("card.txt")
    assert run(["card", str(journal), str(out)]) == 0
    assert out.exists()
    assert "could not be noted in the log" in capsys.readouterr().err
    assert journal.read_bytes() == before


def test_it_is_read_and_copied(journal: Path):
    before = journal.read_bytes()
    assert run(["summary", str(journal)]) == 0
    assert run(["check", str(journal)]) == 0
    assert run(["backup", str(journal), str(journal.with_name("copy.ketatrack"))]) == 0
    assert journal.read_bytes() == before


def test_once_it_is_closed_there_all_is_as_usual(journal: Path):
    journal.with_name(f".{journal.name}.in-use").unlink()
    assert run(["card", str(journal), str(journal.with_name("card.txt"))]) == 0
    assert run(["import", str(journal), str(CASES / "iv-boosters")]) == 0
    with Store.open(journal) as store:
        assert store.count(HandOverEntry) == 1
        assert store.count(Session) > 0
    assert not journal.with_name(f".{journal.name}.in-use").exists()


def test_a_backup_that_would_give_it_its_identity_waits_until_it_is_closed_there(journal: Path, capsys):
    before = journal.read_bytes()
    assert run(["backup", str(journal)]) == 1
    assert "“study”" in capsys.readouterr().err
    assert journal.read_bytes() == before
