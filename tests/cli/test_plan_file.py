"""The plan file made and read on the command line; the passphrase comes by prompt or file descriptor."""

import getpass
import os
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3

from ketatrack.cli import run
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import HandOverEntry
from ketatrack.exchange.plan_file import open_plan
from ketatrack.store.store import Store
from tests.plans import in_days, looked_after
from tests.store.conftest import add

WORDS = "words of my own"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    with Store.create(tmp_path / "mine.ketatrack") as store:
        add(store, *looked_after(in_days(5)))
    return tmp_path / "mine.ketatrack"


@pytest.fixture
def typed(monkeypatch):
    """Answer the questions for a passphrase, one after the other."""

    def answer(*words: str) -> None:
        left = list(words)
        monkeypatch.setattr(getpass, "getpass", lambda _question: left.pop(0))

    return answer


def descriptor(words: str) -> str:
    reader, writer = os.pipe()
    os.write(writer, words.encode())
    os.close(writer)
    return str(reader)


def test_a_plan_file_is_made_and_shown_with_a_passphrase_of_a_descriptor(journal, tmp_path, capsys):
    out = tmp_path / "out.plan"
    made = ["plan-file", str(journal), str(out), "--for", "Mia", "--passphrase-fd", descriptor(f"{WORDS}\n")]
    assert run(made) == 0
    assert run(["plan-file", "--show", str(out), "--passphrase-fd", descriptor(WORDS)]) == 0

    said = capsys.readouterr().out
    for words in ("Plan from Alex", "Clinic, 2nd floor", "Form of the clinic: not done", "not recorded: ask"):
        assert words in said
    assert WORDS not in said
    with Store.open(journal) as store:
        (entry,) = store.find(HandOverEntry)
    assert (entry.sheet, entry.for_whom) == (Sheet.PLAN_FILE, "Mia")


def test_an_empty_answer_makes_five_words_that_are_shown_once(journal, tmp_path, capsys, typed):
    typed("")
    assert run(["plan-file", str(journal), str(tmp_path / "out.plan")]) == 0
    words = capsys.readouterr().out.splitlines()[-1].partition(": ")[2]

    assert len(words.split()) == 5
    assert len(open_plan(tmp_path / "out.plan", words).content.plan.dates) == 3


def test_a_plan_file_that_is_there_is_replaced_only_when_asked(journal, tmp_path, capsys, typed):
    out = tmp_path / "out.plan"
    out.write_bytes(b"a caregiver's notes")
    typed("")
    assert run(["plan-file", str(journal), str(out)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert out.read_bytes() == b"a caregiver's notes"
    typed("")
    assert run(["plan-file", str(journal), str(out), "--replace"]) == 0
    assert out.read_bytes() != b"a caregiver's notes"


def test_a_plan_file_that_cannot_be_noted_still_says_its_five_words(journal, tmp_path, capsys, typed):
    typed("")
    with closing(sqlcipher3.dbapi2.connect(str(journal), isolation_level=None)) as another_program:
        another_program.execute("BEGIN IMMEDIATE")
        assert run(["plan-file", str(journal), str(tmp_path / "out.plan")]) == 0
    said = capsys.readouterr()
    words = said.out.splitlines()[-1].partition(": ")[2]

    assert "could not be noted in the log: Another program is writing" in said.err
    assert len(open_plan(tmp_path / "out.plan", words).content.plan.dates) == 3


def test_two_answers_that_differ_write_nothing(journal, tmp_path, capsys, typed):
    typed(WORDS, "other words")
    assert run(["plan-file", str(journal), str(tmp_path / "out.plan")]) == 1
    assert "not the same" in capsys.readouterr().err
    assert not (tmp_path / "out.plan").exists()


def test_what_is_no_plan_file_is_refused_before_any_question(journal, capsys):
    assert run(["plan-file", "--show", str(journal)]) == 1
    assert "is not a plan file" in capsys.readouterr().err


def test_a_wrong_passphrase_is_refused_with_a_sentence(journal, tmp_path, capsys, typed):
    typed(WORDS, WORDS, "other words")
    assert run(["plan-file", str(journal), str(tmp_path / "out.plan")]) == 0
    assert run(["plan-file", "--show", str(tmp_path / "out.plan")]) == 1
    assert "does not open it" in capsys.readouterr().err


def test_showing_takes_no_journal(journal, tmp_path):
    assert run(["plan-file", "--show", str(journal), str(tmp_path / "out.plan")]) == 2


def test_a_descriptor_that_is_not_there_is_refused_with_a_sentence(journal, tmp_path, capsys):
    words = ["plan-file", str(journal), str(tmp_path / "out.plan"), "--passphrase-fd", "990"]
    assert run(words) == 1
    assert "file descriptor 990" in capsys.readouterr().err
