"""What the Course Profile says, before it is laid out."""

from datetime import UTC, date, datetime

import pytest

from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period
from ketatrack.reports.profile import Fact, Profile
from ketatrack.reports.summary import course_profile
from tests.courses import crowded, empty, one_session
from tests.domain.case_files import course_records
from tests.records import course, patient, phq9, reading, session, side_effect

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def profile(records: CourseRecords, period: Period = WHOLE_COURSE) -> Profile:
    return course_profile(records, period, NOW)


def facts(page: Profile) -> dict[str, str]:
    """Return every fact by its label; the labels of one page differ."""
    sections = [fact for section in (*page.left, *page.right) for fact in section.facts]
    return {fact.label: fact.value for fact in (*page.facts, page.item9, *sections)}


def test_the_figures_of_a_course_stand_first():
    figures = [(figure.value, figure.note) for figure in profile(course_records("iv-boosters")).figures]
    assert figures == [
        ("12", "Moderate, 11 Sep 2026"),
        ("8", ""),
        ("21", "27 Feb 2026"),
        ("9 lower", "42.9 %, Partial response"),
    ]


def test_a_stale_baseline_says_how_old_it_is():
    page = profile(course_records("esketamine-label"))
    assert page.figures[2].note == "13 Aug 2025, 19 days before the first session"


def test_a_low_baseline_gives_points_and_no_percent():
    person = patient()
    of = course(person)
    records = CourseRecords(
        of,
        person,
        sessions=[session(of, "S1", "2026-03-02T10:00+01:00")],
        scores=[phq9(of, "2026-03-01T10:00+01:00", total=9), phq9(of, "2026-03-08T10:00+01:00", total=7)],
    )
    assert profile(records).figures[3].value == "2 lower"
    assert "%" not in profile(records).figures[3].note


def test_sessions_are_counted_by_phase_and_purpose():
    said = facts(profile(course_records("iv-boosters")))
    assert said["By phase"] == "Induction 6, Maintenance 5"
    assert said["By purpose"] == "Induction 6, Scheduled 2, Symptoms returning 3"
    assert said["Not completed"] == "0 stopped early, 1 not given"


def test_blood_pressure_is_summed_up():
    said = facts(profile(course_records("iv-boosters")))
    assert said["Sessions measured"] == "12 of 12"
    assert said["Highest in a session"] == "systolic 168 (26 Apr 2026), diastolic 101 (26 Apr 2026)"
    assert said["Rise of 40 or 25"] == "0 of 11"
    assert said["At rest"] == "118–129 / 74–83"


def test_item_9_has_its_latest_its_highest_and_how_often_it_was_above_zero():
    said = facts(profile(course_records("iv-boosters")))["PHQ-9 item 9"]
    assert said == "latest 1 (several days) on 11 Sep 2026 · highest 1 · above 0 at 8 of 31"


def test_an_item_9_that_was_not_answered_is_not_a_zero():
    assert "0" not in facts(profile(empty()))["PHQ-9 item 9"]


def test_the_most_frequent_side_effects_come_first_and_the_others_are_counted():
    section = profile(course_records("esketamine-label")).left[1]
    assert section.facts[0] == Fact("19 ×", "Feeling detached (dissociation), worst moderate")
    assert section.facts[-1] == Fact("7 ×", "others, not named here")
    assert len(section.facts) == 6


def test_side_effects_without_a_date_are_named_when_a_period_leaves_them_out():
    person = patient()
    of = course(person)
    records = CourseRecords(of, person, side_effects=[side_effect(of, "nausea")])
    assert "Without a date" not in facts(profile(records))
    assert facts(profile(records, Period(start=date(2026, 1, 1))))["Without a date"] == "1, not counted"


def test_incomplete_and_late_entries_are_counted():
    said = facts(profile(course_records("iv-boosters")))
    assert said["PHQ-9"] == "32 complete (2 only a total), 1 incomplete"
    assert said["PHQ-9 by others"] == "1"
    assert said["Written down later"].startswith("3 of 169 entries")


def test_what_was_not_recorded_is_said_to_be_so():
    page = profile(empty())
    assert page.person == "Name not recorded"
    said = facts(page)
    assert said["Medication"] == said["Route"] == said["Phase"] == "not recorded"


def test_who_recorded_what_is_counted_from_the_records():
    assert facts(profile(one_session()))["Patient"] == "1 session, 1 reading, 1 score"
    assert facts(profile(crowded()))["How"] == "Imported from a file 303"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (WHOLE_COURSE, "the whole course"),
        (Period(start=date(2026, 6, 1)), "from 1 Jun 2026"),
        (Period(end=date(2026, 6, 1)), "up to 1 Jun 2026"),
        (Period(date(2026, 6, 1), date(2026, 6, 30)), "1 Jun 2026 to 30 Jun 2026"),
    ],
)
def test_the_page_says_what_is_shown(period, words):
    assert facts(profile(course_records("iv-boosters"), period))["Shown"] == words


def test_a_period_without_a_score_has_no_latest_and_keeps_the_baseline():
    page = profile(course_records("iv-boosters"), Period(start=date(2026, 10, 1)))
    assert [figure.value for figure in page.figures] == ["–", "–", "21", "–"]


def test_the_highest_pressure_in_a_session_may_be_the_one_before_the_dose():
    person = patient()
    of = course(person)
    one = session(of, "S1", "2026-03-02T10:00+01:00")
    readings = [
        reading(of, "2026-03-02T09:50+01:00", session_id=one.id, systolic=158, diastolic=99),
        reading(of, "2026-03-02T10:40+01:00", session_id=one.id, systolic=141, diastolic=88),
    ]
    said = facts(profile(CourseRecords(of, person, sessions=[one], readings=readings)))
    assert said["Highest after"] == "141 / 88"
    assert said["Highest in a session"] == "systolic 158 (2 Mar 2026), diastolic 99 (2 Mar 2026)"
