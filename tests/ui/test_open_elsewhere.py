"""A journal that is open elsewhere is offered for reading; it is taken over only by who knows better."""

import subprocess
import sys

import pytest

from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import Session
from ketatrack.store.holding import HeldElsewhereError, hold, holding
from ketatrack.store.store import Change, Store
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.held_page import HeldPage
from ketatrack.ui.read_store import ReadStore
from ketatrack.ui.reading_only_card import ReadingOnlyCard
from tests.records import course, patient, session
from tests.store.conftest import NOW, add
from tests.store.test_replacing import HOLD
from tests.ui.workspaces import open_workspace


@pytest.fixture
def elsewhere(tmp_path):
    """A journal with one session, beside the one that is open in the window."""
    path = tmp_path / "elsewhere" / "summer.ketatrack"
    path.parent.mkdir()
    of = patient()
    with Store.create(path) as store:
        add(store, of, its := course(of), session(its, "S01", "2026-05-01T10:00+02:00"))
    return path


@pytest.fixture
def held(elsewhere):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(elsewhere)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield elsewhere
        other.kill()


@pytest.fixture
def on_another_computer(elsewhere):
    note = elsewhere.with_name(f".{elsewhere.name}.in-use")
    note.write_text('{"computer": "study", "since": "2026-06-01 09:00"}')
    return elsewhere


def page_of(workspace) -> HeldPage:
    page = workspace.window.stack.currentWidget()
    assert isinstance(page, HeldPage)
    return page


def words_above(workspace) -> list[str]:
    return [card.accessibleName() for card in workspace.window.findChildren(ReadingOnlyCard)]


def test_a_journal_that_another_program_has_can_be_read_beside_it(qtbot, tmp_path, held):
    of = patient()
    workspace = open_workspace(qtbot, tmp_path, of, course(of))
    workspace.opening.path(held)
    page = page_of(workspace)
    assert not page.take_over_button.isVisible()
    page.reading_button.click()
    assert workspace.journal.store.path == held
    assert [each.name for each in workspace.journal.store.find(Session)] == ["S01"]
    (said,) = words_above(workspace)
    assert "for reading only" in said
    with pytest.raises(JournalError, match="reading only"):
        workspace.journal.add([session(workspace.journal.course, "S02", "2026-05-08T10:00+02:00")], "x")
    workspace.close_journal()


def test_while_it_is_read_the_other_program_goes_on_writing(qtbot, tmp_path, held):
    workspace = open_workspace(qtbot, tmp_path, patient())
    workspace.opening.path(held)
    page_of(workspace).reading_button.click()
    with Store.open(held) as writing:
        (first,) = writing.find(Session)
        writing.apply([Change(first, first.changed(name="S99"))], at=NOW, by=first.recorded_by)
    workspace.journal.refresh()
    assert [each.name for each in workspace.journal.records().sessions] == ["S99"]
    workspace.close_journal()


def test_a_computer_that_went_down_is_named_and_can_be_overruled(qtbot, tmp_path, on_another_computer):
    workspace = open_workspace(qtbot, tmp_path, patient())
    workspace.opening.path(on_another_computer)
    page = page_of(workspace)
    assert not page.take_over_button.isHidden()
    page.take_over_button.click()
    assert workspace.journal.store.path == on_another_computer
    assert words_above(workspace) == []
    workspace.journal.add([session(workspace.journal.course, "S02", "2026-05-08T10:00+02:00")], "x")
    workspace.close_journal()
    assert [each.name for each in on_another_computer.parent.iterdir()] == [on_another_computer.name]


def test_going_back_leaves_the_journal_that_was_open(qtbot, tmp_path, held):
    workspace = open_workspace(qtbot, tmp_path, of := patient(), course(of))
    before = workspace.journal
    workspace.opening.path(held)
    page_of(workspace).back_button.click()
    assert workspace.journal is before
    workspace.close_journal()


def test_an_open_journal_is_held_until_it_is_closed(elsewhere):
    read = ReadStore.at(elsewhere)
    journal = Journal(read.store, records=read.records)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(elsewhere)], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as other:
        assert "HeldElsewhereError" in other.communicate("")[1]
    journal.close()
    with holding(elsewhere):
        pass
    assert [each.name for each in elsewhere.parent.iterdir()] == [elsewhere.name]


def test_a_journal_taken_while_it_was_being_read_is_not_shown_for_writing(qtbot, tmp_path, elsewhere):
    workspace = open_workspace(qtbot, tmp_path, patient())
    read = ReadStore.at(elsewhere)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(elsewhere)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        workspace.opening.opened(read)
        page_of(workspace)
        other.kill()
    workspace.close_journal()


@pytest.mark.parametrize("content", [b"my diary", b""])
def test_nothing_is_left_beside_a_file_that_is_no_journal(tmp_path, content):
    path = tmp_path / "diary.ketatrack"
    path.write_bytes(content)
    with pytest.raises(JournalError, match="not a KetaTrack journal"):
        ReadStore.at(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_held_journal_is_said_to_be_held(held):
    with pytest.raises(HeldElsewhereError):
        hold(held)
