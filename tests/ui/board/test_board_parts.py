"""Beside the core of a board: the clinic's words, guided measuring, the chart, and what is before leaving."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ketatrack.domain.guided_measuring import Step
from ketatrack.domain.records import (
    Checkpoint,
    FollowedSession,
    LeavingLine,
    LeavingMark,
    Reading,
    ReadingPart,
)
from ketatrack.domain.words import Position, ReadingContext, Route
from ketatrack.store.store import Store
from ketatrack.ui import background
from ketatrack.ui.pages.board_page import BoardPage
from ketatrack.ui.theme import SESSION_TARGET
from tests import records as make
from tests.followed_course import clinic_limit
from tests.ui.workspaces import focusable, nameless, open_workspace, press


@pytest.fixture
def workspace(qtbot, tmp_path, clock):
    """The window on a course whose clinic gave a limit and a checklist of two lines."""
    who = make.patient(country="DE")
    course = make.course(who, route=Route.INTRANASAL)
    lines = [LeavingLine(**make.STAMP, course_id=course.id, line=words) for words in ("Steady", "Eaten")]
    limit = clinic_limit(course, noted_on=date(2026, 6, 1))
    window = open_workspace(qtbot, tmp_path, who, course, limit, *lines)
    clock.follow(window)
    yield window
    qtbot.waitUntil(lambda: not background.is_busy())
    window.close_journal()


@pytest.fixture
def page(workspace) -> BoardPage:
    """The page of a session that was just started."""
    workspace.run("form followed_sessions")
    workspace.form.submit()
    found = workspace.window.stack.currentWidget()
    assert isinstance(found, BoardPage)
    return found


def type_reading(qtbot, digits: str) -> None:
    press(qtbot, Qt.Key.Key_Space, digits, Qt.Key.Key_Return)


# the clinic's words


def test_a_limit_is_quoted_when_a_reading_passes_it_and_not_before(page, qtbot):
    quotes = page.parts.quotes
    type_reading(qtbot, "1287968")
    assert not quotes.isVisible()
    press(qtbot, "D")
    type_reading(qtbot, "1729088")
    assert quotes.isVisible()
    assert quotes.newest.text() == (
        "10:00, 0 min · Systolic. You noted on 1 June: call the clinic above 160. "
        "This reading: 172. Phone: 030 1234"
    )
    page.board.recorder.undo()
    assert not quotes.isVisible()


def test_the_newest_quote_is_whole_and_those_before_it_are_one_line(page, clock, qtbot):
    for digits in ("1729088", "1659088"):
        clock.go_on(minutes=10)
        press(qtbot, "B", digits, Qt.Key.Key_Return)
    quotes = page.parts.quotes
    assert "This reading: 165." in quotes.newest.text()
    assert quotes.earlier.text() == "Before it: 10:10 · 172"


# the chart


def test_the_chart_is_drawn_anew_only_when_an_entry_comes_in(page, clock, qtbot):
    chart = page.parts.chart
    qtbot.waitUntil(lambda: chart.canvas is not None)
    drawn = chart.chart
    clock.go_on(minutes=3)
    page.board.tick()
    chart.refresh()
    assert chart.chart is drawn
    type_reading(qtbot, "1287968")
    assert chart.chart is not drawn
    assert "128/79" in chart.sentence.text()
    chart.fold.button.click()
    assert [chart.table.model().index(0, column).data() for column in (3, 4, 5)] == ["128", "79", "68"]


# measuring with guidance


def begin_measuring(page, qtbot) -> None:
    press(qtbot, Qt.Key.Key_Space)
    page.parts.measuring.button.click()
    for _step in ("sit", "feet", "rest"):
        press(qtbot, Qt.Key.Key_Return)


def test_a_guided_reading_is_kept_as_a_mean_with_its_parts_for_its_checkpoint(page, clock, qtbot):
    begin_measuring(page, qtbot)
    for digits in ("1318470", "1288168"):
        press(qtbot, digits, Qt.Key.Key_Return)
        clock.go_on(minutes=1)
    page.parts.measuring.view.enough_button.click()
    press(qtbot, Qt.Key.Key_Return)

    store = page.journal.store
    (reading,) = store.find(Reading)
    assert (reading.systolic, reading.diastolic, reading.pulse) == (130, 83, 69)
    assert (reading.context, reading.position) == (ReadingContext.PRE_DOSE, Position.SITTING)
    assert [part.systolic for part in store.find(ReadingPart)] == [131, 128]
    assert {part.reading_id for part in store.find(ReadingPart)} == {reading.id}
    assert store.find(Checkpoint)[0].reading_id == reading.id
    page.journal.undo_stack.undo()
    assert store.count(Reading) == store.count(ReadingPart) == 0


def test_the_rest_runs_by_the_clock_of_the_session_and_can_be_shortened(page, clock, qtbot):
    press(qtbot, Qt.Key.Key_Space)
    page.parts.measuring.button.click()
    press(qtbot, Qt.Key.Key_Return, Qt.Key.Key_Return)
    view = page.parts.measuring.view
    assert view.time.text() == "5:00"
    clock.go_on(seconds=90)
    view.tick()
    assert view.time.text() == "3:30"
    view.shorter_button.click()
    assert view.time.text() == "2:30"


def test_measuring_goes_on_where_it_stopped_when_the_window_comes_back(page, workspace, clock, qtbot):
    begin_measuring(page, qtbot)
    press(qtbot, "1318470", Qt.Key.Key_Return)
    path = workspace.journal.store.path
    workspace.close_journal()
    clock.go_on(minutes=5)
    workspace.open_store(Store.open(path))
    again = workspace.window.stack.currentWidget()
    assert isinstance(again, BoardPage)
    again.board.open_next()
    view = again.parts.measuring.view
    qtbot.waitUntil(view.isVisible)
    assert view.measuring.step is Step.MEASURE
    assert [part.systolic for part in view.parts()] == [131]


def test_numbers_can_be_typed_instead(page, qtbot):
    begin_measuring(page, qtbot)
    page.parts.measuring.fold_button.click()
    press(qtbot, "1287968", Qt.Key.Key_Return)
    assert page.journal.store.count(Reading) == 1
    assert page.journal.store.count(ReadingPart) == 0


def test_a_reading_that_is_corrected_is_not_measured_anew(page, qtbot):
    type_reading(qtbot, "1287968")
    next(iter(page.board.written.buttons.values())).click()
    assert not page.parts.measuring.isVisible()


# before leaving


def test_lines_are_ticked_and_opened_again_and_leaving_keeps_them(page, clock, qtbot):
    leaving = page.parts.leaving
    leaving.fold.open()
    press(qtbot, "D")
    clock.go_on(minutes=120)
    leaving.lines[0].click()
    assert leaving.lines[0].words() == "☑ Steady · 12:00"
    told = {here: button.accessibleName() for here, button in leaving.escort_buttons.items()}
    assert told == {True: "Escort is here: Yes", False: "Escort is here: No"}
    leaving.escort_buttons[True].click()
    leaving.left_button.click()

    store = page.journal.store
    (followed,) = store.find(FollowedSession)
    assert (followed.left_at, followed.escort_here) == (clock.now, True)
    assert [(mark.line, mark.ticked_at) for mark in store.find(LeavingMark)] == [
        ("Steady", clock.now),
        ("Eaten", None),
    ]
    assert followed.closed_at is None
    assert leaving.left_words.text() == "Left at: 2026-06-02 12:00"
    leaving.left_button.click()
    assert store.find(FollowedSession)[0].left_at is None


def test_it_says_that_it_clears_nobody_and_invents_no_rule(page):
    leaving = page.parts.leaving
    leaving.fold.open()
    words = " ".join(label.text() for label in leaving.findChildren(type(leaving.facts)))
    assert "It never says that you can leave" in words
    assert leaving.driving.text() == "Driving, as the clinic said: not recorded"


def test_a_tick_is_taken_back_like_every_step_of_the_board(page):
    page.parts.leaving.fold.open()
    page.parts.leaving.lines[1].click()
    assert page.board.recorder.last_step
    page.board.recorder.undo()
    assert page.parts.leaving.lines[1].words() == "☐ Eaten"


def test_every_target_has_a_name_and_is_high_enough_for_a_session(page, qtbot):
    type_reading(qtbot, "1729088")
    page.parts.leaving.fold.open()
    begin_measuring(page, qtbot)
    QApplication.processEvents()
    for part in (page.parts.quotes, page.parts.measuring, page.parts.leaving):
        assert nameless(part) == []
        assert all(target.height() >= SESSION_TARGET for target in focusable(part) if target.isVisible())
