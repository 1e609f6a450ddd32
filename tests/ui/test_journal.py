"""The open journal: every write can be undone, and nothing of another program is overwritten."""

from datetime import date
from pathlib import Path

import pytest

from ketatrack.domain.followed import running
from ketatrack.domain.records import Patient, Phase, Reading, Session, Visit
from ketatrack.domain.words import Author, PhaseKind
from ketatrack.store.store import Change, StaleEditError, Store
from ketatrack.ui.journal import Journal
from tests import records as make
from tests.followed import running_session
from tests.ui.workspaces import open_workspace


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


def kept(journal):
    """Say whether the course on screen is as the file has it."""
    return journal.records() == journal.store.course_records(journal.course)


def test_the_course_on_screen_is_what_the_file_holds_after_every_step(journal):
    of = journal.records().course
    same = "2026-03-02T14:15-05:00"
    added = [
        make.session(of, "S2", "2026-03-02T20:15+01:00", dose=49.5, dose_unit="mg"),
        make.phq9(of, same, *[1] * 9, notes="Grüße"),
        make.phq9(of, "2026-03-02T20:15+01:00", total=7),
        make.phq9(of, "2026-01-02T20:15+01:00", 1, None, 1, 1, 1, 1, 1, 1, 0),
        make.side_effect(of, "nausea", noticed_at=make.at(same)),
        Phase(**make.STAMP, course_id=of.id, starts_on=date(2026, 3, 1), phase=PhaseKind.INDUCTION),
        Visit(**make.STAMP, course_id=of.id, visited_on=date(2026, 3, 1)),
    ]
    journal.add(added, "many")
    assert kept(journal)
    for score in journal.records().scores:
        journal.replace(score, score.changed(taken_at=make.at("2026-02-01T10:00+01:00")), "moved")
        assert kept(journal)
    journal.remove(journal.records().sessions[0], "session")
    assert kept(journal)
    while journal.undo_stack.canUndo():
        journal.undo_stack.undo()
        assert kept(journal)
    while journal.undo_stack.canRedo():
        journal.undo_stack.redo()
        assert kept(journal)


def test_what_lies_outside_the_course_is_read_anew_with_it(journal):
    records = journal.records()
    other = make.course(records.patient, name="Second course")
    journal.add([other, make.phq9(other, "2026-03-02T14:15-05:00", total=7)], "another course")
    journal.choose_course(records.course)
    journal.add([make.phq9(other, "2026-03-04T14:15-05:00", total=8)], "PHQ-9")
    assert len(journal.records().scores_elsewhere) == 2
    course = journal.course
    journal.replace(course, course.changed(name="Renamed"), "course")
    assert journal.records().course.name == "Renamed"
    assert kept(journal)


def test_what_another_program_wrote_is_seen_once_an_edit_of_it_is_refused(journal):
    opened = journal.records().readings[0]
    with Store.open(journal.store.path) as other:
        other.apply([Change(opened, opened.changed(systolic=111))], at=opened.taken_at, by=Author.CLINICIAN)
    with pytest.raises(StaleEditError):
        journal.replace(opened, opened.changed(systolic=150), "reading")
    assert journal.records().readings[0].systolic == 111


def test_the_course_of_a_session_that_is_followed_stays_on_screen_until_it_ends(qtbot, tmp_path):
    who = make.patient()
    autumn, spring = make.course(who, name="Autumn course"), make.course(who)
    workspace = open_workspace(qtbot, tmp_path, who, autumn, spring, *running_session(spring))
    journal, switch = workspace.journal, workspace.window.header.switch
    assert journal.course == spring
    assert not switch.isVisible()
    journal.choose_course(autumn)
    assert journal.course == spring

    followed = running(journal.records())
    journal.replace(followed, followed.changed(closed_at=journal.now()), "End")
    assert switch.isVisible()
    journal.choose_course(autumn)
    assert journal.course == autumn
    workspace.close_journal()
