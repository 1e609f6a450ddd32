"""A session is followed on its board: by few keys, each entry kept as it is made, and taken back again."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit

from ketatrack.domain.checkpoints import CheckpointState
from ketatrack.domain.followed_words import EventKind, Horizon, Stage
from ketatrack.domain.plan_words import PlannedKind
from ketatrack.domain.records import (
    Checkpoint,
    FollowedSession,
    PlannedItem,
    Reading,
    Session,
    SessionEvent,
    SideEffect,
)
from ketatrack.domain.words import Author, Outcome, ReadingContext, Route, Severity
from ketatrack.ui.board.recorder import SessionRecorder
from ketatrack.ui.pages.board_page import BoardPage
from ketatrack.ui.theme import SESSION_TARGET, Scheme, palette_for
from tests import records as make
from tests.followed_course import clinic_limit
from tests.ui.board.driven_clock import START
from tests.ui.workspaces import nameless, open_workspace, press, spoken


@pytest.fixture
def workspace(qtbot, tmp_path, clock):
    """The window on a course by nasal spray with one session before."""
    who = make.patient(country="DE")
    course = make.course(who, route=Route.INTRANASAL)
    last = make.session(
        course,
        "N1",
        "2026-05-30T10:00+02:00",
        route=Route.INTRANASAL,
        product="Spravato",
        devices=3,
        dose=84,
        dose_unit="mg",
    )
    window = open_workspace(qtbot, tmp_path, who, course, last)
    clock.follow(window)
    yield window
    window.close_journal()


@pytest.fixture
def board(workspace):
    """The board of a session that was just started."""
    workspace.run("form followed_sessions")
    workspace.form.submit()
    page = workspace.window.stack.currentWidget()
    assert isinstance(page, BoardPage)
    return page.board


def of_kind(board, kind):
    return board.journal.store.find(kind)


def type_reading(qtbot, digits: str) -> None:
    press(qtbot, Qt.Key.Key_Space, digits, Qt.Key.Key_Return)


def test_a_session_starts_as_last_time_with_one_key(workspace, qtbot):
    workspace.run("form followed_sessions")
    press(qtbot, Qt.Key.Key_Return)

    store = workspace.journal.store
    session = store.find(Session)[-1]
    assert (session.name, session.outcome, session.started_at) == ("N2", Outcome.NOT_GIVEN, make.at(START))
    assert (session.product, session.devices, session.dose) == ("Spravato", 3, 84)
    (followed,) = store.find(FollowedSession)
    assert (followed.session_id, followed.observe_minutes, followed.closed_at) == (session.id, 120, None)
    stages = [(each.stage, each.at_minutes) for each in store.find(Checkpoint)]
    assert stages == [(Stage.BEFORE, None), (Stage.TIMED, 40), (Stage.LEAVING, None)]
    workspace.journal.undo_stack.undo()
    assert store.count(Session) == 1
    assert store.count(FollowedSession) == 0


def test_a_reading_is_in_with_two_keys_besides_its_digits(board, qtbot):
    type_reading(qtbot, "1287968")

    (reading,) = of_kind(board, Reading)
    assert (reading.systolic, reading.diastolic, reading.pulse) == (128, 79, 68)
    assert reading.context == ReadingContext.PRE_DOSE
    before = of_kind(board, Checkpoint)[0]
    assert (before.stage, before.reading_id, before.done_at) == (Stage.BEFORE, reading.id, make.at(START))


def test_who_presses_enter_after_every_number_loses_nothing(board, qtbot):
    press(qtbot, Qt.Key.Key_Space)
    for number in ("128", "79", "68"):
        press(qtbot, number, Qt.Key.Key_Return)

    (reading,) = of_kind(board, Reading)
    assert (reading.systolic, reading.diastolic, reading.pulse) == (128, 79, 68)


def test_the_first_dose_starts_the_clock_and_the_session(board, clock, qtbot):
    assert board.face.time.text() == "No dose noted yet"
    clock.go_on(minutes=7)
    press(qtbot, "D")

    (event,) = of_kind(board, SessionEvent)
    assert (event.event, event.happened_at) == (EventKind.DOSE, clock.now)
    session = board.recorder.session
    assert (session.started_at, session.outcome) == (clock.now, Outcome.COMPLETED)
    clock.go_on(minutes=65)
    board.tick()
    assert board.face.time.text() == "1:05"


def test_a_side_effect_stays_at_its_moment_when_the_first_dose_is_corrected(board, clock, qtbot):
    press(qtbot, "D")
    clock.go_on(minutes=30)
    noted = board.recorder.write_effect("nausea")
    assert noted.onset_minutes == 30
    (dose,) = of_kind(board, SessionEvent)
    board.recorder.correct_event(dose, happened_at=dose.happened_at + timedelta(minutes=10))
    (effect,) = of_kind(board, SideEffect)
    assert effect.onset_minutes == 20
    board.step.undo_button.click()
    assert [each.onset_minutes for each in of_kind(board, SideEffect)] == [30]


def test_a_checkpoint_goes_with_the_corrected_time_of_its_reading(board, clock, qtbot):
    press(qtbot, "D")
    clock.go_on(minutes=40)
    recorder = board.recorder
    checkpoint = next(line.checkpoint for line in board.checkpoints.lines if line.checkpoint.at_minutes == 40)
    taken = recorder.reading({"systolic": 131, "diastolic": 84}, clock.now)
    recorder.write_reading(taken, checkpoint)
    clock.go_on(minutes=20)
    later = recorder.reading({}, clock.now - timedelta(minutes=10), taken)
    recorder.write_reading(later)
    line = next(line for line in board.checkpoints.lines if line.checkpoint.id == checkpoint.id)
    assert line.checkpoint.done_at == later.taken_at
    assert line.state is CheckpointState.LATE


def test_a_time_that_has_not_come_yet_is_refused(board, clock, qtbot):
    press(qtbot, "B")
    typed = (clock.now + timedelta(minutes=5)).time()
    board.readings.clock.set_value(typed.replace(second=0, microsecond=0))
    board.readings.row.show_values({"systolic": 130, "diastolic": 80, "pulse": 70})
    board.readings.submit()
    assert of_kind(board, Reading) == []
    assert "has not come yet" in board.readings.clock.message()


def test_a_checkpoint_done_more_than_five_minutes_after_its_time_is_late(board, clock, qtbot):
    type_reading(qtbot, "1287968")
    press(qtbot, "D")
    clock.go_on(minutes=46)
    board.tick()
    type_reading(qtbot, "1388571")

    states = [line.state for line in board.checkpoints.lines]
    assert states == [CheckpointState.DONE, CheckpointState.LATE, CheckpointState.TO_COME]
    words = [button.words() for button in board.checkpoints.buttons.values()]
    assert words[1] == "40 min · at 10:40, done 10:46, late"
    assert of_kind(board, Reading)[-1].context == ReadingContext.IN_SESSION


def test_a_checkpoint_is_noted_as_missed_and_can_be_taken_up_again(board, clock, qtbot):
    press(qtbot, "D")
    clock.go_on(minutes=50)
    board.tick()
    press(qtbot, Qt.Key.Key_Space)
    board.readings.missed_button.click()
    assert [line.state for line in board.checkpoints.lines][1] == CheckpointState.MISSED

    board._open_checkpoint(of_kind(board, Checkpoint)[1].id)
    board.readings.not_missed_button.click()
    assert [line.state for line in board.checkpoints.lines][1] == CheckpointState.OPEN


def test_an_unusual_number_is_asked_about_once_and_impossible_ones_are_kept_in_their_fields(board, qtbot):
    press(qtbot, Qt.Key.Key_Space, "1287968", Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    press(qtbot, "160", Qt.Key.Key_Return)
    assert of_kind(board, Reading) == []
    assert "Pulse 160 /min is unusual" in board.readings.said
    press(qtbot, Qt.Key.Key_Return)
    assert of_kind(board, Reading)[0].pulse == 160

    press(qtbot, "B", "90", Qt.Key.Key_Return, "95", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert "lower than the systolic" in board.readings.said
    assert board.readings.row.content() == {"systolic": "90", "diastolic": "95"}


def test_each_event_is_written_by_one_key_and_taken_back_by_another(board, clock, qtbot):
    press(qtbot, "D")
    for key in "HNUS":
        clock.go_on(minutes=1)
        press(qtbot, key)
    kinds = [event.event for event in of_kind(board, SessionEvent)]
    assert [each.effect for each in of_kind(board, SideEffect)] == ["nausea"]
    assert kinds == [
        EventKind.DOSE,
        EventKind.ASKED_FOR_HELP,
        EventKind.UP_AND_ABOUT,
        EventKind.SECOND_DOSE,
    ]
    assert board.step.words.text() == "Written: Second dose"
    board.step.undo_button.click()
    assert len(of_kind(board, SessionEvent)) == 3


def test_nausea_is_a_side_effect_each_time_and_stands_in_order_of_what_happened(board, clock, qtbot):
    press(qtbot, "D")
    for key in "NHN":
        clock.go_on(minutes=10)
        press(qtbot, key)
    found = of_kind(board, SideEffect)
    told = [(each.effect, each.horizon, each.onset_minutes, each.severity) for each in found]
    assert told == [("nausea", Horizon.DURING, 10, None), ("nausea", Horizon.DURING, 30, None)]
    assert {each.session_id for each in found} == {board.recorder.session.id}
    assert [button.words() for button in board.written.buttons.values()] == [
        "10:00 · 0:00 · Dose",
        "10:10 · 0:10 · Nausea",
        "10:20 · 0:20 · Asked for help",
        "10:30 · 0:30 · Nausea",
    ]
    board.step.more_button.click()
    press(qtbot, "gone after some water")
    board.corrections.severity.set_value(Severity.MILD)
    board.corrections.clock.editor.setText("10:25")
    press(qtbot, Qt.Key.Key_Return)
    last = of_kind(board, SideEffect)[-1]
    assert (last.onset_minutes, last.severity, last.notes) == (25, Severity.MILD, "gone after some water")
    board._open_entry(last.id)
    board.corrections.take_out_button.click()
    assert len(of_kind(board, SideEffect)) == 1
    board.step.undo_button.click()
    assert len(of_kind(board, SideEffect)) == 2


def test_what_a_sitter_wrote_is_listed_as_theirs(board, qtbot):
    press(qtbot, "D")
    sitters = SessionRecorder(board.journal, board.recorder.followed, board.clock, Author.SITTER)
    sitters.write_effect("headache")
    sitters.write_event(EventKind.LOOKED_IN)
    told = {button.words() for button in board.written.buttons.values()}
    assert told == {
        "10:00 · 0:00 · Dose",
        "10:00 · 0:00 · Headache · Sitter",
        "10:00 · 0:00 · Looked in · Sitter",
    }


def test_a_reading_while_the_stay_goes_on_is_just_a_reading(board, clock, qtbot):
    press(qtbot, "D")
    for minutes in (40, 15):
        clock.go_on(minutes=minutes)
        board.tick()
        type_reading(qtbot, "1287968")
    states = [line.state for line in board.checkpoints.lines]
    assert states == [CheckpointState.OPEN, CheckpointState.DONE, CheckpointState.TO_COME]
    clock.go_on(minutes=65)
    board.tick()
    type_reading(qtbot, "1217765")
    assert board.checkpoints.lines[-1].state is CheckpointState.DONE
    assert len(of_kind(board, Reading)) == 3


def test_the_board_has_a_name_and_no_room_for_what_is_not_open(workspace, board, qtbot):
    page = workspace.window.stack.currentWidget()
    assert page.accessibleName() == "Session board"
    assert board.accessibleName() == "The session’s board"
    assert not board.panels.isVisible()
    press(qtbot, "B")
    assert board.panels.isVisible()
    press(qtbot, Qt.Key.Key_Escape)
    assert not board.panels.isVisible()


def test_the_stay_stands_on_the_board_as_a_time(board, clock, qtbot):
    assert board.stay_line.text().startswith("Stay of 120 min after the first dose. As shipped:")
    press(qtbot, "D")
    assert "until 12:00" in board.stay_line.text()
    clock.go_on(minutes=126)
    board.tick()
    assert "it was over at 12:00" in board.stay_line.text()


@pytest.mark.parametrize("size", [(1366, 768), (640, 362)])
def test_what_was_written_stays_in_sight_whole_after_an_entry(workspace, board, qtbot, size):
    course = workspace.journal.course
    workspace.journal.add([clinic_limit(course, number=120, words="call the clinic")], "limit")
    workspace.looks.choose(Scheme.LIGHT)
    workspace.window.resize(*size)
    QApplication.processEvents()
    board.setFocus()
    type_reading(qtbot, "1287968")
    qtbot.waitUntil(lambda: is_in_sight(board.step.words) and is_in_sight(board.step.undo_button))
    assert board.foot_written.text() == ""
    clock_height = board.face.time.visibleRegion().boundingRect().height()
    assert clock_height in {0, board.face.time.height()}
    board.scroll_area.verticalScrollBar().setValue(board.scroll_area.verticalScrollBar().maximum())
    press(qtbot, "N")
    qtbot.waitUntil(lambda: board.foot_written.text() == "Written: Nausea")


def is_in_sight(part) -> bool:
    return 0 < part.height() <= part.visibleRegion().boundingRect().height()


def test_the_time_of_a_dose_can_be_corrected_and_all_that_counts_from_it_follows(board, clock, qtbot):
    clock.go_on(minutes=10)
    type_reading(qtbot, "1287968")
    clock.go_on(minutes=10)
    press(qtbot, "D")
    (dose,) = of_kind(board, SessionEvent)
    board._open_entry(dose.id)
    board.corrections.clock.editor.setText("10:05")
    board.corrections.submit()

    assert board.recorder.session.started_at == make.at("2026-06-02T10:05+02:00")
    assert of_kind(board, Reading)[0].context == ReadingContext.IN_SESSION
    assert board.face.time.text() == "0:15"


def test_a_dose_that_was_taken_out_stops_the_clock(board, qtbot):
    press(qtbot, "D")
    board._open_entry(of_kind(board, SessionEvent)[0].id)
    board.corrections.take_out_button.click()

    assert board.face.time.text() == "No dose noted yet"
    assert board.recorder.session.outcome == Outcome.NOT_GIVEN


def test_taking_a_reading_out_opens_its_checkpoint_again(board, qtbot):
    type_reading(qtbot, "1287968")
    board._open_entry(of_kind(board, Reading)[0].id)
    board.readings.take_out_button.click()

    assert of_kind(board, Reading) == []
    assert of_kind(board, Checkpoint)[0].done_at is None


def test_signs_of_an_emergency_show_their_card_on_the_board(board, qtbot):
    for _time in range(2):
        press(qtbot, "B", "1851")
        press(qtbot, "00", Qt.Key.Key_Return, "70", Qt.Key.Key_Return)
        if board.readings.isVisible():
            press(qtbot, Qt.Key.Key_Return)
    assert "112" in board.emergency.card.words()
    assert board.emergency.card.buttons[0].hasFocus()
    board.emergency.card.buttons[-1].click()
    assert board.checkpoints.buttons[board.checkpoints.next.checkpoint.id].hasFocus()


def test_all_signs_of_an_emergency_are_one_key_away(board, qtbot):
    press(qtbot, "E")
    assert board.emergency.card is not None
    press(qtbot, Qt.Key.Key_Escape)
    assert board.emergency.card is None


def test_the_session_ends_on_today_and_tells_its_id(workspace, board, clock, qtbot):
    press(qtbot, "D")
    clock.go_on(minutes=125)
    session_id = board.recorder.session.id
    page = workspace.window.stack.currentWidget()
    with qtbot.waitSignal(page.ended) as told:
        board.open_end()
        board.end.buttons[Outcome.STOPPED_EARLY].click()

    assert told.args == [session_id]
    session = workspace.journal.store.get(Session, session_id)
    assert (session.outcome, session.ended_at) == (Outcome.STOPPED_EARLY, clock.now)
    assert workspace.journal.store.find(FollowedSession)[0].closed_at == clock.now
    assert page.board is None
    assert workspace.window.rail.buttons["today"].isChecked()


def test_without_a_dose_the_session_is_kept_as_not_given(board):
    board.open_end()
    board.end.buttons[Outcome.NOT_GIVEN].click()
    assert of_kind(board, Session)[-1].outcome == Outcome.NOT_GIVEN


def test_a_session_left_for_a_day_is_offered_to_end_with_its_last_entry(board, clock, qtbot):
    press(qtbot, "D")
    last = clock.now
    clock.go_on(hours=30)
    board.tick()
    assert board.left_card.isVisible()
    board.left_card.end_button.click()
    board.end.buttons[Outcome.COMPLETED].click()
    assert of_kind(board, FollowedSession)[0].closed_at == last


def test_the_clock_goes_on_when_the_computers_clock_is_set(board, clock, qtbot):
    press(qtbot, "D")
    clock.go_on(minutes=20)
    clock.set_wall_by(hours=3)
    board.tick()
    assert board.face.time.text() == "0:20"
    assert "put forward by 180 min" in board.shift_line.text()
    clock.go_on(minutes=10)
    press(qtbot, "N")
    assert of_kind(board, SideEffect)[-1].onset_minutes == 30


@pytest.mark.usefixtures("board")
def test_typed_digits_are_back_after_the_journal_was_opened_again(workspace, clock, qtbot):
    press(qtbot, "D")
    press(qtbot, "B", "1287")
    path = workspace.journal.store.path
    workspace.close_journal()
    clock.go_on(minutes=30)
    workspace.opening.path(path)

    again = workspace.window.stack.currentWidget().board
    assert again.readings.row.content() == {"systolic": "128", "diastolic": "7"}
    assert again.face.time.text() == "0:30"
    again.readings.setFocus()
    again.readings.row.fields["diastolic"].editor.setText("79")
    again.readings.submit()
    (reading,) = of_kind(again, Reading)
    assert reading.taken_at == make.at(START)
    assert workspace.journal.draft("board") is None


@pytest.mark.usefixtures("board")
def test_the_draft_of_a_board_is_no_form_on_today(workspace, qtbot):
    press(qtbot, "B", "128", Qt.Key.Key_Escape)
    workspace.show_page("today")
    assert not workspace.window.stack.currentWidget()._drafts.isVisible()
    press(qtbot)
    assert workspace.window.stack.currentWidget().followed.isVisible()


@pytest.mark.usefixtures("board")
def test_a_second_board_is_not_begun_beside_the_first(workspace):
    workspace.run("form followed_sessions")
    assert workspace.form is None
    assert "already" in workspace.window.notice.text.text()


def test_a_session_planned_today_is_followed_from_the_plan(workspace, qtbot):
    today = make.at(START).date()
    course_id = workspace.journal.course.id
    item = PlannedItem(**make.STAMP, course_id=course_id, item=PlannedKind.SESSION, planned_on=today)
    later = item.changed(id="later", planned_on=today + timedelta(days=7))
    workspace.journal.add([item, later], "two dates")
    workspace.show_page("plan")
    dates = workspace.window.stack.currentWidget().dates
    dates.table.choose_records(["later"])
    assert not dates.buttons["follow"].isEnabled()
    dates.table.choose_records([item.id])
    dates.buttons["follow"].click()
    workspace.form.submit()
    press(qtbot, "D")
    assert workspace.journal.store.get(PlannedItem, item.id).done_by is not None


def test_after_the_end_the_questions_about_the_session_stand_above_today(workspace, board, clock, qtbot):
    press(qtbot, "D")
    clock.go_on(minutes=125)
    board.open_end()
    board.end.buttons[Outcome.COMPLETED].click()
    (session,) = [each for each in of_kind(board, Session) if each.outcome == Outcome.COMPLETED][-1:]
    assert workspace.form.draft == f"session_experiences.{session.id}"
    workspace.form.leave()
    assert workspace.window.rail.buttons["today"].isChecked()


def test_what_is_typed_and_left_is_offered_and_never_mixed_with_other_numbers(board, qtbot):
    press(qtbot, "B", "160139", Qt.Key.Key_Escape)
    assert board.step.rest_words.text() == "What you typed in “Reading now” is not written down."
    press(qtbot, "B")
    assert board.readings.row.content() == {}
    press(qtbot, Qt.Key.Key_Escape)
    board.step.rest_button.click()
    assert board.readings.row.content() == {"systolic": "160", "diastolic": "139"}


def test_space_opens_the_checkpoint_that_says_so_also_after_another_has_come(workspace, board, clock, qtbot):
    journal, session = workspace.journal, board.recorder.session
    more = Checkpoint(
        **make.STAMP, course_id=session.course_id, session_id=session.id, stage=Stage.TIMED, at_minutes=10
    )
    journal.add([more], "one more")
    press(qtbot, "D")
    assert board.checkpoints.next.checkpoint == more
    clock.go_on(minutes=45)
    board.tick()
    press(qtbot, Qt.Key.Key_Space)
    assert board.readings.checkpoint.at_minutes == 40


def states_of(clock, qtbot):
    """Go through the states of a board, and stop at each."""
    yield
    press(qtbot, Qt.Key.Key_Space)
    yield
    press(qtbot, "1287968", Qt.Key.Key_Return, "D")
    clock.go_on(minutes=40)
    press(qtbot, "M")
    yield
    press(qtbot, Qt.Key.Key_Escape, "E")
    yield
    press(qtbot, Qt.Key.Key_Escape, "Q")
    yield


def test_everything_that_is_tapped_on_the_board_is_56_pixels_high(workspace, board, clock, qtbot):
    workspace.looks.choose(Scheme.LIGHT)
    for _state in states_of(clock, qtbot):
        taps = [each for kind in (QAbstractButton, QLineEdit, QComboBox) for each in board.findChildren(kind)]
        seen = [(spoken(each), each.height()) for each in taps if each.isVisible()]
        low = [(name, height) for name, height in seen if height < SESSION_TARGET]
        assert low == []


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_every_word_on_the_board_has_the_one_colour_of_text_at_seven_to_one(
    workspace, board, clock, qtbot, scheme
):
    workspace.looks.choose(scheme)
    palette = palette_for(scheme)
    assert min(contrast(palette.text, ground) for ground in (palette.background, palette.surface)) >= 7
    for _state in states_of(clock, qtbot):
        words = [each for kind in (QLabel, QLineEdit) for each in board.findChildren(kind)]
        colours = {each.palette().color(QPalette.ColorRole.Text).name() for each in words if each.isVisible()}
        assert colours == {palette.text.lower()}
        fields = [each.palette() for each in board.findChildren(QLineEdit) if each.isVisible()]
        marked = {
            (
                each.color(QPalette.ColorRole.HighlightedText).name(),
                each.color(QPalette.ColorRole.Highlight).name(),
            )
            for each in fields
        }
        assert all(contrast(*pair) >= 7 for pair in marked)
        assert not any(each.placeholderText() for each in board.findChildren(QLineEdit))


def test_everything_on_the_board_that_takes_the_focus_has_a_name(board, clock, qtbot):
    for _state in states_of(clock, qtbot):
        assert nameless(board) == []


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
