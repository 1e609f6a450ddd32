"""The Course Profile as a file: one tagged page, whatever the course holds."""

import io
import stat
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary

from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period
from ketatrack.domain.errors import JournalError
from ketatrack.domain.words import Author
from ketatrack.reports.pdf import Paper, report_pdf, write_report
from tests.courses import crowded, empty, many_routes, one_session, ten_years
from tests.domain.case_files import NAMES, course_records

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PAPERS: tuple[Paper, ...] = get_args(Paper)
COURSES = {"empty": empty, "one session": one_session, "many routes": many_routes, "crowded": crowded}


def page(records: CourseRecords, paper: Paper = "a4", period: Period = WHOLE_COURSE) -> bytes:
    return report_pdf(records, period=period, paper=paper, now=NOW)


def text_of(pdf: bytes) -> str:
    (only,) = pypdfium2.PdfDocument(pdf)
    found: str = only.get_textpage().get_text_bounded()
    return found


def alternative_texts(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            str(each["/Alt"]) for each in document.objects if isinstance(each, Dictionary) and "/Alt" in each
        ]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("course", COURSES)
def test_the_report_is_one_page_whatever_the_course_holds(course, paper):
    assert len(pypdfium2.PdfDocument(page(COURSES[course](), paper))) == 1


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("case", NAMES)
def test_the_report_of_a_case_is_one_page_with_its_name(case, paper):
    records = course_records(case)
    assert records.course.name in text_of(page(records, paper))


def test_ten_years_are_one_page_too():
    assert "Ten years" in text_of(page(ten_years()))


def test_a_page_is_as_large_as_its_paper():
    sizes = [tuple(map(round, pypdfium2.PdfDocument(page(empty(), paper))[0].get_size())) for paper in PAPERS]
    assert sizes == [(595, 842), (612, 792)]


def test_the_report_is_tagged_and_says_its_title_and_language():
    with pikepdf.open(io.BytesIO(page(one_session()))) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in document.Root
        assert str(document.Root.Lang) == "en"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == "Course Profile"
            assert metadata["pdfuaid:part"] == "1"


def test_the_chart_has_its_sentence_as_alternative_text():
    (alternative,) = alternative_texts(page(course_records("iv-boosters")))
    assert alternative.startswith("32 complete PHQ-9 scores from 12 Feb 2026 to 11 Sep 2026")


def test_the_words_of_the_chart_can_be_selected():
    text = text_of(page(course_records("iv-boosters")))
    assert "Half of baseline 10.5" in text
    assert "Moderately severe" in text


def test_the_chart_is_drawn_in_lines_and_not_in_dots():
    with pikepdf.open(io.BytesIO(page(course_records("iv-boosters")))) as document:
        assert not document.pages[0].get_images()


def test_what_a_person_wrote_is_never_read_as_markup():
    name = "#image *bold* _x_ [a] $b$ <c> @d \\ //"
    assert name in text_of(page(empty(name=name)))


@pytest.mark.parametrize("name", ["בית חולים", "日本語の名前", "😀 👩‍👩‍👧", "a" * 200, "\u202e reversed"])
def test_names_of_any_script_and_length_fit_the_page(name):
    assert len(pypdfium2.PdfDocument(page(empty(name=name)))) == 1


def test_every_author_is_named():
    text = text_of(page(crowded()))
    assert all(author.label in text for author in Author)


def test_a_period_narrows_what_is_counted_but_not_the_baseline():
    text = text_of(page(course_records("iv-boosters"), period=Period(date(2026, 6, 1), date(2026, 8, 31))))
    assert "1 Jun 2026 to 31 Aug 2026" in text
    assert "27 Feb 2026" in text


def test_a_report_is_readable_by_its_owner_only_and_leaves_nothing_beside_it(tmp_path):
    out = tmp_path / "page.pdf"
    write_report(one_session(), out, period=WHOLE_COURSE, paper="a4", now=NOW)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [out]


def test_a_report_into_a_missing_folder_is_a_sentence(tmp_path):
    out: Path = tmp_path / "nowhere" / "page.pdf"
    with pytest.raises(JournalError, match="cannot be written"):
        write_report(one_session(), out, period=WHOLE_COURSE, paper="a4", now=NOW)
