"""Catching up from paper: many past sessions in one grid, nothing made up, one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ketatrack.domain.records import Score, Session
from ketatrack.domain.words import DoseUnit, Method, Outcome, Route
from ketatrack.ui.forms.catalogue import make_form
from ketatrack.ui.forms.catch_up_form import CatchUpForm
from ketatrack.ui.journal import Journal
from tests import records as make

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def open_form(small_journal: Journal, qtbot):
    def opened() -> CatchUpForm:
        form = make_form(small_journal, "catch_up")
        assert isinstance(form, CatchUpForm)
        form.restore_draft()
        qtbot.addWidget(form)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        form.setFocus()
        return form

    return opened


def say_above(form: CatchUpForm, qtbot, session: str = "1400", score: str = "0900") -> None:
    qtbot.keyClicks(form.fields["session_clock"].editor, session)
    qtbot.keyClicks(form.fields["score_clock"].editor, score)
    form.fields["dose_unit"].set_value(DoseUnit.MG)


def type_row(form: CatchUpForm, qtbot, row: int, **texts: str) -> None:
    for name, text in texts.items():
        qtbot.keyClicks(form.grid.cell(row, name), text)


def test_twenty_rows_are_typed_with_enter_and_saved_as_one_step(open_form, small_journal, qtbot):
    form = open_form()
    say_above(form, qtbot)
    form.grid.cell(1, "day").setFocus()
    for day in range(1, 21):
        for text in (f"2026-01-{day:02}", "56", str(27 - day)):
            qtbot.keyClicks(form.focusWidget(), text)
            qtbot.keyClick(form.focusWidget(), ENTER)
    qtbot.keyClick(form.focusWidget(), ENTER, CTRL)
    sessions, scores = small_journal.store.find(Session), small_journal.store.find(Score)
    assert [session.name for session in sessions] == [f"S{number}" for number in range(1, 21)]
    assert {session.outcome for session in sessions} == {Outcome.COMPLETED}
    assert sessions[0].started_at == make.at("2026-01-01T14:00+01:00")
    assert [score.total for score in scores] == list(range(26, 6, -1))
    assert scores[0].taken_at == make.at("2026-01-01T09:00+01:00")
    assert scores[0].answers is None
    assert scores[0].recorded_how is Method.TYPED
    assert scores[0].written_at is not None
    assert small_journal.undo_stack.undoText() == "20 past sessions"
    small_journal.undo_stack.undo()
    assert small_journal.store.count(Session) == small_journal.store.count(Score) == 0
    small_journal.undo_stack.redo()
    assert small_journal.store.count(Session) == small_journal.store.count(Score) == 20


def test_a_pasted_block_is_taken_as_it_is(open_form, small_journal, qtbot):
    form = open_form()
    say_above(form, qtbot)
    form.fields["route"].set_value(Route.INTRANASAL)
    block = "\n".join(f"2026-01-{day:02}\t84\t" for day in range(1, 13))
    QGuiApplication.clipboard().setText(block)
    qtbot.keyClick(form.grid.cell(1, "day"), Qt.Key.Key_V, CTRL)
    form.submit()
    sessions = small_journal.store.find(Session)
    assert len(sessions) == 12
    assert {(s.dose, s.dose_unit, s.route) for s in sessions} == {(84, DoseUnit.MG, Route.INTRANASAL)}
    assert small_journal.store.count(Score) == 0


def test_what_does_not_fit_into_the_grid_is_said(open_form, qtbot):
    form = open_form()
    QGuiApplication.clipboard().setText("2026-01-01\t84\t10\t14:00\tcompleted\t\tmore")
    qtbot.keyClick(form.grid.cell(1, "day"), Qt.Key.Key_V, CTRL)
    assert "1 column of what you pasted" in form.grid.message()


def test_sessions_are_named_in_order_of_time_after_those_that_are_there(open_form, small_journal, qtbot):
    small_journal.add(
        [make.session(small_journal.records().course, "N07", "2026-01-20T14:00+01:00")], "session"
    )
    form = open_form()
    say_above(form, qtbot)
    type_row(form, qtbot, 1, day="2026-02-03")
    type_row(form, qtbot, 2, day="2026-02-01", outcome="stopped early")
    form.submit()
    assert [(s.name, s.started_at.day, s.outcome) for s in small_journal.store.find(Session)[1:]] == [
        ("N08", 1, Outcome.STOPPED_EARLY),
        ("N09", 3, Outcome.COMPLETED),
    ]


def test_a_row_overrides_the_usual_time_and_the_day_of_the_total(open_form, small_journal, qtbot):
    form = open_form()
    say_above(form, qtbot)
    type_row(form, qtbot, 1, day="2026-01-05", phq9="21", clock="10:30", answered_on="2026-01-03")
    form.submit()
    assert small_journal.store.find(Session)[0].started_at == make.at("2026-01-05T10:30+01:00")
    assert small_journal.store.find(Score)[0].taken_at == make.at("2026-01-03T09:00+01:00")


def test_nothing_is_made_up_where_the_paper_is_silent(open_form, small_journal, qtbot):
    form = open_form()
    type_row(form, qtbot, 1, day="2026-01-05", dose="56", phq9="21")
    form.submit()
    assert form.grid.message() == "Row 1: Type the time here, or the usual time above."
    assert form.grid.cell(1, "clock").property("state") == "problem"
    assert "a total has a time" in form.fields["score_clock"].message()
    assert form.fields["dose_unit"].message() == "Choose the unit of the doses."
    assert small_journal.store.count(Session) == 0


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ({"day": "5.1.2026"}, "is not a date such as"),
        ({"day": "2026-02-30"}, "is not a day of the calendar"),
        ({"day": "2126-01-01"}, "lies ahead"),
        ({"dose": "56"}, "Type the day of the session."),
        ({"day": "2026-01-05", "dose": "5o"}, "“5o” is not a number"),
        ({"day": "2026-01-05", "dose": "NaN"}, "“NaN” is not a number"),
        ({"day": "2026-01-05", "phq9": "28"}, "27"),
        ({"day": "2026-01-05", "clock": "25:00"}, "is not a time such as 21:30"),
        ({"day": "2026-03-29", "clock": "02:30"}, "was skipped"),
        ({"day": "2025-10-26", "clock": "02:30"}, "came twice"),
        ({"day": "2026-01-05", "outcome": "fine"}, "is not one of"),
        ({"day": "2026-01-05", "answered_on": "2026-01-04"}, "Type the total"),
    ],
)
def test_a_wrong_cell_is_named_by_its_row_and_nothing_is_saved(open_form, small_journal, qtbot, texts, words):
    form = open_form()
    say_above(form, qtbot)
    type_row(form, qtbot, 1, day="2026-01-01")
    type_row(form, qtbot, 2, **texts)
    form.submit()
    assert form.grid.message().startswith("Row 2: ")
    assert words in form.grid.message()
    assert small_journal.store.count(Session) == 0


def test_a_day_that_is_there_already_is_asked_about_once(open_form, small_journal, qtbot):
    form = open_form()
    say_above(form, qtbot)
    type_row(form, qtbot, 1, day="2026-01-01")
    type_row(form, qtbot, 2, day="2026-01-01", clock="18:00")
    form.submit()
    assert "Is this another one?" in form.grid.message()
    form.submit()
    assert small_journal.store.count(Session) == 2


def test_an_empty_grid_is_not_saved(open_form, small_journal):
    form = open_form()
    form.submit()
    assert form.grid.message() == "Type the day of one session at least."
    assert small_journal.store.count(Session) == 0


def test_half_typed_rows_come_back(open_form, qtbot):
    form = open_form()
    say_above(form, qtbot)
    type_row(form, qtbot, 3, day="2026-01-0", dose="56")
    kept = form.content()
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert open_form().content() == kept


def test_the_page_follows_the_keys_to_rows_below_its_edge(open_form, qtbot):
    form = open_form()
    form.resize(800, 400)
    form.grid.cell(1, "day").setFocus()
    for day in range(1, 16):
        qtbot.keyClicks(form.focusWidget(), f"2026-01-{day:02}")
        for _cell in ("dose", "total", "next row"):
            qtbot.keyClick(form.focusWidget(), ENTER)
    cell = form.grid.cell(16, "day")
    assert form.focusWidget() is cell
    qtbot.waitUntil(lambda: cell.visibleRegion().boundingRect().height() == cell.height())
