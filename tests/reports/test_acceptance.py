"""The Course Profile of every course: one page, tagged, selectable, and legible after a fax."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import get_args

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
from pikepdf import Dictionary

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.handover import WHOLE_HANDOVER
from ketatrack.domain.records import Course
from ketatrack.exchange.demo import demo_journal
from ketatrack.reports.drawings import Paper
from ketatrack.reports.pdf import report_pdf
from tests.courses import one_session, ten_years
from tests.domain.case_files import NAMES, course_records

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SMALLEST_POINTS = 7
"""At 100 dots to the inch the small letters of this size are five dots high."""


def demo(number: int) -> CourseRecords:
    with demo_journal() as store:
        return store.course_records(store.find(Course)[number])


COURSES: dict[str, Callable[[], CourseRecords]] = {
    "demo, infusions": lambda: demo(0),
    "demo, nasal spray": lambda: demo(1),
    **{name: lambda name=name: course_records(name) for name in NAMES},  # type: ignore[misc]
    "one session": one_session,
    "300 sessions": lambda: ten_years(sessions=300, scores=300),
}


@pytest.fixture(
    scope="module", params=[(name, paper) for name in COURSES for paper in get_args(Paper)], ids=str
)
def page(request) -> tuple[CourseRecords, Paper, bytes]:
    name, paper = request.param
    records = COURSES[name]()
    return records, paper, report_pdf(records, WHOLE_HANDOVER, paper=paper, now=NOW)


def test_it_is_one_page_of_its_paper(page):
    _records, paper, pdf = page
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    assert tuple(map(round, document[0].get_size())) == {"a4": (595, 842), "letter": (612, 792)}[paper]


def test_it_is_tagged_with_its_language_and_every_chart_has_its_words(page):
    _records, _paper, pdf = page
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in document.Root
        assert str(document.Root.Lang) == "en"
        figures = [
            each for each in document.objects if isinstance(each, Dictionary) and each.get("/S") == "/Figure"
        ]
        assert len(figures) == 3
        assert all(str(each["/Alt"]) for each in figures)
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:language"] == {"en"}


def test_its_sections_stand_in_the_same_order_and_can_be_selected(page):
    records, _paper, pdf = page
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    in_order = (
        "Course Profile",
        records.course.name,
        "Recorded by",
        "Latest PHQ-9",
        "PHQ-9 item 9",
        "In all that is shown",
        "PHQ-9 between sessions",
        "Blood pressure in sessions",
        "Before over 140/90",
        "Side effects",
        "Completeness",
        "Method: baseline",
    )
    places, at = [], 0
    for words in in_order:
        at = text.find(words, at)
        places.append(at)
    assert -1 not in places, dict(zip(in_order, places, strict=True))


def test_no_letter_is_too_small_for_a_fax(page):
    _records, _paper, pdf = page
    letters = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    sizes = {
        round(_points(letters, index), 1)
        for index in range(letters.count_chars())
        if letters.get_text_range(index, 1).strip()
    }
    assert min(sizes) >= SMALLEST_POINTS, sorted(sizes)


def _points(letters: pypdfium2.PdfTextPage, index: int) -> float:
    """Return how large a letter is on the paper: its font's size, scaled as the page scales it."""
    matrix = pypdfium2.raw.FS_MATRIX()
    pypdfium2.raw.FPDFText_GetMatrix(letters, index, matrix)
    size = pypdfium2.raw.FPDFText_GetFontSize(letters, index)
    return size * (matrix.c**2 + matrix.d**2) ** 0.5
