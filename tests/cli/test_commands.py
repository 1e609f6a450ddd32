"""The commands as a person or a program calls them."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from ketatrack.cli import COMMANDS, run
from ketatrack.domain.handover import QUESTIONS_SETTING
from ketatrack.domain.records import Course, Patient, Session
from ketatrack.store.store import Store
from tests.exchange.course_files import CASES, SESSIONS, write_files
from tests.records import patient


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "mine.ketatrack"
    assert run(["new", str(path)]) == 0
    return path


@pytest.fixture
def call(capsys):
    """Run a command and return its exit code, what it printed and what it complained of."""

    def called(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return called


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_new_journal_is_empty_or_has_the_person_that_was_named(call, tmp_path):
    assert call("new", tmp_path / "a.ketatrack")[0] == 0
    assert call("new", tmp_path / "b.ketatrack", "--patient", "Ruth")[0] == 0
    with Store.open(tmp_path / "a.ketatrack") as store:
        assert store.find(Patient) == []
    with Store.open(tmp_path / "b.ketatrack") as store:
        assert [person.name for person in store.find(Patient)] == ["Ruth"]


def test_a_new_journal_never_replaces_a_file(call, journal):
    before = digest(journal)
    code, _out, err = call("new", journal)
    assert (code, digest(journal)) == (1, before)
    assert "is there already" in err


def test_an_impossible_name_makes_no_journal(call, tmp_path):
    code, _out, err = call("new", tmp_path / "a.ketatrack", "--patient", "x" * 300)
    assert code == 1
    assert "300 characters" in err
    assert not (tmp_path / "a.ketatrack").exists()


@pytest.mark.parametrize("case", ["iv-boosters", "esketamine-label"])
def test_a_course_is_imported_and_summarised(call, journal, case):
    code, out, _err = call("import", journal, CASES / case, "--json")
    said = json.loads(out)
    assert (code, said["rejected"]) == (0, [])

    code, out, _err = call("summary", journal, "--json")
    expected = json.loads((CASES / case / "expected.json").read_text(encoding="utf-8"))
    assert (code, json.loads(out)) == (0, expected)
    assert said["accepted"]["readings"] == expected["counts"]["readings"]

    again = json.loads(call("import", journal, CASES / case, "--json")[1])
    assert again["already_there"]["readings"] == expected["counts"]["readings"]
    assert not any(again["accepted"].values())


def test_a_rejected_row_means_that_nothing_is_written(call, journal, tmp_path):
    files = write_files(tmp_path / "files", sessions=f"{SESSIONS}S2,yesterday,\n")
    before = digest(journal)

    code, out, err = call("import", journal, files, "--json")

    assert (code, digest(journal)) == (1, before)
    assert json.loads(out)["rejected"] == [
        {
            "file": "sessions.csv",
            "line": 3,
            "column": "started_at",
            "value": "yesterday",
            "reason": "First dose at: “yesterday” is not a time such as 2026-03-02T14:15-05:00.",
        }
    ]
    assert err.startswith("1 row cannot be taken, so nothing was written.")
    assert err.count("\n") == 1


def test_rejected_rows_can_be_left_out(call, journal, tmp_path):
    files = write_files(tmp_path / "files", sessions=f"{SESSIONS}S2,yesterday,\n")
    code, out, err = call("import", journal, files, "--skip-rejected")
    assert (code, err) == (0, "")
    assert "sessions.csv, line 3: started_at: First dose at: “yesterday”" in out
    with Store.open(journal) as store:
        assert [session.name for session in store.find(Session)] == ["S1"]


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(call, journal, tmp_path):
    files = write_files(tmp_path / "files", readings="taken_at,systolic,colour\n2026-03-02T14:20Z,240,red\n")
    before = digest(journal)
    code, out, _err = call("import", journal, files, "--dry-run")
    assert (code, digest(journal)) == (0, before)
    assert "sessions: 1 new, 0 already there" in out
    assert "readings.csv: The column “colour” is passed over." in out
    assert "readings.csv, line 2: Systolic 240 mmHg is unusual." in out


def test_an_import_into_a_missing_journal_makes_none(call, tmp_path):
    code, _out, err = call("import", tmp_path / "no.ketatrack", CASES / "iv-boosters")
    assert code == 1
    assert "There is no journal at" in err
    assert list(tmp_path.iterdir()) == []


def test_the_person_is_named_where_there_are_several(call, journal):
    with Store.open(journal) as store:
        store.adopt([patient(name="Ruth"), patient(name="Tom")])
    assert call("import", journal, CASES / "iv-boosters")[0] == 1
    assert call("import", journal, CASES / "iv-boosters", "--patient", "Tom")[0] == 0


def test_with_several_courses_one_is_named(call, journal):
    assert call("summary", journal) == (1, "", "The journal holds no course yet.\n")
    for case in ("iv-boosters", "esketamine-label"):
        call("import", journal, CASES / case)

    code, out, err = call("summary", journal)
    assert (code, out) == (1, "")
    assert "“Spring course”, “Nasal spray course”" in err
    code, out, _err = call("summary", journal, "--course", "Spring course")
    assert code == 0
    assert "PHQ-9 baseline: 21 on 27 Feb 2026" in out
    assert call("summary", "--course", "Autumn", journal)[0] == 1


def test_a_journal_and_a_course_are_exported_and_come_back(call, journal, tmp_path):
    call("import", journal, CASES / "iv-boosters")
    for out in ("all.json", "course.zip", "folder"):
        assert call("export", journal, tmp_path / out)[0] == 0
        other = tmp_path / f"{out}.ketatrack"
        call("new", other)
        assert call("import", other, tmp_path / out)[0] == 0
        assert call("summary", other, "--json")[1] == call("summary", journal, "--json")[1]


def test_the_demo_stands_in_for_a_journal(call, tmp_path):
    code, out, _err = call("summary", "--demo")
    assert code == 0
    assert out.startswith("Nasal spray year (synthetic)\n")
    assert call("summary", "--demo", "--course", "Infusions and boosters (synthetic)")[0] == 0
    assert call("export", "--demo", tmp_path / "demo.json")[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ["response", "r.png"],
        ["blood-pressure", "b.svg", "--dark"],
        ["items", "i.csv", "--from", "2026-01-01", "--without-item9"],
        ["two-instruments", "t.pdf", "--instrument", "gad7", "--instrument", "phq9"],
        ["resting-pressure", "p.svg", "--standard", "esc-esh-2018", "--line", "135/85"],
        ["side-effects", "s.png", "--horizon", "long_term"],
    ],
)
def test_a_chart_of_the_demo_is_saved(call, tmp_path, words):
    name, out, *rest = words
    assert call("chart", "--demo", name, tmp_path / out, *rest)[0] == 0
    assert (tmp_path / out).stat().st_size > 1000


def test_the_page_is_made_on_the_paper_and_for_the_time_that_were_asked_for(call, tmp_path):
    out = tmp_path / "page.pdf"
    assert call("report", "--paper", "letter", "--from", "2026-03-01", "--demo", out)[0] == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert call("report", "--demo", tmp_path / "page.txt")[0] == 1


def text_of(out, password=None):
    return "".join(
        each.get_textpage().get_text_bounded() for each in pypdfium2.PdfDocument(out, password=password)
    )


def test_the_page_takes_the_lists_the_questions_and_what_is_kept_back(call, journal, tmp_path):
    call("import", journal, CASES / "iv-boosters")
    out = tmp_path / "page.pdf"
    asked = ["--appendix", "scores,epochs", "--question", "May I drive?", "--without-item9"]
    assert call("report", journal, out, *asked)[0] == 0
    text = text_of(out)
    assert "Every score with its items" in text
    assert "Periods between changes" in text
    assert "Every session with its readings" not in text
    assert "May I drive?" in text
    assert "left out of this page by choice" in text
    assert call("report", journal, out, "--replace", "--deidentified", *asked)[0] == 0
    assert "May I drive?" not in text_of(out)
    assert "2026" not in text_of(out)


def test_the_page_carries_the_questions_that_the_journal_keeps(call, journal, tmp_path):
    call("import", journal, CASES / "iv-boosters")
    with Store.open(journal) as store:
        (course,) = store.find(Course)
        store.set_setting(QUESTIONS_SETTING, {course.id: ["Is it the dose?"]})
    assert call("report", journal, tmp_path / "page.pdf")[0] == 0
    assert "Is it the dose?" in text_of(tmp_path / "page.pdf")


def test_a_password_is_printed_once_and_opens_the_page(call, tmp_path):
    code, said, _err = call("report", "--demo", tmp_path / "page.pdf", "--password")
    password = said.strip().rpartition(": ")[2]
    assert code == 0
    assert len(password.split()) == 5
    assert "Course Profile" in text_of(tmp_path / "page.pdf", password)
    with pytest.raises(pypdfium2.PdfiumError):
        text_of(tmp_path / "page.pdf")


def test_a_course_is_handed_over_without_item_9_names_and_dates(call, journal, tmp_path):
    call("import", journal, CASES / "iv-boosters")
    code, said, _err = call("export", journal, tmp_path / "a.json", "--without-item-9", "--deidentified")
    assert code == 0
    assert "Left out by choice: item 9" in said
    held = json.loads((tmp_path / "a.json").read_text(encoding="ascii"))
    assert "De-identified" in " ".join(held["removed"])
    assert "2026" not in json.dumps(held)
    phq9s = [row for row in held["records"]["scores"] if row["instrument"] == "phq9"]
    assert all(row["answers"] is None or row["total"] is None for row in phq9s)


def test_one_course_of_several_and_some_of_its_days_are_exported_as_json(call, journal, tmp_path):
    for case in ("iv-boosters", "esketamine-label"):
        call("import", journal, CASES / case)
    asked = ["--course", "Spring course", "--from", "2026-06-01", "--to", "2026-06-30"]
    assert call("export", journal, tmp_path / "june.json", *asked)[0] == 0
    held = json.loads((tmp_path / "june.json").read_text(encoding="ascii"))
    assert [row["name"] for row in held["records"]["course"]] == ["Spring course"]
    assert {row["started_at"][:7] for row in held["records"]["sessions"]} == {"2026-06"}


def test_notes_can_be_left_out_of_the_files(call, journal, tmp_path):
    call("import", journal, CASES / "iv-boosters")
    assert call("export", journal, tmp_path / "with", "--to", "2026-12-31")[0] == 0
    assert call("export", journal, tmp_path / "without", "--without-notes")[0] == 0
    assert "from paper" in (tmp_path / "with" / "scores.csv").read_text(encoding="utf-8")
    assert "from paper" not in (tmp_path / "without" / "scores.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["report", "page.pdf"], ["export", "all.json"], ["export", "all.zip"]])
def test_a_file_that_is_there_is_replaced_only_when_asked(call, tmp_path, words):
    command, name = words
    out = tmp_path / name
    out.write_bytes(b"mine")
    code, _said, err = call(command, "--demo", out)
    assert (code, out.read_bytes()) == (1, b"mine")
    assert "is there already" in err
    assert "--replace" in err
    assert call(command, "--demo", out, "--replace")[0] == 0
    assert out.read_bytes() != b"mine"


def test_an_export_of_an_unknown_kind_is_refused(call, tmp_path):
    code, _said, err = call("export", "--demo", tmp_path / "e.xml")
    assert code == 1
    assert ".xml" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ["new", "nowhere/x.ketatrack"],
        ["report", "--demo", "nowhere/x.pdf"],
        ["export", "--demo", "nowhere/x.json"],
        ["export", "--demo", "nowhere/x.zip"],
        ["export", "--demo", "nowhere/x"],
    ],
)
def test_a_missing_folder_is_named(call, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    code, _said, err = call(*words)
    assert code == 1
    assert "no folder nowhere" in err
    assert list(tmp_path.iterdir()) == []


def test_check_says_what_is_in_a_whole_file(call, journal):
    call("import", journal, CASES / "iv-boosters")
    code, out, _err = call("check", journal)
    assert code == 0
    assert "readings: 98" in out
    assert out.endswith("is whole.\n")
    assert json.loads(call("check", journal, "--json")[1])["whole"] is True


def test_check_finds_a_damaged_file(call, journal):
    call("import", journal, CASES / "esketamine-label")
    content = bytearray(journal.read_bytes())
    content[20_000:60_000] = bytes(40_000)
    journal.write_bytes(content)
    code, _out, err = call("check", journal)
    assert code == 1
    assert "damaged" in err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["sing"],
        ["summary"],
        ["summary", "--demo", "a.ketatrack"],
        ["import", "a.ketatrack"],
        ["chart", "--demo", "pie", "out.png"],
        ["chart", "--demo", "resting-pressure", "out.png", "--line", "135"],
        ["chart", "--demo", "items", "out.png", "--instrument", "mmpi"],
        ["chart", "--demo", "side-effects", "out.png", "--horizon", "soon"],
        ["report", "--demo", "out.pdf", "--from", "1.3.2026"],
        ["report", "--demo", "out.pdf", "--from", "2026-03-02", "--to", "2026-03-01"],
        ["report", "--demo", "out.pdf", "--paper", "a5"],
        ["report", "--demo", "out.pdf", "--appendix", "scores,gossip"],
        ["report", "--demo", "out.pdf", *["--question", "Why?"] * 4],
        ["report", "--demo", "out.pdf", "--question", "Why? " * 40],
        ["check", "--sum", "a.ketatrack"],
    ],
)
def test_words_that_make_no_sense_end_with_2(call, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert call(*words)[0] == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(call, command):
    code, out, _err = call(command, "--help")
    assert code == 0
    assert out.startswith(f"usage: ketatrack {command}")


def test_no_command_imports_qt(tmp_path):
    script = (
        "import sys; from ketatrack.cli import run; "
        f"codes = [run(['summary', '--demo']), run(['export', '--demo', {str(tmp_path / 'o.json')!r}]), "
        f"run(['chart', '--demo', 'response', {str(tmp_path / 'o.svg')!r}]), "
        f"run(['report', '--demo', {str(tmp_path / 'o.pdf')!r}])]; "
        "sys.exit(any(codes) or any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_has_read_enough_ends_a_command_quietly(tmp_path):
    command = f"{sys.executable} -m ketatrack summary --demo --json | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert done.stdout == "{\n"
    assert done.stderr == ""
