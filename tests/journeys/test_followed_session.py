"""Whole sessions followed through the window by keys, with clocks that are moved by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ketatrack.domain.checkpoints import CheckpointState, checkpoint_lines
from ketatrack.domain.followed import first_dose
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.plan_words import PlannedEnd, PlannedKind
from ketatrack.domain.records import (
    CheckpointPlan,
    FollowedSession,
    PlannedItem,
    Reading,
    Session,
    SessionEvent,
)
from ketatrack.domain.session_pressure import minutes_from_start, session_pressures
from ketatrack.domain.words import DoseUnit, Outcome, ReadingContext, Route
from tests import records as make
from tests.journeys.hands import Hands
from tests.ui.board.driven_clock import DrivenClock
from tests.ui.workspaces import open_workspace

START = "2026-06-02T10:00+02:00"
WHO = make.patient(name="Alex", country="DE")
COURSE = make.course(WHO)
BELONGS = make.STAMP | {"course_id": COURSE.id}
SPRAY = make.session(
    COURSE,
    "N1",
    "2026-05-30T10:00+02:00",
    route=Route.INTRANASAL,
    product="Spravato",
    devices=2,
    dose=56,
    dose_unit=DoseUnit.MG,
)
INFUSION = make.session(
    COURSE, "I1", "2026-05-30T10:00+02:00", route=Route.IV, dose=0.5, dose_unit=DoseUnit.MG_PER_KG
)
PLANNED = PlannedItem(**BELONGS, item=PlannedKind.SESSION, planned_on=make.at(START).date())


@pytest.fixture
def clock() -> Iterator[DrivenClock]:
    """The wall's clock and the computer's own."""
    with DrivenClock.started(START) as driven:
        yield driven


def at_window(qtbot, folder: Path, clock: DrivenClock, *records) -> Hands:
    workspace = open_workspace(qtbot, folder, WHO, COURSE, *records)
    clock.follow(workspace)
    QApplication.processEvents()  # the menus are there, with their keys, once the window has been laid out
    return Hands(workspace)


def read(hands: Hands, digits: str) -> None:
    """Type a reading for the next checkpoint."""
    hands.page.board.tick()
    hands.keys("Space")
    hands.type(digits)
    hands.keys("Return")


def lines_of(hands: Hands, now) -> list:
    records = hands.workspace.journal.records()
    session = records.sessions[-1]
    dose = first_dose(records, session)
    return checkpoint_lines(records, session, dose and dose.happened_at, now)


def test_an_esketamine_session_of_two_hours_with_one_missed_and_one_late_checkpoint(qtbot, tmp_path, clock):
    label = CheckpointPlan(**BELONGS, route=Route.INTRANASAL, minutes=(40, 60, 90), observe_minutes=120)
    hands = at_window(qtbot, tmp_path, clock, SPRAY, label, PLANNED)
    store = hands.workspace.journal.store
    hands.go_to("Follow this session…")
    hands.keys("Space")
    assert "40 min, 60 min, 90 min" in hands.workspace.form.checkpoints.text()
    hands.keys("Return")

    read(hands, "1217864")
    clock.go_on(minutes=6)
    hands.keys("D")  # two devices of two sprays, five minutes apart
    clock.go_on(minutes=5)
    hands.keys("D")
    clock.go_on(minutes=36)
    read(hands, "1388672")  # 40 min, one after its time
    clock.go_on(minutes=20)
    hands.keys("N")
    hands.page.board.tick()
    hands.keys("Space")
    hands.go_to("It was missed")  # 60 min
    hands.keys("Space")
    clock.go_on(minutes=40)
    read(hands, "1298268")  # 90 min, eleven after its time
    clock.go_on(minutes=24)
    read(hands, "1237965")
    hands.keys("Q", "Return")

    assert [line.state for line in lines_of(hands, clock.now)] == [
        CheckpointState.DONE,
        CheckpointState.DONE,
        CheckpointState.MISSED,
        CheckpointState.LATE,
        CheckpointState.DONE,
    ]
    session = store.find(Session)[-1]
    assert (session.outcome, session.started_at) == (Outcome.COMPLETED, make.at("2026-06-02T10:06+02:00"))
    assert (session.ended_at - session.started_at).total_seconds() == 125 * 60
    readings = store.find(Reading)
    assert [minutes_from_start(reading, session) for reading in readings] == [-6, 41, 101, 125]
    (pressure,) = session_pressures([session], readings)
    assert (pressure.before, pressure.systolic_rise) == ((121, 78), 17)
    assert [event.event for event in store.find(SessionEvent)] == [
        EventKind.DOSE,
        EventKind.DOSE,
        EventKind.NAUSEA,
    ]
    item = store.get(PlannedItem, PLANNED.id)
    assert (item.ended, item.done_by) == (PlannedEnd.DONE, session.id)
    assert hands.place == "today"
    hands.workspace.close_journal()


def test_a_session_by_keys_in_which_things_happen_while_a_reading_is_typed_and_one_look_finds_sleep(
    qtbot, tmp_path, clock
):
    hands = at_window(qtbot, tmp_path, clock, SPRAY)
    store = hands.workspace.journal.store
    hands.keys("Ctrl+Shift+S", "Return", "Space")
    hands.type("121")
    hands.keys("D")  # the spray was given before the cuff was done
    hands.type("7864")
    hands.keys("Return")
    clock.go_on(minutes=20)
    hands.keys("B")
    hands.type("13")
    hands.keys("H", "N")
    hands.type("1")
    hands.keys("M")
    hands.type("ondansetron 4 mg")
    hands.keys("Return")
    hands.type("8470")
    hands.keys("Return")
    clock.go_on(minutes=21)
    hands.page.board.tick()
    hands.keys("Space", "O")
    hands.type("asleep, cuff not put on")
    hands.keys("Return")
    clock.go_on(minutes=79)
    read(hands, "1237965")
    hands.keys("Q", "Return")

    assert [line.state for line in lines_of(hands, clock.now)] == [
        CheckpointState.DONE,
        CheckpointState.LOOKED,
        CheckpointState.DONE,
    ]
    readings = [(each.systolic, each.diastolic, each.pulse) for each in store.find(Reading)]
    assert readings == [(121, 78, 64), (131, 84, 70), (123, 79, 65)]
    assert [(each.event, each.words) for each in store.find(SessionEvent)] == [
        (EventKind.DOSE, ""),
        (EventKind.ASKED_FOR_HELP, ""),
        (EventKind.NAUSEA, ""),
        (EventKind.MEDICINE_GIVEN, "ondansetron 4 mg"),
        (EventKind.LOOKED_IN, "asleep, cuff not put on"),
    ]
    assert store.find(Session)[-1].outcome == Outcome.COMPLETED
    assert hands.place == "today"
    hands.workspace.close_journal()


def test_an_infusion_with_a_reading_every_ten_minutes(qtbot, tmp_path, clock):
    every_ten = CheckpointPlan(**BELONGS, route=None, minutes=tuple(range(10, 61, 10)), leaving=False)
    hands = at_window(qtbot, tmp_path, clock, INFUSION, every_ten)
    store = hands.workspace.journal.store
    hands.keys("Ctrl+Shift+S", "Return")
    read(hands, "1187662")
    hands.keys("D")
    for systolic in range(124, 142, 3):
        clock.go_on(minutes=10)
        read(hands, f"{systolic}8370")
    hands.keys("Q", "Return")

    session, readings = store.find(Session)[-1], store.find(Reading)
    assert [minutes_from_start(reading, session) for reading in readings] == [0, 10, 20, 30, 40, 50, 60]
    assert [reading.context for reading in readings[:2]] == [
        ReadingContext.PRE_DOSE,
        ReadingContext.IN_SESSION,
    ]
    assert {line.state for line in lines_of(hands, clock.now)} == {CheckpointState.DONE}
    assert session.dose_unit == DoseUnit.MG_PER_KG
    hands.workspace.close_journal()


def test_the_laptop_asleep_for_half_an_hour_loses_no_minute(qtbot, tmp_path, clock):
    hands = at_window(qtbot, tmp_path, clock, SPRAY)
    hands.keys("Ctrl+Shift+S", "Return", "D")
    clock.go_on(minutes=20)
    hands.keys("B")
    hands.type("13")
    hands.wait(lambda: hands.workspace.journal.draft("board") is not None)
    clock.go_on(minutes=30)  # the lid was closed; timers stood still
    board = hands.page.board
    board.tick()

    assert board.face.time.text() == "0:50"
    assert not board.shift_line.isVisible()
    assert [line.state for line in board.checkpoints.lines][1] == CheckpointState.OPEN
    hands.type("887")
    hands.keys("Return", "Return")
    hands.workspace.close_journal()


def test_the_session_goes_on_over_the_night_in_which_the_clocks_are_put_back(qtbot, tmp_path):
    with DrivenClock.started("2026-10-25T02:30+02:00") as clock:
        hands = at_window(qtbot, tmp_path, clock, SPRAY)
        hands.keys("Ctrl+Shift+S", "Return", "D")
        clock.go_on(minutes=45)  # the wall shows 02:15, for the second time
        board = hands.page.board
        board.tick()

        assert board.face.time.text() == "0:45"
        assert not board.shift_line.isVisible()
        assert "at 02:10, open" in board.checkpoints.buttons[board.checkpoints.next.checkpoint.id].words()
        read(hands, "1217864")
        (reading,) = hands.workspace.journal.store.find(Reading)
        assert minutes_from_start(reading, board.recorder.session) == 45
        hands.workspace.close_journal()


def test_a_clock_that_was_set_while_the_program_was_closed_moves_nothing(qtbot, tmp_path, clock):
    hands = at_window(qtbot, tmp_path, clock, SPRAY)
    hands.keys("Ctrl+Shift+S", "Return", "D")
    path = hands.workspace.journal.store.path
    hands.workspace.close_journal()
    clock.go_on(minutes=10)
    clock.set_wall_by(hours=-1)
    hands.workspace.opening.path(path)

    board = hands.page.board
    assert board.face.time.text() == "0:10"
    assert "put back by 60 min" in board.shift_line.text()
    hands.workspace.close_journal()
    assert hands.workspace.journal is None


def test_a_session_that_was_ended_by_mistake_is_opened_again(qtbot, tmp_path, clock):
    hands = at_window(qtbot, tmp_path, clock, SPRAY)
    hands.keys("Ctrl+Shift+S", "Return", "D", "Q", "Return", "Escape")  # past the questions about it
    assert hands.place == "today"
    hands.keys("Ctrl+Z")
    assert hands.workspace.journal.store.find(FollowedSession)[0].closed_at is None
    hands.go_to("Back to the board")
    hands.keys("Space")
    assert hands.page.board.face.time.text() == "0:00"
    hands.workspace.close_journal()
