"""A followed session in its form: its start and its first dose stay one fact, on every screen and sheet."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from ketatrack.charts.live_data import live_data
from ketatrack.domain.effect_horizons import NotedEffect
from ketatrack.domain.errors import JournalError
from ketatrack.domain.followed import first_dose
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.past_records import version_of
from ketatrack.domain.records import Reading, Session, SessionEvent, SideEffect
from ketatrack.domain.words import Author, Outcome, ReadingContext
from ketatrack.reports.session_tables import session_tables
from ketatrack.ui.board.clock_face import ClockFace
from ketatrack.ui.forms.session_form import SessionForm
from ketatrack.ui.history.putting_back import put_version_back, return_entry
from tests.followed import course_in, running_session, watched_at_home
from tests.records import reading, side_effect
from tests.ui.workspaces import open_workspace


class Followed:
    """The window on a journal with a session that is followed, its form open on request."""

    def __init__(self, qtbot, folder, recorded_by: Author = Author.PATIENT) -> None:
        past = watched_at_home()
        course = course_in(past)
        self.session, followed, dose, *rest = running_session(course)
        self.dose = dose.changed(recorded_by=recorded_by)
        self.nausea = side_effect(course, "nausea", session_id=self.session.id, onset_minutes=10)
        self.at_dose = reading(
            course,
            (self.session.started_at + timedelta(minutes=3)).isoformat(),
            session_id=self.session.id,
            context=ReadingContext.IN_SESSION,
            systolic=131,
            diastolic=79,
        )
        self.workspace = open_workspace(
            qtbot, folder, *past, self.session, followed, self.dose, *rest, self.nausea, self.at_dose
        )
        self.journal = self.workspace.journal

    def form(self) -> SessionForm:
        self.workspace.show_form(f"sessions:{self.session.id}")
        return self.workspace.form

    def starts(self) -> tuple:
        """What the session says, and what its clock counts from."""
        session = self.journal.store.get(Session, self.session.id)
        dose = first_dose(self.journal.records(), session)
        return session.started_at, dose.happened_at if dose else None

    def write_dose(self, minutes: int) -> SessionEvent:
        later = self.dose.changed(
            id=f"after-{minutes}", happened_at=self.dose.happened_at + timedelta(minutes=minutes)
        )
        self.journal.add([later], "dose")
        return later


@pytest.fixture
def followed(qtbot, tmp_path):
    made = Followed(qtbot, tmp_path)
    yield made
    made.workspace.close_journal()


def test_the_first_dose_goes_with_the_start_and_both_come_back_in_one_step(followed: Followed):
    before, later = followed.session.started_at, followed.session.started_at + timedelta(minutes=4)
    form = followed.form()
    form.fields["started_at"].set_value(later)
    form.submit()

    assert followed.starts() == (later, later)
    followed.workspace.window.undo_wanted.emit()
    assert followed.starts() == (before, before)


def test_clock_chart_and_sheet_tell_the_start_that_was_typed(followed: Followed):
    later = followed.session.started_at + timedelta(minutes=4)
    form = followed.form()
    form.fields["started_at"].set_value(later)
    form.submit()

    workspace, records = followed.workspace, followed.journal.records()
    session = followed.journal.store.get(Session, followed.session.id)
    workspace.show_page("board")
    assert f"at {later:%H:%M}" in workspace.window.findChild(ClockFace).line.text()
    dose = next(each for each in live_data(records, session).events if each.is_dose)
    assert dose.minutes == 0
    checkpoints = next(each for each in session_tables(records, session, later) if each.rows)
    planned = {row[1] for row in checkpoints.rows}
    assert f"{later + timedelta(minutes=40):%H:%M}" in planned


def test_what_was_measured_and_noted_as_it_happened_stays_at_its_moment(followed: Followed):
    began = NotedEffect(followed.nausea, followed.session).began_at
    form = followed.form()
    form.fields["started_at"].set_value(followed.session.started_at + timedelta(minutes=4))
    form.submit()

    journal = followed.journal
    moved = journal.store.get(Session, followed.session.id)
    taken = journal.store.get(Reading, followed.at_dose.id)
    noted = journal.store.get(SideEffect, followed.nausea.id)
    before_dose = next(each for each in journal.records().readings if each.systolic == 121)
    assert (taken.taken_at, taken.context) == (followed.at_dose.taken_at, ReadingContext.PRE_DOSE)
    assert (noted.onset_minutes, NotedEffect(noted, moved).began_at) == (6, began)
    assert before_dose.minutes == -9
    assert before_dose.taken_at == followed.session.started_at - timedelta(minutes=5)


def test_minutes_that_were_typed_count_from_the_start_that_was_typed(followed: Followed):
    later = followed.session.started_at + timedelta(minutes=4)
    form = followed.form()
    form.fields["started_at"].set_value(later)
    rows = form.grid.value()
    typed = [
        (dict(row.texts) | ({"minutes": "7"} if row.key == followed.at_dose.id else {}), row.key)
        for row in rows
        if row.key
    ]
    form.grid.set_value(typed)
    form.effects.rows[0].fields["onset_minutes"].set_value(12)
    form.submit()

    store = followed.journal.store
    assert store.get(Reading, followed.at_dose.id).taken_at == later + timedelta(minutes=7)
    assert store.get(SideEffect, followed.nausea.id).onset_minutes == 12


def test_a_start_after_the_second_spray_is_refused_in_a_sentence_beside_it(followed: Followed):
    followed.write_dose(5)
    before = followed.starts()
    form = followed.form()
    form.fields["started_at"].set_value(followed.session.started_at + timedelta(minutes=6))
    form.submit()

    second = followed.dose.happened_at + timedelta(minutes=5)
    assert f"{second:%H:%M}" in form.fields["started_at"].message()
    assert followed.starts() == before


def test_a_dose_that_the_sitter_wrote_down_is_not_moved_by_the_form(qtbot, tmp_path):
    followed = Followed(qtbot, tmp_path, recorded_by=Author.SITTER)
    before = followed.starts()
    form = followed.form()
    form.fields["started_at"].set_value(followed.session.started_at + timedelta(minutes=4))
    form.submit()

    assert "From your sitter" in form.fields["started_at"].message()
    assert followed.starts() == before
    followed.workspace.close_journal()


def test_a_session_in_which_nothing_was_given_after_all_is_asked_about_and_loses_its_dose(followed: Followed):
    form = followed.form()
    form.fields["outcome"].set_value(Outcome.NOT_GIVEN)
    form.submit()
    assert f"{followed.dose.happened_at:%H:%M}" in form.fields["outcome"].message()
    assert followed.journal.store.get(SessionEvent, followed.dose.id) is not None

    form.submit()
    assert followed.starts() == (followed.session.started_at, None)
    assert followed.journal.store.get(Session, followed.session.id).outcome == Outcome.NOT_GIVEN
    followed.workspace.window.undo_wanted.emit()
    assert followed.starts() == (followed.session.started_at, followed.session.started_at)


def test_a_dose_that_nobody_pressed_on_the_board_is_written_down_with_the_start(followed: Followed):
    journal = followed.journal
    waiting = followed.session.changed(outcome=Outcome.NOT_GIVEN)
    journal.remove(followed.dose, "dose")
    journal.replace(journal.store.get(Session, waiting.id), waiting, "session")
    form = followed.form()
    form.fields["outcome"].set_value(Outcome.COMPLETED)
    form.submit()

    assert followed.starts() == (followed.session.started_at, followed.session.started_at)
    written = first_dose(journal.records(), followed.session)
    assert (written.event, written.amount) == (EventKind.DOSE, None)


def test_other_changes_leave_the_dose_as_it_is(followed: Followed):
    form = followed.form()
    form.fields["notes"].set_value("rain outside")
    form.submit()
    assert followed.journal.store.get(SessionEvent, followed.dose.id).revision == 1


def test_an_older_start_that_is_put_back_takes_the_first_dose_along(followed: Followed):
    before, later = followed.session.started_at, followed.session.started_at + timedelta(minutes=4)
    form = followed.form()
    form.fields["started_at"].set_value(later)
    form.submit()
    past = followed.journal.store.history(followed.session.id)[0]
    put_version_back(followed.journal, version_of(past.kind, past.content))
    assert followed.starts() == (before, before)

    past = followed.journal.store.history(followed.dose.id)[-1]
    put_version_back(followed.journal, version_of(past.kind, past.content))
    assert followed.starts() == (later, later)


def test_a_dose_that_is_brought_back_begins_its_session_again(followed: Followed):
    form = followed.form()
    form.fields["outcome"].set_value(Outcome.NOT_GIVEN)
    form.submit()
    form.submit()
    past = followed.journal.store.history(followed.session.id)[0]
    with pytest.raises(JournalError, match="bring the dose itself back"):
        put_version_back(followed.journal, version_of(past.kind, past.content))

    return_entry(followed.journal, followed.dose.id)
    assert followed.starts() == (followed.session.started_at, followed.session.started_at)
    assert followed.journal.store.get(Session, followed.session.id).outcome == Outcome.COMPLETED


def test_the_form_of_a_followed_session_says_what_stays_with_another_start(followed: Followed):
    told = [label.text() for label in followed.form().findChildren(QLabel)]
    assert any("rows you leave alone stay at their time" in words for words in told)
