"""What was done to each entry: read in its own words, put back, brought back, and erased on request."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ketatrack.domain.errors import JournalError
from ketatrack.domain.history import Action, Step
from ketatrack.domain.past_records import version_of
from ketatrack.domain.records import Course, Patient, Reading, Score, Session
from ketatrack.domain.words import Author
from ketatrack.store.store import Change
from ketatrack.ui.history.entry_history_dialog import EntryHistoryDialog
from ketatrack.ui.history.erase_dialog import EraseDialog
from ketatrack.ui.history.putting_back import put_version_back, return_entry
from ketatrack.ui.history.words import step_name_words
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.history_page import HistoryPage
from ketatrack.ui.workspace import Workspace
from tests import records as make
from tests.ui.workspaces import nameless, open_workspace, press

CANARY = "KANARIENVOGEL"


@pytest.fixture
def of() -> Course:
    return make.course(make.patient(name="Alex"))


@pytest.fixture
def workspace(qtbot, tmp_path: Path, of: Course) -> Iterator[Workspace]:
    who = Patient(**make.STAMP, id=of.patient_id, name="Alex")
    opened = open_workspace(qtbot, tmp_path, who, of)
    yield opened
    opened.close_journal()


@pytest.fixture
def journal(workspace: Workspace) -> Journal:
    return workspace.journal


@pytest.fixture
def morning(journal: Journal, of: Course) -> Reading:
    """A reading that was written, and changed twice."""
    first = make.reading(
        of, "2026-06-01T08:00+02:00", systolic=142, diastolic=80, written_at=make.at("2026-06-01T08:05+02:00")
    )
    journal.add([first], "reading")
    second = first.changed(systolic=128)
    journal.replace(first, second, "reading")
    now = journal.store.get(Reading, first.id)
    journal.record_as(Author.CAREGIVER)
    journal.replace(now, now.changed(notes="left arm"), "reading")
    return journal.store.get(Reading, first.id)


def words_of(widget) -> list[str]:
    return [
        label.text().replace("\u200b", "")
        for label in widget.findChildren(QLabel)
        if label.text() and label.isVisibleTo(widget)
    ]


def button(widget, words: str, place: int = 0) -> QPushButton:
    return [each for each in widget.findChildren(QPushButton) if each.text() == words and each.isVisible()][
        place
    ]


@pytest.fixture
def page_of(qtbot):
    def shown(workspace: Workspace) -> HistoryPage:
        workspace.show_page("history")
        page = workspace.window.stack.currentWidget()
        assert isinstance(page, HistoryPage)
        qtbot.waitUntil(lambda: page.empty.isVisible() or page.table.isVisible())
        return page

    return shown


def cells(page: HistoryPage) -> list[list[str]]:
    model = page.table.records_model
    return [
        [model.index(row, column).data() for column in range(1, model.columnCount())]
        for row in range(model.rowCount())
    ]


# one entry


def test_every_step_of_an_entry_reads_in_its_words_and_units(qtbot, journal, morning):
    dialog = EntryHistoryDialog(journal, morning)
    qtbot.addWidget(dialog)
    dialog.show()
    said = words_of(dialog)

    assert "Blood pressure, 2026-06-01 08:00" in said
    assert "Written down · 2026-06-01 08:05 · Patient" in said
    assert "Systolic: 142 mmHg" in said
    assert "How: Typed" in said
    assert "Systolic: 142 → 128 mmHg" in said
    assert "Notes: empty → left arm" in said
    assert sum(line.startswith("Changed · ") for line in said) == 2
    assert any(line.startswith("Changed · ") and line.endswith(" · Caregiver") for line in said)


def test_the_history_of_a_row_opens_by_a_key_and_from_its_form(qtbot, workspace, morning):
    workspace.show_page("sessions")
    page = workspace.window.stack.currentWidget()
    page.choose_listing(1)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), EntryHistoryDialog))
    QApplication.activeModalWidget().close()
    qtbot.keyClick(page.table, Qt.Key.Key_Home)  # Qt remembers the Ctrl of the last key
    workspace.show_form(f"readings:{morning.id}")
    workspace.form.history_button.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), EntryHistoryDialog))
    QApplication.activeModalWidget().close()


def test_a_form_that_adds_offers_no_history(workspace):
    workspace.show_form("readings")
    assert workspace.form.history_button.isHidden()


def test_an_older_version_is_put_back_as_one_step_that_can_be_undone(qtbot, journal, morning):
    dialog = EntryHistoryDialog(journal, morning)
    qtbot.addWidget(dialog)
    dialog.show()
    button(dialog, "Put back what was there before").click()

    now = journal.store.get(Reading, morning.id)
    assert (now.systolic, now.notes) == (142, "")
    qtbot.waitUntil(lambda: "Systolic: 128 → 142 mmHg" in words_of(dialog))
    journal.undo_stack.undo()
    assert journal.store.get(Reading, morning.id).systolic == 128


def test_a_session_shows_what_became_of_its_readings(qtbot, journal, of):
    first = make.session(of, "N1", "2026-06-01T09:00+02:00")
    inside = make.reading(of, "2026-06-01T09:40+02:00", session_id=first.id, systolic=150)
    journal.add([first, inside], "session")
    journal.replace(inside, inside.changed(systolic=140), "reading")
    dialog = EntryHistoryDialog(journal, first)
    qtbot.addWidget(dialog)
    dialog.show()
    said = words_of(dialog)
    assert "Systolic: 150 → 140 mmHg" in said
    assert "Blood pressure, 2026-06-01 09:40" in said


def test_answers_read_by_their_questions(qtbot, journal, of):
    score = make.phq9(of, "2026-06-01T20:00+02:00", *[1] * 9)
    journal.add([score], "score")
    journal.replace(score, score.changed(answers=(1, 1, 1, 1, 1, 1, 1, 1, 3)), "score")
    dialog = EntryHistoryDialog(journal, score)
    qtbot.addWidget(dialog)
    dialog.show()
    assert any(line.startswith("Item 9 (") and line.endswith("): 1 → 3") for line in words_of(dialog))


def test_words_and_fields_of_another_version_stand_as_they_are(qtbot, journal, morning):
    past = journal.store.history(morning.id)[0]
    other = replace(past, record_id="other", content=past.content | {"context": "upside_down", "mood": "ok"})
    journal.store.adopt([], history=[other])
    dialog = EntryHistoryDialog(journal, morning.model_copy(update={"id": "other"}))
    qtbot.addWidget(dialog)
    dialog.show()
    said = words_of(dialog)
    assert "When: upside_down" in said
    assert "mood: ok" in said


# the whole journal


def test_all_changes_and_removals_stand_newest_first(workspace, journal, morning, page_of):
    journal.remove(morning, "reading")
    found = cells(page_of(workspace))
    assert [row[0] for row in found] == ["Deleted", "Changed", "Changed"]
    assert {row[1] for row in found} == {"Blood pressure"}
    assert found[2][4] == "Systolic: 142 → 128 mmHg"
    assert [row[3] for row in found] == ["Caregiver", "Caregiver", "Patient"]


def test_a_deleted_session_comes_back_with_its_family_as_one_step(workspace, journal, of, page_of):
    first = make.session(of, "N1", "2026-06-01T09:00+02:00", notes="calm")
    inside = make.reading(of, "2026-06-01T09:40+02:00", session_id=first.id, systolic=150)
    felt = make.side_effect(of, "nausea", session_id=first.id)
    journal.add([first, inside, felt], "session")
    journal.remove(first, "session")
    page = page_of(workspace)
    page.filter.words.setText("N1 calm")
    assert page.back_button.text() == "Bring back"
    page.back_button.click()

    assert [journal.store.count(kind) for kind in (Session, Reading)] == [1, 1]
    assert "There again: Session N1" in workspace.window.notice.text.text()
    journal.undo_stack.undo()
    assert [journal.store.count(kind) for kind in (Session, Reading)] == [0, 0]
    journal.undo_stack.redo()
    assert [journal.store.count(kind) for kind in (Session, Reading)] == [1, 1]


def test_an_entry_whose_session_is_gone_is_refused_in_a_sentence(workspace, journal, of, page_of):
    first = make.session(of, "N1", "2026-06-01T09:00+02:00")
    inside = make.reading(of, "2026-06-01T09:40+02:00", session_id=first.id, systolic=150)
    journal.add([first, inside], "session")
    journal.remove(inside, "reading")
    journal.remove(first, "session")
    page = page_of(workspace)
    page.filter.words.setText("Blood pressure")
    page.back_button.click()
    assert "Bring that one back first" in workspace.window.notice.text.text()
    assert journal.store.count(Reading) == 0


@pytest.mark.usefixtures("morning")
def test_the_table_is_narrowed_by_kind_and_words_and_read_by_keys(qtbot, workspace, journal, of, page_of):
    score = make.phq9(of, "2026-06-01T20:00+02:00", *[1] * 9)
    journal.add([score], "score")
    journal.remove(score, "score")
    page = page_of(workspace)
    press(qtbot, "/")
    press(qtbot, *"left arm", Qt.Key.Key_Return)
    assert page.table.records_model.rowCount() == 1
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), EntryHistoryDialog))
    assert "Notes: empty → left arm" in words_of(QApplication.activeModalWidget())
    QApplication.activeModalWidget().close()
    assert nameless(page) == []


def test_an_empty_history_says_what_it_is_for(workspace, page_of):
    page = page_of(workspace)
    assert any("Nothing was changed so far" in words for words in words_of(page))
    assert page.erase_button.isHidden()


def test_a_version_that_is_impossible_today_is_refused(journal, morning):
    past = journal.store.history(morning.id)[0]
    version = version_of(past.kind, past.content | {"systolic": 9000})
    with pytest.raises(JournalError, match="between 50 and 300"):
        put_version_back(journal, version)
    assert journal.store.get(Reading, morning.id).systolic == 128


# erasing


@pytest.fixture
def erased(journal: Journal, of: Course) -> Reading:
    """A reading whose note was rewritten, and a score that was deleted."""
    told = make.reading(of, "2026-06-01T08:00+02:00", systolic=142, notes=CANARY * 400)
    score = make.phq9(of, "2026-06-01T20:00+02:00", *[1] * 9, notes="other")
    journal.add([told, score], "reading")
    journal.replace(told, told.changed(notes=""), "reading")
    journal.remove(score, "score")
    return journal.store.get(Reading, told.id)


def erase(qtbot, dialog: EraseDialog) -> None:
    dialog.show()
    with qtbot.waitSignal(dialog.destroyed, timeout=20_000):
        dialog.erase_button.click()


def test_nothing_of_an_erased_version_is_left_in_the_file(qtbot, journal, erased):
    path = journal.store.path
    assert CANARY.encode() in path.read_bytes()
    entry = EntryHistoryDialog(journal, erased)
    qtbot.addWidget(entry)
    erase(qtbot, EraseDialog(journal, of=[erased.id], entry=erased))

    assert CANARY.encode() not in path.read_bytes()
    assert [each.action for each in journal.store.history(erased.id)] == [Action.PURGED]
    assert [each.record_id for each in journal.store.history() if each.content] != []
    assert journal.store.check() == []
    assert any(line.startswith("History erased · ") for line in words_of(entry))


def test_an_entry_is_named_without_its_kind_beside_the_column_of_kinds():
    of = make.course(make.patient())
    for entry, name in (
        (make.reading(of, "2026-03-05T10:10+01:00"), "2026-03-05 10:10"),
        (make.session(of, "S3", "2026-03-05T10:00+01:00"), "S3, 2026-03-05 10:00"),
    ):
        before = version_of(entry.kind, entry.model_dump(mode="json"))
        step = Step(None, Author.PATIENT, Action.REMOVED, entry.kind, entry.id, before, None)
        assert step_name_words(step) == name


@pytest.mark.usefixtures("erased")
def test_what_will_be_gone_is_counted_before(qtbot, journal):
    dialog = EraseDialog(journal)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.says.text() == "Choose the day first."
    assert not dialog.erase_button.isEnabled()
    dialog.what.set_value(None)
    assert dialog.says.text() == "Say first what to erase."
    dialog.what.set_value("all")
    assert dialog.says.text().startswith("2 earlier versions")
    dialog.what.set_value("before")
    dialog.day.set_value(date(2020, 1, 1))
    assert dialog.says.text() == "There is nothing to erase there."
    assert not dialog.erase_button.isEnabled()
    assert nameless(dialog) == []


def test_an_erased_version_does_not_come_back_by_undo_while_other_steps_do(qtbot, journal, erased):
    erase(qtbot, EraseDialog(journal, of=[erased.id], entry=erased))
    journal.undo_stack.undo()
    assert journal.store.count(Score) == 1
    journal.undo_stack.undo()
    assert journal.store.get(Reading, erased.id).notes == ""


@pytest.mark.usefixtures("erased")
def test_erasing_everything_is_noted_once_with_who_did_it(qtbot, workspace, journal, page_of):
    journal.record_as(Author.CAREGIVER)
    dialog = EraseDialog(journal)
    dialog.what.set_value("all")
    erase(qtbot, dialog)
    (only,) = journal.store.history()
    assert (only.action, only.changed_by, only.content) == ("purged", "caregiver", {})
    assert cells(page_of(workspace)) == [["History erased", "", "The whole journal", "Caregiver", ""]]


@pytest.mark.usefixtures("erased")
def test_a_note_that_something_was_erased_stays_whatever_is_erased(qtbot, journal):
    for _time in range(2):
        dialog = EraseDialog(journal)
        dialog.what.set_value("all")
        if dialog.erase_button.isEnabled():
            erase(qtbot, dialog)
    assert [each.action for each in journal.store.history()] == ["purged"]


def test_an_entry_that_is_there_cannot_be_brought_back_twice(journal, erased):
    with pytest.raises(JournalError, match="nothing to bring back"):
        return_entry(journal, erased.id)


def test_an_undone_removal_is_told_as_brought_back(journal, morning):
    journal.remove(morning, "reading")
    journal.undo_stack.undo()
    assert [each.action for each in journal.store.history(morning.id)][-2:] == ["removed", "returned"]
    journal.store.apply(
        [Change(None, morning.model_copy(update={"id": "new", "revision": 1}))],
        at=journal.now(),
        by=Author.PATIENT,
    )
    assert journal.store.history("new") == []


@pytest.mark.usefixtures("erased")
def test_the_window_says_that_history_was_erased_and_offers_nothing_that_is_gone(qtbot, workspace, page_of):
    workspace.window.resize(800, 760)
    page = page_of(workspace)
    assert page.back_button.isVisible()
    page.erase()
    (dialog,) = workspace.window.findChildren(EraseDialog)
    dialog.what.set_value("all")
    erase(qtbot, dialog)
    qtbot.waitUntil(page.erase_button.isHidden)
    assert workspace.window.notice.text.text() == "What you chose of the history is erased for good."
    assert page.back_button.isHidden()
    assert page.entry_button.isHidden()
    (row,) = range(page.table.records_model.rowCount())
    words = page.table.records_model.index(row, 1)
    needed = page.table.fontMetrics().horizontalAdvance(words.data())
    assert page.table.columnWidth(1) > needed
