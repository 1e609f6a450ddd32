"""What a person takes or sends to the clinic, through the real text of its page."""

from typing import get_args

import pypdfium2
import pytest

from ketatrack.domain.errors import JournalError
from ketatrack.domain.handover import Handover
from ketatrack.domain.records import Agreement
from ketatrack.reports.clinic_question import ask_the_clinic
from ketatrack.reports.drawings import Paper
from ketatrack.reports.sheet_page import leaving, sheet_text
from ketatrack.reports.sheet_pdf import sheet_pdf, sheet_pictures, write_sheet
from ketatrack.reports.visit_sheet import visit_sheet
from tests.planned_course import NOW, bare_course, long_course, telling_course, with_plan

COURSE = telling_course()


def words_of(page, paper: Paper = "a4") -> str:
    (only,) = pypdfium2.PdfDocument(sheet_pdf(page, paper, NOW))
    return " ".join(only.get_textpage().get_text_bounded().split())


def test_the_clinic_is_asked_with_what_was_agreed_and_what_was_recorded():
    text = words_of(ask_the_clinic(COURSE, "Is four weeks all right?", NOW))

    for words in (
        "Is four weeks all right?",
        "22 days ago, on 5 May 2026",
        "PHQ-9 since then 14 on 19 May 2026",
        "14 · 20",
        "“Every 3 to 4 weeks; call at 14 or more.”",
        "PHQ-9 14 or more",
        "Nurse B, 030 1234",
    ):
        assert words in text


def test_an_agreement_that_ended_is_not_quoted():
    ended = [each.changed(ended_on=NOW.date().replace(day=3)) for each in COURSE.plan.agreements]

    text = words_of(ask_the_clinic(with_plan(COURSE, agreements=ended), "", NOW))

    assert "Every 3 to 4 weeks" not in text
    assert "Nothing is written down." in text


def test_a_scale_of_which_a_higher_value_is_better_is_called_at_or_below():
    (agreement,) = COURSE.plan.agreements
    wellbeing = Agreement.model_validate(dict(agreement) | {"instrument": "who5", "call_at": 28})

    page = ask_the_clinic(with_plan(COURSE, agreements=[wellbeing]), "", NOW)

    assert "28 or less" in sheet_text(page)
    assert "WHO-5 since then: no complete one" in sheet_text(page)


def test_nothing_recorded_leaves_a_sheet_with_room_for_the_question():
    text = words_of(ask_the_clinic(bare_course(), " ", NOW))

    assert "____" in text
    assert "Last session not recorded" in text


def test_the_visit_sheet_stands_alone_with_questions_and_what_to_watch():
    page = visit_sheet(COURSE, Handover(questions=("May I drive?", "What of my sleep?")), NOW)
    text = words_of(page)

    for words in ("Since the last visit, 2 May 2026", "1 given", "blood pressure at home", "May I drive?"):
        assert words in text
    assert any("Item 9" in line for line in leaving(page))
    assert "Item 9" not in words_of(visit_sheet(COURSE, Handover(item9=False), NOW))


@pytest.mark.parametrize("paper", get_args(Paper))
@pytest.mark.parametrize("make", [ask_the_clinic, visit_sheet])
def test_a_sheet_is_one_page_however_much_is_written(make, paper):
    choice = "W" * 9000 if make is ask_the_clinic else Handover(questions=("W" * 110,) * 3)

    assert words_of(make(long_course(), choice, NOW), paper)


def test_a_sheet_is_a_picture_for_the_printer_and_a_file_of_either_kind(tmp_path):
    page = ask_the_clinic(COURSE, "Is four weeks all right?", NOW)

    write_sheet(page, tmp_path / "q.txt", paper="a4", made=NOW)
    write_sheet(page, tmp_path / "q.pdf", paper="letter", made=NOW)

    assert (tmp_path / "q.txt").read_text(encoding="utf-8") == sheet_text(page)
    assert (tmp_path / "q.pdf").read_bytes().startswith(b"%PDF")
    (picture,) = sheet_pictures(page, "a4", 72)
    assert picture.startswith(b"\x89PNG")
    with pytest.raises(JournalError, match=r"neither \.pdf nor \.txt"):
        write_sheet(page, tmp_path / "q.doc", paper="a4", made=NOW)
