"""The Today page says where the course stands, and nothing that was not recorded."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from ketatrack.domain.scores import scored
from ketatrack.ui.pages.response_line import ResponseLine
from tests import records as make
from tests.ui.workspaces import open_workspace


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


def test_a_narrow_window_does_not_scroll_sideways(qtbot, tmp_path, course):
    workspace = open_workspace(qtbot, tmp_path, *course)
    workspace.window.resize(720, 700)
    area = workspace.window.stack.currentWidget().findChild(QScrollArea)
    qtbot.waitUntil(lambda: workspace.window.width() == 720)
    assert area.horizontalScrollBar().maximum() == 0


def test_the_other_courses_are_offered_without_the_one_on_screen(qtbot, tmp_path, course):
    who, of = course
    workspace = open_workspace(qtbot, tmp_path, who, of, make.course(who, name="Autumn course"))
    shown = workspace.journal.course.name
    offered = [action.text() for action in workspace.window.header.switch.menu().actions()]
    assert offered == [name for name in ("Spring course", "Autumn course") if name != shown]
