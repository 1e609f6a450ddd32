"""The open journal: every write can be undone, and nothing of another program is overwritten."""

from pathlib import Path

import pytest

from ketatrack.domain.records import Patient, Reading, Session
from ketatrack.domain.words import Author
from ketatrack.store.store import Change, StaleEditError, Store
from ketatrack.ui.journal import Journal
from tests import records as make


@pytest.fixture
def journal(tmp_path: Path, qapp):  # noqa: ARG001 - an undo stack wants an application
    store = Store.create(tmp_path / "mine.ketatrack")
    who = make.patient()
    course = make.course(who)
    session = make.session(course, "S1", "2026-03-02T14:15-05:00")
    reading = make.reading(course, "2026-03-02T14:25-05:00", systolic=120, session_id=session.id)
    records = [who, course, session, reading]
    store.apply([Change(None, record) for record in records], at=reading.taken_at, by=Author.PATIENT)
    journal = Journal(store)
    yield journal
    journal.close()


def only(journal: Journal, kind):
    found = journal.store.find(kind)
    assert len(found) == 1
    return found[0]


def test_a_change_can_be_undone_and_redone_many_times(journal):
    first = only(journal, Reading)
    journal.replace(first, first.changed(systolic=130), "reading")
    second = only(journal, Reading)
    journal.replace(second, second.changed(systolic=140), "reading")
    for _again in range(2):
        journal.undo_stack.undo()
        journal.undo_stack.undo()
        assert only(journal, Reading).systolic == 120
        journal.undo_stack.redo()
        journal.undo_stack.redo()
        assert only(journal, Reading).systolic == 140


def test_a_removed_session_comes_back_with_its_readings(journal):
    session, reading = only(journal, Session), only(journal, Reading)
    journal.remove(session, "session S1")
    assert journal.store.count(Reading) == 0
    assert journal.undo_stack.undoText() == "session S1"
    journal.undo_stack.undo()
    assert only(journal, Session).changed(revision=1) == session
    assert only(journal, Reading).changed(revision=1) == reading


def test_an_edit_of_something_that_this_window_changed_meanwhile_is_refused(journal):
    opened = only(journal, Reading)
    journal.replace(opened, opened.changed(systolic=130), "reading")
    with pytest.raises(StaleEditError):
        journal.replace(opened, opened.changed(systolic=150), "reading")
    assert only(journal, Reading).systolic == 130
    assert journal.undo_stack.count() == 1


def test_undo_does_not_overwrite_what_another_program_wrote(journal, qtbot):
    reading = only(journal, Reading)
    journal.replace(reading, reading.changed(systolic=130), "reading")
    with Store.open(journal.store.path) as other:
        theirs = other.find(Reading)[0]
        other.apply([Change(theirs, theirs.changed(systolic=111))], at=theirs.taken_at, by=Author.CLINICIAN)
    with qtbot.waitSignal(journal.refused) as refused:
        journal.undo_stack.undo()
    assert "changed elsewhere" in refused.args[0]
    assert only(journal, Reading).systolic == 111


def test_every_view_hears_of_a_change_after_it_is_written(journal, qtbot):
    with qtbot.waitSignal(journal.changed):
        journal.add([make.reading(journal.records().course, "2026-03-03T08:00-05:00", pulse=60)], "reading")
    assert len(journal.records().readings) == 2


def test_the_course_on_screen_is_remembered_in_the_journal(journal):
    other = make.course(only(journal, Patient), name="Second course")
    journal.add([other], "course")
    first = journal.courses()[0]
    journal.choose_course(first)
    assert Journal(journal.store).course == first


def test_new_entries_carry_who_wrote_them_and_the_offset_of_the_course(journal):
    journal.record_as(Author.CAREGIVER)
    stamp = journal.stamp()
    assert stamp["recorded_by"] is Author.CAREGIVER
    assert stamp["written_at"].utcoffset() == journal.now().utcoffset()
