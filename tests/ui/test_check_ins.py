"""Check-ins after a session: chosen by the person, open on Today, answered in one page or skipped."""

from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.records import CheckIn, CheckInPlan, Score, SideEffect
from ketatrack.domain.reviews import review, standing_reviews
from ketatrack.domain.words import Author
from ketatrack.ui.dialogs.safety_cards import EmergencyCard
from ketatrack.ui.forms.check_in_form import CheckInForm
from ketatrack.ui.workspace import Workspace
from tests import records as make
from tests.neutral import revealing_words
from tests.ui.workspaces import nameless, open_workspace, press

DOSE = "2026-06-01T10:00+02:00"
WRITTEN = make.at("2026-05-01T10:00+02:00")
HOUR = 3600


@pytest.fixture
def clock():
    with time_machine.travel(datetime.fromisoformat(DOSE), tick=False) as travel:
        yield travel


@pytest.fixture
def workspace(qtbot, tmp_path: Path, clock):  # noqa: ARG001 - the clock stands before the window opens
    who = make.patient(name="Alex", country="DE")
    course = make.course(who)
    given = make.session(course, "S7", DOSE)
    plan = CheckInPlan(
        **make.STAMP,
        written_at=WRITTEN,
        course_id=course.id,
        hours=(4, 24, 72),
        asks_for=("mood_now", "pain_nrs"),
    )
    felt = make.side_effect(course, "nausea", session_id=given.id, onset_minutes=20)
    opened = open_workspace(qtbot, tmp_path, who, course, given, plan, felt)
    yield opened
    opened.close_journal()


def offered(workspace: Workspace) -> list[str]:
    """Return the check-ins on Today, as the minute's look finds them."""
    workspace.reminders.look()
    workspace.show_page("today")
    QApplication.processEvents()  # what was just listed is shown
    card = workspace.window.stack.currentWidget().after
    assert nameless(card) == []
    names = [button.accessibleName() for button in card.findChildren(QPushButton) if button.isVisible()]
    return [name.removeprefix("Answer: ") for name in names if name.startswith("Answer: ")]


def open_form(workspace: Workspace) -> CheckInForm:
    workspace.reminders.look()
    workspace.show_page("today")
    card = workspace.window.stack.currentWidget().after
    next(
        each for each in card.findChildren(QPushButton) if each.accessibleName().startswith("Answer")
    ).click()
    form = workspace.form
    assert isinstance(form, CheckInForm)
    return form


def test_each_stands_on_today_from_its_hour_on(workspace, clock):
    assert offered(workspace) == []
    clock.shift(4 * HOUR)
    assert offered(workspace) == ["Check-in, 4 hours after your session"]
    clock.shift(20 * HOUR)
    assert offered(workspace) == ["Check-in, 1 day after your session"]
    clock.shift(8 * 24 * HOUR)
    assert offered(workspace) == []


def test_digits_answer_and_everything_is_one_step_at_its_real_time(qtbot, workspace, clock):
    clock.shift(26 * HOUR)
    form = open_form(workspace)
    press(qtbot, "73")
    assert form.save_button.hasFocus()
    form.still_there["nausea"].set_value(True)
    form.effects.set_value(["headache"])
    form.words.set_value("Slept well.")
    form.submit()
    store = workspace.journal.store
    (check_in,) = store.find(CheckIn)
    assert (check_in.after_hours, check_in.words, check_in.skipped) == (24, "Slept well.", False)
    assert check_in.answered_at == workspace.journal.now()
    assert {(each.instrument, each.answers, each.taken_at) for each in store.find(Score)} == {
        ("mood_now", (7,), check_in.answered_at),
        ("pain_nrs", (3,), check_in.answered_at),
    }
    effects = {each.effect: each for each in store.find(SideEffect)}
    assert effects["nausea"].still_present
    assert effects["headache"].horizon is Horizon.BETWEEN
    assert effects["headache"].noticed_at == check_in.answered_at
    assert offered(workspace) == []
    workspace.window.undo_wanted.emit()
    assert store.find(CheckIn) == store.find(Score) == []
    assert offered(workspace) == ["Check-in, 1 day after your session"]


def test_nothing_answered_is_said_and_a_skip_is_noted_and_undone(workspace, clock):
    clock.shift(25 * HOUR)
    form = open_form(workspace)
    form.submit()
    assert "Nothing is answered yet." in form.fields["words"].message()
    form.skip_button.click()
    (check_in,) = workspace.journal.store.find(CheckIn)
    assert check_in.skipped
    assert workspace.window.notice.text.text() == "Skipped: Check-in, 1 day after your session."
    assert offered(workspace) == []
    workspace.window.undo_wanted.emit()
    assert offered(workspace) == ["Check-in, 1 day after your session"]


def test_an_effect_that_is_asked_about_is_not_offered_once_more_and_typing_it_answers_above(
    qtbot, workspace, clock
):
    workspace.journal.add([noted_again(workspace)], "side effect")
    clock.shift(25 * HOUR)
    form = open_form(workspace)
    assert list(form.still_there) == ["nausea"]
    assert "nausea" not in form.effects.chips
    form.effects.line.setFocus()
    press(qtbot, "Nausea", Qt.Key.Key_Return)
    assert form.still_there["nausea"].value() is True
    assert form.effects.value() == ()
    form.submit()
    written = workspace.journal.store.find(SideEffect)
    assert [each.still_present for each in sorted(written, key=lambda each: each.onset_minutes)] == [
        None,
        True,
    ]


def test_gone_is_said_of_every_entry_of_an_effect(workspace, clock):
    workspace.journal.add([noted_again(workspace)], "side effect")
    clock.shift(25 * HOUR)
    form = open_form(workspace)
    form.still_there["nausea"].set_value(False)
    form.submit()
    assert [each.still_present for each in workspace.journal.store.find(SideEffect)] == [False, False]


def noted_again(workspace: Workspace) -> SideEffect:
    (first,) = workspace.journal.store.find(SideEffect)
    return make.side_effect(workspace.journal.course, "nausea", session_id=first.session_id, onset_minutes=50)


def test_the_answer_about_what_a_sitter_noted_stands_beside_it_once_it_was_accepted(workspace, clock):
    journal = workspace.journal
    (session,) = journal.records().sessions
    seen = make.side_effect(
        journal.course,
        "dizziness",
        session_id=session.id,
        onset_minutes=35,
        severity="mild",
        recorded_by=Author.SITTER,
    )
    journal.add([seen], "by the sitter")
    clock.shift(25 * HOUR)
    assert list(open_form(workspace).still_there) == ["nausea"]
    accepted = review(seen, at=journal.now(), stamp=journal.stamp(), accepted=True)
    journal.add([accepted], "acceptance")
    form = open_form(workspace)
    assert list(form.still_there) == ["nausea", "dizziness"]
    form.still_there["dizziness"].set_value(True)
    form.submit()
    assert journal.store.get(SideEffect, seen.id) == seen
    records = journal.records()
    (own,) = [each for each in records.side_effects if each.effect == "dizziness"]
    assert (own.recorded_by, own.onset_minutes, own.severity) == (Author.PATIENT, 35, seen.severity)
    assert own.still_present
    said = standing_reviews(records)[seen.id]
    assert (said.accepted, said.corrected_by) == (False, own.id)
    assert said.words == "Check-in, 1 day after your session: still there"
    workspace.window.undo_wanted.emit()
    assert seen in journal.records().side_effects
    assert standing_reviews(journal.records())[seen.id] == accepted


def test_an_emergency_sign_that_is_there_now_shows_whom_to_call(workspace, clock):
    clock.shift(25 * HOUR)
    form = open_form(workspace)
    form.effects.set_value(["chest_pain"])
    form.submit()
    (card,) = workspace.window.findChildren(EmergencyCard)
    assert "Chest pain" in card.words()


def test_what_was_typed_is_a_draft_until_it_is_saved(workspace, clock):
    clock.shift(25 * HOUR)
    form = open_form(workspace)
    form.words.set_value("half a sent")
    form.effects.line.setText("head")
    form.leave()
    again = open_form(workspace)
    assert again.words.value() == "half a sent"
    assert again.effects.line.text() == "head"


def test_a_reminder_outside_the_window_says_that_an_entry_is_open_and_nothing_of_it(workspace, clock):
    notes = []
    workspace.reminders.tray.note = notes.append
    workspace.window.isActiveWindow = lambda: False
    clock.shift(24 * HOUR)
    workspace.reminders.look()
    assert notes == ["1 entry is open"]
    assert not revealing_words(notes[0])


def test_the_choice_is_offered_without_any_hour_chosen_and_can_be_taken_back(workspace):
    journal = workspace.journal
    (plan,) = journal.store.find(CheckInPlan)
    journal.remove(plan, "plan")
    workspace.show_form("check_in_plans")
    form = workspace.form
    assert (form.hours.value(), form.scales.value(), form.others.value()) == ((), (), "")
    form.submit()
    assert "Nothing is chosen yet." in form.fields["hours"].message()
    form.hours.set_value([24])
    form.others.set_value("8, 0")
    form.submit()
    assert "“0” is not a number of hours from 1 to 2160." in form.fields["others"].message()
    form.others.set_value("48 8")
    form.scales.set_value(["mood_now"])
    form.submit()
    (plan,) = journal.store.find(CheckInPlan)
    assert (plan.hours, plan.asks_for) == ((8, 24, 48), ("mood_now",))
    workspace.show_form("check_in_plans")
    form = workspace.form
    assert (form.hours.value(), form.others.value()) == ((24,), "8, 48")
    form.hours.set_value([])
    form.others.set_value("")
    form.submit()
    assert journal.store.find(CheckInPlan) == []
