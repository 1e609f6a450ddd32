"""`ketatrack check` names what is not as it was written; `ketatrack rescue` saves what is readable."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ketatrack.cli import run
from ketatrack.domain.records import Session
from ketatrack.store.store import Store
from tests.domain.case_files import CASES


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "spring.ketatrack"
    Store.create(path).close()
    assert run(["import", str(path), str(CASES / "iv-boosters")]) == 0
    return path


def test_check_names_an_entry_that_something_else_changed(journal: Path, capsys):
    with closing(sqlite3.connect(journal)) as database, database:
        database.execute("UPDATE sessions SET dose = 999 WHERE rowid = 1")
        (started,) = database.execute("SELECT started_at FROM sessions WHERE rowid = 1").fetchone()
    assert run(["check", str(journal)]) == 1
    said = capsys.readouterr()
    assert "changed since written" in said.out
    assert started[:4] in said.out
    assert "damaged in 1 place" in said.err
    assert run(["check", "--quick", str(journal)]) == 0


def test_check_for_programs_lists_each_finding(journal: Path, capsys):
    with closing(sqlite3.connect(journal)) as database, database:
        database.execute("UPDATE readings SET checksum = 0 WHERE rowid = 1")
    capsys.readouterr()
    assert run(["check", "--json", str(journal)]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["whole"] is False
    (finding,) = said["findings"]
    assert finding["damage"] == "changed"
    assert finding["table"] == "readings"
    assert said["problems"] == [f"{finding['place']}: changed since written"]


def test_rescue_saves_what_is_readable_and_never_writes_the_damaged_file(journal: Path, capsys):
    content = bytearray(journal.read_bytes())
    content[:4096] = bytes(4096)
    journal.write_bytes(content)
    before = hashlib.sha256(content).digest()
    new = journal.with_name("new.ketatrack")
    capsys.readouterr()
    assert run(["rescue", str(journal), str(new), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["findings"] == []
    assert hashlib.sha256(journal.read_bytes()).digest() == before
    assert (new.stat().st_mode & 0o077) == 0
    with Store.open(new) as store:
        assert said["entries"] > store.count(Session) > 0
    assert run(["check", str(new)]) == 0


def test_rescue_makes_nothing_of_a_file_that_holds_no_entries(tmp_path: Path, capsys):
    text, new = tmp_path / "letter.ketatrack", tmp_path / "new.ketatrack"
    text.write_text("Dear all, " * 2000)
    assert run(["rescue", str(text), str(new)]) == 1
    assert "Nothing in" in capsys.readouterr().err
    assert not new.exists()


def test_rescue_never_writes_over_a_file(journal: Path, capsys):
    before = journal.read_bytes()
    assert run(["rescue", str(journal), str(journal)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert journal.read_bytes() == before


@pytest.mark.parametrize("at", [0, 61])
def test_every_command_on_a_damaged_journal_says_what_can_be_done(journal: Path, capsys, at: int):
    content = bytearray(journal.read_bytes())
    content[at] ^= 1
    journal.write_bytes(content)
    for words in (["summary"], ["export", str(journal.with_name("out.json"))]):
        capsys.readouterr()
        assert run([words[0], str(journal), *words[1:]]) == 1
        said = capsys.readouterr().err
        assert "is damaged" in said
        assert "“ketatrack rescue” saves what can be read" in said
    assert journal.read_bytes() == content


def test_check_leaves_a_journal_of_an_older_version_as_it_is(tmp_path: Path, capsys):
    for released in sorted((Path(__file__).parents[1] / "journals").glob("schema-*.ketatrack")):
        older = tmp_path / released.name
        older.write_bytes(released.read_bytes())
        assert run(["check", str(older)]) == 0
        assert f"{older} is whole" in capsys.readouterr().out
        assert older.read_bytes() == released.read_bytes()


def test_a_key_file_that_is_always_given_keeps_no_open_journal_from_being_rescued(journal: Path, capsys):
    key_file, new = journal.with_name("key"), journal.with_name("new.ketatrack")
    key_file.touch(mode=0o600)
    key_file.write_text("seven grey herons wait")
    journal.write_bytes(bytes(4096) + journal.read_bytes()[4096:])
    capsys.readouterr()
    assert run(["rescue", str(journal), str(new), "--key-file", str(key_file)]) == 0
    assert "were saved" in capsys.readouterr().out
