"""The page of the backups, what makes them beside the window, and restoring one of them."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from ketatrack.domain.backup_words import MANY_REMOVED, Reason, Schedule
from ketatrack.domain.errors import JournalError
from ketatrack.domain.records import Session
from ketatrack.store.backup_places import places_of
from ketatrack.store.backups import Backup, backups_in
from ketatrack.store.key import Key
from ketatrack.store.scheduled_backups import backup_before, schedule_of
from ketatrack.store.store import Store
from ketatrack.ui.background import is_busy
from ketatrack.ui.dialogs.restore_dialog import RestoreDialog
from ketatrack.ui.layout import unbroken
from ketatrack.ui.pages.backups_table import moment_words
from ketatrack.ui.reading_only_card import ReadingOnlyCard
from tests import records as make
from tests.store.conftest import add
from tests.ui.workspaces import empty_workspace, nameless, open_workspace


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


@pytest.fixture
def workspace(qtbot, tmp_path: Path):
    """The window on a course with two sessions."""
    who = make.patient(name="Alex")
    of = make.course(who)
    sessions = [make.session(of, f"S{n}", f"2026-03-0{n}T10:00+01:00") for n in (1, 2)]
    opened = open_workspace(qtbot, tmp_path, who, of, *sessions)
    yield opened
    opened.close_journal()
    qtbot.waitUntil(lambda: not is_busy())


def backups_of(workspace) -> list[Backup]:
    store = workspace.journal.store
    return backups_in(places_of(store.path, store.key).first)


def page_of(qtbot, workspace):
    workspace.show_page("backups")
    qtbot.waitUntil(lambda: not is_busy())
    return workspace.window.stack.currentWidget()


def cells(page) -> list[list[str]]:
    model = page.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def settled(qtbot) -> None:
    qtbot.waitUntil(lambda: not is_busy())


def test_without_a_backup_the_page_says_what_one_is(qtbot, workspace):
    page = page_of(qtbot, workspace)
    assert "There is no backup yet" in page.standing.text()
    assert not page.table.isVisible()
    assert not page.undo_card.isVisible()
    assert not page.restore_button.isEnabled()
    assert nameless(page) == []


def test_a_backup_by_hand_is_listed_with_what_it_holds(qtbot, workspace):
    page = page_of(qtbot, workspace)
    qtbot.keyClick(page.now_button, Qt.Key.Key_Space)
    settled(qtbot)
    (made,) = backups_of(workspace)
    ((when, why, sessions, scores, size, counted),) = cells(page)
    assert (why, sessions, scores) == ("by hand", "2", "0")
    assert when == counted == moment_words(made.made_at)
    assert size.endswith("iB")
    assert "opened and counted: 2 sessions, 0 scores" in page.standing.text()
    assert nameless(page) == []


def test_a_backup_that_cannot_be_made_is_told_until_one_is(qtbot, workspace, data_folder: Path):
    page = page_of(qtbot, workspace)
    data_folder.mkdir(exist_ok=True)
    (data_folder / "ketatrack").touch()
    page.now_button.click()
    settled(qtbot)
    assert "No backup was made" in workspace.window.notice.text.text()
    assert page.trouble.isVisible()
    (data_folder / "ketatrack").unlink()
    page.now_button.click()
    settled(qtbot)
    assert not page.trouble.isVisible()
    assert len(backups_of(workspace)) == 1


def test_what_changed_is_backed_up_when_the_journal_is_closed(qtbot, workspace):
    workspace.backups.keep_schedule()
    of = workspace.journal.course
    workspace.journal.add([make.session(of, "S3", "2026-03-05T10:00+01:00")], "S3")
    path = workspace.journal.store.path
    workspace.close_journal()
    settled(qtbot)
    (made,) = backups_in(places_of(path, None).first)
    assert made.reason is Reason.SCHEDULE
    workspace.opening.path(path)
    workspace.close_journal()
    settled(qtbot)
    assert len(backups_in(places_of(path, None).first)) == 1  # nothing changed


def test_a_little_after_opening_the_schedule_is_looked_at(qtbot, workspace):
    workspace.backups.keep_schedule()
    assert workspace.backups._timer.isActive()
    workspace.backups._timer.timeout.emit()
    settled(qtbot)
    assert [each.reason for each in backups_of(workspace)] == [Reason.SCHEDULE]
    workspace.backups._timer.timeout.emit()
    settled(qtbot)
    assert len(backups_of(workspace)) == 1


def test_the_schedule_and_the_second_place_are_chosen_on_the_page(qtbot, workspace, tmp_path: Path):
    page = page_of(qtbot, workspace)
    page.places.schedule.set_value(Schedule.WEEKLY)
    assert schedule_of(workspace.journal.store) is Schedule.WEEKLY
    page.now_button.click()
    settled(qtbot)
    stick = tmp_path / "stick"
    stick.mkdir()
    page.places.use_second(stick)
    settled(qtbot)
    assert "with 1 backup" in page.places.second.text()
    stick.rename(tmp_path / "drawer")
    page.now_button.click()
    settled(qtbot)
    assert "is not there at the moment" in page.places.second.text()
    assert not page.trouble.isVisible()
    assert len(backups_of(workspace)) == 2
    page.places.end_button.click()
    settled(qtbot)
    assert "No second place" in page.places.second.text()


def test_every_reason_for_which_a_backup_is_always_made_is_named_on_the_page(qtbot, workspace):
    page = page_of(qtbot, workspace)
    said = " ".join(label.text() for label in page.places.findChildren(QLabel))
    assert all(reason.label in said for reason in set(Reason) - {Reason.SCHEDULE, Reason.HAND})
    assert "always on schedule" not in said


def test_backups_of_one_minute_are_told_apart_by_their_seconds(qtbot, workspace):
    store = workspace.journal.store
    for seconds in (0, 7, 65):
        with time_machine.travel(datetime(2026, 3, 5, 8, 10, 20, tzinfo=UTC) + timedelta(seconds=seconds)):
            backup_before(store, Reason.HAND)
    page = page_of(qtbot, workspace)
    later, second, first = (made for made, *_others in cells(page))
    local = datetime(2026, 3, 5, 8, 10, 20, tzinfo=UTC).astimezone()
    assert first == f"5 Mar 2026, {local:%H:%M}:20"
    assert second == f"5 Mar 2026, {local:%H:%M}:27"
    assert later == moment_words(datetime(2026, 3, 5, 8, 11, 25, tzinfo=UTC))
    page.table.selectRow(1)
    dialog = preview(qtbot, page)
    assert second in dialog.words.text()
    dialog.reject()


def test_a_restore_is_tried_and_what_was_found_is_kept(qtbot, workspace):
    page = page_of(qtbot, workspace)
    page.now_button.click()
    settled(qtbot)
    page.try_button.click()
    settled(qtbot)
    assert "came back as they were: 2 sessions" in page.remark.text()
    workspace.show_page("today")
    assert "came back as they were" in page_of(qtbot, workspace).remark.text()


def test_a_copy_is_kept_where_the_person_says(qtbot, workspace, tmp_path: Path):
    page = page_of(qtbot, workspace)
    out = tmp_path / "copy.ketatrack"
    page.keep_copy(out)
    settled(qtbot)
    assert "opened and counted" in workspace.window.notice.text.text()
    with Store.open(out) as copied:
        assert copied.count(Session) == 2
    page.keep_copy(workspace.journal.store.path)
    settled(qtbot)
    assert "journal itself" in workspace.window.notice.text.text()


def preview(qtbot, page) -> RestoreDialog:
    page.restore_button.click()
    settled(qtbot)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RestoreDialog)
    return dialog


def test_the_preview_says_what_would_be_missing_and_changes_nothing(qtbot, workspace):
    page = page_of(qtbot, workspace)
    page.now_button.click()
    settled(qtbot)
    of = workspace.journal.course
    workspace.journal.add([make.session(of, "S3", "2026-03-05T10:00+01:00")], "S3")
    dialog = preview(qtbot, page)
    words = dialog.words.text()
    assert "2 sessions, 0 scores, the newest of 2 Mar 2026" in words
    assert "The journal now: 3 sessions" in words
    assert "Not in the backup: 1 session." in words
    assert "so that this can be undone" in words
    assert dialog.cancel_button.hasFocus()
    dialog.cancel_button.click()
    assert workspace.journal.store.count(Session) == 3


def test_a_restore_is_shown_and_undone(qtbot, workspace):
    page = page_of(qtbot, workspace)
    page.now_button.click()
    settled(qtbot)
    of = workspace.journal.course
    workspace.journal.add([make.session(of, "S3", "2026-03-05T10:00+01:00")], "S3")
    preview(qtbot, page).restore_button.click()
    settled(qtbot)
    assert workspace.journal.store.count(Session) == 2
    page = workspace.window.stack.currentWidget()
    assert page.undo_card.isVisible()
    page.undo_button.click()
    settled(qtbot)
    assert workspace.journal.store.count(Session) == 3
    assert "is back" in workspace.window.notice.text.text()


def test_an_undone_restore_is_called_undone_and_can_be_done_again(qtbot, workspace):
    page = page_of(qtbot, workspace)
    page.now_button.click()
    settled(qtbot)
    workspace.journal.add([make.session(workspace.journal.course, "S3", "2026-03-05T10:00+01:00")], "S3")
    preview(qtbot, page).restore_button.click()
    for button, sessions in (("Undo restore", 3), ("Restore again", 2), ("Undo restore", 3)):
        settled(qtbot)
        page = workspace.window.stack.currentWidget()
        assert page.undo_button.text() == button
        page.undo_button.click()
        settled(qtbot)
        assert workspace.journal.store.count(Session) == sessions
    said = [label.text() for label in workspace.window.stack.currentWidget().undo_card.findChildren(QLabel)]
    assert any("The restore is undone" in words for words in said)


@pytest.mark.parametrize("button", ["now_button", "try_button"])
def test_the_button_that_is_at_work_keeps_the_cursor(qtbot, workspace, button):
    page = page_of(qtbot, workspace)
    page.now_button.click()
    settled(qtbot)
    pressed = getattr(page, button)
    pressed.setFocus()
    qtbot.keyClick(pressed, Qt.Key.Key_Space)
    qtbot.keyClick(pressed, Qt.Key.Key_Space)  # a second press while it is at work begins nothing
    assert pressed.hasFocus()
    settled(qtbot)
    assert pressed.hasFocus()
    assert len(backups_of(workspace)) == (2 if button == "now_button" else 1)


def test_a_second_place_that_is_unplugged_is_called_so_at_once_and_when_a_backup_is_wanted(
    qtbot, workspace, tmp_path: Path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    page = page_of(qtbot, workspace)
    page.places.use_second(stick)
    page.now_button.click()
    settled(qtbot)
    shutil.rmtree(stick)
    workspace.show_page("today")
    page = page_of(qtbot, workspace)
    assert "is not there at the moment" in page.places.second.text()
    assert "0 backups" not in page.places.second.text()
    page.now_button.click()
    settled(qtbot)
    assert "is not there at the moment" in workspace.window.notice.text.text()


def test_a_backup_that_is_spoilt_is_said_to_be_and_not_restored(qtbot, workspace):
    page = page_of(qtbot, workspace)
    page.now_button.click()
    settled(qtbot)
    (made,) = backups_of(workspace)
    content = bytearray(made.path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    made.path.write_bytes(content)
    page.refresh()
    settled(qtbot)
    assert cells(page)[0][2] == ""
    dialog = preview(qtbot, page)
    assert "cannot be restored" in dialog.words.text()
    assert not dialog.restore_button.isEnabled()
    dialog.reject()


def test_a_backup_of_an_earlier_passphrase_is_opened_by_typing_it(qtbot, tmp_path: Path):
    earlier, later = Key.new("a earlier passphrase"), Key.new("the later passphrase")
    path, other = tmp_path / "spring.ketatrack", tmp_path / "other.ketatrack"
    who = make.patient(name="Alex")
    of = make.course(who)
    for place, key in ((other, earlier), (path, later)):
        with Store.create(place, key) as store:
            add(store, who, of)
    with Store.open(path, later) as store:
        folder = backup_before(store, Reason.HAND).backup.path.parent
    (folder / "2026-01-02T030405Z-hand.ketatrack").write_bytes(other.read_bytes())
    workspace = empty_workspace(qtbot, tmp_path)
    workspace.open_store(Store.open(path, later))
    page = page_of(qtbot, workspace)
    assert cells(page)[1][5] == "opens with an earlier passphrase"
    page.table.selectRow(1)
    dialog = preview(qtbot, page)
    for typed in ("wrong", "a earlier passphrase"):
        dialog.passphrase.set_value(typed)
        dialog.open_button.click()
        settled(qtbot)
    assert "opens with the passphrase" not in dialog.words.text()
    dialog.restore_button.click()
    settled(qtbot)
    assert workspace.journal.store.key == earlier
    workspace.window.stack.currentWidget().undo_button.click()
    settled(qtbot)
    assert workspace.journal.store.key == later
    workspace.close_journal()


def test_many_entries_are_removed_after_a_backup(qtbot, workspace):
    of = workspace.journal.course
    more = [make.session(of, f"M{number}", "2026-04-01T10:00+02:00") for number in range(MANY_REMOVED)]
    workspace.journal.add(more, "many")
    workspace.show_page("sessions")
    page = workspace.window.stack.currentWidget()
    page.table.selectAll()
    page.remove()
    settled(qtbot)
    assert workspace.journal.store.count(Session) == 0
    assert [each.reason for each in backups_of(workspace)] == [Reason.REMOVAL]
    workspace.journal.undo_stack.undo()
    assert workspace.journal.store.count(Session) == MANY_REMOVED + 2


def test_ten_years_of_backups_are_listed_and_each_is_counted(qtbot, workspace):
    now = datetime.now(UTC)
    with Store.open(workspace.journal.store.path) as store:
        for days in (400, 200, 100, 50, 20, 3, 0):
            with time_machine.travel(now - timedelta(days=days), tick=False):
                backup_before(store, Reason.SCHEDULE)
    rows = cells(page_of(qtbot, workspace))
    assert len(rows) == 7
    today = moment_words(now).split(",")[0]
    assert all(row[5].startswith(today) for row in rows)


def test_a_damaged_journal_is_replaced_from_its_page_of_backups(qtbot, workspace):
    page = page_of(qtbot, workspace)
    page.now_button.click()
    settled(qtbot)
    path = workspace.journal.store.path
    with Store.open(path) as store:
        store.set_setting("more", "pages " * 1_000)
    spoilt = bytearray(path.read_bytes())
    spoilt[8192:] = b"\xff" * (len(spoilt) - 8192)
    path.write_bytes(spoilt)
    page.refresh()
    settled(qtbot)
    dialog = preview(qtbot, page)
    assert "Not all of the journal can be read now." in dialog.words.text()
    dialog.restore_button.click()
    settled(qtbot)
    assert workspace.journal.store.count(Session) == 2
    assert workspace.journal.store.check() == []


@pytest.mark.parametrize("place", ["first", "second"])
def test_a_backup_opened_as_a_journal_is_only_read_and_says_how_it_comes_back(
    qtbot, workspace, tmp_path: Path, place: str
):
    stick = tmp_path / "stick"
    stick.mkdir()
    page = page_of(qtbot, workspace)
    page.places.use_second(stick)
    settled(qtbot)
    page.now_button.click()
    settled(qtbot)
    journal = workspace.journal.store.path
    (backup,) = backups_in(getattr(places_of(journal, None), place))
    before = backup.path.read_bytes()
    workspace.opening.path(backup.path)
    assert "This is a backup" in workspace.journal.reading_only
    assert f"open {journal}" in workspace.journal.reading_only
    said = [card.accessibleName() for card in workspace.window.findChildren(ReadingOnlyCard)]
    assert said == [workspace.journal.reading_only]
    with pytest.raises(JournalError, match="reading only"):
        workspace.journal.add([make.session(workspace.journal.course, "S3", "2026-03-05T10:00+01:00")], "S3")
    assert workspace.settings.value("last_journal") == str(journal)
    page = page_of(qtbot, workspace)
    page.restore_chosen.emit(journal, None)
    settled(qtbot)
    assert "itself a backup" in workspace.window.notice.text.text()
    assert backup.path.read_bytes() == before
    assert {each.name for each in backup.path.parent.iterdir()} <= {backup.path.name, "journal.json"}


def test_a_backup_of_an_older_version_is_not_brought_up_to_date_by_opening_it(qtbot, workspace):
    page = page_of(qtbot, workspace)
    page.now_button.click()
    settled(qtbot)
    (made,) = backups_of(workspace)
    older = made.path.with_name("2026-01-02T030405Z-day.ketatrack")
    shutil.copyfile(Path(__file__).parents[1] / "journals" / "schema-0003.ketatrack", older)
    before = older.read_bytes()
    workspace.opening.path(older)
    settled(qtbot)
    said = [unbroken(label.text()) for label in workspace.window.findChildren(QLabel) if label.isVisible()]
    assert any("made by an older version" in words and "under Backups" in words for words in said)
    assert older.read_bytes() == before


def test_a_backup_of_a_journal_that_this_computer_does_not_know_is_opened_as_a_copy(
    qtbot, workspace, tmp_path
):
    page = page_of(qtbot, workspace)
    page.now_button.click()
    settled(qtbot)
    (made,) = backups_of(workspace)
    stick = tmp_path / "stick" / "backups-0123abcd"
    stick.mkdir(parents=True)
    copied = stick / made.path.name
    copied.write_bytes(made.path.read_bytes())
    workspace.opening.path(copied)
    assert "copy the file into another folder" in workspace.journal.reading_only
    elsewhere = tmp_path / made.path.name
    elsewhere.write_bytes(copied.read_bytes())
    workspace.opening.path(elsewhere)
    assert workspace.journal.reading_only == ""
