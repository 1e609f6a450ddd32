"""A month of being asked: a rhythm is set up, Today lists it; it is filled in, put off, skipped, undone."""

from datetime import datetime

import pytest
import time_machine
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton

from ketatrack.domain.records import PutOff, Score, ScoreRule
from tests.journeys.hands import Hands
from tests.test_words import FORBIDDEN
from tests.ui.workspaces import nameless, spoken

START = datetime.fromisoformat("2026-06-01T09:00+02:00")


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as travel:
        yield travel


def set_up_a_rhythm(hands: Hands) -> None:
    hands.keys("Ctrl+,")
    hands.go_to("Add a rhythm")
    hands.keys("Space")
    hands.go_to("What to ask for")
    hands.type("PHQ-9")
    hands.go_to("At most every (days)")
    hands.type("7")
    hands.choose("A session sets it back", "Yes")
    hands.keys("Ctrl+Return")


def open_lines(hands: Hands) -> list[str]:
    """Return what Today lists as open, as the minute's look finds it."""
    hands.workspace.reminders.look()
    hands.keys("Ctrl+1")
    card = hands.page.open
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()][1:]


def choose_later(hands: Hands, words: str) -> None:
    """Open the menu of “Later” and choose a line."""
    button = next(each for each in hands.page.findChildren(QToolButton) if spoken(each) == "Later: PHQ-9")
    menu = button.menu()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == words).trigger()
    QApplication.processEvents()


def test_a_rhythm_is_set_up_filled_in_put_off_skipped_and_undone(at_home: Hands, clock) -> None:
    set_up_a_rhythm(at_home)
    assert open_lines(at_home) == ["PHQ-9: open since today"]

    at_home.go_to("Fill in: PHQ-9")
    at_home.keys("Space")
    at_home.type("1111111111")
    at_home.keys("Ctrl+Return")
    assert len(at_home.workspace.journal.store.find(Score)) == 1
    assert open_lines(at_home) == []
    assert not at_home.page.open.isVisible()

    clock.shift(9 * 86_400)
    assert open_lines(at_home) == ["PHQ-9: last 9 days ago"]
    choose_later(at_home, "This evening")
    assert open_lines(at_home) == []
    clock.shift(9 * 3_600)
    assert open_lines(at_home) == ["PHQ-9: last 9 days ago"]

    at_home.click("Skip this time: PHQ-9")
    assert at_home.said == "Skipped this time: PHQ-9."
    assert open_lines(at_home) == []
    at_home.keys("Ctrl+Z")
    assert open_lines(at_home) == ["PHQ-9: last 9 days ago"]
    at_home.keys("Ctrl+Shift+Z")
    assert open_lines(at_home) == []
    clock.shift(7 * 86_400)
    assert open_lines(at_home) == ["PHQ-9: last 16 days ago"]
    assert len(at_home.workspace.journal.store.find(PutOff)) == 2


@pytest.mark.usefixtures("clock")
def test_what_is_open_by_keyboard_alone_has_names_and_hurries_nobody(at_home: Hands) -> None:
    set_up_a_rhythm(at_home)
    at_home.keys("Ctrl+1")
    card = at_home.page.open
    assert nameless(card) == []
    assert not any(FORBIDDEN.search(label.text()) for label in card.findChildren(QLabel))
    at_home.go_to("Skip this time: PHQ-9")
    at_home.keys("Space")
    assert not card.isVisible()


@pytest.mark.usefixtures("clock")
def test_offered_rhythms_are_ticked_and_none_is_ticked_beforehand(at_home: Hands) -> None:
    at_home.keys("Ctrl+,")
    at_home.go_to("Choose from a list…")
    at_home.keys("Space", "Ctrl+Return")
    assert "Nothing is ticked yet." in at_home.objections
    at_home.page.ticked.setFocus()
    pressure = "Ask me for: Blood pressure at rest: at most every day"
    for name in ("Ask me for: GAD-7: at most every 30 days", pressure):
        at_home.go_to(name, key="Right")
        at_home.keys("Space")
    at_home.keys("Ctrl+Return")
    assert "Choose the mornings." in at_home.objections
    at_home.choose("Mornings for the blood pressure at rest", "Mon")
    at_home.keys("Ctrl+Return")
    rules = at_home.workspace.journal.store.find(ScoreRule)
    assert [(rule.asks_for, rule.weekdays) for rule in rules] == [("gad7", ()), ("resting_pressure", (0,))]
    assert at_home.said == "Saved: 2 rhythms."
    assert len(open_lines(at_home)) == 2
    at_home.keys("Ctrl+Z")
    assert at_home.workspace.journal.store.find(ScoreRule) == []
    assert open_lines(at_home) == []


@pytest.mark.usefixtures("clock")
def test_resting_pressure_is_filled_in_as_a_reading(at_home: Hands) -> None:
    journal = at_home.workspace.journal
    rule = ScoreRule(
        **journal.stamp(), course_id=journal.course.id, asks_for="resting_pressure", every_days=1
    )
    journal.add([rule], "rhythm")
    at_home.keys("Ctrl+1")
    at_home.click("Fill in: Blood pressure at rest")
    at_home.type("t")
    at_home.keys("Tab")
    at_home.type("0830")
    at_home.go_to("Systolic")
    at_home.type("121")
    at_home.go_to("Diastolic")
    at_home.type("79")
    at_home.keys("Ctrl+Return")
    assert open_lines(at_home) == []
