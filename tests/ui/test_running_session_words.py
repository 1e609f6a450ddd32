"""A session that goes on is nowhere told as one that ended, whatever is stored of its outcome meanwhile."""

from dataclasses import replace

import pytest

from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.handover import AppendixPart, Handover, handed_over
from ketatrack.domain.words import Outcome
from ketatrack.reports.session_listing import session_listing
from ketatrack.reports.session_sheet import session_sheet
from ketatrack.reports.summary import course_profile
from ketatrack.ui.tables.record_model import RecordModel
from ketatrack.ui.tables.session_listing import sessions_listing
from tests.domain.followed_session import DOSE, FIRST, OPENED, SPRING, WHO
from tests.records import at, session

NOW = at("2026-03-02T10:30+01:00")
EARLIER = session(SPRING, "S0", "2026-02-02T10:00+01:00")


def course_with(followed) -> CourseRecords:
    return CourseRecords(
        course=SPRING,
        patient=WHO,
        sessions=[EARLIER, FIRST],
        following=CourseFollowing(sessions=[followed], events=[DOSE]),
    )


RUNNING = course_with(OPENED)
ENDED = course_with(OPENED.changed(closed_at=at("2026-03-02T12:10+01:00")))


def outcomes(records: CourseRecords) -> list[str]:
    listing = sessions_listing()
    (column,) = (each for each in listing.columns if each.name == "outcome")
    return [column.text(row) for row in listing.rows(records)]


def test_the_table_and_the_details_say_that_a_session_is_being_followed():
    assert FIRST.outcome == Outcome.COMPLETED
    assert outcomes(RUNNING) == ["Completed", "Being followed now"]
    assert outcomes(ENDED) == ["Completed", "Completed"]
    model = RecordModel()
    model.set_columns(sessions_listing().columns)
    model.set_rows(sessions_listing().rows(RUNNING))
    assert ["Completed", "Being followed now"] in [words for _column, words in model.choices()]
    listing = sessions_listing()
    details = listing.details(listing.rows(RUNNING)[-1])
    assert ("Outcome", "Being followed now") in details.sections[0].rows


def test_the_sheet_of_a_session_that_goes_on_says_so():
    for records, words in ((RUNNING, "Being followed now"), (ENDED, "Completed")):
        facts = [(fact.label, fact.value) for fact in session_sheet(records, FIRST, NOW).sections[0].facts]
        assert ("Outcome", words) in facts


@pytest.mark.parametrize("deidentified", [False, True])
@pytest.mark.parametrize("appendix", [(), (AppendixPart.FOLLOWED,)])
def test_a_course_profile_does_not_count_it_as_ended_without_saying_so(appendix, deidentified):
    choices = Handover(appendix=(AppendixPart.SESSIONS, *appendix), deidentified=deidentified)
    for records, counted in ((RUNNING, True), (ENDED, False)):
        profile = course_profile(handed_over(records, choices), choices, NOW)
        told = {fact.label: fact.value for fact in profile.completeness.facts}
        assert told["Sessions"].endswith(", 1 still being followed") is counted
        rows = session_listing(handed_over(records, choices), choices).rows
        assert ("Being followed now" in rows[-1][1]) is counted
        assert "Completed" in rows[0][1]


def test_what_is_kept_back_of_following_holds_no_more_than_that_it_goes_on():
    kept = handed_over(RUNNING, Handover()).following
    assert kept == replace(CourseFollowing(), kept_back_running=frozenset({FIRST.id}))
