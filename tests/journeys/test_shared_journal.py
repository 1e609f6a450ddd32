"""Two people keep one journal: each list, each detail and each page of the appendix says who wrote what."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.handover import AppendixPart, Handover
from ketatrack.domain.provenance import other_author
from ketatrack.domain.records import CheckIn, Medicine, Phase, Session, SessionExperience, Visit
from ketatrack.domain.words import Author
from ketatrack.reports.appendix import appendix
from ketatrack.reports.summary import course_profile
from tests import records as make
from tests.ui.workspaces import open_workspace

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CAREGIVER = {"recorded_by": Author.CAREGIVER}


@pytest.fixture
def shared() -> CourseRecords:
    """A course in which the patient and a caregiver have written down one thing of each kind."""
    who = make.patient(name="Alex")
    of = make.course(who)
    own = {**make.STAMP, "course_id": of.id}
    mine = make.session(of, "N1", "2026-03-02T09:30+01:00")
    theirs = make.session(of, "N2", "2026-03-05T09:30+01:00", **CAREGIVER)
    return CourseRecords(
        course=of,
        patient=who,
        phases=[Phase(**own | CAREGIVER, starts_on="2026-03-02", phase="induction", reason="by phone")],
        sessions=[mine, theirs],
        readings=[
            make.reading(of, "2026-03-02T10:10+01:00", session_id=mine.id, systolic=149, **CAREGIVER),
            make.reading(of, "2026-03-04T10:10+01:00", systolic=130, **CAREGIVER),
        ],
        side_effects=[make.side_effect(of, "nausea", session_id=mine.id, severity="mild", **CAREGIVER)],
        scores=[make.phq9(of, "2026-03-04T20:00+01:00", *[1] * 9, **CAREGIVER)],
        medicines=[Medicine(**own | CAREGIVER, name="sertraline")],
        visits=[Visit(**own | CAREGIVER, visited_on="2026-03-20", with_whom="Dr Weiß")],
    )


def test_every_list_and_every_detail_in_the_window_names_the_author(qtbot, tmp_path, shared):
    first = shared.sessions[0]
    inside = make.STAMP | CAREGIVER | {"course_id": shared.course.id, "session_id": first.id}
    after = [
        SessionExperience(**inside, answered_at=first.started_at, words="spoke of a shore"),
        CheckIn(**inside, answered_at=first.started_at, after_hours=4, words="slept"),
    ]
    workspace = open_workspace(qtbot, tmp_path, shared.patient, shared.course, *shared.entries(), *after)
    for name in ("sessions", "mood"):
        workspace.show_page(name)
        page = workspace.window.stack.currentWidget()
        for place in range(len(page._listings)):
            page.choose_listing(place)
            QApplication.processEvents()
            model = page.table.records_model
            column = [each.name for each in model.columns].index("recorded_by")
            words = {model.index(row, column).data() for row in range(model.rowCount())}
            assert words <= {"Patient", "Caregiver"}
            assert "Caregiver" in words, page.listing.words
            assert "Recorded by: " in page.details.toPlainText()
    workspace.close_journal()


def test_what_somebody_else_added_to_a_session_is_marked_in_its_details(qtbot, tmp_path, shared):
    workspace = open_workspace(qtbot, tmp_path, shared.patient, shared.course, *shared.entries())
    workspace.show_page("sessions")
    page = workspace.window.stack.currentWidget()
    page.table.choose_records([shared.sessions[0].id])
    words = page.details.toPlainText()

    assert words.startswith("Session N1")
    assert words.count("recorded by: caregiver") == 2
    assert "Recorded by: Patient" in words
    workspace.close_journal()


def test_the_page_and_every_list_after_it_name_the_author(shared):
    lists = appendix(shared, Handover(appendix=tuple(AppendixPart)))
    said = {each.title: " | ".join(" ".join(row) for row in each.rows) for each in lists}
    named = [AppendixPart.SCORES, AppendixPart.SESSIONS, AppendixPart.RESTING, AppendixPart.NOTES]

    for part in named:
        assert "recorded by: caregiver" in said[part.label], part
    assert said[AppendixPart.SESSIONS.label].count("recorded by: caregiver") == 3
    facts = {fact.label: fact.value for fact in course_profile(shared, Handover(), NOW).facts}
    assert "caregiver" in facts["Recorded by"].lower()


def test_what_the_expected_author_recorded_bears_no_mark(shared):
    first, second = shared.sessions
    assert isinstance(first, Session)
    assert other_author(first) == ""
    assert other_author(second) == "recorded by: caregiver"
    assert other_author(second, than=Author.CAREGIVER) == ""
