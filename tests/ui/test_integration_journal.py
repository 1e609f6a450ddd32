"""The integration journal: written with or without a prompt, tagged, found again, deleted, brought back."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from PySide6.QtCore import Qt

from ketatrack.domain.integration import journal_prompts
from ketatrack.domain.records import JournalEntry
from ketatrack.ui.forms.journal_form import JournalForm
from ketatrack.ui.pages.integration_page import IntegrationPage
from ketatrack.ui.workspace import Workspace
from tests import records as make
from tests.ui.workspaces import nameless, open_workspace, press

NOW = datetime.fromisoformat("2026-06-01T20:15+02:00")


@pytest.fixture
def workspace(qtbot, tmp_path: Path):
    who = make.patient(name="Alex")
    course = make.course(who)
    given = make.session(course, "S7", "2026-06-01T10:00+02:00")
    with time_machine.travel(NOW, tick=False):
        opened = open_workspace(qtbot, tmp_path, who, course, given)
        yield opened
        opened.close_journal()


def form_of(workspace: Workspace, name: str = "journal_entries") -> JournalForm:
    workspace.show_form(name)
    form = workspace.form
    assert isinstance(form, JournalForm)
    return form


def page_of(workspace: Workspace) -> IntegrationPage:
    workspace.run("page integration")
    page = workspace.window.stack.currentWidget()
    assert isinstance(page, IntegrationPage)
    return page


def write(workspace: Workspace, words: str, days_ago: int = 0, **fields) -> JournalEntry:
    journal = workspace.journal
    entry = JournalEntry(
        **journal.stamp(),
        course_id=journal.course.id,
        happened_at=journal.now() - timedelta(days=days_ago),
        words=words,
        **fields,
    )
    journal.add([entry], "journal entry")
    return entry


def shown(page: IntegrationPage) -> list[str]:
    model = page.table.records_model
    return [model.row(place).record.words for place in range(model.rowCount())]


def test_an_entry_needs_nothing_but_words(qtbot, workspace):
    form = form_of(workspace)
    assert workspace.window.focusWidget() is form.words.editor
    press(qtbot, "Quiet.")
    form.submit()
    (entry,) = workspace.journal.store.find(JournalEntry)
    assert (entry.words, entry.prompt, entry.tags, entry.session_id) == ("Quiet.", "", (), None)
    assert entry.happened_at == NOW


def test_without_words_it_says_what_is_missing(workspace):
    form = form_of(workspace)
    form.submit()
    assert form.words.message()
    assert workspace.journal.store.find(JournalEntry) == []


def test_tags_are_completed_written_as_before_and_let_go_of(qtbot, workspace):
    write(workspace, "earlier", tags=("Sleep",))
    form = form_of(workspace)
    tags = form.fields["tags"]
    form.words.set_value("later")
    tags.line.setFocus()
    press(qtbot, "sleep,", "work", Qt.Key.Key_Return, "art")
    assert tags.line.completer().model().stringList() == ["Sleep"]
    tags.chips["work"].click()
    form.submit()
    entry = workspace.journal.store.find(JournalEntry, words="later")[0]
    assert entry.tags == ("Sleep", "art")


def test_prompts_can_be_turned_off_for_good_and_an_old_one_stays_with_its_entry(workspace):
    form = form_of(workspace)
    assert form.prompt.isVisible()
    form.prompt.set_value(journal_prompts()[0])
    form.words.set_value("An answer.")
    form.submit()
    (entry,) = workspace.journal.store.find(JournalEntry)
    assert entry.prompt == journal_prompts()[0]
    form = form_of(workspace)
    form.prompts_button.click()
    assert not form.prompt.isVisible()
    assert not form_of(workspace).prompt.isVisible()
    older = write(workspace, "old", prompt="A question of another version?")
    form = form_of(workspace, f"journal_entries:{older.id}")
    assert form.prompt.isVisible()
    assert form.prompt.value() == "A question of another version?"


def test_it_is_linked_to_the_session_that_it_was_begun_from(workspace):
    (session,) = workspace.journal.records().sessions
    form = form_of(workspace, f"journal_entries.{session.id}")
    form.words.set_value("About it.")
    form.submit()
    assert workspace.journal.store.find(JournalEntry)[0].session_id == session.id


def test_half_an_entry_outlives_closing_and_a_moment_nobody_typed_goes_on(workspace):
    form = form_of(workspace)
    form.words.set_value("half a")
    form.fields["tags"].line.setText("slee")
    form.leave()
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        again = form_of(workspace)
        assert again.words.value() == "half a"
        assert again.fields["tags"].line.text() == "slee"
        assert again.fields["happened_at"].value() == NOW + timedelta(hours=1)


def test_the_page_lists_the_newest_first_and_narrows_by_tag_session_and_words(workspace):
    (session,) = workspace.journal.records().sessions
    write(workspace, "old rain", 9, tags=("sleep", "art"))
    write(workspace, "new rain", 1, tags=("art",), session_id=session.id)
    write(workspace, "sun", 3, tags=("work",))
    page = page_of(workspace)
    assert shown(page) == ["new rain", "sun", "old rain"]
    assert nameless(page) == []
    choices = {page.filter.choices.itemText(place): place for place in range(1, page.filter.choices.count())}
    page.filter.choices.setCurrentIndex(choices["Tags: art"])
    assert shown(page) == ["new rain", "old rain"]
    page.filter.words.setText("old")
    assert shown(page) == ["old rain"]
    page.filter.clear()
    assert "Session: S7, 2026-06-01 10:00" not in choices  # one word alone narrows nothing
    page.filter.words.setText("S7")
    assert shown(page) == ["new rain"]


def test_an_entry_is_edited_and_deleted_and_brought_back(workspace):
    entry = write(workspace, "a line\n" * 500, tags=("long",))
    page = page_of(workspace)
    page.table.selectRow(0)
    page.edit()
    form = workspace.form
    assert form.words.value() == entry.words
    form.words.set_value("shorter")
    form.submit()
    assert workspace.journal.store.get(JournalEntry, entry.id).words == "shorter"
    page.table.selectRow(0)
    page.remove()
    assert workspace.journal.store.find(JournalEntry) == []
    workspace.window.undo_wanted.emit()
    assert workspace.journal.store.get(JournalEntry, entry.id).words == "shorter"


def test_an_empty_journal_says_what_it_is_for_and_offers_the_first_entry(workspace):
    page = page_of(workspace)
    assert page.empty.isVisible()
    assert "Nothing of it is shown to anybody" in page.listing.purpose
    page.focusProxy().setFocus()
    page.empty.focusProxy().click()
    assert isinstance(workspace.form, JournalForm)
