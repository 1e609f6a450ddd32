"""Sheets are chosen, looked at, and leave as real files; what left is noted and noticed when it changes."""

import os
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
import sqlcipher3
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ketatrack.domain.calendar_choices import Audience
from ketatrack.domain.handover import QUESTIONS_SETTING
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import HandOverEntry
from ketatrack.domain.sheets import CardPart
from ketatrack.domain.words import Author
from ketatrack.store.store import Change, Store
from ketatrack.ui.dialogs.calendar_dialog import CalendarDialog
from ketatrack.ui.dialogs.hand_over_log_dialog import HandOverLogDialog
from ketatrack.ui.dialogs.sheet_dialog import SheetDialog, open_sheet
from ketatrack.ui.forms.catalogue import make_form
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import unbroken
from ketatrack.ui.pages.today_page import TodayPage
from tests.planned_course import NOW, TELLING, all_of, contacts, telling_course
from tests.ui.workspaces import open_workspace

PATIENCE_MS = 30_000


@pytest.fixture
def telling(tmp_path, qapp, time_machine):  # noqa: ARG001 - an undo stack wants an application
    """A journal full of what is nobody else's business, on the morning of 27 May 2026."""
    time_machine.move_to("2026-05-27T07:30+00:00", tick=True)
    store = Store.create(tmp_path / "telling.ketatrack")
    records = telling_course()
    written = [*all_of(records), *contacts(records)]
    store.apply([Change(None, each) for each in written], at=records.scores[0].taken_at, by=Author.PATIENT)
    journal = Journal(store)
    yield journal
    journal.close()


def opened(journal: Journal, qtbot, sheet: Sheet = Sheet.CAREGIVER_CARD) -> SheetDialog:
    made = SheetDialog(journal, sheet)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        (only,) = pdf
        return " ".join(only.get_textpage().get_text_bounded().split())


def save(dialog: SheetDialog, path: Path, qtbot) -> None:
    dialog.ways.save(path)
    qtbot.waitUntil(dialog.ways.save_button.isEnabled, timeout=PATIENCE_MS)


def log(journal: Journal) -> list[HandOverEntry]:
    return journal.records().plan.hand_overs


def move(journal: Journal, day: date) -> None:
    item = next(each for each in journal.records().plan.items if not each.draft)
    journal.replace(item, item.changed(planned_on=day), "move")


def test_the_saved_card_gives_nothing_away_and_is_noted(telling, qtbot, tmp_path):
    dialog = opened(telling, qtbot)
    out = tmp_path / f"{dialog.made().file_stem}.pdf"

    save(dialog, out, qtbot)

    assert out.name == "card-2026-06-02.pdf"
    text = text_of(out)
    assert "For Kim" in text
    assert [word for word in TELLING if word in text.lower()] == []
    if os.name == "posix":
        assert out.stat().st_mode & 0o777 == 0o600
    (entry,) = log(telling)
    assert (entry.sheet, entry.for_whom) == (Sheet.CAREGIVER_CARD, "Kim")
    assert entry.dates.startswith("2026-06-02 10:00 ")
    assert "Signs of an emergency" in entry.held
    assert out.name in unbroken(dialog.ways.status.text())


def test_what_leaves_is_listed_before_it_is_made(telling, qtbot):
    dialog = opened(telling, qtbot)
    assert "PHQ-9" not in dialog.leaves.text()
    assert "Place" in dialog.remarks.text()

    dialog.shown.parts[CardPart.SCORE].setChecked(True)
    qtbot.waitUntil(lambda: "Latest PHQ-9" in unbroken(dialog.leaves.text()))

    assert "14 of 27" in dialog.preview.toPlainText()


def test_the_choices_are_remembered_for_the_course(telling, qtbot):
    dialog = opened(telling, qtbot)
    dialog.shown.parts[CardPart.NOTES].setChecked(True)
    dialog.shown.for_whom.set_value("Robin")
    dialog.accept()

    again = opened(telling, qtbot)

    assert again.shown.parts[CardPart.NOTES].isChecked()
    assert not again.shown.parts[CardPart.SCORE].isChecked()
    assert again.shown.for_whom.value() == "Robin"


def test_copied_text_is_what_was_shown_and_the_next_card_says_what_it_replaces(telling, qtbot):
    dialog = opened(telling, qtbot)
    shown = dialog.preview.toPlainText()

    dialog.ways.copy_button.click()

    assert QApplication.clipboard().text() == shown
    assert log(telling)[0].held.startswith("Copied as text")
    assert "It replaces the card of 27 May 2026, 09:3" in dialog.preview.toPlainText()
    dialog.ways.copy_button.click()
    assert log(telling)[1].replaces == log(telling)[0].id


def test_what_left_is_no_step_that_undo_takes_back(telling, qtbot):
    opened(telling, qtbot).ways.copy_button.click()

    assert telling.undo_stack.count() == 0
    assert len(log(telling)) == 1


def test_the_date_of_the_card_leaves_as_a_calendar_entry_for_the_caregiver(telling, qtbot):
    dialog = opened(telling, qtbot)
    dialog.calendar_button.click()
    (calendar,) = dialog.findChildren(CalendarDialog)
    assert calendar.audience.value() == Audience.CAREGIVER
    assert calendar.which.value() == dialog.shown.dates()[0].planned_on
    dialog.show_sheet(Sheet.VISIT_SHEET)
    assert dialog.calendar_button.isHidden()


def test_a_sheet_that_cannot_be_written_is_not_noted(telling, qtbot, tmp_path):
    dialog = opened(telling, qtbot)

    save(dialog, tmp_path / "nowhere" / "card.pdf", qtbot)

    assert "cannot be written" in unbroken(dialog.ways.status.text())
    assert log(telling) == []


def test_what_left_and_cannot_be_noted_is_said(telling, qtbot):
    dialog = opened(telling, qtbot)
    shown = dialog.preview.toPlainText()

    with closing(sqlcipher3.dbapi2.connect(str(telling.store.path), isolation_level=None)) as another_program:
        another_program.execute("BEGIN IMMEDIATE")
        dialog.ways.copy_button.click()

    assert QApplication.clipboard().text() == shown
    said = unbroken(dialog.ways.status.text())
    assert "pasted" in said
    assert "could not be noted in the log: Another program is writing" in said
    assert log(telling) == []


def test_a_card_is_printed_on_one_page(telling, qtbot, tmp_path):
    dialog = opened(telling, qtbot)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    dialog.ways.print_on(printer)
    qtbot.waitUntil(dialog.ways.print_button.isEnabled, timeout=PATIENCE_MS)

    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as pdf:
        assert len(pdf) == 1
    assert log(telling)[0].held.startswith("Printed")


def test_the_clinic_is_asked_with_the_question_that_was_typed(telling, qtbot, tmp_path):
    dialog = opened(telling, qtbot, Sheet.ASK_THE_CLINIC)
    dialog.shown.question.set_value("Is four weeks all right?")

    save(dialog, tmp_path / "questions.pdf", qtbot)
    save(dialog, tmp_path / "questions.txt", qtbot)

    assert "Is four weeks all right?" in text_of(tmp_path / "questions.pdf")
    assert "Is four weeks all right?" in (tmp_path / "questions.txt").read_text(encoding="utf-8")
    assert [entry.sheet for entry in log(telling)] == [Sheet.ASK_THE_CLINIC] * 2


def test_the_questions_of_a_visit_are_those_of_the_report_page(telling, qtbot):
    telling.store.set_setting(QUESTIONS_SETTING, {telling.course.id: ["May I drive?"]})
    dialog = opened(telling, qtbot, Sheet.VISIT_SHEET)
    assert "May I drive?" in dialog.preview.toPlainText()

    dialog.shown.questions[1].set_value("And sleep?")
    dialog.shown.item9.setChecked(False)
    dialog.what.set_value(Sheet.CAREGIVER_CARD)

    assert telling.store.setting(QUESTIONS_SETTING)[telling.course.id] == ["May I drive?", "And sleep?"]
    dialog.what.set_value(Sheet.VISIT_SHEET)
    assert "Item 9" not in dialog.preview.toPlainText()


def test_the_log_lists_what_left_the_newest_first(telling, qtbot):
    dialog = opened(telling, qtbot)
    dialog.ways.copy_button.click()
    dialog.what.set_value(Sheet.ASK_THE_CLINIC)
    dialog.ways.copy_button.click()

    shown = HandOverLogDialog(telling)
    qtbot.addWidget(shown)

    words = [[label.text() for label in card.findChildren(QLabel)] for card in shown.cards]
    assert [said[0] for said in words] == ["Ask the clinic", "Card for the caregiver"]
    assert words[1][1].startswith("27 May 2026, 09:3")
    assert words[1][1].endswith("Kim")
    assert words[1][2].endswith("2 Jun 2026, 10:00")
    assert "• Copied as text" in words[1][3]


def test_a_date_that_moved_after_a_card_was_given_offers_a_new_one(telling, qtbot):
    page = TodayPage(telling)
    qtbot.addWidget(page)
    page.show()
    opened(telling, qtbot).ways.copy_button.click()
    assert not page.changed_sheets.isVisible()

    move(telling, date(2026, 6, 9))

    assert page.changed_sheets.isVisible()
    with qtbot.waitSignal(page.command_wanted) as asked:
        page.changed_sheets.buttons[0].click()
    assert asked.args == ["sheet caregiver_card:Kim"]
    again = open_sheet(page, telling, "caregiver_card:Kim", [].append)
    again.ways.copy_button.click()
    assert "9 Jun 2026" in again.preview.toPlainText()
    assert not page.changed_sheets.isVisible()
    again.close()


def test_a_course_has_one_arrangement_with_its_caregiver(telling, small_journal, qtbot):
    form = make_form(telling, "care_arrangements")
    qtbot.addWidget(form)
    assert form.fields["caregiver"].value() == "Kim"
    form.fields["driving_rule"].set_value("Not for 24 hours.")
    form.submit()
    assert [each.driving_rule for each in telling.records().plan.arrangements] == ["Not for 24 hours."]

    first = make_form(small_journal, "care_arrangements")
    qtbot.addWidget(first)
    first.fields["caregiver"].set_value("Robin")
    first.submit()
    dialog = opened(small_journal, qtbot)
    assert dialog.shown.for_whom.value() == "Robin"
    assert "not recorded: ask the clinic" in dialog.preview.toPlainText()
    assert "no date is planned" in dialog.preview.toPlainText()


def test_what_the_caregiver_was_told_is_written_down_in_its_form(telling, qtbot):
    dialog = opened(telling, qtbot)

    with qtbot.waitSignal(dialog.form_wanted) as asked:
        dialog.shown.arrangement_button.click()

    assert asked.args == ["care_arrangements"]
    assert not dialog.isVisible()


def test_the_menu_leads_to_the_sheet_and_to_the_log(qtbot, tmp_path):
    workspace = open_workspace(qtbot, tmp_path, *all_of(telling_course()))

    workspace.run("sheet caregiver_card")
    dialog = workspace.window.findChild(SheetDialog)
    assert dialog.shown.sheet is Sheet.CAREGIVER_CARD
    dialog.shown.arrangement_button.click()
    assert workspace.form.fields["caregiver"].value() == "Kim"

    workspace.run("hand_overs")
    shown = workspace.window.findChild(HandOverLogDialog)
    assert shown.cards == []
    shown.close()


def test_a_journal_without_a_course_says_so(qtbot, tmp_path):
    workspace = open_workspace(qtbot, tmp_path)

    workspace.run("sheet ask_the_clinic")
    workspace.run("hand_overs")

    assert workspace.window.findChild(SheetDialog) is None


def test_the_offer_on_today_leads_to_a_card_for_the_same_person(qtbot, tmp_path, time_machine):
    time_machine.move_to(NOW, tick=True)
    workspace = open_workspace(qtbot, tmp_path, *all_of(telling_course()))
    workspace.run("sheet caregiver_card")
    first = workspace.window.findChild(SheetDialog)
    first.shown.for_whom.set_value("Robin Oak")
    first.ways.copy_button.click()
    first.accept()

    move(workspace.journal, date(2026, 6, 9))
    (button,) = workspace.window.findChild(TodayPage).changed_sheets.buttons
    qtbot.waitUntil(button.isVisible)
    button.click()

    again = [each for each in workspace.window.findChildren(SheetDialog) if each.isVisible()]
    assert [each.shown.for_whom.value() for each in again] == ["Robin Oak"]
    assert "9 Jun 2026" in again[0].preview.toPlainText()


def test_the_dialog_and_the_log_are_gone_once_they_are_closed(telling, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = open_sheet(window, telling, "visit_sheet", [].append)
    dialog.log_button.click()
    shown = dialog.findChild(HandOverLogDialog)

    gone: list[str] = []
    shown.destroyed.connect(partial(gone.append, "log"))
    dialog.destroyed.connect(partial(gone.append, "dialog"))

    shown.close()
    qtbot.waitUntil(lambda: gone == ["log"])
    dialog.close_button.click()
    qtbot.waitUntil(lambda: gone == ["log", "dialog"])

    telling.refresh()  # reaches nobody any more
