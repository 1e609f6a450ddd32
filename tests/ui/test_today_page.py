"""The Today page says where the course stands, and nothing that was not recorded."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea

from ketatrack.domain.scores import scored
from ketatrack.ui.pages.mood_row import NOTE_DRAFT
from ketatrack.ui.pages.response_line import ResponseLine
from ketatrack.ui.pages.today_page import TodayPage
from tests import records as make
from tests.followed import course_in, running_session, watched_at_home
from tests.pictures.journals import LONG, demo, empty, long_words
from tests.ui.sealed_journal import sealed_workspace, unlock
from tests.ui.workspaces import empty_workspace, open_workspace, press


@pytest.fixture
def course():
    who = make.patient()
    return who, make.course(who)


def ago(days: int) -> str:
    return (make.at("2026-11-20T10:00+01:00") - timedelta(days=days)).isoformat()


def lines_drawn(course, *days: int) -> ResponseLine:
    scores = [make.phq9(course, ago(each), total=9) for each in days]
    line = ResponseLine()
    line.show_scores(scored(scores), None, make.at("2026-11-20T10:00+01:00"))
    return line


def test_the_small_line_shows_the_half_year_up_to_today_only(qtbot, course):
    _who, of = course
    old = lines_drawn(of, 400, 390)
    qtbot.addWidget(old)
    assert old.isHidden()
    recent = lines_drawn(of, 400, 20, 6)
    qtbot.addWidget(recent)
    assert recent.accessibleName() == "PHQ-9 of the last half year: 9, 9"


def test_the_change_says_what_it_is_measured_from(qtbot, tmp_path, course):
    who, of = course
    records = [
        make.phq9(of, "2026-05-01T10:00+02:00", total=20),
        make.session(of, "S1", "2026-05-02T10:00+02:00"),
        make.phq9(of, "2026-05-20T10:00+02:00", total=8),
    ]
    workspace = open_workspace(qtbot, tmp_path, who, of, *records)
    details = workspace.window.stack.currentWidget().details["score"].text()
    assert "12 points lower than the baseline of 20 (60 %)" in details


def test_a_slip_of_the_finger_is_taken_back_from_the_foot_of_the_window(qtbot, tmp_path, course):
    workspace = open_workspace(qtbot, tmp_path, *course)
    qtbot.keyClick(workspace.window.stack.currentWidget(), Qt.Key.Key_3)
    undo = workspace.window.notice.undo_button
    assert undo.isVisible()
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert workspace.journal.records().scores == []


def test_a_note_to_the_mood_that_was_begun_is_there_after_a_lock_and_goes_to_its_entry(
    qtbot, tmp_path, course
):
    workspace = sealed_workspace(qtbot, tmp_path, *course)
    qtbot.keyClick(workspace.window.stack.currentWidget(), Qt.Key.Key_3)
    press(qtbot, "Half a sent")
    workspace.locking.lock()
    unlock(qtbot, workspace)

    note = workspace.window.stack.currentWidget().mood.note
    assert (note.text(), note.hasFocus()) == ("Half a sent", True)
    press(qtbot, "ence", Qt.Key.Key_Return)
    (score,) = workspace.journal.records().scores
    assert score.notes == "Half a sentence"
    assert workspace.journal.store.drafts() == []
    workspace.close_journal()


def test_a_note_to_the_mood_is_kept_while_it_is_typed_and_is_no_form(qtbot, tmp_path, course):
    workspace = open_workspace(qtbot, tmp_path, *course)
    page = workspace.window.stack.currentWidget()
    qtbot.keyClick(page, Qt.Key.Key_3)
    press(qtbot, "Half")
    qtbot.waitUntil(lambda: workspace.journal.draft(NOTE_DRAFT) is not None)

    after_a_crash = TodayPage(workspace.journal)
    qtbot.addWidget(after_a_crash)
    after_a_crash.show()
    assert after_a_crash.mood.note.text() == "Half"
    assert not [each for each in after_a_crash.findChildren(QPushButton) if "Go on with" in each.text()]
    page.mood.note.clear()
    workspace.close_journal()
    workspace.opening.path(tmp_path / "spring.ketatrack")
    assert workspace.journal.store.drafts() == []
    workspace.close_journal()


def test_a_note_that_was_begun_outlives_its_entry_and_goes_to_the_next_number(qtbot, tmp_path, course):
    workspace = open_workspace(qtbot, tmp_path, *course)
    mood = workspace.window.stack.currentWidget().mood
    mood.record(3)
    press(qtbot, "Slept badly")
    workspace.journal.undo_stack.undo()
    press(qtbot, Qt.Key.Key_Return)
    assert "taken back" in workspace.window.notice.text.text()
    mood.record(4)
    press(qtbot, Qt.Key.Key_Return)
    assert [each.notes for each in workspace.journal.records().scores] == ["Slept badly"]
    workspace.close_journal()


def test_another_number_leaves_the_words_of_the_note_to_it(qtbot, tmp_path, course):
    workspace = open_workspace(qtbot, tmp_path, *course)
    mood = workspace.window.stack.currentWidget().mood
    mood.record(3)
    press(qtbot, "Slept badly")
    mood.record(4)
    press(qtbot, Qt.Key.Key_Return)
    assert [(each.answers, each.notes) for each in workspace.journal.records().scores] == [
        ((3,), ""),
        ((4,), "Slept badly"),
    ]
    workspace.close_journal()


def test_a_narrow_window_does_not_scroll_sideways(qtbot, tmp_path, course):
    workspace = open_workspace(qtbot, tmp_path, *course)
    workspace.window.resize(720, 700)
    area = workspace.window.stack.currentWidget().findChild(QScrollArea)
    qtbot.waitUntil(lambda: workspace.window.width() == 720)
    assert area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("journal", [empty, demo, long_words])
def test_no_state_of_the_page_is_wider_than_the_window_at_three_times_the_size(qtbot, tmp_path, journal):
    workspace = empty_workspace(qtbot, tmp_path)
    workspace.open_store(journal(tmp_path), remember=False)
    assert_nothing_is_cut_off_to_the_side(qtbot, workspace)


def test_a_session_that_is_followed_is_not_cut_off_at_three_times_the_size(qtbot, tmp_path):
    past = watched_at_home()
    session, *rest = running_session(course_in(past))
    nausea = make.side_effect(
        course_in(past), "nausea", session_id=session.id, onset_minutes=3, recorded_by="sitter"
    )
    workspace = open_workspace(qtbot, tmp_path, *past, session, *rest, nausea)
    assert_nothing_is_cut_off_to_the_side(qtbot, workspace)


def test_a_long_name_of_a_course_does_not_hold_the_window_wide(qtbot, tmp_path, course):
    who, of = course
    workspace = open_workspace(qtbot, tmp_path, who, of.changed(name=2 * LONG))
    workspace.window.resize(1600, 700)
    qtbot.waitUntil(lambda: workspace.window.header.course.width() > 1000)
    assert workspace.window.header.minimumSizeHint().width() < 400
    workspace.close_journal()


def assert_nothing_is_cut_off_to_the_side(qtbot, workspace):
    """A screen of 1920 by 1080 pixels is 640 by 360 at 300 %."""
    workspace.show_page("today")
    workspace.window.resize(640, 360)
    page = workspace.window.stack.currentWidget()
    content = page.findChild(QScrollArea).widget()
    qtbot.waitUntil(lambda: page.width() < 560)
    qtbot.waitUntil(lambda: content.width() <= content.parentWidget().width())
    workspace.window.resize(1200, 700)  # and back: beside what they are of
    qtbot.waitUntil(lambda: all(detail.x() > 0 for detail in page.details.values() if detail.text()))
    workspace.close_journal()


def test_the_other_courses_are_offered_without_the_one_on_screen(qtbot, tmp_path, course):
    who, of = course
    workspace = open_workspace(qtbot, tmp_path, who, of, make.course(who, name="Autumn course"))
    shown = workspace.journal.course.name
    offered = [action.text() for action in workspace.window.header.switch.menu().actions()]
    assert offered == [name for name in ("Spring course", "Autumn course") if name != shown]
