"""After a session: one question a screen, by digits, Enter and Backspace; each answer is kept when given."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from ketatrack.domain.after_session import ASKED_FOR
from ketatrack.domain.effect_horizons import noted_effects
from ketatrack.domain.followed_words import EventKind, Horizon
from ketatrack.domain.observed import noted_inside
from ketatrack.domain.records import (
    FollowedSession,
    JournalEntry,
    Score,
    SessionEvent,
    SessionExperience,
    SideEffect,
)
from ketatrack.domain.words import Author
from ketatrack.ui.dialogs.safety_cards import EmergencyCard
from ketatrack.ui.forms.after_session_form import AfterSessionForm
from ketatrack.ui.forms.comparison import Typed
from ketatrack.ui.theme import SESSION_TARGET
from ketatrack.ui.workspace import Workspace
from tests import records as make
from tests.ui.workspaces import has_focus_in_sight, nameless, open_workspace, press

DOSE = "2026-06-01T10:00+02:00"
NOW = datetime.fromisoformat("2026-06-01T12:15+02:00")
NEXT, BACK = Qt.Key.Key_Return, Qt.Key.Key_Backspace


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def workspace(qtbot, tmp_path: Path, clock):  # noqa: ARG001 - the clock stands before the window opens
    who = make.patient(name="Alex", country="DE")
    course = make.course(who)
    given = make.session(course, "S7", DOSE, outcome="completed")
    older = make.session(course, "S6", "2026-05-25T10:00+02:00", outcome="completed")
    said = make.STAMP | {"course_id": course.id, "session_id": older.id}
    earlier = SessionExperience(**said, answered_at=older.started_at, strength=9, words="of last week")
    opened = open_workspace(qtbot, tmp_path, who, course, older, given, earlier)
    yield opened
    opened.close_journal()


@pytest.fixture
def form(workspace: Workspace) -> AfterSessionForm:
    workspace.show_form("session_experiences")
    shown = workspace.form
    assert isinstance(shown, AfterSessionForm)
    return shown


def the_session(workspace: Workspace):
    return workspace.journal.records().sessions[-1]


def experience(workspace: Workspace) -> SessionExperience | None:
    found = workspace.journal.store.find(SessionExperience, session_id=the_session(workspace).id)
    return found[0] if found else None


def follow(workspace: Workspace, *, stay: int) -> None:
    """Let the session have been followed, with its first dose and a time to stay in minutes."""
    given = the_session(workspace)
    about = make.STAMP | {"course_id": given.course_id, "session_id": given.id}
    workspace.journal.add(
        [
            FollowedSession(**about, opened_at=given.started_at, closed_at=NOW, observe_minutes=stay),
            SessionEvent(**about, happened_at=given.started_at, event=EventKind.DOSE),
        ],
        "session",
    )


# answering


def test_digits_answer_enter_goes_on_and_backspace_goes_back(qtbot, workspace, form):
    assert form.title.text() == "How strong was it?"
    press(qtbot, "7", NEXT)
    assert experience(workspace).strength == 7
    assert form.title.text() == "How pleasant was it?"
    press(qtbot, "10")
    press(qtbot, BACK)
    assert experience(workspace).pleasantness == 10
    assert form.fields["strength"].value() == 7
    press(qtbot, "x", NEXT)
    assert experience(workspace).strength == 10


def test_each_question_can_be_skipped_and_nothing_is_written_for_it(qtbot, workspace, form):
    before = workspace.journal.store.count(Score)
    for question in form.asked:
        assert form.question == question
        assert form.save_button.text() == "&Skip"
        form.submit()
    assert form.question is None
    assert form.title.text() == "That is all."
    assert experience(workspace) is None
    assert workspace.journal.store.count(Score) == before
    press(qtbot, NEXT)
    assert workspace.form is None
    assert workspace.journal.store.drafts() == []


@pytest.mark.usefixtures("form")
def test_an_answer_is_in_the_journal_a_moment_later_without_going_on(qtbot, workspace):
    press(qtbot, "6")
    qtbot.waitUntil(lambda: experience(workspace) is not None)
    assert experience(workspace).strength == 6
    assert experience(workspace).revision == 1


def test_every_answer_can_be_undone_and_the_screen_follows(qtbot, workspace, form):
    press(qtbot, "6", NEXT)
    assert workspace.window.notice.text.text() == "Saved: how strong it was: 6."
    workspace.window.undo_wanted.emit()
    assert experience(workspace) is None
    press(qtbot, BACK)
    assert form.fields["strength"].value() is None
    workspace.journal.undo_stack.redo()
    assert form.fields["strength"].value() == 6


@pytest.mark.usefixtures("form")
def test_an_answer_is_taken_back_by_delete(qtbot, workspace):
    press(qtbot, "0", NEXT)
    assert experience(workspace).strength == 0
    press(qtbot, BACK, Qt.Key.Key_Delete, NEXT)
    assert experience(workspace) is None


def test_words_are_kept_as_a_draft_while_they_are_typed_and_written_on_going_on(qtbot, workspace, form):
    press(qtbot, NEXT, NEXT, "like")
    form.leave()
    assert experience(workspace) is None
    workspace.show_form(form.draft)
    again = workspace.form
    assert again.question.key == "words"
    assert again.fields["words"].value() == "like"
    press(qtbot, " rain")
    qtbot.keyClick(workspace.window.focusWidget(), NEXT, Qt.KeyboardModifier.ControlModifier)
    assert experience(workspace).words == "like rain"


def test_nothing_of_older_days_is_shown(form):
    shown = " ".join(str(field.content()) for field in form.fields.values())
    assert "of last week" not in shown
    assert form.fields["strength"].value() is None


# the scales


def test_before_is_asked_only_where_the_day_before_has_no_score_and_stands_before_the_dose(
    qtbot, workspace, form
):
    keys = [each.key for each in form.asked]
    assert [key for key in keys if key.startswith("before")] == [
        "before.mood_now", "before.anxiety_now", "before.pain_nrs",
    ]  # fmt: skip
    form.go_to("before.mood_now")
    press(qtbot, "3", NEXT)
    form.go_to("now.mood_now")
    press(qtbot, "6", NEXT)
    before, after = workspace.journal.store.find(Score, instrument="mood_now")
    assert before.taken_at == the_session(workspace).started_at - timedelta(minutes=1)
    assert after.taken_at == NOW
    form.leave()
    workspace.show_form(form.draft)
    assert "before.mood_now" in [each.key for each in workspace.form.asked]
    assert workspace.form.fields["before.mood_now"].value() == 3
    assert workspace.form.fields["now.mood_now"].value() == 6


def test_a_score_of_the_day_before_is_not_asked_for_again(workspace):
    journal = workspace.journal
    mood = Score(
        **make.STAMP,
        course_id=journal.course.id,
        instrument="mood_now",
        taken_at=make.at("2026-05-31T21:00+02:00"),
        answers=(4,),
    )
    journal.add([mood], "mood")
    workspace.show_form("session_experiences")
    keys = [each.key for each in workspace.form.asked]
    assert "before.mood_now" not in keys
    assert {"before.anxiety_now", "now.mood_now"} <= set(keys)


def test_a_session_of_longer_ago_is_asked_about_without_how_it_is_now(workspace, clock):
    clock.shift(ASKED_FOR)
    workspace.show_form(f"session_experiences.{the_session(workspace).id}")
    assert [each.key for each in workspace.form.asked] == ["strength", "pleasantness", "words"]
    workspace.show_page("today")
    workspace.show_form("session_experiences")
    assert workspace.form is None
    assert "No session of the last 24 hours" in workspace.window.notice.text.text()


# side effects


def test_a_chip_notes_a_side_effect_of_the_session_that_is_there_now(qtbot, workspace, form):
    form.go_to("effects")
    press(qtbot, Qt.Key.Key_Right, Qt.Key.Key_Space, NEXT)
    (effect,) = workspace.journal.store.find(SideEffect)
    assert effect.session_id == the_session(workspace).id
    assert (effect.horizon, effect.still_present) == (Horizon.DURING, True)
    press(qtbot, BACK)
    form.fields["effects"].set_value(())
    press(qtbot, NEXT)
    assert workspace.journal.store.find(SideEffect) == []


def test_what_is_there_now_was_noticed_when_it_was_asked_and_not_at_the_first_dose(workspace, form):
    form.go_to("effects")
    form.fields["effects"].chips["nausea"].click()
    form.submit()
    (noted,) = noted_effects(workspace.journal.records())
    assert noted.began_at == NOW
    assert noted.effect.onset_minutes is None
    form.go_back()
    form.fields["effects"].chips["nausea"].click()
    form.submit()
    assert workspace.journal.store.find(SideEffect) == []


def test_own_words_are_a_side_effect_too_and_a_known_word_is_its_term(qtbot, workspace, form):
    form.go_to("effects")
    form.fields["effects"].line.setFocus()
    press(qtbot, "buzzing feet", NEXT, "headache", NEXT, NEXT)
    assert {each.effect for each in workspace.journal.store.find(SideEffect)} == {"buzzing feet", "headache"}
    assert form.question is None


def test_an_effect_that_was_gone_and_is_there_again_is_noted_anew_and_the_first_stays(workspace):
    course, given = workspace.journal.course, the_session(workspace)
    gone = make.side_effect(course, "nausea", session_id=given.id, onset_minutes=20, resolved_minutes=45)
    workspace.journal.add([gone], "side effect")
    workspace.show_form("session_experiences")
    form = workspace.form
    form.go_to("effects")
    form.fields["effects"].chips["nausea"].click()
    form.submit()
    (first, again) = workspace.journal.store.find(SideEffect)
    assert first == gone
    assert (again.effect, again.still_present, again.resolved_minutes) == ("nausea", True, None)


def test_what_was_noted_on_the_board_gets_still_there_and_keeps_the_rest(workspace):
    given = the_session(workspace)
    noted = make.side_effect(
        workspace.journal.course, "nausea", session_id=given.id, severity="moderate", onset_minutes=20
    )
    seen = make.side_effect(
        workspace.journal.course, "dizziness", session_id=given.id, recorded_by=Author.SITTER
    )
    workspace.journal.add([noted, seen], "side effects")
    workspace.show_form("session_experiences")
    form = workspace.form
    form.go_to("effects")
    form.fields["effects"].chips["nausea"].click()
    form.submit()
    store = workspace.journal.store
    assert store.get(SideEffect, noted.id).still_present
    assert store.get(SideEffect, noted.id).onset_minutes == 20
    form.go_back()
    form.fields["effects"].chips["nausea"].click()
    form.submit()
    assert store.get(SideEffect, noted.id).still_present is None
    assert store.get(SideEffect, seen.id).still_present is None


@pytest.mark.usefixtures("styled")
def test_the_chips_that_the_arrows_lead_to_are_brought_into_sight(qtbot, workspace, form):
    bar = form.scroll_area.verticalScrollBar()
    form.go_to("effects")
    with qtbot.waitSignal(bar.rangeChanged):
        workspace.window.resize(640, 360)
    assert bar.value() == 0
    with qtbot.waitSignal(bar.valueChanged):
        press(qtbot, Qt.Key.Key_Left)
    assert list(form.fields["effects"].chips.values())[-1].hasFocus()


def test_an_emergency_sign_shows_whom_to_call_above_the_questions(workspace, form):
    form.go_to("effects")
    effects = form.fields["effects"]
    effects.line.setText("Trouble breathing")
    assert effects.add_typed()
    form.submit()
    (card,) = workspace.window.findChildren(EmergencyCard)
    assert card.isVisible()
    assert "112" in card.words()
    assert workspace.form is form


# marks, places, looks


def test_what_is_written_inside_the_observation_time_is_announced_and_marked(qtbot, workspace):
    follow(workspace, stay=150)
    workspace.show_form("session_experiences")
    form = workspace.form
    assert form.mark.isVisible()
    assert noted_inside() in form.mark.text()
    assert "12:30" in form.mark.text()
    press(qtbot, "5", NEXT)
    workspace.show_page("sessions")
    page = workspace.window.stack.currentWidget()
    place = next(n for n, each in enumerate(page.segments) if each.text() == "How it was")
    page.choose_listing(place)
    marks = [row.mark for row in page.listing.rows(workspace.journal.records())]
    assert marks == ["", noted_inside()]


def test_the_details_of_a_session_hold_how_it_was_and_marks_what_was_written_under_observation(
    qtbot, workspace
):
    follow(workspace, stay=150)
    workspace.show_form("session_experiences")
    press(qtbot, "5", NEXT)
    workspace.form.go_to("effects")
    press(qtbot, Qt.Key.Key_Space, NEXT)
    workspace.show_page("sessions")
    page = workspace.window.stack.currentWidget()
    details = page.listing.details(page.listing.rows(workspace.journal.records())[-1])
    sections = {section.heading: section.rows for section in details.sections}
    assert ("How strong it was", "5") in sections["How a session was"]
    assert ("When", noted_inside()) in sections["How a session was"]
    assert sections["1 side effect"][0][-1] == noted_inside()
    page.after_button.click()
    assert workspace.form.draft == f"session_experiences.{the_session(workspace).id}"


def test_today_offers_it_until_something_was_said(qtbot, workspace):
    workspace.show_page("today")
    card = workspace.window.stack.currentWidget().after
    assert card.isVisible()
    assert nameless(card) == []
    workspace.show_form("session_experiences")
    press(qtbot, "5", NEXT)
    workspace.form.leave()
    assert not card.isVisible()
    assert [draft.form for draft in workspace.journal.store.drafts()] == [
        f"session_experiences.{the_session(workspace).id}"
    ]


def test_a_session_that_goes_on_is_not_asked_about(workspace):
    given = the_session(workspace)
    running = FollowedSession(
        **make.STAMP, course_id=given.course_id, session_id=given.id, opened_at=given.started_at
    )
    workspace.journal.add([running], "session")
    workspace.show_page("today")
    assert not workspace.window.stack.currentWidget().after.isVisible()


def test_at_the_end_the_journal_and_check_ins_are_offered(workspace, form):
    form.go_to("")
    assert [button.isVisible() for button in form.ways_on.buttons] == [True, True]
    form.ways_on.buttons[0].click()
    assert workspace.form.draft == f"journal_entries.{the_session(workspace).id}"
    assert workspace.form.fields["session_id"].value() == the_session(workspace).id
    assert workspace.journal.store.find(JournalEntry) == []


@pytest.mark.usefixtures("styled")
def test_every_target_is_large_and_has_a_name(qtbot, form):
    for question in [*form.asked, None]:
        form.go_to(question.key if question else "")
        qtbot.wait(1)  # what was just shown gets its place
        assert nameless(form) == []
        targets = [each for each in form.findChildren(QAbstractButton) if each.isVisible()]
        assert min(min(each.width(), each.height()) for each in targets) >= SESSION_TARGET


@pytest.mark.usefixtures("styled")
@pytest.mark.parametrize("size", [(640, 360), (1120, 760)])
def test_no_question_asks_for_more_width_than_the_window_has(workspace, form, size):
    workspace.window.resize(*size)
    for key in [*(question.key for question in form.asked), ""]:
        form.go_to(key)
        assert form.scroll_area.widget().minimumSizeHint().width() <= form.scroll_area.viewport().width()


@pytest.mark.usefixtures("styled")
def test_what_has_the_focus_is_in_sight_at_every_question_in_a_small_window(qtbot, workspace, form):
    workspace.window.resize(640, 360)
    for key in [*(question.key for question in form.asked), ""]:
        form.go_to(key)
        if key:
            qtbot.waitUntil(partial(has_focus_in_sight, form))


@pytest.mark.usefixtures("form")
def test_a_lock_in_the_middle_comes_back_to_the_question(qtbot, workspace):
    press(qtbot, "7", NEXT, "4")
    place = workspace._middle.place()
    assert experience(workspace).pleasantness == 4
    workspace._middle.show_page("today")
    workspace._middle.go_to(place)
    assert workspace.form.question.key == "pleasantness"
    assert workspace.form.fields["pleasantness"].value() == 4


def test_what_the_journal_could_not_take_is_taken_up_again(qtbot, workspace, form):
    press(qtbot, NEXT, "9")
    store = workspace.journal.store
    store.reading_only = True
    assert not form.keep_draft()
    typed = Typed.of_draft(form.typed().as_draft())
    workspace.show_page("today")
    store.reading_only = False
    workspace.show_form("session_experiences")
    again = workspace.form
    again.take_up(typed)
    assert again.question.key == "pleasantness"
    assert again.fields["pleasantness"].value() == 9
    qtbot.waitUntil(lambda: experience(workspace) is not None)
    assert experience(workspace).pleasantness == 9


def test_no_words_stand_in_the_faint_grey_of_placeholders(form):
    for question in form.asked:
        form.go_to(question.key)
        assert not any(line.placeholderText() for line in form.findChildren(QLineEdit))
