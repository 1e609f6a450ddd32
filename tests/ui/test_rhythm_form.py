"""A rhythm is set up from nothing, says what is missing, and follows the new name of a measure."""

from datetime import date, time

from ketatrack.domain.records import OwnMeasure, ScoreRule
from ketatrack.domain.words import PhaseKind
from ketatrack.ui.fields.weekdays_field import WeekdaysField
from ketatrack.ui.forms.catalogue import make_form, title_of
from ketatrack.ui.forms.suggested_rhythms_form import SUGGESTED_RHYTHMS
from ketatrack.ui.pages.open_card import OpenCard
from tests.records import STAMP, rhythm


def form_of(qtbot, journal, name):
    form = make_form(journal, name)
    qtbot.addWidget(form)
    return form


def rules(journal):
    return journal.store.find(ScoreRule)


def test_nothing_is_set_beforehand_and_what_is_missing_is_said(qtbot, small_journal):
    form = form_of(qtbot, small_journal, "score_rules")
    assert {name: field.value() for name, field in form.fields.items() if field.value()} == {}
    form.submit()
    assert form.fields["asks_for"].message() == "What to ask for is missing."
    assert form.fields["every_days"].message() == "At most every (days) is missing."
    assert form.fields["set_back"].message() == ""
    assert rules(small_journal) == []


def test_every_part_of_a_rhythm_is_kept_and_shown_again(qtbot, small_journal):
    form = form_of(qtbot, small_journal, "score_rules")
    values = {
        "asks_for": "gad7",
        "every_days": 30,
        "weekdays": (0, 6),
        "clock": time(7, 30),
        "phase": PhaseKind.MAINTENANCE,
        "set_back": True,
        "starts_on": date(2026, 6, 1),
        "ends_on": date(2026, 12, 1),
    }
    for name, value in values.items():
        form.fields[name].set_value(value)
    form.submit()
    (kept,) = rules(small_journal)
    assert {name: getattr(kept, name) for name in values} == values
    again = form_of(qtbot, small_journal, f"score_rules:{kept.id}")
    assert {name: again.fields[name].value() for name in values} == values
    small_journal.undo_stack.undo()
    assert rules(small_journal) == []


def test_a_half_filled_rhythm_comes_back_from_its_draft(qtbot, small_journal):
    form = form_of(qtbot, small_journal, "score_rules")
    form.fields["weekdays"].set_value((2, 4))
    form.fields["clock"].editor.setText("7:3")
    form.keep_draft()
    again = form_of(qtbot, small_journal, "score_rules")
    assert again.restore_draft()
    assert again.fields["weekdays"].value() == (2, 4)
    assert again.fields["clock"].content() == "7:3"


def test_what_a_patient_does_not_fill_in_is_not_offered(qtbot, small_journal):
    offered = form_of(qtbot, small_journal, "score_rules").fields["asks_for"]._values
    assert {"phq9", "resting_pressure", "mood_now"} <= set(offered)
    assert not {"madrs", "cssrs_screener", "cadss"} & set(offered)


def test_a_rhythm_follows_the_new_name_of_its_measure_and_undo_takes_both_back(qtbot, small_journal):
    measure = OwnMeasure(
        **STAMP,
        patient_id=small_journal.patient().id,
        name="Sleep",
        unit="h",
        low=0,
        high=24,
        higher_is="better",
    )
    small_journal.add([measure, rhythm(small_journal.course, "Sleep")], "both")
    card = OpenCard(small_journal)
    qtbot.addWidget(card)
    assert card._form_of(rules(small_journal)[0]) == f"scores.{measure.id}"
    form = form_of(qtbot, small_journal, f"own_measures:{measure.id}")
    form.fields["name"].set_value("Hours of sleep")
    form.submit()
    assert [rule.asks_for for rule in rules(small_journal)] == ["Hours of sleep"]
    small_journal.undo_stack.undo()
    assert [rule.asks_for for rule in rules(small_journal)] == ["Sleep"]


def test_a_measure_that_is_gone_can_be_skipped_but_not_filled_in(qtbot, small_journal):
    small_journal.add([rhythm(small_journal.course, "Steps")], "rhythm")
    card = OpenCard(small_journal)
    qtbot.addWidget(card)
    assert card._form_of(rules(small_journal)[0]) == ""
    form = form_of(qtbot, small_journal, f"score_rules:{rules(small_journal)[0].id}")
    assert form.fields["asks_for"].value() == "Steps"


def test_the_list_of_rhythms_has_a_title_of_its_own_among_the_drafts(small_journal):
    assert title_of(small_journal, SUGGESTED_RHYTHMS) == "Rhythms to choose from"


def test_days_of_the_week_are_let_go_of_all_at_once(qtbot):
    field = WeekdaysField("Only on")
    qtbot.addWidget(field)
    field.set_value((0, 3))
    assert field.content() == ["0", "3"]
    field.set_value(None)
    assert field.value() == ()
    field.set_content(["6"])
    assert field.value() == (6,)
