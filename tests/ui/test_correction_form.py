"""The patient's own entry beside a sitter's: what counts from a dose goes with its corrected time."""

from datetime import timedelta

from ketatrack.domain.effect_horizons import NotedEffect
from ketatrack.domain.records import Session, SessionEvent, SideEffect
from ketatrack.domain.words import Author
from tests.followed import course_in, running_session, watched_at_home
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
