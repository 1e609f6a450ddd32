"""The form of a side effect: the whole vocabulary or own words, its horizon, and how it went."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.records import SideEffect
from ketatrack.domain.side_effects import label_of_effect, side_effect_vocabulary
from ketatrack.domain.words import Severity
from ketatrack.ui.dialogs.safety_cards import EmergencyCard
from ketatrack.ui.forms.catalogue import make_form
from ketatrack.ui.forms.folded import Folded
from tests import records as make
from tests.ui.workspaces import nameless, open_workspace


@pytest.fixture
def form(small_journal, qtbot):
    made = make_form(small_journal, "side_effects")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def only_effect(journal) -> SideEffect:
    (effect,) = journal.store.find(SideEffect)
    return effect


def test_nothing_is_chosen_beforehand(form):
    assert all(not field.content() for field in form.fields.values())
    assert nameless(form) == []


def test_every_term_is_offered_with_the_emergency_signs_and_own_words_first(small_journal, qtbot):
    own = make.side_effect(small_journal.course, "my teeth felt far away")
    small_journal.add([own], "side effect")
    form = make_form(small_journal, "side_effects")
    qtbot.addWidget(form)
    editor = form.fields["effect"].editor
    offered = [editor.itemText(place) for place in range(editor.count())]

    labels = [term.label for term in side_effect_vocabulary().terms]
    assert offered == ["my teeth felt far away", *labels]
    assert "Chest pain" in offered


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("trouble SLEEPING", "insomnia"), ("insomnia", "insomnia"), ("a humming", "a humming")],
)
def test_a_term_is_kept_by_its_id_and_own_words_as_they_are(form, small_journal, qtbot, typed, kept):
    form.fields["effect"].set_content(typed)
    form.submit()

    assert only_effect(small_journal).effect == kept
    edit = make_form(small_journal, f"side_effects:{only_effect(small_journal).id}")
    qtbot.addWidget(edit)
    assert edit.fields["effect"].content() == label_of_effect(kept)


def test_the_whole_course_of_an_effect_is_kept(form, small_journal):
    values = {
        "effect": "headache",
        "severity": Severity.SEVERE,
        "horizon": Horizon.LONG_TERM,
        "noticed_at": make.at("2026-03-01T08:00+01:00"),
        "worst_at": make.at("2026-03-01T09:00+01:00"),
        "resolved_at": make.at("2026-03-02T09:00+01:00"),
        "still_present": False,
        "needed_help": True,
        "done_about_it": "lay down",
        "noticed_by": "Kim",
        "notes": "behind the eyes",
    }
    for name, value in values.items():
        form.fields[name].set_value(value)
    form.submit()

    effect = only_effect(small_journal)
    assert {name: getattr(effect, name) for name in values} == values


def test_a_day_without_a_time_is_refused_with_where_it_can_stand_since_no_time_is_made_up(
    form, small_journal
):
    form.fields["effect"].set_content("headache")
    form.fields["horizon"].set_value(Horizon.LONG_TERM)
    form.fields["noticed_at"].editor.setText("2026-03-01")
    form.submit()

    assert small_journal.store.find(SideEffect) == []
    assert form.fields["noticed_at"].message() == (
        "The time is missing. Where nobody knows it, leave the day empty and write it into the notes."
    )


def test_what_is_seldom_known_is_folded_away_until_it_is_filled(form):
    (fold,) = form.findChildren(Folded)
    assert not fold.is_open()

    form.fields["noticed_by"].set_content("Kim")

    assert fold.is_open()


def test_minutes_are_asked_for_where_there_is_a_session_and_moments_where_there_is_none(small_journal, qtbot):
    session = make.session(small_journal.course, "S1", "2026-03-01T10:00+01:00")
    small_journal.add([session], "session")
    form = make_form(small_journal, "side_effects")
    qtbot.addWidget(form)
    form.show()
    fields = form.fields
    assert not fields["session_id"].isVisible()
    assert not fields["onset_minutes"].isVisible()

    fields["horizon"].set_value(Horizon.DURING)
    assert fields["session_id"].isVisible()
    fields["session_id"].set_value(session.id)

    assert fields["onset_minutes"].isVisible()
    assert not fields["noticed_at"].isVisible()
    fields["effect"].set_content("nausea")
    fields["onset_minutes"].set_content("20")
    fields["resolved_minutes"].set_content("60")
    form.submit()
    effect = only_effect(small_journal)
    assert (effect.session_id, effect.onset_minutes, effect.resolved_minutes) == (session.id, 20, 60)


def test_a_moment_that_was_typed_stays_in_sight(small_journal, qtbot):
    session = make.session(small_journal.course, "S1", "2026-03-01T10:00+01:00")
    small_journal.add([session], "session")
    form = make_form(small_journal, "side_effects")
    qtbot.addWidget(form)
    form.show()

    form.fields["noticed_at"].set_value(make.at("2026-03-01T10:20+01:00"))
    form.fields["session_id"].set_value(session.id)

    assert form.fields["noticed_at"].isVisible()


def test_still_present_and_gone_at_once_is_asked_about_beside_the_field(form, small_journal):
    form.fields["effect"].set_content("headache")
    form.fields["resolved_at"].set_value(make.at("2026-03-02T09:00+01:00"))
    form.fields["still_present"].set_value(True)
    form.submit()

    assert "leave one of the two empty" in form.fields["still_present"].message()
    assert small_journal.store.find(SideEffect) == []


def test_the_list_of_terms_opens_with_the_arrow_and_a_typed_part_finds_its_term(form, qtbot):
    editor = form.fields["effect"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "sleep")

    completer = editor.completer()
    completer.setCompletionPrefix("sleep")
    found = [
        completer.completionModel().index(row, 0).data(Qt.ItemDataRole.DisplayRole)
        for row in range(completer.completionCount())
    ]
    assert found == ["Trouble sleeping", "Sleepiness"]


def test_an_emergency_sign_shows_the_fixed_card(qtbot, tmp_path):
    who = make.patient(country="IE")
    workspace = open_workspace(qtbot, tmp_path, who, make.course(who))
    workspace.show_form("side_effects")
    workspace.form.fields["effect"].set_content("chest pain")
    workspace.form.submit()

    (card,) = workspace.window.findChildren(EmergencyCard)
    assert card.isVisible()
    workspace.close_journal()


def test_a_click_into_the_line_lets_one_type(form, qtbot):
    editor = form.fields["effect"].editor
    form.save_button.setFocus()

    qtbot.mouseClick(editor.lineEdit(), Qt.MouseButton.LeftButton)

    assert QApplication.focusWidget() is editor


def test_a_folded_row_of_a_session_keeps_what_was_done(small_journal, qtbot):
    session = make.session(small_journal.course, "S1", "2026-03-01T10:00+01:00")
    small_journal.add(
        [session, make.side_effect(small_journal.course, "nausea", session_id=session.id)], "S1"
    )
    form = make_form(small_journal, f"sessions:{session.id}")
    qtbot.addWidget(form)
    (row,) = form.effects.rows
    assert not row.fold.is_open()

    row.fields["done_about_it"].set_content("a walk")
    row.fields["still_present"].set_value(True)

    assert row.fold.is_open()
    form.submit()
    effect = only_effect(small_journal)
    assert (effect.done_about_it, effect.still_present) == ("a walk", True)


def test_a_row_of_a_session_is_not_gone_and_still_present_at_once(small_journal, qtbot):
    session = make.session(small_journal.course, "S1", "2026-03-01T10:00+01:00")
    effect = make.side_effect(small_journal.course, "nausea", session_id=session.id, resolved_minutes=30)
    small_journal.add([session, effect], "S1")
    form = make_form(small_journal, f"sessions:{session.id}")
    qtbot.addWidget(form)
    (row,) = form.effects.rows
    row.fields["still_present"].set_value(True)
    form.submit()

    assert "leave one of the two empty" in row.fields["still_present"].message()
