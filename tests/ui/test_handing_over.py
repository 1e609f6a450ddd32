"""The page leaves the program: printed on the chosen paper, or as the data behind it; stopped at once."""

import json
import os
import zipfile

import pypdfium2
import pytest
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter

from ketatrack.domain.handover import AppendixPart
from ketatrack.domain.plan_words import Sheet
from ketatrack.ui.background import is_busy
from ketatrack.ui.dialogs.hand_over_log_dialog import HandOverLogDialog
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.report_page import ReportPage
from ketatrack.ui.printing import paper_in, printer_for
from tests import records as make

PATIENCE_MS = 30_000


@pytest.fixture
def page(small_journal: Journal, qtbot):
    small_journal.add(
        [
            make.phq9(
                small_journal.course, "2026-03-01T20:00+01:00", 2, 2, 2, 2, 2, 2, 2, 2, 1, notes="a dream"
            )
        ],
        "a PHQ-9 before the course",
    )
    page = ReportPage(small_journal)
    qtbot.addWidget(page)
    page.resize(900, 640)
    page.show()
    qtbot.waitUntil(lambda: bool(page.preview.labels), timeout=PATIENCE_MS)
    return page


def printer_into(out, paper: str) -> QPrinter:
    printer = printer_for(paper, "course-profile")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setResolution(150)
    return printer


def done(page: ReportPage, qtbot) -> None:
    qtbot.waitUntil(page.out.save_button.isEnabled, timeout=PATIENCE_MS)


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_page_is_printed_on_the_paper_of_the_printer(page, qtbot, tmp_path, paper, size):
    out = tmp_path / "printed.pdf"
    page.out.print_on(printer_into(out, paper))
    done(page, qtbot)

    assert "Sent to the printer" in page.out.status.text()
    with pypdfium2.PdfDocument(out) as pdf:
        assert len(pdf) == 1
        assert pdf[0].get_size() == pytest.approx(size, abs=1)
        picture = pdf[0].render().to_pil().convert("L")
    left, top, right, bottom = picture.point(lambda grey: 255 * (grey < 128)).getbbox()
    wide, high = picture.size
    assert (left / wide, top / high) == pytest.approx((0.06, 0.03), abs=0.02)
    assert right / wide > 0.9
    assert bottom / high > 0.9
    if os.name == "posix":
        assert out.stat().st_mode & 0o777 == 0o600


def test_the_lists_are_printed_after_the_page_and_single_pages_can_be_asked_for(page, qtbot, tmp_path):
    page.holds.lists[AppendixPart.SCORES].setChecked(True)
    page.out.print_on(printer_into(tmp_path / "both.pdf", "a4"))
    done(page, qtbot)
    second = printer_into(tmp_path / "second.pdf", "a4")
    second.setPageRanges(second.pageRanges().fromString("2"))
    page.out.print_on(second)
    done(page, qtbot)

    assert len(pypdfium2.PdfDocument(tmp_path / "both.pdf")) == 2
    assert len(pypdfium2.PdfDocument(tmp_path / "second.pdf")) == 1


def test_a_printer_starts_with_the_chosen_paper_upright_and_a_name_that_says_nothing(qapp):  # noqa: ARG001
    printer = printer_for("letter", "course-profile-2026-11-22")
    assert paper_in(printer, "a4") == "letter"
    assert printer.pageLayout().orientation() is QPageLayout.Orientation.Portrait
    assert printer.docName() == "course-profile-2026-11-22"


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_explained(page, qtbot, tmp_path):
    page.out.print_on(printer_into(tmp_path / "nowhere" / "printed.pdf", "a4"))
    done(page, qtbot)
    assert "did not take the page" in page.out.status.text()


def test_the_data_behind_the_page_keep_back_what_the_page_keeps_back(page, qtbot, tmp_path):
    page.holds.item9.setChecked(False)
    page.out.save_data(tmp_path / "data.json")
    done(page, qtbot)
    page.out.save_data(tmp_path / "data.zip")
    done(page, qtbot)
    page.out.save_data(tmp_path / "data")
    done(page, qtbot)

    held = json.loads((tmp_path / "data.json").read_text(encoding="ascii"))
    (score,) = held["records"]["scores"]
    assert (score["answers"], score["total"], score["notes"]) == (None, 17, "")
    assert "item 9" in page.out.status.text()
    names = set(zipfile.ZipFile(tmp_path / "data.zip").namelist())
    assert names == {each.name for each in (tmp_path / "data").iterdir()}
    assert "README.txt" in names


def test_stopping_frees_the_page_at_once_and_nothing_is_written_later(page, qtbot, tmp_path):
    page.out.save(tmp_path / "page.pdf")
    page.out.cancel_button.click()

    assert page.out.save_button.isEnabled()
    assert page.out.cancel_button.isHidden()
    assert "nothing was written" in page.out.status.text()
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)
    assert list(tmp_path.glob("*.pdf")) == []
    assert "nothing was written" in page.out.status.text()


def test_what_was_stopped_does_not_end_what_was_begun_after_it(page, qtbot, tmp_path):
    page.out.save(tmp_path / "first.pdf")
    page.out.cancel_button.click()
    page.out.save(tmp_path / "second.pdf")
    done(page, qtbot)
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)

    assert [each.name for each in tmp_path.glob("*.pdf")] == ["second.pdf"]
    assert "second.pdf" in page.out.status.text().replace("\u200b", "")


def test_notes_are_no_choice_without_names(page):
    page.holds.deidentified.setChecked(True)
    assert not page.holds.lists[AppendixPart.NOTES].isEnabled()


def test_what_left_is_noted_with_what_it_held(page, small_journal, qtbot, tmp_path):
    page.holds.item9.setChecked(False)
    page.holds.lists[AppendixPart.SCORES].setChecked(True)
    page.out.save(tmp_path / "page.pdf")
    done(page, qtbot)
    page.out.print_on(printer_into(tmp_path / "printed.pdf", "a4"))
    done(page, qtbot)
    page.out.save_data(tmp_path / "data.zip")
    done(page, qtbot)

    entries = small_journal.records().plan.hand_overs
    assert [entry.sheet for entry in entries] == [Sheet.COURSE_PROFILE, Sheet.COURSE_PROFILE, Sheet.DATA]
    saved = entries[0].held.splitlines()
    assert saved[:3] == ["Saved as a file", "Shown: the whole course", "Every score with its items"]
    assert "item 9" in saved[3]
    page.out.log_button.click()
    shown = page.findChild(HandOverLogDialog)
    assert len(shown.cards) == 3
    shown.close()


def test_a_page_that_was_stopped_or_could_not_be_written_is_not_noted(page, small_journal, qtbot, tmp_path):
    page.out.save(tmp_path / "nowhere" / "page.pdf")
    done(page, qtbot)
    page.out.save(tmp_path / "page.pdf")
    page.out.cancel_button.click()
    qtbot.waitUntil(lambda: not is_busy(), timeout=PATIENCE_MS)

    assert small_journal.records().plan.hand_overs == []
