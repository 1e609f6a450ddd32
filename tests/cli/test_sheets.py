"""Sheets for somebody else by the command line: one page, neutral by default, and noted in the journal."""

from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
import sqlcipher3

from ketatrack.cli import run
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import HandOverEntry
from ketatrack.domain.words import Author
from ketatrack.store.store import Change, Store
from tests.courses import empty
from tests.followed_course import BEGAN, esketamine_session, every_record
from tests.planned_course import NOW, TELLING, all_of, telling_course


@pytest.fixture
def journal(tmp_path: Path, time_machine) -> Path:
    time_machine.move_to(NOW, tick=True)
    path = tmp_path / "mine.ketatrack"
    with Store.create(path) as store:
        store.apply([Change(None, each) for each in all_of(telling_course())], at=NOW, by=Author.PATIENT)
    return path


def log(journal: Path) -> list[HandOverEntry]:
    with Store.open(journal) as store:
        return store.find(HandOverEntry)


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        (only,) = pdf
        return " ".join(only.get_textpage().get_text_bounded().split())


def test_a_card_gives_nothing_away_and_is_noted(journal, tmp_path, capsys):
    out = tmp_path / "card.pdf"

    assert run(["card", str(journal), str(out), "--for", "Kim"]) == 0

    text = text_of(out)
    assert "Tuesday, 2 Jun 2026, 10:00" in text
    assert [word for word in TELLING if word in text.lower()] == []
    assert "Names of medicines are left out" in capsys.readouterr().out
    (entry,) = log(journal)
    assert (entry.sheet, entry.for_whom) == (Sheet.CAREGIVER_CARD, "Kim")


def test_what_is_asked_for_is_on_the_card(journal, tmp_path):
    out = tmp_path / "card.txt"

    assert run(["card", str(journal), str(out), "--with", "score, medicine"]) == 0

    text = out.read_text(encoding="utf-8")
    assert "14 of 27" in text
    assert "Spravato" in text


def test_an_unknown_part_is_refused_and_nothing_is_noted(journal, tmp_path):
    assert run(["card", str(journal), str(tmp_path / "card.pdf"), "--with", "dose"]) == 2
    assert run(["card", str(journal), str(tmp_path / "card.doc")]) == 1
    assert log(journal) == []


def test_a_visit_sheet_carries_the_questions(journal, tmp_path):
    out = tmp_path / "visit.pdf"

    assert run(["visit-sheet", str(journal), str(out), "--question", "May I drive?", "--without-item9"]) == 0

    assert "May I drive?" in text_of(out)
    assert "Item 9" not in text_of(out)
    assert [entry.sheet for entry in log(journal)] == [Sheet.VISIT_SHEET]
    assert run(["visit-sheet", str(journal), str(out), *["--question", "Why?"] * 4]) == 2


def test_a_sheet_of_side_effects_is_made_for_the_days_that_were_asked_for(journal, tmp_path):
    out = tmp_path / "effects.txt"

    assert run(["effects-sheet", str(journal), str(out), "--from", "2026-05-01", "--to", "2026-05-20"]) == 0

    text = out.read_text(encoding="utf-8")
    assert "Shown: 1 May 2026 to 20 May 2026" in text
    assert "To mention: noted on more than one day" in text
    assert [entry.sheet for entry in log(journal)] == [Sheet.SIDE_EFFECTS]
    backwards = ["--from", "2026-05-20", "--to", "2026-05-01"]
    assert run(["effects-sheet", str(journal), str(tmp_path / "other.txt"), *backwards]) == 2


def test_a_file_that_is_there_is_replaced_only_when_asked(journal, tmp_path):
    out = tmp_path / "card.txt"
    out.write_text("mine", encoding="utf-8")

    assert run(["card", str(journal), str(out)]) == 1
    assert (out.read_text(encoding="utf-8"), log(journal)) == ("mine", [])
    assert run(["card", str(journal), str(out), "--replace"]) == 0


def test_a_card_of_the_demo_is_one_page(tmp_path):
    assert run(["card", "--demo", str(tmp_path / "card.pdf")]) == 0

    assert "Signs of an emergency" in text_of(tmp_path / "card.pdf")


def test_the_page_for_the_clinician_is_noted_with_what_was_kept_back(journal, tmp_path):
    assert run(["report", str(journal), str(tmp_path / "page.pdf"), "--deidentified"]) == 0

    (entry,) = log(journal)
    assert entry.sheet is Sheet.COURSE_PROFILE
    assert "De-identified" in entry.held


def test_a_sheet_that_cannot_be_noted_is_written_all_the_same(journal, tmp_path, capsys):
    with closing(sqlcipher3.dbapi2.connect(str(journal), isolation_level=None)) as another_program:
        another_program.execute("BEGIN IMMEDIATE")
        assert run(["card", str(journal), str(tmp_path / "card.pdf")]) == 0

    assert "could not be noted in the log: Another program is writing" in capsys.readouterr().err
    assert "Oak Street" in text_of(tmp_path / "card.pdf")
    assert log(journal) == []


@pytest.fixture
def followed(tmp_path: Path, time_machine) -> Path:
    time_machine.move_to(BEGAN, tick=True)
    path = tmp_path / "followed.ketatrack"
    with Store.create(path) as store:
        changes = [Change(None, each) for each in every_record(esketamine_session())]
        store.apply(changes, at=BEGAN, by=Author.PATIENT)
    return path


def test_a_session_sheet_is_of_the_session_that_was_named_and_is_noted(followed, tmp_path, capsys):
    out = tmp_path / "record.txt"

    assert run(["session-sheet", str(followed), str(out), "--session", "S7", "--for", "Dr Weber"]) == 0
    assert "S7 · 2 Mar 2026, 10:00" in out.read_text(encoding="utf-8")
    (entry,) = log(followed)
    assert (entry.sheet, entry.for_whom) == (Sheet.SESSION_SHEET, "Dr Weber")

    assert run(["session-sheet", str(followed), str(tmp_path / "other.txt"), "--session", "S9"]) == 1
    assert "no session “S9”" in capsys.readouterr().err


def test_a_session_sheet_of_a_course_without_sessions_says_so(tmp_path, capsys):
    path = tmp_path / "empty.ketatrack"
    records = empty()
    with Store.create(path) as store:
        store.apply([Change(None, records.patient), Change(None, records.course)], at=NOW, by=Author.PATIENT)

    assert run(["session-sheet", str(path), str(tmp_path / "record.pdf")]) == 1
    assert "no session yet" in capsys.readouterr().err


def test_a_calendar_takes_the_place_of_an_earlier_one_and_of_nothing_else(journal, tmp_path, capsys):
    out = tmp_path / "dates.ics"
    assert run(["calendar", str(journal), str(out)]) == 0
    assert run(["calendar", str(journal), str(out)]) == 0
    out.write_text("BEGIN:VCALENDAR\nPRODID:-//Family//EN\nEND:VCALENDAR\n")
    assert run(["calendar", str(journal), str(out)]) == 1
    assert "add --replace" in capsys.readouterr().err
    assert "Family" in out.read_text()
    assert run(["calendar", str(journal), str(out), "--replace"]) == 0


def test_a_chart_replaces_a_file_only_when_it_is_asked_to(journal, tmp_path, capsys):
    out = tmp_path / "chart.csv"
    out.write_text("precious")
    assert run(["chart", str(journal), "blood-pressure", str(out)]) == 1
    assert "add --replace" in capsys.readouterr().err
    assert out.read_text() == "precious"
    assert run(["chart", str(journal), "blood-pressure", str(out), "--replace"]) == 0
