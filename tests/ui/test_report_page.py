"""The Report page shows the page as it will be printed, and saves it as a real PDF."""

import os

import pypdfium2
import pytest

from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import unbroken
from ketatrack.ui.pages.report_page import ReportPage
from tests import records as make

PATIENCE_MS = 30_000


@pytest.fixture
def page(small_journal: Journal, qtbot):
    small_journal.add(
        [make.phq9(small_journal.course, "2026-03-01T20:00+01:00", *[2] * 9)], "a PHQ-9 before the course"
    )
    page = ReportPage(small_journal)
    qtbot.addWidget(page)
    page.resize(900, 640)
    page.show()
    qtbot.waitUntil(lambda: bool(page.preview.labels), timeout=PATIENCE_MS)
    return page


def test_the_page_is_shown_as_wide_as_the_view(page):
    (label,) = page.preview.labels
    wide = label.pixmap().width()

    page.zoom.set_value(2.0)

    assert label.pixmap().width() >= 1.9 * wide


def test_the_saved_pdf_is_one_page_of_text_that_only_its_owner_reads(page, qtbot, tmp_path):
    out = tmp_path / page.suggested_name()
    page.save(out)
    qtbot.waitUntil(page.save_button.isEnabled, timeout=PATIENCE_MS)

    with pypdfium2.PdfDocument(out) as pdf:
        assert len(pdf) == 1
        text = pdf[0].get_textpage().get_text_range()
        width, height = pdf[0].get_size()
    assert "Spring course" in text
    assert height / width == pytest.approx(297 / 210, abs=0.01)
    if os.name == "posix":
        assert out.stat().st_mode & 0o777 == 0o600
    assert out.name in unbroken(page.status.text())
    assert "keta" not in out.name


def test_letter_paper_is_a_choice_and_is_remembered(page, small_journal, qtbot, tmp_path):
    page.paper.set_value("letter")
    page.range.editor.setCurrentIndex(page.range.editor.findData("last"))
    page.save(tmp_path / "page.pdf")
    qtbot.waitUntil(page.save_button.isEnabled, timeout=PATIENCE_MS)

    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as pdf:
        assert pdf[0].get_size() == pytest.approx((612, 792), abs=1)
    again = ReportPage(small_journal)
    qtbot.addWidget(again)
    again.refresh()
    assert again.paper.value() == "letter"
    assert again.range.content()[0] == "last"


def test_a_pdf_that_cannot_be_written_is_explained(page, qtbot, tmp_path):
    page.save(tmp_path / "nowhere" / "page.pdf")
    qtbot.waitUntil(page.save_button.isEnabled, timeout=PATIENCE_MS)

    assert "nowhere" in page.status.text()


def test_a_range_that_cannot_be_read_makes_no_page(page, tmp_path):
    page.range.editor.setCurrentIndex(page.range.editor.findData("dates"))
    page.range.start.setText("soon")

    page.save(tmp_path / "page.pdf")

    assert "soon" in page.range.message()
    assert not (tmp_path / "page.pdf").exists()
