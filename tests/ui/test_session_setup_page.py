"""What the clinic said for sessions: typed, changed, taken back to what is shipped, and undone."""

import pytest
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.followed_words import LimitedMeasure, LimitSide
from ketatrack.domain.records import (
    CareArrangement,
    CheckpointPlan,
    ClinicLimit,
    HomeAgreement,
    LeavingLine,
)
from ketatrack.domain.words import Route
from ketatrack.ui.forms.catalogue import make_form, title_of
from ketatrack.ui.forms.driving_form import DRIVING
from ketatrack.ui.pages.session_setup_page import SessionSetupPage
from tests.plans import arrangement
from tests.ui.workspaces import nameless, open_workspace


@pytest.fixture
def setup_page(small_journal, qtbot):
    page = SessionSetupPage(small_journal)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


def typed(journal, name: str, **values):
    """Fill a form, save it, and return what the journal holds of its kind then."""
    form = make_form(journal, name)
    for field, value in values.items():
        form.fields[field].set_value(value)
    form.submit()
    problems = [field.message() for field in form.fields.values() if field.message()]
    assert not problems
    return journal.store.find(form.kind)


def test_an_empty_journal_says_what_the_page_is_for(setup_page):
    assert setup_page.limits.empty.isVisible()
    assert not setup_page.limits.entries.rows
    assert len(setup_page.checkpoints.entries.rows) == 1
    assert nameless(setup_page) == []


def test_a_limit_is_typed_and_taken_out_again(setup_page, small_journal, qtbot):
    (limit,) = typed(
        small_journal,
        ClinicLimit.kind,
        measure=LimitedMeasure.SYSTOLIC,
        side=LimitSide.ABOVE,
        number=160,
        words="call the clinic",
        noted_on=small_journal.now().date(),
    )
    assert (limit.number, limit.side) == (160, LimitSide.ABOVE)
    (row,) = setup_page.limits.entries.rows
    remove = next(each for each in row.findChildren(QPushButton) if each.text() == "Delete")
    assert remove.accessibleName() == "Delete: Systolic above 160 mmHg"
    with qtbot.waitSignal(setup_page.undoable):
        remove.click()
    assert small_journal.store.find(ClinicLimit) == []
    small_journal.undo_stack.undo()
    assert [each.number for each in small_journal.store.find(ClinicLimit)] == [160]
    assert len(setup_page.limits.entries.rows) == 1


def test_the_number_of_a_limit_has_the_unit_of_what_is_measured(small_journal, qtbot):
    form = make_form(small_journal, ClinicLimit.kind)
    qtbot.addWidget(form)
    for measure, unit in ((LimitedMeasure.PULSE, "/min"), (LimitedMeasure.SPO2, "%")):
        form.fields["measure"].set_value(measure)
        assert form.fields["number"].part_words("90") == f"90 {unit}"


def test_checkpoints_begin_as_they_are_shipped_and_can_go_back_to_it(setup_page, small_journal, qtbot):
    (own,) = typed(small_journal, f"{CheckpointPlan.kind}.iv", minutes=(5, 15, 45))
    assert (own.route, own.minutes, own.before, own.leaving) == (Route.IV, (5, 15, 45), True, True)
    form = make_form(small_journal, f"{CheckpointPlan.kind}.iv")
    qtbot.addWidget(form)
    assert form.record == own
    assert form.fields["minutes"].content() == "5, 15, 45"
    form.reset_button.click()
    assert form.fields["minutes"].value() == (10, 20, 30, 40, 55, 70, 85)
    rows = setup_page.checkpoints.entries.rows
    remove = next(each for each in rows[0].findChildren(QPushButton) if each.text() == "Delete")
    remove.click()
    assert small_journal.store.find(CheckpointPlan) == []


@pytest.mark.parametrize(("words", "sentence"), [("10, x", "“x”"), ("20, 10", "later than the one before")])
def test_minutes_that_cannot_be_are_refused_beside_their_field(small_journal, qtbot, words, sentence):
    form = make_form(small_journal, f"{CheckpointPlan.kind}.iv")
    qtbot.addWidget(form)
    form.fields["minutes"].set_content(words)
    form.submit()
    assert sentence in form.fields["minutes"].message()
    assert small_journal.store.find(CheckpointPlan) == []


def test_a_half_typed_plan_comes_back_for_its_own_route(small_journal, qtbot):
    form = make_form(small_journal, f"{CheckpointPlan.kind}.iv")
    qtbot.addWidget(form)
    form.fields["minutes"].set_content("7")
    form.leave()
    other = make_form(small_journal, f"{CheckpointPlan.kind}.oral")
    qtbot.addWidget(other)
    assert not other.restore_draft()
    again = make_form(small_journal, f"{CheckpointPlan.kind}.iv")
    qtbot.addWidget(again)
    assert again.restore_draft()
    assert again.fields["minutes"].value() == (7,)


def test_a_checklist_line_and_an_agreement_stand_on_the_page(setup_page, small_journal):
    typed(small_journal, LeavingLine.kind, line="Steady on your feet")
    typed(
        small_journal,
        HomeAgreement.kind,
        agreed_on=small_journal.now().date(),
        prescriber="Dr Weber",
        look_in_minutes=15,
    )
    assert len(setup_page.leaving.entries.rows) == 1
    assert len(setup_page.home.entries.rows) == 1


def test_what_the_clinic_said_about_driving_is_typed_where_the_focus_is_and_changes_nothing_else(
    setup_page, small_journal, qtbot
):
    (row,) = setup_page.driving.entries.rows
    (edit,) = row.findChildren(QPushButton)
    assert edit.accessibleName() == "Edit: Driving, as the clinic said"
    with qtbot.waitSignal(setup_page.form_wanted) as asked:
        edit.click()
    form = make_form(small_journal, *asked.args)
    qtbot.addWidget(form)
    form.show()
    form.setFocus()
    assert form.title.text() == "Driving, as the clinic said"
    assert form.focusWidget() is form.fields["driving_rule"].editor
    qtbot.keyClicks(form.focusWidget(), "Not before the next day")
    form.submit()
    (told,) = small_journal.store.find(CareArrangement)
    assert (told.driving_rule, told.caregiver) == ("Not before the next day", "")
    (row,) = setup_page.driving.entries.rows
    assert row.findChildren(QPushButton)[0].accessibleName() == "Edit: Driving, as the clinic said"


def test_the_line_about_driving_keeps_what_else_the_caregiver_was_told(small_journal, qtbot):
    course = small_journal.records().course
    small_journal.add([arrangement(course, caregiver="Mia", driving_rule="No driving")], "telling")
    form = make_form(small_journal, DRIVING)
    qtbot.addWidget(form)
    assert form.fields["driving_rule"].value() == "No driving"
    form.fields["driving_rule"].set_value("Not until you slept")
    form.submit()
    (told,) = small_journal.store.find(CareArrangement)
    assert (told.driving_rule, told.caregiver) == ("Not until you slept", "Mia")


def test_a_half_typed_line_about_driving_comes_back_under_its_own_name(small_journal, qtbot):
    form = make_form(small_journal, DRIVING)
    qtbot.addWidget(form)
    form.fields["driving_rule"].set_content("Not before")
    form.leave()
    assert title_of(small_journal, DRIVING) == "Driving, as the clinic said"
    whole = make_form(small_journal, CareArrangement.kind)
    qtbot.addWidget(whole)
    assert not whole.restore_draft()
    again = make_form(small_journal, DRIVING)
    qtbot.addWidget(again)
    assert again.restore_draft()
    assert again.fields["driving_rule"].value() == "Not before"


def test_the_settings_lead_to_the_page(qtbot, tmp_path):
    workspace = open_workspace(qtbot, tmp_path)
    workspace.show_page("settings")
    workspace.window.stack.currentWidget().session_setup_button.click()
    page = workspace.window.stack.currentWidget()
    assert isinstance(page, SessionSetupPage)
    assert page.no_course.isVisible()
    assert not page.limits.isVisible()
