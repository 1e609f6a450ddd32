"""Every questionnaire through its form, totals from elsewhere, and measures of a person's own."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ketatrack.domain.instruments import instruments
from ketatrack.domain.records import OwnMeasure, Score
from ketatrack.domain.scores import total_of
from ketatrack.domain.words import Author, Direction, Rater
from ketatrack.ui.dialogs.questionnaire_dialog import QuestionnaireDialog
from ketatrack.ui.forms.catalogue import make_form, title_of
from ketatrack.ui.main_window import FIRST_SIZE
from ketatrack.ui.pages.mood_page import MoodPage
from ketatrack.ui.pages.settings_page import SettingsPage
from ketatrack.ui.pages.today_page import TodayPage
from ketatrack.ui.tables.score_listing import scores_listing, total_words
from tests.domain.instrument_facts import ADMINISTERED, EXAMPLES, answers_that_make, edges
from tests.records import STAMP, at, course, patient
from tests.ui.workspaces import nameless, open_workspace, press

RAIL_ROOM = 144
"""Pixels that the rail takes beside a page."""

ASKED_EDGES = [edge for edge in edges() if edge[0] in ADMINISTERED]
ENTERED_EDGES = [edge for edge in edges() if edge[0] not in ADMINISTERED]


@pytest.fixture
def form_of(qtbot, small_journal):
    """Make a form of the small journal by its name."""

    def made(name):
        form = make_form(small_journal, name)
        qtbot.addWidget(form)
        return form

    return made


@pytest.fixture
def workspace(qtbot, tmp_path):
    of = patient()
    return open_workspace(qtbot, tmp_path, of, course(of))


@pytest.fixture
def measure(small_journal):
    """An own measure of the journal's patient."""
    made = OwnMeasure(
        **STAMP,
        patient_id=small_journal.patient().id,
        name="Hours outside",
        low=0,
        high=16,
        higher_is=Direction.BETTER,
        unit="h",
    )
    small_journal.add([made], "measure")
    return made


def band_label(name, key):
    return next(band.label for band in instruments()[name].bands if band.key == key)


def answered(form, answers):
    for field, answer in zip(form.items, answers, strict=True):
        field.set_value(answer)
    form.submit()
    return form.journal.store.find(Score)


def only(scores):
    (score,) = scores
    return score


@pytest.mark.parametrize(("name", "answers", "total", "band"), EXAMPLES)
def test_a_worked_example_gives_its_total_in_the_form(form_of, name, answers, total, band):
    form = form_of(f"scores.{name}")
    score = only(answered(form, answers))

    assert total_of(score) == total
    words = f"Total {total}" if band is None else f"Total {total} · {band_label(name, band)}"
    assert form.total_line.text().startswith(words if total is not None else "Items 8 and 9 are not answered")


@pytest.mark.parametrize(("name", "total", "band"), ASKED_EDGES)
def test_both_ends_of_a_band_are_named_in_the_form(form_of, name, total, band):
    form = form_of(f"scores.{name}")
    known = form.instrument
    most = known.options_of(known.items[0])[-1].value
    score = only(answered(form, answers_that_make(total, len(known.items), most)))

    assert total_of(score) == total
    assert form.total_line.text() == f"Total {total} · {band_label(name, band)}"


@pytest.mark.parametrize(("name", "total", "band"), ENTERED_EDGES)
def test_both_ends_of_a_band_are_named_for_a_total_from_elsewhere(form_of, name, total, band):
    form = form_of(f"scores.{name}")
    form.total.editor.setText(str(total))
    form.taken_at.set_now()
    form.rater.set_value(Rater.CLINICIAN)
    form.submit()

    score = only(form.journal.store.find(Score))
    assert (score.instrument, score.total, score.answers) == (name, total, None)
    assert form.band_line.text() == band_label(name, band)


@pytest.mark.parametrize("known", list(instruments().values()), ids=lambda known: known.id)
def test_the_licence_of_every_instrument_stands_in_its_form(form_of, known):
    assert known.licence in form_of(f"scores.{known.id}").about.text()


@pytest.mark.parametrize("known", list(instruments().values()), ids=lambda known: known.id)
def test_about_names_the_questionnaire_and_the_source_of_its_licence_and_opens_by_keys(qtbot, form_of, known):
    form = form_of(f"scores.{known.id}")
    form.show()
    assert form.about.isHidden()
    form.about_button.setFocus()
    qtbot.keyClick(form.about_button, Qt.Key.Key_Space)
    assert form.about.isVisible()
    assert form.about.text().startswith(known.title)
    assert known.licence_source in form.about.text()
    assert nameless(form) == []


@pytest.mark.parametrize(
    "known", [each for each in instruments().values() if not each.items], ids=lambda k: k.id
)
def test_a_result_from_elsewhere_asks_for_no_items_and_says_who_answered(form_of, known):
    form = form_of(f"scores.{known.id}")
    assert not hasattr(form, "items")
    asked = {"taken_at", "rater", "notes"} | ({"total"} if not known.is_outcome else set())
    assert set(form.fields) == asked
    form.rater.set_value(Rater.CAREGIVER)
    assert form.rater_line.isVisibleTo(form)


@pytest.mark.parametrize(
    "known", [each for each in instruments().values() if not each.items], ids=lambda k: k.id
)
def test_a_result_from_elsewhere_starts_empty_and_a_clinicians_scale_asks_who_answered(form_of, known):
    form = form_of(f"scores.{known.id}")

    assert form.taken_at.value() is None
    assert form.rater.value() == (Rater.PATIENT if known.rated_by == "self" else None)
    form.submit()
    assert form.journal.store.find(Score) == []
    if form.total is not None:
        assert "neither answers nor a total" in form.total.message()


def test_a_total_outside_its_scale_is_refused_beside_it(form_of):
    form = form_of("scores.who5")
    form.total.editor.setText("101")
    form.taken_at.set_now()
    form.submit()

    assert "0 to 100" in form.total.message()
    assert form.journal.store.find(Score) == []


def test_a_peg_keeps_its_decimal_when_only_the_total_is_known(form_of):
    form = form_of("scores.peg")
    form.paper.setChecked(True)
    form.total.editor.setText("5.7")
    form.taken_at.set_now()
    form.submit()

    assert only(form.journal.store.find(Score)).total == 5.7


def test_the_outcome_of_a_clinicians_interview_is_kept_in_words_and_never_asked(form_of):
    form = form_of("scores.cssrs_screener")
    assert form.total is None
    assert not hasattr(form, "items")
    form.taken_at.set_now()
    form.rater.set_value(Rater.CLINICIAN)
    form.submit()
    assert "the outcome is missing" in form.fields["notes"].message()

    form.fields["notes"].set_value("Low, as told by Dr. Example.")
    form.submit()

    score = only(form.journal.store.find(Score))
    assert (score.answers, score.total, total_of(score)) == (None, None, None)
    assert score.notes == "Low, as told by Dr. Example."


def test_a_saved_total_is_edited_in_the_same_form(form_of):
    first = form_of("scores.isi")
    first.total.editor.setText("15")
    first.taken_at.set_now()
    first.submit()
    score = only(first.journal.store.find(Score))

    form = form_of(f"scores:{score.id}")
    assert form.band_line.text() == "Moderate"
    form.total.editor.setText("8")
    form.submit()

    edited = only(form.journal.store.find(Score))
    assert (edited.total, edited.revision, edited.taken_at) == (8, 2, score.taken_at)


def test_a_total_of_a_questionnaire_that_is_not_known_is_edited_as_it_is(form_of, small_journal):
    of = small_journal.course
    imported = Score(
        **STAMP,
        course_id=of.id,
        instrument="Clinic's own",
        taken_at=at("2026-03-01T10:00+01:00"),
        total=412.5,
    )
    small_journal.add([imported], "import")

    form = form_of(f"scores:{imported.id}")
    assert form.total.value() == 412.5
    form.fields["notes"].set_value("from the letter")
    form.submit()

    edited = only(small_journal.store.find(Score))
    assert (edited.total, edited.notes, edited.instrument) == (412.5, "from the letter", "Clinic's own")


def test_an_own_measure_has_a_name_a_range_a_direction_and_a_unit(form_of):
    form = form_of("own_measures")
    for name, text in (("name", "Steps"), ("unit", "thousand"), ("low", "0"), ("high", "30.5")):
        form.fields[name].editor.setText(text)
    form.fields["higher_is"].set_value(Direction.BETTER)
    form.submit()

    (made,) = form.journal.store.find(OwnMeasure)
    assert (made.name, made.unit, made.low, made.high, made.higher_is) == (
        "Steps",
        "thousand",
        0,
        30.5,
        Direction.BETTER,
    )
    assert made.patient_id == form.journal.patient().id


@pytest.mark.parametrize(
    ("name", "low", "high", "field", "sentence"),
    [
        ("Steps", "5", "5", "high", "higher than the lowest"),
        ("phq9", "0", "9", "name", "has that name already"),
        ("", "0", "9", "name", "is missing"),
        ("HOURS outside", "0", "9", "name", "a measure of that name already"),
        ("Steps", "", "9", "low", "is missing"),
    ],
)
def test_an_own_measure_that_cannot_be_is_refused(form_of, measure, name, low, high, field, sentence):
    form = form_of("own_measures")
    for each, text in (("name", name), ("low", low), ("high", high)):
        form.fields[each].editor.setText(text)
    form.fields["higher_is"].set_value(Direction.WORSE)
    form.submit()

    assert form.fields[field].message()
    assert sentence in form.fields[field].message()
    assert form.journal.store.find(OwnMeasure) == [measure]


def test_a_value_of_an_own_measure_is_kept_under_its_name(form_of, measure):
    form = form_of(f"scores.{measure.id}")
    assert form.total.label.text() == "Hours outside, 0 to 16"
    form.total.editor.setText("2.5")
    form.submit()

    score = only(form.journal.store.find(Score))
    assert (score.instrument, score.total, score.rater) == ("Hours outside", 2.5, Rater.PATIENT)


def test_a_value_outside_an_own_measure_is_refused(form_of, measure):
    form = form_of(f"scores.{measure.id}")
    form.total.editor.setText("17")
    form.submit()

    assert form.total.message() == "“Hours outside” goes from 0 to 16."
    assert form.journal.store.find(Score) == []


def test_a_new_name_of_a_measure_goes_to_its_values_too_in_one_step(form_of, measure):
    form = form_of(f"scores.{measure.id}")
    form.total.editor.setText("3")
    form.submit()
    edit = form_of(f"own_measures:{measure.id}")
    edit.fields["name"].editor.setText("Daylight")
    edit.submit()
    journal = form.journal
    score = only(journal.store.find(Score))
    assert score.instrument == "Daylight"
    assert make_form(journal, f"scores:{score.id}").scale.name == "Daylight"

    journal.undo_stack.undo()

    assert only(journal.store.find(Score)).instrument == "Hours outside"
    assert [each.name for each in journal.store.find(OwnMeasure)] == ["Hours outside"]


def test_the_chooser_lists_what_is_filled_in_here_what_is_only_a_result_and_own_measures(
    qtbot, small_journal, measure
):
    dialog = QuestionnaireDialog(small_journal)
    qtbot.addWidget(dialog)

    scores = {f"scores.{name}" for name in instruments()}
    assert set(dialog.buttons) == scores | {
        f"scores.{measure.id}",
        f"own_measures:{measure.id}",
        "own_measures",
    }
    assert all(
        button.accessibleName() for button in dialog.findChildren(QPushButton) if button.text() != "Close"
    )


def test_the_menu_leads_to_the_chooser_and_from_there_to_a_form(workspace, qtbot):
    workspace.run("form questionnaires")
    dialog = workspace.window.findChild(QuestionnaireDialog)
    assert dialog.isVisible()
    qtbot.mouseClick(dialog.buttons["scores.peg"], Qt.MouseButton.LeftButton)

    assert workspace.form.instrument.id == "peg"


def test_enter_chooses_and_leads_to_the_form_as_well(workspace, qtbot):
    workspace.run("form questionnaires")
    dialog = workspace.window.findChild(QuestionnaireDialog)
    dialog.buttons["scores.isi"].setFocus()
    qtbot.keyClick(dialog.buttons["scores.isi"], Qt.Key.Key_Return)

    assert workspace.form.scale.id == "isi"


def test_the_mood_page_fits_the_first_window_with_all_its_buttons(qtbot, form_of, small_journal):
    answered(form_of("scores.peg"), [1, 2, 3])
    page = MoodPage(small_journal)
    qtbot.addWidget(page)
    page.show()

    assert page.minimumSizeHint().width() <= FIRST_SIZE.width() - RAIL_ROOM


def test_an_outcome_in_words_says_so_in_the_table(form_of, small_journal):
    form = form_of("scores.cssrs_screener")
    form.taken_at.set_now()
    form.rater.set_value(Rater.CLINICIAN)
    form.fields["notes"].set_value("Low")
    form.submit()

    (row,) = scores_listing().rows(small_journal.records())
    assert total_words(row) == "in words, see the notes"
    assert row.name == "C-SSRS Screener"


def test_the_keys_of_a_peg_reach_ten(workspace, qtbot):
    workspace.run("form scores.peg")
    partial(press, qtbot)("X74")
    assert workspace.form.answers() == [10, 7, 4]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert "Total 7" in workspace.window.notice.text.text()


def settings_of(workspace):
    workspace.run("page settings")
    page = workspace.window.findChild(SettingsPage)
    return page.measures


def named(widget, name):
    return next(each for each in widget.findChildren(QPushButton) if each.accessibleName() == name)


@pytest.fixture
def hours(workspace):
    """An own measure in the journal of the window."""
    made = OwnMeasure(
        **STAMP,
        patient_id=workspace.journal.patient().id,
        name="Hours outside",
        low=0,
        high=16,
        higher_is=Direction.BETTER,
        unit="h",
    )
    workspace.journal.add([made], "measure")
    return made


def test_own_measures_are_listed_in_the_settings_and_edited_from_there_by_keys(workspace, qtbot, hours):
    card = settings_of(workspace)
    lines = [label.text() for label in card.findChildren(QLabel)]
    assert "Hours outside · 0 to 16 h · a higher value is better" in lines
    named(card, "Edit: Hours outside").setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert workspace.form.record == hours


@pytest.mark.usefixtures("hours")
def test_a_measure_without_values_is_removed_and_comes_back(workspace, qtbot):
    card = settings_of(workspace)
    named(card, "Remove Hours outside").click()
    assert workspace.journal.store.find(OwnMeasure) == []
    qtbot.mouseClick(workspace.window.notice.undo_button, Qt.MouseButton.LeftButton)
    assert [each.name for each in workspace.journal.store.find(OwnMeasure)] == ["Hours outside"]


@pytest.mark.usefixtures("hours")
def test_a_measure_with_values_stays_and_says_why(workspace):
    journal = workspace.journal
    score = Score(
        **STAMP, course_id=journal.course.id, instrument="Hours outside", taken_at=journal.now(), total=3
    )
    journal.add([score], "hours")
    named(settings_of(workspace), "Remove Hours outside").click()
    assert workspace.window.notice.text.text() == (
        "“Hours outside” stays, since 1 value is kept under it. Delete that one on the Mood page first."
    )
    assert journal.store.count(OwnMeasure) == 1


def test_a_measure_with_a_half_filled_value_stays_and_says_why(workspace, hours):
    workspace.run(f"form scores.{hours.id}")
    workspace.form.total.editor.setText("7")
    named(settings_of(workspace), "Remove Hours outside").click()
    assert "half-filled" in workspace.window.notice.text.text()
    assert workspace.journal.store.count(OwnMeasure) == 1


def test_a_half_filled_value_is_called_by_the_name_of_its_measure_on_today(workspace, qtbot, hours):
    workspace.run(f"form scores.{hours.id}")
    workspace.form.total.editor.setText("7")
    workspace.run("page today")
    (draft,) = (
        each
        for each in workspace.window.findChild(TodayPage).findChildren(QPushButton)
        if each.text().startswith("Go on with")
    )
    assert draft.text().startswith("Go on with: Hours outside, ")
    draft.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert workspace.form.total.value() == 7


def test_a_half_filled_own_measure_is_offered_again(form_of, measure, small_journal):
    form = form_of(f"scores.{measure.id}")
    form.total.editor.setText("7")
    form.keep_draft()
    draft = only(small_journal.store.drafts())

    again = form_of(draft.form)
    assert again.restore_draft()
    assert again.total.value() == 7
    assert title_of(small_journal, draft.form) == "Hours outside"


def test_who_recorded_is_who_answered_an_own_measure_until_said_otherwise(form_of, measure, small_journal):
    small_journal.record_as(Author.CAREGIVER)

    assert form_of(f"scores.{measure.id}").rater.value() == Rater.CAREGIVER
