"""The sheet of a session is reached from the Sessions page and from where a session is followed."""

from datetime import timedelta

import pypdfium2
import pytest

from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import HandOverEntry
from ketatrack.domain.sheets import PAPER_SHEETS
from ketatrack.ui.dialogs.sheet_dialog import SheetDialog
from ketatrack.ui.pages.board_page import BoardPage
from ketatrack.ui.pages.sessions_page import SessionsPage
from tests.followed_course import BEGAN, esketamine_session, every_record
from tests.records import session
from tests.ui.workspaces import open_workspace

PATIENCE_MS = 30_000


@pytest.fixture
def workspace(qtbot, tmp_path):
    """The window on a course with a followed session and a later one that nobody followed."""
    records = esketamine_session()
    later = session(records.course, "S8", "2026-03-09T10:00+01:00")
    return open_workspace(qtbot, tmp_path, *every_record(records), later)


def dialog_of(workspace) -> SheetDialog:
    (found,) = workspace.window.findChildren(SheetDialog)
    return found


def test_the_chosen_session_has_a_sheet(workspace, qtbot):
    workspace.show_page("sessions")
    page = workspace.window.stack.currentWidget()
    assert isinstance(page, SessionsPage)
    page.table.selectRow(0)
    page.sheet_button.click()
    dialog = dialog_of(workspace)
    assert dialog.shown.sheet is Sheet.SESSION_SHEET
    qtbot.waitUntil(lambda: "S8 · 9 Mar 2026" in dialog.preview.toPlainText())
    dialog.accept()


def test_the_place_to_follow_a_session_offers_the_sheet_of_the_last_one(workspace):
    workspace.show_page("board")
    page = workspace.window.stack.currentWidget()
    assert isinstance(page, BoardPage)
    page.sheet_button.click()
    dialog = dialog_of(workspace)
    assert "S7 · 2 Mar 2026, 10:00" in dialog.preview.toPlainText()
    dialog.accept()


def test_it_leaves_as_a_file_of_several_pages_and_is_noted(workspace, qtbot, tmp_path):
    workspace.run(f"sheet {Sheet.SESSION_SHEET}")
    dialog = dialog_of(workspace)
    out = tmp_path / f"{dialog.made().file_stem}.pdf"
    assert out.name.startswith("record-")
    dialog.ways.save(out)
    qtbot.waitUntil(dialog.ways.save_button.isEnabled, timeout=PATIENCE_MS)
    with pypdfium2.PdfDocument(out) as pdf:
        assert len(pdf) > 1
    (entry,) = workspace.journal.store.find(HandOverEntry)
    assert entry.sheet is Sheet.SESSION_SHEET
    assert "Checkpoints" in entry.held
    dialog.accept()


def test_how_it_went_is_said_of_what_is_on_screen_alone(workspace):
    workspace.run(f"sheet {Sheet.SESSION_SHEET}")
    dialog = dialog_of(workspace)
    dialog.ways.copy_button.click()
    assert dialog.ways.status.text()
    dialog.what.buttons[PAPER_SHEETS.index(Sheet.SIDE_EFFECTS)].click()
    assert not dialog.ways.status.text()
    assert dialog.ways.status.isHidden()
    dialog.ways.copy_button.click()
    assert dialog.ways.status.text()
    dialog.shown.for_whom.editor.setText("Dr Weber")
    dialog.shown.for_whom.editor.textEdited.emit("Dr Weber")
    assert not dialog.ways.status.text()
    dialog.accept()


def test_where_no_session_is_there_yet_the_sheet_says_so(qtbot, tmp_path):
    records = esketamine_session()
    workspace = open_workspace(qtbot, tmp_path, records.patient, records.course)
    workspace.run(f"sheet {Sheet.SESSION_SHEET}")
    dialog = dialog_of(workspace)
    assert "No session is recorded yet." in dialog.preview.toPlainText()
    dialog.accept()


def test_today_offers_the_sheet_of_the_session_that_ended_today(qtbot, tmp_path, time_machine):
    time_machine.move_to(BEGAN + timedelta(hours=3), tick=True)
    records = esketamine_session()
    workspace = open_workspace(qtbot, tmp_path, *every_record(records))
    card = workspace.window.stack.currentWidget().followed
    assert card.words.text() == "A session was followed until 12:10."
    card.button.click()
    assert "S7 · 2 Mar 2026, 10:00" in dialog_of(workspace).preview.toPlainText()
    dialog_of(workspace).accept()
    time_machine.move_to(BEGAN + timedelta(days=1), tick=True)
    card.refresh()
    assert not card.isVisible()
