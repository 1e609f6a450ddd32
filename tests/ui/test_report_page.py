"""The Report page shows the page as it will be printed, and saves it as a real PDF."""

import os
from pathlib import Path

import pypdfium2
import pytest

from ketatrack.domain.courses import WHOLE_COURSE
from ketatrack.domain.handover import QUESTIONS_SETTING, AppendixPart, Handover
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
    out = tmp_path / page.out.suggested_name()
    page.out.save(out)
    qtbot.waitUntil(page.out.save_button.isEnabled, timeout=PATIENCE_MS)

    with pypdfium2.PdfDocument(out) as pdf:
        assert len(pdf) == 1
        text = pdf[0].get_textpage().get_text_range()
        width, height = pdf[0].get_size()
    assert "Spring course" in text
    assert height / width == pytest.approx(297 / 210, abs=0.01)
    if os.name == "posix":
        assert out.stat().st_mode & 0o777 == 0o600
    assert out.name in unbroken(page.out.status.text())
    assert "keta" not in out.name


def test_letter_paper_is_a_choice_and_is_remembered(page, small_journal, qtbot, tmp_path):
    page.paper.set_value("letter")
    page.range.editor.setCurrentIndex(page.range.editor.findData("last"))
    page.out.save(tmp_path / "page.pdf")
    qtbot.waitUntil(page.out.save_button.isEnabled, timeout=PATIENCE_MS)

    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as pdf:
        assert pdf[0].get_size() == pytest.approx((612, 792), abs=1)
    again = ReportPage(small_journal)
    qtbot.addWidget(again)
    again.refresh()
    assert again.paper.value() == "letter"
    assert again.range.content()[0] == "last"


def test_what_is_handed_over_is_shown_before_it_is_saved_and_is_remembered(page, small_journal, qtbot):
    page.holds.lists[AppendixPart.SCORES].setChecked(True)
    page.holds.item9.setChecked(False)
    qtbot.waitUntil(lambda: len(page.preview.labels) == 2, timeout=PATIENCE_MS)

    again = ReportPage(small_journal)
    qtbot.addWidget(again)

    assert again.holds.handover(WHOLE_COURSE) == Handover(item9=False, appendix=(AppendixPart.SCORES,))


def test_questions_are_kept_for_their_course_and_stand_on_the_page(page, small_journal, qtbot, tmp_path):
    page.holds.questions[0].editor.setText("May I drive?")
    save(page, tmp_path / "page.pdf", qtbot)

    assert "May I drive?" in text_of(tmp_path / "page.pdf")
    again = ReportPage(small_journal)
    qtbot.addWidget(again)
    again.refresh()
    assert again.holds.question_words() == ["May I drive?"]
    assert small_journal.store.setting(QUESTIONS_SETTING) == {small_journal.course.id: ["May I drive?"]}


def test_a_locked_pdf_opens_with_the_password_that_is_shown_once(page, qtbot, tmp_path):
    page.holds.locked.setChecked(True)
    save(page, tmp_path / "page.pdf", qtbot)
    password = page.out.password.words.text()

    assert page.out.password.isVisible()
    with pytest.raises(pypdfium2.PdfiumError):
        text_of(tmp_path / "page.pdf")
    assert "Spring course" in text_of(tmp_path / "page.pdf", password)

    page.holds.locked.setChecked(False)
    save(page, tmp_path / "page.pdf", qtbot)
    assert page.out.password.words.text() == ""


def test_saving_can_be_stopped_and_leaves_no_file(page, qtbot, tmp_path):
    page.holds.lists[AppendixPart.SESSIONS].setChecked(True)
    page.out.save(tmp_path / "page.pdf")
    assert page.out.cancel_button.isVisible()
    page.out.cancel_button.click()
    qtbot.waitUntil(page.out.save_button.isEnabled, timeout=PATIENCE_MS)

    assert "nothing was written" in page.out.status.text()
    assert not (tmp_path / "page.pdf").exists()


def save(page: ReportPage, out: Path, qtbot) -> None:
    page.out.save(out)
    qtbot.waitUntil(page.out.save_button.isEnabled, timeout=PATIENCE_MS)


def text_of(out: Path, password: str | None = None) -> str:
    with pypdfium2.PdfDocument(out, password=password) as pdf:
        return "".join(each.get_textpage().get_text_range() for each in pdf)


def test_a_pdf_that_cannot_be_written_is_explained(page, qtbot, tmp_path):
    page.out.save(tmp_path / "nowhere" / "page.pdf")
    qtbot.waitUntil(page.out.save_button.isEnabled, timeout=PATIENCE_MS)

    assert "nowhere" in page.out.status.text()


def test_a_range_that_cannot_be_read_makes_no_page(page, tmp_path):
    page.range.editor.setCurrentIndex(page.range.editor.findData("dates"))
    page.range.start.setText("soon")

    page.out.save(tmp_path / "page.pdf")

    assert "soon" in page.range.message()
    assert not (tmp_path / "page.pdf").exists()
