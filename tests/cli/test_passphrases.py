"""A journal with a passphrase on the command line: by prompt, file descriptor or key file, not otherwise."""

import getpass
import subprocess
import sys
from pathlib import Path

import pytest

from ketatrack.cli import run
from ketatrack.store.header import schema_revision
from ketatrack.store.key import Key
from ketatrack.store.sealing import reseal
from ketatrack.store.store import Store
from tests.cli.test_plan_file import descriptor
from tests.plans import in_days, looked_after
from tests.store.conftest import add

WORDS, NEWER = "seven grey herons wait", "four warm stones sing"

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode of that kind")


@pytest.fixture
def typed(monkeypatch):
    """Answer the questions for a passphrase, one after the other."""

    def answer(*words: str) -> None:
        left = list(words)
        monkeypatch.setattr(getpass, "getpass", lambda _question: left.pop(0))

    return answer


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "mine.ketatrack"
    with Store.create(path, Key.new(WORDS)) as store:
        add(store, *looked_after(in_days(5)))
    return path


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.touch(mode=0o600)
    file.write_text(f"{WORDS}\nand a second line\n", encoding="utf-8")
    return file


def test_every_command_that_reads_a_journal_asks_for_its_passphrase(journal, tmp_path, typed, capsys):
    for words in (
        ["check", str(journal)],
        ["summary", str(journal)],
        ["export", str(journal), str(tmp_path / "out.json")],
        ["calendar", str(journal), str(tmp_path / "out.ics")],
        ["import", str(journal), str(tmp_path / "out.json")],
        ["chart", str(journal), "blood-pressure", str(tmp_path / "out.csv")],
        ["card", str(journal), str(tmp_path / "out.txt")],
    ):
        typed(WORDS)
        assert run(words) == 0, (words, capsys.readouterr().err)


def test_a_descriptor_or_a_key_file_answers_in_place_of_a_person(journal, key_file, capsys):
    assert run(["check", str(journal), "--passphrase-fd", descriptor(f"{WORDS}\n")]) == 0
    assert run(["check", str(journal), "--key-file", str(key_file)]) == 0
    capsys.readouterr()
    assert run(["check", str(journal), "--passphrase-fd", descriptor("not it at all")]) == 1
    assert "This does not open" in capsys.readouterr().err


@posix
def test_a_key_file_that_others_can_read_is_refused(journal, key_file, capsys):
    key_file.chmod(0o640)
    assert run(["check", str(journal), "--key-file", str(key_file)]) == 1
    assert "Others can read" in capsys.readouterr().err


def test_a_key_file_that_is_not_there_is_named(journal, tmp_path, capsys):
    assert run(["check", str(journal), "--key-file", str(tmp_path / "none")]) == 1
    assert "No passphrase can be read from" in capsys.readouterr().err


@posix
def test_without_a_terminal_it_says_how_a_passphrase_can_be_given(journal):
    ended = subprocess.run(
        [sys.executable, "-m", "ketatrack", "check", str(journal)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("There is no terminal to ask")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("given", ["--with-passphrase", "--passphrase-fd"])
def test_a_new_journal_can_have_a_passphrase_from_the_beginning(given, tmp_path, typed):
    path = tmp_path / "new.ketatrack"
    typed(WORDS, WORDS)
    asked = [given] if given == "--with-passphrase" else [given, descriptor(WORDS)]
    assert run(["new", str(path), "--patient", "Alex", *asked]) == 0
    assert schema_revision(path) is None
    Store.open(path, Key.of(path, WORDS)).close()


def test_a_new_passphrase_is_long_enough_and_typed_twice(tmp_path, typed, capsys):
    path = tmp_path / "new.ketatrack"
    typed("short", "short")
    assert run(["new", str(path), "--with-passphrase"]) == 1
    assert "It has 5 letters" in capsys.readouterr().err
    typed(WORDS, NEWER)
    assert run(["new", str(path), "--with-passphrase"]) == 1
    assert "not the same" in capsys.readouterr().err
    assert not path.exists()


def test_it_is_set_changed_and_removed_and_its_recovery_code_opens_it(tmp_path, capsys):
    path = tmp_path / "mine.ketatrack"
    assert run(["new", str(path)]) == 0
    assert run(["passphrase", str(path), "set", "--new-passphrase-fd", descriptor(WORDS)]) == 0
    assert run(["passphrase", str(path), "set", "--passphrase-fd", descriptor(WORDS)]) == 1
    assert "has a passphrase already" in capsys.readouterr().err
    change = ["--passphrase-fd", descriptor(WORDS), "--new-passphrase-fd", descriptor(NEWER)]
    assert run(["passphrase", str(path), "change", *change]) == 0
    capsys.readouterr()
    assert run(["passphrase", str(path), "recovery", "--passphrase-fd", descriptor(NEWER)]) == 0
    code = capsys.readouterr().out.strip()
    assert run(["check", str(path), "--passphrase-fd", descriptor(code)]) == 0
    assert run(["passphrase", str(path), "remove", "--passphrase-fd", descriptor(code)]) == 0
    assert schema_revision(path) is not None
    capsys.readouterr()
    assert run(["passphrase", str(path), "remove"]) == 1
    assert "has no passphrase" in capsys.readouterr().err


def test_a_mistyped_group_of_a_recovery_code_is_named(journal, capsys):
    groups = Key.of(journal, WORDS).recovery_code.split()
    groups[6] = ("0" if groups[6][0] != "0" else "1") + groups[6][1:]
    assert run(["check", str(journal), "--passphrase-fd", descriptor(" ".join(groups))]) == 1
    assert f"group 7 ({groups[6]})" in capsys.readouterr().err


def test_a_plan_file_is_made_from_a_journal_with_a_passphrase(journal, tmp_path):
    out = tmp_path / "out.plan"
    made = ["plan-file", str(journal), str(out), "--journal-passphrase-fd", descriptor(WORDS)]
    assert run([*made, "--passphrase-fd", descriptor("words of my own")]) == 0
    assert out.exists()


def test_no_passphrase_is_ever_an_argument(journal, capsys):
    assert run(["check", str(journal), "--passphrase", WORDS]) == 2
    capsys.readouterr()


def test_a_journal_that_no_longer_looks_encrypted_is_rescued_by_a_given_passphrase(journal, key_file, capsys):
    content = bytearray(journal.read_bytes())
    content[512:4096] = bytes(4096 - 512)
    journal.write_bytes(content)
    new = journal.with_name("new.ketatrack")
    assert run(["rescue", str(journal), str(new), "--key-file", str(key_file)]) == 0
    assert "were saved" in capsys.readouterr().out
    with Store.open(new, Key.of(new, WORDS)) as store:
        assert store.check() == []


def test_one_descriptor_opens_a_journal_and_its_backup_of_another_salt(journal, tmp_path, capsys):
    backup = tmp_path / "backup.ketatrack"
    assert run(["backup", str(journal), str(backup), "--passphrase-fd", descriptor(WORDS)]) == 0
    reseal(journal, Key.of(journal, WORDS), Key.new(WORDS))
    restoring = ["restore", str(journal), str(backup), "--passphrase-fd", descriptor(WORDS)]
    assert run(restoring) == 0, capsys.readouterr().err
    assert journal.read_bytes()[:16] == backup.read_bytes()[:16]
