"""The Course Profile as a file: one tagged page, whatever the course holds, and the lists after it."""

import io
import stat
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary

from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.errors import JournalError
from ketatrack.domain.handover import WHOLE_HANDOVER, AppendixPart, Handover
from ketatrack.domain.words import Author
from ketatrack.reports.drawings import Paper
from ketatrack.reports.pdf import report_pdf, report_pictures, write_report
from tests.courses import crowded, empty, many_routes, one_session, ten_years
from tests.domain.case_files import NAMES, course_records

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PAPERS: tuple[Paper, ...] = get_args(Paper)
EVERY_LIST = Handover(appendix=tuple(AppendixPart))
LONG_QUESTIONS = Handover(questions=("W" * 300, "why " * 100, "how " * 100))


def three_hundred_sessions() -> CourseRecords:
    return ten_years(sessions=300, scores=300)


COURSES = {
    "empty": empty,
    "one session": one_session,
    "many routes": many_routes,
    "crowded": crowded,
    "300 sessions": three_hundred_sessions,
}


def page(records: CourseRecords, choices: Handover = WHOLE_HANDOVER, paper: Paper = "a4") -> bytes:
    return report_pdf(records, choices, paper=paper, now=NOW)


def texts_of(pdf: bytes) -> list[str]:
    return [one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(pdf)]


def text_of(pdf: bytes) -> str:
    (only,) = texts_of(pdf)
    return only


def alternative_texts(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            str(each["/Alt"]) for each in document.objects if isinstance(each, Dictionary) and "/Alt" in each
        ]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("course", COURSES)
def test_the_report_is_one_page_whatever_the_course_holds(course, paper):
    assert len(pypdfium2.PdfDocument(page(COURSES[course](), LONG_QUESTIONS, paper))) == 1


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("case", NAMES)
def test_the_report_of_a_case_is_one_page_with_its_name(case, paper):
    records = course_records(case)
    text = text_of(page(records, paper=paper))
    assert records.course.name in text
    assert "not a diagnosis" in text


@pytest.mark.parametrize("paper", PAPERS)
def test_a_report_that_keeps_everything_back_is_one_page_too(paper):
    choices = Handover(item9=False, deidentified=True, period=Period(date(2016, 1, 1), date(2016, 12, 31)))
    assert len(pypdfium2.PdfDocument(page(crowded(), choices, paper))) == 1


def test_a_page_is_as_large_as_its_paper():
    sizes = [
        tuple(map(round, pypdfium2.PdfDocument(page(empty(), paper=paper))[0].get_size())) for paper in PAPERS
    ]
    assert sizes == [(595, 842), (612, 792)]


def test_the_report_is_tagged_and_says_its_title_and_language():
    with pikepdf.open(io.BytesIO(page(one_session(), EVERY_LIST))) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in document.Root
        assert str(document.Root.Lang) == "en"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == "Course Profile"
            assert metadata["pdfuaid:part"] == "1"


def test_every_chart_has_its_sentence_as_alternative_text():
    response, intervals, pressure = sorted(
        alternative_texts(page(course_records("iv-boosters"))), key=lambda each: "pressure" in each
    )
    assert response.startswith("32 complete PHQ-9 scores from 12 Feb 2026 to 11 Sep 2026")
    assert intervals.startswith("30 complete PHQ-9 after")
    assert pressure.startswith("Blood pressure in 12 sessions")


def test_the_words_of_the_charts_can_be_selected():
    text = text_of(page(course_records("iv-boosters")))
    assert "Half of baseline 10.5" in text
    assert "Days after the session" in text
    assert "mmHg" in text


def test_the_charts_are_drawn_in_lines_and_not_in_dots():
    with pikepdf.open(io.BytesIO(page(course_records("iv-boosters")))) as document:
        assert not document.pages[0].get_images()


def test_what_a_person_wrote_is_never_read_as_markup():
    name = "#image *bold* _x_ [a] $b$ <c> @d \\ //"
    assert name in text_of(page(empty(name=name), Handover(questions=(name,))))


@pytest.mark.parametrize("name", ["בית חולים", "日本語の名前", "😀 👩‍👩‍👧", "a" * 200, "\u202e reversed"])
def test_names_of_any_script_and_length_fit_the_page(name):
    assert len(pypdfium2.PdfDocument(page(empty(name=name)))) == 1


def test_every_author_is_named():
    text = text_of(page(crowded()))
    assert all(author.label in text for author in Author)


def test_a_period_narrows_what_is_counted_but_not_the_baseline():
    choices = Handover(period=Period(date(2026, 6, 1), date(2026, 8, 31)))
    text = text_of(page(course_records("iv-boosters"), choices))
    assert "1 Jun 2026 to 31 Aug 2026" in text
    assert "27 Feb 2026" in text


def test_the_lists_follow_the_page_with_their_headers_on_each():
    first, *rest = texts_of(page(ten_years(sessions=60, scores=120), EVERY_LIST))
    assert "Method: baseline" in first
    assert sum("Minutes" in text for text in rest) > 1
    assert all("Course Profile · Somebody · Ten years" in text for text in rest)
    assert rest[-1].rstrip().endswith(f"{len(rest) + 1} / {len(rest) + 1}")


def test_the_lists_are_tagged_as_tables_with_header_cells():
    with pikepdf.open(io.BytesIO(page(one_session(), EVERY_LIST))) as document:
        roles = [
            str(each["/S"]) for each in document.objects if isinstance(each, Dictionary) and "/S" in each
        ]
    assert roles.count("/Table") == 1 + len(AppendixPart)
    assert roles.count("/TH") > 4 * len(AppendixPart)


def test_the_pages_can_be_looked_at_before_they_are_saved():
    pictures = report_pictures(one_session(), EVERY_LIST, paper="a4", now=NOW, dots_per_inch=50)
    assert len(pictures) == len(texts_of(page(one_session(), EVERY_LIST)))
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def test_a_report_is_readable_by_its_owner_only_and_leaves_nothing_beside_it(tmp_path):
    out = tmp_path / "page.pdf"
    write_report(one_session(), out, WHOLE_HANDOVER, paper="a4", now=NOW)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [out]


def test_a_report_into_a_missing_folder_is_a_sentence(tmp_path):
    out: Path = tmp_path / "nowhere" / "page.pdf"
    with pytest.raises(JournalError, match="cannot be written"):
        write_report(one_session(), out, WHOLE_HANDOVER, paper="a4", now=NOW)


def test_a_report_that_is_stopped_between_any_two_steps_leaves_no_file(tmp_path):
    steps: list[str] = []
    out = tmp_path / "page.pdf"
    write_report(one_session(), out, WHOLE_HANDOVER, paper="a4", now=NOW, progress=steps.append)
    out.unlink()
    for last in range(len(steps)):
        left = iter(range(last))
        with pytest.raises(StopIteration):
            write_report(
                one_session(),
                out,
                WHOLE_HANDOVER,
                paper="a4",
                now=NOW,
                progress=lambda _step, left=left: next(left),
            )
        assert list(tmp_path.iterdir()) == []
