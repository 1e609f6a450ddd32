"""What the Course Profile says, before it is laid out."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period
from ketatrack.domain.handover import Handover
from ketatrack.domain.records import Medicine, Visit
from ketatrack.reports.profile import Profile
from ketatrack.reports.summary import course_profile
from tests.courses import crowded, empty, one_session
from tests.domain.case_files import course_records
from tests.records import STAMP, course, patient, phq9, reading, session, side_effect

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def profile(records: CourseRecords, period: Period = WHOLE_COURSE, **choices: Any) -> Profile:
    return course_profile(records, Handover(period=period, **choices), NOW)


def facts(page: Profile) -> dict[str, str]:
    """Return the facts above and below the charts by their labels, without those since the last visit."""
    sections = (page.intervals, page.pressure, page.side_effects, page.completeness)
    below = [(f"{part.title}: {fact.label}", fact.value) for part in sections for fact in part.facts]
    return {fact.label: fact.value for fact in (*page.facts, page.response, page.item9)} | dict(below)


def visit_facts(page: Profile) -> dict[str, str]:
    return {fact.label: fact.value for fact in page.visit.facts}


def test_the_figures_of_a_course_stand_first_and_none_stands_alone():
    figures = [(figure.value, figure.note) for figure in profile(course_records("iv-boosters")).figures]
    assert figures == [
        ("12", "Moderate, 11 Sep 2026"),
        ("8", "lowest since the last session 5"),
        ("21", "27 Feb 2026"),
        ("9 lower", "42.9 %, in partial response"),
    ]


def test_response_is_counted_in_scores_and_a_single_loss_is_called_one():
    said = facts(profile(course_records("iv-boosters")))["Response"]
    assert said.startswith("in response at 18 of 30 scores")
    assert "one score out of response on day 20" in said


def test_a_stale_baseline_says_how_old_it_is():
    page = profile(course_records("esketamine-label"))
    assert page.figures[2].note == "13 Aug 2025, 19 days before session 1"


def test_a_low_baseline_gives_points_and_no_percent():
    person = patient()
    of = course(person)
    records = CourseRecords(
        of,
        person,
        sessions=[session(of, "S1", "2026-03-02T10:00+01:00")],
        scores=[phq9(of, "2026-03-01T10:00+01:00", total=9), phq9(of, "2026-03-08T10:00+01:00", total=7)],
    )
    page = profile(records)
    assert page.figures[3].value == "2 lower"
    assert "%" not in page.figures[3].note
    assert facts(page)["Response"] == "baseline below 10: points only"


def test_the_head_counts_sessions_by_phase_and_who_recorded():
    said = facts(profile(course_records("iv-boosters")))
    assert said["Sessions given"] == "11 (Induction 6, Maintenance 5), last 22 Aug 2026 41 mg"
    assert said["Recorded by"] == "Patient 169 (typed 169)"
    assert facts(profile(crowded()))["Recorded by"].endswith("(imported from a file 303)")


# item 9


def test_item_9_has_its_latest_its_highest_and_how_often_it_was_above_zero():
    said = facts(profile(course_records("iv-boosters")))["PHQ-9 item 9"]
    assert said == "latest 1 (several days) on 11 Sep 2026 · highest 1 · above 0 at 8 of 31"


def test_an_item_9_that_was_not_answered_is_not_a_zero():
    assert facts(profile(empty()))["PHQ-9 item 9"] == "not answered"


def test_leaving_item_9_out_is_stated_and_takes_it_out_of_the_visit_too():
    page = profile(course_records("iv-boosters"), item9=False)
    assert facts(page)["PHQ-9 item 9"] == "left out of this page by choice"
    assert "Item 9" not in visit_facts(page)
    assert page.removed[0].startswith("Left out by choice: item 9")


# since the last visit


def visited() -> CourseRecords:
    person = patient(name="Alex")
    of = course(person)
    visits = [
        Visit(**STAMP, course_id=of.id, visited_on=day)
        for day in (date(2026, 3, 1), date(2026, 3, 10), date(2026, 11, 21))
    ]
    held = [session(of, f"S{day}", f"2026-03-{day:02d}T10:00+01:00") for day in (2, 9, 16)]
    return CourseRecords(
        of,
        person,
        sessions=held,
        side_effects=[side_effect(of, "nausea", session_id=one.id, severity="mild") for one in held],
        scores=[
            phq9(of, "2026-03-01T10:00+01:00", *[2] * 9),
            phq9(of, "2026-03-10T10:00+01:00", *[1] * 9),
            phq9(of, "2026-03-14T10:00+01:00", *[1] * 8, None),
            phq9(of, "2026-03-20T10:00+01:00", *[0] * 9),
        ],
        medicines=[
            Medicine(**STAMP, course_id=of.id, name="sertraline", dose="50 mg", started_on=date(2026, 3, 12)),
            Medicine(**STAMP, course_id=of.id, name="lithium", started_on=date(2026, 1, 1)),
        ],
        visits=visits,
    )


def test_what_is_new_counts_from_the_visit_before_today():
    page = profile(visited(), questions=("May I drive?",))
    assert page.visit.title == "Since the last visit, 10 Mar 2026"
    assert visit_facts(page) == {
        "PHQ-9": "1 complete, last 0 on 20 Mar 2026, 9 before the visit",
        "Item 9": "latest 0, highest 0, above 0 at 0 of 1",
        "Sessions": "1 given, 0 boosters, last on 16 Mar 2026",
        "Medicines": "sertraline 50 mg from 12 Mar 2026",
        "Side effects (worst)": "Nausea 1× (mild)",
        "Question 1": "May I drive?",
    }


def test_without_a_visit_everything_shown_is_named_and_said_to_be():
    page = profile(course_records("iv-boosters"))
    assert page.visit.title == "In all that is shown (no visit is recorded)"
    assert visit_facts(page)["Sessions"].startswith("11 given, 5 boosters, 1 not given")


def test_questions_are_at_most_three_and_none_of_a_deidentified_page():
    asked = tuple(f"Question of mine {number}" for number in range(5))
    assert [label for label in visit_facts(profile(empty(), questions=asked)) if "Question" in label] == [
        "Question 1", "Question 2", "Question 3",
    ]  # fmt: skip
    assert visit_facts(profile(empty(), questions=asked, deidentified=True))["Questions"] == "left out"
    assert visit_facts(profile(empty()))["Questions"] == "none written"


# below the charts


def test_blood_pressure_is_summed_up():
    said = facts(profile(course_records("iv-boosters")))
    start = "Blood pressure in sessions, mmHg: "
    assert said[f"{start}Highest in a session"] == (
        "systolic 168 before (26 Apr 2026), diastolic 101 before (26 Apr 2026)"
    )
    assert said[f"{start}Before over 140/90"] == "1 of 12"
    assert said[f"{start}Rise of 40 or 25"] == "0 of 11"
    assert said[f"{start}Lowest SpO₂"] == "96 % (2 Mar 2026)"


@pytest.mark.parametrize(("pressure", "above"), [((140, 90), 0), ((141, 80), 1), ((120, 91), 1)])
def test_a_value_before_the_dose_counts_only_above_140_or_90(pressure, above):
    person = patient()
    of = course(person)
    one = session(of, "S1", "2026-03-02T10:00+01:00")
    before = reading(
        of,
        "2026-03-02T09:50+01:00",
        session_id=one.id,
        minutes=-10,
        systolic=pressure[0],
        diastolic=pressure[1],
    )
    said = facts(profile(CourseRecords(of, person, sessions=[one], readings=[before])))
    assert said["Blood pressure in sessions, mmHg: Before over 140/90"] == f"{above} of 1"


def test_from_three_intervals_on_the_person_has_a_range_of_their_own():
    start = "PHQ-9 between sessions, each from day 0: "
    many, one = facts(profile(course_records("iv-boosters"))), facts(profile(one_session()))
    assert many[f"{start}Days between"] == "2–41 in 10 intervals, the last 30"
    assert "in 6 of 9 intervals with scores" in many[f"{start}In response"]
    assert one[f"{start}Days between"] == "fewer than two sessions"
    assert one[f"{start}In response"] == "no range from fewer than 3 intervals"


def test_side_effects_are_three_lines():
    section = profile(course_records("esketamine-label")).side_effects
    assert [fact.label for fact in section.facts] == ["Most often (worst)", "Ever severe", "Noted"]
    assert section.facts[0].value == (
        "Feeling detached (dissociation) 19× (moderate), Dizziness 10× (severe), Nausea 8× (moderate), 5 more"
    )
    assert section.facts[1].value == "Dizziness; help was needed 0×"


def test_side_effects_without_a_date_are_named_when_a_period_leaves_them_out():
    person = patient()
    of = course(person)
    records = CourseRecords(of, person, side_effects=[side_effect(of, "nausea")])
    shorter = profile(records, Period(start=date(2026, 1, 1)))
    assert "without a date" not in facts(profile(records))["Side effects: Noted"]
    assert facts(shorter)["Side effects: Noted"].endswith("1 without a date, not counted")


def test_completeness_counts_what_is_missing_late_or_only_a_total():
    said = facts(profile(course_records("iv-boosters")))
    assert (
        said["Completeness: PHQ-9"] == "32 complete, 2 only a total, 1 with missing items, 1 by somebody else"
    )
    assert said["Completeness: Written down later"].startswith("3 of 169 entries")
    assert said["Completeness: Sessions"] == (
        "11 given, 0 stopped early, 1 not given, 0 without blood pressure"
    )
    assert said["Completeness: Days covered"] == "scores look back on 194 of 265, longest gap 15 days"


def test_a_score_covers_the_fourteen_days_that_it_looks_back_on():
    records = one_session()
    of = records.course.changed(ended_on=date(2026, 3, 31))
    later = replace(records, course=of, scores=[phq9(of, "2026-03-16T20:00+01:00", *[1] * 9)])
    assert facts(profile(later))["Completeness: Days covered"] == "scores look back on 14 of 30"


def test_what_was_not_recorded_is_said_to_be_so():
    page = profile(empty())
    assert page.person == "Name not recorded"
    said = facts(page)
    assert said["Medication"] == said["Phase"] == said["Recorded by"] == "not recorded"


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


def test_a_course_that_has_not_ended_is_dated_from_its_beginning():
    assert facts(profile(course_records("iv-boosters")))["Course dates"] == "from 2 Mar 2026"
