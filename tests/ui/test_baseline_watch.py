"""Whatever changes the baseline by rule, the window says so, with both values and a way to look at it."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from ketatrack.domain.records import BaselineChoice, OwnMeasure, Score
from ketatrack.domain.words import Direction
from ketatrack.ui.forms.baseline_form import BaselineForm
from ketatrack.ui.forms.catalogue import make_form, title_of
from ketatrack.ui.pages.mood_page import MoodPage
from tests.records import STAMP, at, course, patient, phq9, session
from tests.ui.workspaces import open_workspace, press

FIRST = "2025-11-17T10:00+01:00"
TOLD = "The PHQ-9 baseline by rule is now 20 of 16 Nov 2025; before this change it was 22 of 2 Nov 2025."


@pytest.fixture
def workspace(qtbot, tmp_path):
    """A course with a first session and one score before it."""
    who = patient()
    of = course(who)
    return open_workspace(
        qtbot, tmp_path, who, of, session(of, "S1", FIRST), phq9(of, "2025-11-02T10:00+01:00", total=22)
    )


@pytest.fixture
def journal(workspace):
    return workspace.journal


@pytest.fixture
def remark(workspace):
    """Return what the foot of the window says of the baseline; empty when it says nothing."""
    label = workspace.window.notice.remark_text

    def said():
        return label.text() if label.isVisible() else ""

    return said


def later(journal, total=20):
    return phq9(journal.course, "2025-11-16T10:00+01:00", total=total)


def test_a_saved_form_says_what_was_saved_and_that_the_baseline_changed(workspace, remark, qtbot):
    workspace.run("form scores.phq9")
    form = workspace.form
    form.paper.setChecked(True)
    form.total.editor.setText("20")
    form.taken_at.set_value(at("2025-11-16T10:00+01:00"))
    form.submit()
    assert workspace.window.notice.text.text().startswith("Saved: PHQ-9 of")
    assert workspace.window.notice.undo_button.isVisible()
    assert remark() == TOLD
    qtbot.mouseClick(workspace.window.notice.undo_button, Qt.MouseButton.LeftButton)
    assert remark() == (
        "The PHQ-9 baseline by rule is now 22 of 2 Nov 2025; before this change it was 20 of 16 Nov 2025."
    )


def test_an_edit_a_deletion_and_their_undoing_are_told(journal, remark):
    score = later(journal)
    journal.add([score], "PHQ-9")
    assert remark() == TOLD
    journal.replace(score, score.changed(total=18), "PHQ-9")
    assert "now 18 of 16 Nov 2025; before this change it was 20 of 16 Nov 2025" in remark()
    journal.remove(journal.records().scores[-1], "delete PHQ-9")
    assert "now 22 of 2 Nov 2025; before this change it was 18" in remark()
    journal.undo_stack.undo()
    assert "now 18 of 16 Nov 2025; before this change it was 22" in remark()


def test_what_a_thread_imported_is_told(journal, remark):
    score = later(journal)
    journal.store.adopt([score])
    journal.remember([score], "import")
    assert remark() == TOLD


def test_a_baseline_that_is_lost_or_found_is_told(journal, remark):
    journal.remove(journal.records().scores[0], "delete PHQ-9")
    assert remark() == "There is no PHQ-9 baseline by rule now; before this change it was 22 of 2 Nov 2025."
    journal.undo_stack.undo()
    assert remark() == (
        "The PHQ-9 baseline by rule is now 22 of 2 Nov 2025; before this change there was none."
    )


def test_an_earlier_first_session_changes_it_too(journal, remark):
    journal.add([session(journal.course, "S0", "2025-11-01T10:00+01:00")], "session")
    assert remark().startswith("There is no PHQ-9 baseline by rule now")


def test_the_first_session_of_a_course_is_its_beginning_and_no_change(qtbot, tmp_path):
    who = patient()
    of = course(who)
    workspace = open_workspace(qtbot, tmp_path, who, of, phq9(of, "2025-11-02T10:00+01:00", total=22))
    workspace.journal.add([session(of, "S1", FIRST)], "session")
    assert not workspace.window.notice.remark_text.isVisible()


def test_what_leaves_the_baseline_as_it_was_says_nothing(journal, remark):
    journal.add([phq9(journal.course, "2025-12-01T10:00+01:00", total=9)], "PHQ-9")
    assert remark() == ""
    journal.add([phq9(journal.course, "2025-11-16T10:00+01:00", 1, None, 1, 1, 1, 1, 1, 1, 0)], "PHQ-9")
    assert remark() == ""


def test_it_stays_until_the_next_entry_or_until_it_is_closed(workspace, journal, remark, qtbot):
    journal.add([later(journal)], "PHQ-9")
    journal.hide_figures(hidden=True)
    workspace.window.notice.say("Something else.")
    workspace.window.notice._fade()
    assert remark() == TOLD
    journal.add([phq9(journal.course, "2025-12-01T10:00+01:00", total=9)], "PHQ-9")
    assert remark() == ""
    journal.undo_stack.undo()
    journal.undo_stack.undo()
    assert remark()
    qtbot.keyClick(workspace.window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert not workspace.window.notice.isVisible()


def test_what_was_said_of_one_journal_goes_with_it(workspace, journal):
    journal.add([later(journal)], "PHQ-9")
    workspace.window.notice.say("Saved.", undo=True)
    workspace.close_journal()
    assert not workspace.window.notice.isVisible()


def test_a_choice_stands_and_that_is_said(journal, remark):
    chosen = journal.records().scores[0]
    choice = BaselineChoice(
        **STAMP,
        course_id=journal.course.id,
        instrument="phq9",
        score_id=chosen.id,
        derived_id=chosen.id,
        reason="the week of the diagnosis",
    )
    journal.add([choice], "baseline")
    assert remark() == ""
    journal.add([later(journal)], "PHQ-9")
    assert remark() == f"{TOLD} The one that you chose is still used: 22 of 2 Nov 2025."


def test_every_instrument_is_watched_and_its_own_form_opened_by_keys(workspace, journal, remark, qtbot):
    made = partial(Score, **STAMP, course_id=journal.course.id, instrument="gad7", taken_at=at(FIRST))
    journal.add([made(total=12)], "GAD-7")
    assert remark() == (
        "The GAD-7 baseline by rule is now 12 of 17 Nov 2025; before this change there was none."
    )
    workspace.window.notice.remark_button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert isinstance(workspace.form, BaselineForm)
    assert workspace.form.step_text() == "baseline of GAD-7"


def test_an_own_measure_has_a_baseline_whatever_its_name(workspace, journal, remark):
    name = "Sleep: hours. Really"
    measure = OwnMeasure(
        **STAMP,
        patient_id=journal.patient().id,
        name=name,
        low=0,
        high=24,
        higher_is=Direction.BETTER,
        unit="h",
    )
    journal.add([measure], "measure")
    made = Score(**STAMP, course_id=journal.course.id, instrument=name, taken_at=at(FIRST), total=4)
    journal.add([made], "hours")
    assert f"The {name} baseline by rule is now 4" in remark()
    workspace.window.notice.remark_button.click()
    form = workspace.form
    assert form.step_text() == f"baseline of {name}"
    form.reason.set_value("half-filled")
    form.keep_draft()
    (draft,) = journal.store.drafts()
    assert title_of(journal, draft.form) == f"{name}: baseline"
    assert isinstance(make_form(journal, draft.form), BaselineForm)


def test_the_mood_page_makes_a_chosen_score_the_baseline(workspace, journal, qtbot):
    journal.add([later(journal), phq9(journal.course, "2025-12-01T10:00+01:00", total=9)], "PHQ-9")
    workspace.show_page("mood")
    page = workspace.window.findChild(MoodPage)
    page.table.selectRow(0)
    assert not page.compare_button.isEnabled()
    page.table.selectRow(2)
    assert page.compare_button.isEnabled()
    page.compare_button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    form = workspace.form
    assert "PHQ-9 22" in form.score.editor.currentText()
    assert form.reason.value() == ""
    form.reason.set_value("the week of the diagnosis")
    form.submit()
    assert [choice.score_id for choice in journal.records().baseline_choices] == [
        journal.records().scores[0].id
    ]
