"""Choosing a baseline on screen, taking it back, and what the Today page says of it."""

import pytest

from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.records import BaselineChoice
from ketatrack.ui.forms.baseline_form import BaselineForm
from ketatrack.ui.forms.catalogue import make_form, title_of
from ketatrack.ui.pages.today_page import TodayPage
from tests.records import course, patient, phq9, session
from tests.ui.workspaces import open_workspace


@pytest.fixture
def journal(small_journal):
    of = small_journal.course
    small_journal.add(
        [
            session(of, "S1", "2026-03-30T10:00+02:00"),
            phq9(of, "2025-11-03T10:00+01:00", total=22),
            phq9(of, "2026-03-28T10:00+01:00", total=14),
            phq9(of, "2026-04-06T10:00+02:00", total=9),
        ],
        "a course",
    )
    return small_journal


def test_a_score_of_another_course_is_told_to_be_one(qtbot, journal):
    other = course(journal.patient(), name="Winter course")
    journal.add([other, phq9(other, "2025-01-03T10:00+01:00", total=19)], "another course")
    journal.choose_course(journal.courses()[0])
    made = BaselineForm(journal, "phq9")
    qtbot.addWidget(made)
    assert made.score.editor.itemText(1) == "3 Jan 2025 · PHQ-9 19 · 451 days before · another course"
    choose(made, 19, "before any of it")
    assert used(journal) == 19


@pytest.fixture
def form(qtbot, journal):
    made = make_form(journal, "baseline_choices.phq9")
    qtbot.addWidget(made)
    return made


def choose(form, total, reason):
    lines = [form.score.editor.itemText(place) for place in range(form.score.editor.count())]
    form.score.editor.setCurrentIndex(next(at for at, line in enumerate(lines) if f"PHQ-9 {total}" in line))
    form.reason.set_value(reason)
    form.submit()


def used(journal):
    return course_baseline(journal.records()).total


def test_every_score_up_to_the_first_session_is_offered_and_nothing_is_preset(form):
    lines = [form.score.editor.itemText(place) for place in range(form.score.editor.count())]
    assert lines == [
        "",
        "3 Nov 2025 · PHQ-9 22 · 147 days before",
        "28 Mar 2026 · PHQ-9 14 · 2 days before · by rule",
    ]
    assert form.score.value() is None
    assert form.in_use.text() == "By rule it is 14 of 28 Mar 2026."
    assert not form.derived_button.isVisibleTo(form)


def test_a_choice_with_its_reason_is_one_step_that_can_be_undone(qtbot, journal, form):
    with qtbot.waitSignal(form.saved):
        choose(form, 22, "the week of the diagnosis")
    assert used(journal) == 22
    (kept,) = journal.store.find(BaselineChoice)
    assert kept.reason == "the week of the diagnosis"
    journal.undo_stack.undo()
    assert used(journal) == 14
    journal.undo_stack.redo()
    assert used(journal) == 22


def test_a_choice_without_a_reason_or_a_score_is_refused_beside_the_field(journal, form):
    form.submit()
    assert journal.store.find(BaselineChoice) == []
    choose(form, 22, "  ")
    assert journal.store.find(BaselineChoice) == []
    assert form.reason.message() == "Reason is missing."


def test_the_one_by_rule_can_be_used_again_and_that_can_be_undone(qtbot, journal, form):
    choose(form, 22, "the week of the diagnosis")
    again = BaselineForm(journal, "phq9")
    qtbot.addWidget(again)
    assert again.reason.value() == "the week of the diagnosis"
    with qtbot.waitSignal(again.saved):
        again.derived_button.click()
    assert used(journal) == 14
    assert journal.store.find(BaselineChoice) == []
    journal.undo_stack.undo()
    assert used(journal) == 22


def test_choosing_anew_changes_the_one_choice(qtbot, journal, form):
    choose(form, 22, "the week of the diagnosis")
    again = BaselineForm(journal, "phq9")
    qtbot.addWidget(again)
    choose(again, 14, "closer to the treatment")
    (kept,) = journal.store.find(BaselineChoice)
    assert kept.reason == "closer to the treatment"
    assert used(journal) == 14


def test_the_choice_goes_with_its_score_and_comes_back_with_it(journal, form):
    choose(form, 22, "the week of the diagnosis")
    journal.remove(journal.records().scores[0], "score")
    assert journal.store.find(BaselineChoice) == []
    assert used(journal) == 14
    journal.undo_stack.undo()
    assert used(journal) == 22


def test_a_half_filled_choice_is_called_what_it_is(journal):
    assert title_of(journal, "baseline_choices.phq9") == "PHQ-9: baseline"
    assert title_of(journal, "scores.phq9") == "PHQ-9"


def test_today_shows_both_baselines_and_says_when_the_one_by_rule_changes(qtbot, journal, form):
    page = TodayPage(journal)
    qtbot.addWidget(page)
    page.refresh()
    assert "Baseline chosen" not in page.details["score"].text()
    choose(form, 22, "the week of the diagnosis")
    page.refresh()
    assert "13 points lower than the baseline of 22 (59.1 %)" in page.details["score"].text()
    assert page.details["score"].text().splitlines()[-1] == (
        "Baseline chosen by you: 22 of 3 Nov 2025. By rule: 14 of 28 Mar 2026."
    )
    journal.add([phq9(journal.course, "2026-03-29T10:00+02:00", total=17)], "PHQ-9")
    page.refresh()
    assert page.details["score"].text().endswith("The one by rule has changed since you chose.")
    assert used(journal) == 22


def test_the_baseline_is_offered_only_where_there_is_something_to_choose(qtbot, journal):
    page = TodayPage(journal)
    qtbot.addWidget(page)
    page.refresh()
    assert page.baseline_button.isVisibleTo(page)
    journal.hide_figures(hidden=True)
    page.refresh()
    assert not page.baseline_button.isVisibleTo(page)
    journal.hide_figures(hidden=False)
    journal.undo_stack.undo()
    page.refresh()
    assert not page.baseline_button.isVisibleTo(page)


def test_the_button_on_today_opens_the_form(qtbot, tmp_path):
    who = patient()
    of = course(who)
    workspace = open_workspace(
        qtbot,
        tmp_path,
        who,
        of,
        session(of, "S1", "2026-03-30T10:00+02:00"),
        phq9(of, "2026-03-28T10:00+01:00", total=14),
    )
    workspace.window.findChild(TodayPage).baseline_button.click()
    assert workspace.window.findChild(BaselineForm) is not None
