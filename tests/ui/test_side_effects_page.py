"""The ledger of side effects on screen: by horizon, still present first, marked with one key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.records import SideEffect, WatchAnswer
from ketatrack.ui.layout import unbroken
from ketatrack.ui.pages.side_effects_page import SideEffectsPage
from tests import records as make
from tests.ui.workspaces import nameless, open_workspace, spoken

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture
def effects(small_journal):
    """A headache in a session, a fatigue that is still there, and two things between sessions."""
    of = small_journal.course
    session = make.session(of, "S1", "2026-03-10T10:00+01:00")
    found = {
        "headache": make.side_effect(of, "headache", session_id=session.id, resolved_minutes=90),
        "insomnia": make.side_effect(of, "insomnia", noticed_at=make.at("2026-03-12T02:00+01:00")),
        LONG: make.side_effect(of, LONG, noticed_at=make.at("2026-03-13T02:00+01:00")),
        "fatigue": make.side_effect(
            of,
            "fatigue",
            horizon=Horizon.LONG_TERM,
            noticed_at=make.at("2026-01-02T08:00+01:00"),
            written_at=make.at("2026-01-02T08:05+01:00"),
            still_present=True,
        ),
    }
    small_journal.add([session, *found.values()], "a course")
    return found


@pytest.fixture
def page(small_journal, effects, qtbot):  # noqa: ARG001 - they are in the journal
    made = SideEffectsPage(small_journal)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def listed(page) -> list[str]:
    model = page.table.records_model
    return [model.row(place).record.effect for place in range(model.rowCount())]


def test_what_is_still_present_stands_first_then_the_latest(page):
    assert listed(page) == ["fatigue", LONG, "insomnia", "headache"]


@pytest.mark.parametrize(
    ("place", "effects_listed"),
    [(1, ["headache"]), (2, [LONG, "insomnia"]), (3, ["fatigue"])],
)
def test_each_horizon_has_a_table_of_its_own(page, place, effects_listed):
    page.choose_listing(place)

    assert listed(page) == effects_listed


def test_everything_has_a_name(page):
    assert nameless(page) == []


def test_gone_now_is_one_key_and_can_be_taken_back(page, small_journal, effects, qtbot):
    page.table.choose_records([effects["fatigue"].id])
    with qtbot.waitSignal(page.undoable) as said:
        qtbot.keyClick(page.table, Qt.Key.Key_G)

    assert said.args == ["Noted: Tiredness: gone now."]
    after = small_journal.store.get(SideEffect, effects["fatigue"].id)
    assert after.resolved_at is not None
    assert after.still_present is False
    small_journal.undo_stack.undo()
    assert small_journal.store.get(SideEffect, effects["fatigue"].id).still_present is True


def test_still_there_is_one_key_with_its_day(page, small_journal, effects, qtbot):
    page.table.choose_records([effects["insomnia"].id])
    qtbot.keyClick(page.table, Qt.Key.Key_S)

    after = small_journal.store.get(SideEffect, effects["insomnia"].id)
    assert after.still_present is True
    assert after.notes.startswith("Still there on ")
    assert listed(page)[0] == "insomnia"


def test_what_is_gone_is_not_marked_again(page, small_journal, effects, qtbot):
    page.table.choose_records([effects["headache"].id])
    assert not page.gone_button.isEnabled()
    assert not page.still_button.isEnabled()
    qtbot.keyClick(page.table, Qt.Key.Key_S)

    assert small_journal.store.get(SideEffect, effects["headache"].id).revision == 1


def test_letters_typed_into_the_filter_mark_nothing(page, small_journal, effects, qtbot):
    page.table.choose_records([effects["fatigue"].id])
    page.filter.take_focus()
    qtbot.keyClicks(page.filter.words, "gs")

    assert page.filter.text() == "gs"
    assert small_journal.store.get(SideEffect, effects["fatigue"].id).revision == 1


def test_the_sheet_is_asked_for_by_its_command(page, qtbot):
    with qtbot.waitSignal(page.command_wanted) as wanted:
        page.sheet_button.click()

    assert wanted.args == ["sheet side_effects"]


def test_an_empty_ledger_says_its_purpose_and_offers_its_first_step(small_journal, qtbot):
    page = SideEffectsPage(small_journal)
    qtbot.addWidget(page)
    page.show()

    offered = [button for button in page.empty.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in offered] == ["Log a side effect"]
    page.choose_listing(4)
    words = "Answer the long-term watch"
    answer = next(button for button in page.empty.findChildren(QPushButton) if button.text() == words)
    with qtbot.waitSignal(page.form_wanted) as wanted:
        answer.click()
    assert wanted.args == [WatchAnswer.kind]


def test_an_answer_of_the_watch_is_read_with_those_before_it(small_journal, qtbot):
    of = small_journal.course
    answers = [
        WatchAnswer(**make.STAMP, course_id=of.id, sign="memory", number=points, answered_at=make.at(day))
        for day, points in (("2026-03-01T10:00+01:00", 0), ("2026-06-01T10:00+02:00", 2))
    ]
    small_journal.add(answers, "watch")
    page = SideEffectsPage(small_journal)
    qtbot.addWidget(page)
    page.show()
    page.choose_listing(4)
    page.table.choose_records([answers[1].id])

    told = page.listing.details(page.table.chosen_rows()[0])
    assert told.title == "Trouble remembering things"
    assert told.sections[0].rows == [("2026-06-01 10:00", "2 of 10"), ("2026-03-01 10:00", "0 of 10")]
    with qtbot.waitSignal(page.form_wanted) as wanted:
        page.edit()
    assert wanted.args == [f"{WatchAnswer.kind}:{answers[1].id}"]


# from elsewhere


def test_the_page_is_reached_from_the_menu_and_from_the_sessions(qtbot, tmp_path):
    who = make.patient()
    course = make.course(who)
    workspace = open_workspace(qtbot, tmp_path, who, course, make.side_effect(course, "nausea"))
    workspace.run("page side_effects")
    assert isinstance(workspace.window.stack.currentWidget(), SideEffectsPage)

    workspace.show_page("sessions")
    sessions = workspace.window.stack.currentWidget()
    sessions.choose_listing([each.name for each in sessions._listings].index(SideEffect.kind))
    next(button for button in sessions.findChildren(QPushButton) if button.text() == "By horizon").click()
    assert isinstance(workspace.window.stack.currentWidget(), SideEffectsPage)
    workspace.close_journal()


def test_today_asks_about_what_was_still_present_before_today_and_no_more_once_it_is_said(qtbot, tmp_path):
    who = make.patient()
    course = make.course(who)
    past = {"noticed_at": make.at("2026-01-02T08:00+01:00"), "written_at": make.at("2026-01-02T08:05+01:00")}
    fatigue = make.side_effect(course, "fatigue", still_present=True, **past)
    workspace = open_workspace(
        qtbot, tmp_path, who, course, fatigue, make.side_effect(course, "rash", **past)
    )
    card = workspace.window.stack.currentWidget().still_present
    words = [unbroken(label.text()) for label in card.findChildren(QLabel) if label.isVisible()]
    assert card.isVisible()
    assert any(each.startswith("Tiredness: last spoken of ") for each in words)
    assert not any("Rash" in each for each in words)
    buttons = {spoken(button): button for button in card.findChildren(QPushButton) if button.isVisible()}
    assert list(buttons) == ["Gone now: Tiredness", "Still there: Tiredness", "All side effects"]

    buttons["Still there: Tiredness"].click()
    assert not card.isVisible()
    workspace.journal.undo_stack.undo()
    assert card.isVisible()
    workspace.close_journal()
