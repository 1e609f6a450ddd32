"""The hours and days after a session, at the keyboard alone: killed in the middle, asked the next day."""

import signal
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from PySide6.QtWidgets import QLabel

from ketatrack.charts.acute_chart import acute_hours_chart
from ketatrack.domain.records import (
    CheckIn,
    CheckInPlan,
    JournalEntry,
    Score,
    SessionExperience,
    SideEffect,
)
from ketatrack.domain.selection import EVERYTHING
from ketatrack.store.store import Store
from tests import records as make
from tests.journeys import programs
from tests.journeys.hands import Hands
from tests.journeys.processes import PATIENCE_S, begin, posix
from tests.test_words import FORBIDDEN
from tests.ui.workspaces import empty_workspace, open_workspace

DOSE = datetime.fromisoformat("2026-06-01T10:00+02:00")
OFFER = "Say how it was: After your session of 1 Jun 2026"
HOUR = 3600


def records_of_the_morning():
    who = make.patient(name="Alex", country="IE")
    course = make.course(who)
    return who, course, make.session(course, "S7", DOSE.isoformat())


@pytest.fixture
def clock():
    with time_machine.travel(DOSE + timedelta(hours=2), tick=False) as travel:
        yield travel


@pytest.fixture
def hands(qtbot, tmp_path: Path, clock):  # noqa: ARG001 - the clock stands before the window opens
    workspace = open_workspace(qtbot, tmp_path, *records_of_the_morning())
    yield Hands(workspace)
    workspace.close_journal()


def found(hands: Hands) -> list[str]:
    """Return the words of the entries that the integration journal lists."""
    rows = hands.page.table.records_model
    return [rows.row(place).record.words for place in range(rows.rowCount())]


def questions_left(hands: Hands) -> str:
    return hands.workspace.form.place.text()


def answer(hands: Hands, *answers: str) -> None:
    """Answer one question after the other, each by its digits and Enter; nothing skips it."""
    for digits in answers:
        hands.type(digits)
        hands.keys("Return")


def test_everything_after_a_session_is_said_with_digits_enter_and_words(hands: Hands) -> None:
    hands.go_to(OFFER)
    hands.keys("Space")
    answer(hands, "7", "8")
    hands.type("Like rain on a roof.")
    hands.keys("Ctrl+Return")
    answer(hands, "3", "6", "", "6", "2", "", "9")
    assert questions_left(hands).endswith("11 of 11")
    hands.keys("Right", "Space", "Return")
    assert hands.page.title.text() == "That is all."
    hands.keys("Return")
    assert hands.place == "today"

    store = hands.workspace.journal.store
    (said,) = store.find(SessionExperience)
    assert (said.strength, said.pleasantness, said.words) == (7, 8, "Like rain on a roof.")
    scores = {(each.instrument, each.taken_at): each.answers[0] for each in store.find(Score)}
    before, now = DOSE - timedelta(minutes=1), DOSE + timedelta(hours=2)
    assert scores == {
        ("mood_now", before): 3,
        ("anxiety_now", before): 6,
        ("mood_now", now): 6,
        ("anxiety_now", now): 2,
        ("dissociation_peak", now): 9,
    }
    (effect,) = store.find(SideEffect)
    assert effect.session_id == said.session_id
    assert store.drafts() == []

    hands.keys("Ctrl+Z")
    assert store.find(SideEffect) == []
    hands.keys("Ctrl+Z")
    assert len(store.find(Score)) == len(scores) - 1


def test_going_back_changes_an_answer_and_nothing_else(hands: Hands) -> None:
    hands.keys("Ctrl+Shift+A")
    answer(hands, "7", "8")
    hands.keys("Alt+Left", "Backspace")
    answer(hands, "5")
    (said,) = hands.workspace.journal.store.find(SessionExperience)
    assert (said.strength, said.pleasantness) == (5, 8)


def test_a_check_in_the_next_day_stands_in_the_chart_of_the_hours(hands: Hands, clock) -> None:
    hands.keys("Ctrl+Shift+A")
    hands.workspace.form.go_to("")
    hands.go_to("Choose check-ins")
    hands.keys("Space")
    for words in ("1 day", "3 days"):
        hands.choose("Ask me after", words)
    hands.choose("Scales", "Mood 0-10")
    hands.keys("Ctrl+Return")
    journal = hands.workspace.journal
    assert journal.store.find(CheckInPlan)[0].hours == (24, 72)

    clock.shift(24 * HOUR)
    hands.workspace.reminders.look()
    assert hands.said == "1 entry is open."
    hands.keys("Ctrl+1")
    hands.go_to("Answer: Check-in, 1 day after your session")
    assert not any(FORBIDDEN.search(label.text()) for label in hands.page.after.findChildren(QLabel))
    hands.keys("Space")
    hands.type("7")
    hands.keys("Ctrl+Return")
    (check_in,) = journal.store.find(CheckIn)
    assert (check_in.after_hours, check_in.answered_at) == (24, DOSE + timedelta(hours=26))
    rows = acute_hours_chart(journal.records(), EVERYTHING).table.rows
    assert [row[3:] for row in rows] == [("26 h after", "7")]

    clock.shift(47 * HOUR)
    hands.workspace.reminders.look()
    hands.keys("Ctrl+1")
    hands.go_to("Answer: Check-in, 3 days after your session")
    hands.keys("Space")
    hands.go_to("Skip this check-in")
    hands.keys("Space")
    assert [each.skipped for each in journal.store.find(CheckIn)] == [False, True]
    assert not hands.page.after.isVisible()


def test_a_journal_entry_is_found_again_by_its_tag(hands: Hands) -> None:
    for words, tag in (("The sea came back.", "sea"), ("I slept.", "sleep")):
        hands.keys("Ctrl+Shift+J")
        hands.type(words)
        hands.go_to("Tags")
        hands.enter(tag)
        hands.back_to_window()  # from the list of tags used before
        hands.keys("Ctrl+Return")
    hands.keys("Ctrl+7", "/")
    hands.type("sea")
    hands.wait(lambda: found(hands) == ["The sea came back."])
    hands.keys("Escape")
    hands.wait(lambda: len(found(hands)) == 2)
    hands.go_to("Everything")
    hands.keys("Down", "Down")
    hands.wait(lambda: found(hands) == ["I slept."])
    entries = hands.workspace.journal.store.find(JournalEntry)
    assert [entry.tags for entry in entries] == [("sea",), ("sleep",)]


@posix
def test_a_kill_in_the_middle_loses_no_answer_and_it_goes_on_where_it_stopped(qtbot, tmp_path: Path) -> None:
    now = datetime.now().astimezone()
    session_time = (now - timedelta(hours=2)).replace(microsecond=0, second=0)
    who, course, session = records_of_the_morning()
    session = session.changed(started_at=session_time)
    first = open_workspace(qtbot, tmp_path, who, course, session)
    path = first.journal.store.path
    first.close_journal()
    with begin(programs.say_half_of_a_session, path) as program:
        try:
            _wait_for("wide and quie", program, path)
        finally:
            program.send_signal(signal.SIGKILL)

    (tmp_path / "second").mkdir()
    workspace = empty_workspace(qtbot, tmp_path / "second")
    workspace.opening.path(path)
    hands, store = Hands(workspace), workspace.journal.store
    (said,) = store.find(SessionExperience)
    assert (said.strength, said.pleasantness, said.words) == (8, 10, "")
    (draft,) = store.drafts()
    hands.go_to(f"Go on with: After a session, {draft.saved_at:%Y-%m-%d %H:%M}")
    hands.keys("Space")
    assert workspace.form.question.key == "words"
    hands.type("t")
    hands.keys("Ctrl+Return")
    assert store.find(SessionExperience)[0].words == "wide and quiet"
    workspace.close_journal()


def _wait_for(words: str, program, path: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    with Store.open(path) as store:
        while words not in str([draft.content for draft in store.drafts()]):
            assert program.poll() is None, program.communicate()
            assert time.monotonic() < until
            time.sleep(0.05)
