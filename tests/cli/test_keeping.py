"""`backup` and `restore` on the command line."""

import json
from pathlib import Path

import pytest

from ketatrack.cli import run
from ketatrack.domain.records import Session
from ketatrack.store.store import Store
from tests.records import course, patient, session
from tests.store.conftest import add


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "spring.ketatrack"
    who = patient()
    of = course(who, name="Mine")
    with Store.create(path) as store:
        add(store, who, of, session(of, "S1", "2026-03-02T10:00+01:00"))
    return path


def add_a_session(journal: Path) -> None:
    with Store.open(journal) as store:
        of = store.find(Session)[0].course_id
        first = store.find(Session)[0]
        add(store, first.changed(id="later", name="S2", course_id=of))


def sessions(journal: Path) -> int:
    with Store.open(journal) as store:
        return store.count(Session)


def said(capsys, *words: object) -> str:
    assert run([str(word) for word in words]) == 0
    return capsys.readouterr().out


def test_a_backup_is_made_listed_checked_restored_and_the_restore_undone(journal: Path, capsys) -> None:
    made = json.loads(said(capsys, "backup", journal, "--json"))
    assert (made["sessions"], made["scores"], made["rows"]["courses"]) == (1, 0, 1)
    add_a_session(journal)
    assert made["path"] in said(capsys, "backup", journal, "--list")
    assert "is whole" in said(capsys, "check", made["path"])

    restored = json.loads(said(capsys, "restore", journal, made["path"], "--json"))
    assert (restored["sessions"], sessions(journal)) == (1, 1)
    assert "2 sessions" in said(capsys, "restore", journal, restored["kept"])
    assert sessions(journal) == 2


def test_a_backup_is_made_where_it_is_asked_for_and_replaces_nothing(journal: Path, capsys) -> None:
    out = journal.with_name("copy.ketatrack")
    assert "1 session" in said(capsys, "backup", journal, out)
    assert sessions(out) == 1
    before = out.read_bytes()
    assert run(["backup", str(journal), str(out)]) == 1
    assert "there already" in capsys.readouterr().err
    assert out.read_bytes() == before


def test_there_may_be_none_to_list(journal: Path, capsys) -> None:
    assert "no backup yet" in said(capsys, "backup", journal, "--list")
    assert json.loads(said(capsys, "backup", journal, "--list", "--json")) == []


def test_what_is_no_backup_is_not_restored(journal: Path, capsys) -> None:
    before = journal.read_bytes()
    other = journal.with_name("notes.txt")
    other.write_text("no journal")
    assert run(["restore", str(journal), str(other)]) == 1
    assert "not a KetaTrack journal" in capsys.readouterr().err
    assert journal.read_bytes() == before


def test_the_list_and_an_out_exclude_each_other(journal: Path, capsys) -> None:
    assert run(["backup", str(journal), "out", "--list"]) == 2
    assert "--list" in capsys.readouterr().err


def test_an_import_makes_a_backup_first(journal: Path, capsys) -> None:
    cases = Path(__file__).parents[1] / "cases" / "iv-boosters"
    said(capsys, "import", journal, cases, "--dry-run")
    assert json.loads(said(capsys, "backup", journal, "--list", "--json")) == []
    said(capsys, "import", journal, cases)
    (made,) = json.loads(said(capsys, "backup", journal, "--list", "--json"))
    assert (made["reason"], made["sessions"]) == ("import", 1)


def test_a_journal_whose_first_page_is_gone_has_its_backups_listed_and_one_restored(
    journal: Path, capsys
) -> None:
    made = json.loads(said(capsys, "backup", journal, "--json"))["path"]
    content = journal.read_bytes()
    journal.write_bytes(bytes(4096) + content[4096:])
    assert made in said(capsys, "backup", journal, "--list")
    assert "1 session" in said(capsys, "restore", journal, made)
    assert sessions(journal) == 1


FIRST, SECOND = "seven grey herons wait", "four warm stones sing"


def key_file(journal: Path, words: str) -> Path:
    file = journal.with_name(words.replace(" ", "-"))
    file.touch(mode=0o600)
    file.write_bytes(b"\xef\xbb\xbf" + words.encode())
    return file


@pytest.fixture
def changed(journal: Path, capsys) -> tuple[Path, Path]:
    """A journal whose passphrase was changed, and a backup with the earlier one."""
    said(capsys, "passphrase", journal, "set", "--new-key-file", key_file(journal, FIRST))
    backup = journal.with_name("earlier.ketatrack")
    said(capsys, "backup", journal, backup, "--key-file", key_file(journal, FIRST))
    changing = ("--key-file", key_file(journal, FIRST), "--new-key-file", key_file(journal, SECOND))
    said(capsys, "passphrase", journal, "change", *changing)
    return journal, backup


def test_a_backup_of_an_earlier_passphrase_is_restored_with_both_given(changed, capsys) -> None:
    journal, backup = changed
    first, second = key_file(journal, FIRST), key_file(journal, SECOND)
    assert run(["restore", str(journal), str(backup), "--key-file", str(second)]) == 1
    capsys.readouterr()
    both = ("--key-file", second, "--backup-key-file", first)
    assert "opens with the passphrase of the backup now" in said(capsys, "restore", journal, backup, *both)
    assert run(["check", str(journal), "--key-file", str(first)]) == 0


def test_a_restore_says_where_it_takes_the_passphrase_away(journal: Path, capsys) -> None:
    backup = journal.with_name("open.ketatrack")
    said(capsys, "backup", journal, backup)
    setting = ("--new-key-file", key_file(journal, FIRST))
    said(capsys, "passphrase", journal, "set", *setting)
    opening = ("--key-file", key_file(journal, FIRST))
    assert "opens without one now" in said(capsys, "restore", journal, backup, *opening)
    done = json.loads(said(capsys, "restore", journal, backup, "--json"))
    assert (done["has_passphrase"], done["passphrase_changed"]) == (False, False)


def test_programs_are_told_of_a_backup_that_opens_with_an_earlier_passphrase(changed, capsys) -> None:
    journal, _backup = changed
    listing = ("backup", journal, "--list", "--json", "--key-file", key_file(journal, SECOND))
    assert "opens with an earlier passphrase" in {
        each["trouble"] for each in json.loads(said(capsys, *listing))
    }


def test_setting_a_passphrase_says_how_strong_it_is_and_which_backups_lie_open(journal: Path, capsys) -> None:
    made = Path(json.loads(said(capsys, "backup", journal, "--json"))["path"])
    assert run(["passphrase", str(journal), "set", "--new-key-file", str(key_file(journal, FIRST))]) == 0
    told = capsys.readouterr()
    assert "An estimate" in told.err
    assert "2 backups of before can be read without the passphrase" in told.out
    assert str(made.parent) in told.out


def test_what_was_never_a_journal_is_not_replaced(journal: Path, capsys) -> None:
    letter = journal.with_name("letter.txt")
    letter.write_bytes(b"hello\0world")
    assert run(["restore", str(letter), str(journal)]) == 1
    assert "no sign of having been a journal" in capsys.readouterr().err
    assert letter.read_bytes() == b"hello\0world"


def test_a_journal_whose_salt_is_damaged_is_rescued_by_that_of_its_backups(journal: Path, capsys) -> None:
    opening = ("--key-file", key_file(journal, FIRST))
    said(capsys, "passphrase", journal, "set", "--new-key-file", key_file(journal, FIRST))
    said(capsys, "backup", journal, *opening)
    journal.write_bytes(bytes(range(16)) + journal.read_bytes()[16:])
    assert run(["check", str(journal), *map(str, opening)]) == 1
    assert "is damaged" in capsys.readouterr().err
    new = journal.with_name("new.ketatrack")
    assert "were saved" in said(capsys, "rescue", journal, new, *opening)
    assert "is whole" in said(capsys, "check", new, *opening)
