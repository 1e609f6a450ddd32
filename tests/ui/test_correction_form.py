"""The patient's own entry beside a sitter's: what counts from a dose goes with its corrected time."""

from datetime import timedelta, timezone

from PySide6.QtWidgets import QLabel

from ketatrack.domain.effect_horizons import NotedEffect
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.records import Session, SessionEvent, SideEffect
from ketatrack.domain.words import Author
from tests.followed import course_in, minutes_ago, running_session, watched_at_home
from tests.records import side_effect
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
