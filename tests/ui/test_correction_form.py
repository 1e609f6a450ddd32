"""The patient's own entry beside a sitter's: what counts from a dose goes with its corrected time."""

from datetime import timedelta, timezone

import pytest
from PySide6.QtWidgets import QLabel

from ketatrack.domain.effect_horizons import NotedEffect
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.records import Reading, Session, SessionEvent, SideEffect
from ketatrack.domain.reviews import stands_words
from ketatrack.domain.words import Author
from ketatrack.ui.forms.correction_form import CorrectionForm
from ketatrack.ui.layout import unbroken
from tests.followed import course_in, minutes_ago, running_session, watched_at_home
from tests.records import reading, side_effect
from tests.ui.workspaces import open_workspace


def test_a_dose_that_is_corrected_begins_the_session_and_what_was_noted_stays_at_its_moment(qtbot, tmp_path):
    past = watched_at_home()
    course = course_in(past)
    session, followed, dose, *rest = running_session(course)
    assert isinstance(session, Session)
    assert isinstance(dose, SessionEvent)
    by_sitter = dose.changed(recorded_by=Author.SITTER)
    nausea = side_effect(course, "nausea", session_id=session.id, onset_minutes=10)
    workspace = open_workspace(qtbot, tmp_path, *past, session, followed, by_sitter, *rest, nausea)
    journal = workspace.journal
    began = NotedEffect(nausea, session).began_at

    workspace.show_form(f"corrections.{dose.id}")
    earlier = dose.happened_at - timedelta(minutes=4)
    workspace.form.fields["happened_at"].set_value(earlier)
    workspace.form.submit()

    moved, noted = journal.store.get(Session, session.id), journal.store.get(SideEffect, nausea.id)
    assert moved.started_at == earlier
    assert (noted.onset_minutes, NotedEffect(noted, moved).began_at) == (14, began)
    workspace.window.undo_wanted.emit()
    assert journal.store.get(Session, session.id).started_at == dose.happened_at
    assert journal.store.get(SideEffect, nausea.id).onset_minutes == 10
    workspace.close_journal()


def test_the_review_shows_what_counts_beside_what_the_sitter_wrote(qtbot, tmp_path):
    past = watched_at_home()
    course = course_in(past)
    session, followed, *rest = running_session(course)
    taken = minutes_ago(9)
    misread = reading(
        course,
        taken.isoformat(),
        session_id=session.id,
        systolic=162,
        diastolic=96,
        recorded_by=Author.SITTER,
    )
    workspace = open_workspace(qtbot, tmp_path, *past, session, followed, *rest, misread)
    workspace.show_form(f"corrections.{misread.id}")
    workspace.form.fields["systolic"].set_value(126)
    workspace.form.fields["remark"].set_value("a slip")
    workspace.form.submit()

    workspace.show_page("review")
    (card,) = workspace.window.stack.currentWidget().cards
    shown = [unbroken(label.text()) for label in card.findChildren(QLabel)]
    clock = f"{taken:%H:%M}"
    assert shown[:2] == [f"{clock} · 162/96", f"You wrote: {clock} · 126/96"]
    assert shown[2].endswith("your own entry counts: a slip")
    assert "You wrote" in card.accessibleName()
    struck = [label.font().strikeOut() for label in card.findChildren(QLabel)]
    assert struck == [True, False, False]
    workspace.close_journal()


def test_the_form_says_what_its_two_places_for_words_are_for(qtbot, tmp_path):
    workspace, _ache = opened_on(qtbot, tmp_path, minutes_ago(26))
    shown = [label.text() for label in workspace.form.findChildren(QLabel)]
    assert any("belongs to your own entry" in each for each in shown)
    assert any("stands with the sitter’s entry" in each for each in shown)
    workspace.close_journal()


# a side effect that the sitter noticed before the first dose


def opened_on(qtbot, tmp_path, noticed_at, **told):
    """The form beside a sitter's headache of that moment, in a session that begins twenty minutes ago."""
    past = watched_at_home()
    course = course_in(past)
    session, *rest = running_session(course)
    ache = side_effect(
        course,
        "headache",
        session_id=session.id,
        horizon=Horizon.DURING,
        noticed_at=noticed_at,
        recorded_by=Author.SITTER,
        **told,
    )
    workspace = open_workspace(qtbot, tmp_path, *past, session, *rest, ache)
    workspace.show_form(f"corrections.{ache.id}")
    return workspace, ache


def own_beside(workspace, ache) -> SideEffect:
    found = workspace.journal.store.find(SideEffect, session_id=ache.session_id)
    return next(each for each in found if each.id != ache.id)


def test_an_effect_before_the_first_dose_is_corrected_at_its_moment_not_in_minutes(qtbot, tmp_path):
    noticed = minutes_ago(26)
    workspace, ache = opened_on(qtbot, tmp_path, noticed)
    fields = workspace.form.fields
    assert "onset_minutes" not in fields
    assert fields["noticed_at"].value() == noticed
    assert fields["noticed_at"].clock.text() == f"{noticed:%H:%M}"

    earlier = minutes_ago(28)
    fields["noticed_at"].editor.setText(earlier.date().isoformat())
    fields["noticed_at"].clock.setText(f"{earlier:%H:%M}")
    fields["resolved_at"].set_value(minutes_ago(5))
    workspace.form.submit()

    own = own_beside(workspace, ache)
    assert (own.noticed_at, own.resolved_at) == (earlier, minutes_ago(5))
    assert (own.onset_minutes, own.resolved_minutes, own.horizon) == (None, None, Horizon.DURING)
    assert workspace.journal.store.get(SideEffect, ache.id).noticed_at == noticed
    workspace.close_journal()


def test_a_moment_of_another_place_is_shown_and_kept_at_the_time_of_that_place(qtbot, tmp_path):
    noticed = minutes_ago(26).astimezone(timezone(timedelta(hours=-5)))
    workspace, ache = opened_on(qtbot, tmp_path, noticed)
    field = workspace.form.fields["noticed_at"]
    assert field.clock.text() == f"{noticed:%H:%M}"
    assert "UTC-05:00" in [label.text() for label in field.findChildren(QLabel)]
    earlier = noticed - timedelta(minutes=2)
    field.editor.setText(earlier.date().isoformat())
    field.clock.setText(f"{earlier:%H:%M}")
    workspace.form.submit()

    own = own_beside(workspace, ache)
    assert (own.noticed_at, own.noticed_at.utcoffset()) == (earlier, timedelta(hours=-5))
    workspace.close_journal()


def test_an_end_before_the_moment_it_was_noticed_is_refused_beside_the_field(qtbot, tmp_path):
    workspace, _ache = opened_on(qtbot, tmp_path, minutes_ago(26))
    workspace.form.fields["resolved_at"].set_value(minutes_ago(40))
    workspace.form.submit()
    assert "the end lies before the start" in workspace.form.fields["resolved_at"].message()
    workspace.close_journal()


def test_an_effect_that_went_by_minutes_is_corrected_in_minutes(qtbot, tmp_path):
    workspace, ache = opened_on(qtbot, tmp_path, None, onset_minutes=4, resolved_minutes=9)
    assert not {"noticed_at", "resolved_at"} & set(workspace.form.fields)
    workspace.form.fields["onset_minutes"].set_value(3)
    workspace.form.submit()
    assert own_beside(workspace, ache).onset_minutes == 3
    workspace.close_journal()


@pytest.fixture
def by_sitter(qtbot, tmp_path):
    """The window on a running session in which a sitter wrote a reading and a side effect."""
    past = watched_at_home()
    course = course_in(past)
    session, followed, *rest = running_session(course)
    sitters = {"session_id": session.id, "recorded_by": Author.SITTER}
    misread = reading(course, minutes_ago(9).isoformat(), systolic=162, diastolic=96, **sitters)
    dizzy = side_effect(course, "dizziness", onset_minutes=12, severity="mild", **sitters)
    workspace = open_workspace(qtbot, tmp_path, *past, session, followed, *rest, misread, dizzy)
    yield workspace, session, misread, dizzy
    workspace.close_journal()


def unchanged(workspace, *entries) -> bool:
    return all(workspace.journal.store.get(type(each), each.id) == each for each in entries)


def test_the_board_changes_no_entry_of_a_sitter_and_says_where_yours_goes(by_sitter):
    workspace, _session, misread, dizzy = by_sitter
    workspace.show_page("board")
    board = workspace.window.stack.currentWidget().board
    for entry in (misread, dizzy):
        board.written.chosen.emit(entry.id)
        assert board.panels.shown is None
        assert board.step.sentence == stands_words()


def test_editing_an_entry_of_a_sitter_in_a_table_is_writing_ones_own_beside_it(by_sitter):
    workspace, _session, misread, _dizzy = by_sitter
    workspace.show_page("sessions")
    page = workspace.window.stack.currentWidget()
    page.choose_listing([listing.name for listing in page._listings].index(Reading.kind))
    page.table.choose_records([misread.id])
    page.edit()
    assert isinstance(workspace.form, CorrectionForm)
    workspace.form.fields["systolic"].set_value(126)
    workspace.form.submit()
    assert unchanged(workspace, misread)
    counted = {each.systolic for each in workspace.journal.records().readings}
    assert 126 in counted
    assert 162 not in counted


def test_the_form_of_a_session_writes_nothing_over_a_sitter_s_rows(by_sitter):
    workspace, session, misread, dizzy = by_sitter
    workspace.show_form(f"{Session.kind}:{session.id}")
    form = workspace.form
    rows = range(1, len(form.grid.value()) + 1)
    (systolic,) = (cell for row in rows if (cell := form.grid.cell(row, "systolic")).text() == "162")
    systolic.setText("126")
    form.submit()
    assert workspace.form is form
    assert any(stands_words() in unbroken(label.text()) for label in form.findChildren(QLabel))
    assert unchanged(workspace, misread, dizzy)

    systolic.setText("162")
    form.fields["notes"].set_value("a calm morning")
    form.submit()
    assert workspace.form is None
    assert workspace.journal.store.get(Session, session.id).notes == "a calm morning"
    assert unchanged(workspace, misread, dizzy)
