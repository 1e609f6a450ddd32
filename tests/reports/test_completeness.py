"""What the page says is missing or late agrees with a count by hand, on random courses."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.handover import Handover, deidentified
from ketatrack.reports.summary import course_profile
from tests.courses import one_session
from tests.domain.naive_figures import by_instant, session_pressure, total
from tests.domain.random_courses import random_course
from tests.records import rhythm

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def told(records: CourseRecords) -> dict[str, str]:
    section = course_profile(records, Handover(), NOW).completeness
    return {fact.label: fact.value for fact in section.facts}


def score_counts(records: CourseRecords) -> str:
    phq9s = [score for score in records.scores if score.instrument == "phq9"]
    own = [score for score in phq9s if score.rater == "patient"]
    words = [
        f"{len([s for s in own if total(s) is not None])} complete",
        f"{len([s for s in own if s.answers is None])} only a total",
        f"{len([s for s in own if s.answers is not None and None in s.answers])} with missing items",
    ]
    if len(phq9s) > len(own):
        words.append(f"{len(phq9s) - len(own)} by somebody else")
    return ", ".join(words)


def session_counts(records: CourseRecords) -> str:
    sessions = records.sessions
    stopped = len([s for s in sessions if s.outcome == "stopped_early"])
    not_given = len([s for s in sessions if s.outcome == "not_given"])
    unmeasured = len([s for s in sessions if session_pressure(s, records.readings) is None])
    return (
        f"{len(sessions) - not_given} given, {stopped} stopped early, {not_given} not given, "
        f"{unmeasured} without blood pressure"
    )


def days_covered(records: CourseRecords) -> str | None:
    """'Days covered': of the days from the first session on, those that a complete score looks back on."""
    given = by_instant([s for s in records.sessions if s.outcome != "not_given"], "started_at")
    if not given:
        return None
    last = min(NOW.date(), records.course.ended_on or date.max)
    own = [s for s in records.scores if s.instrument == "phq9" and s.rater == "patient"]
    complete = by_instant([score for score in own if total(score) is not None], "taken_at")
    answered = [score.taken_at.date() for score in complete]
    day, all_days, covered = given[0].started_at.date(), 0, 0
    if day > last:
        return "–"
    while day <= last:
        all_days += 1
        covered += any(0 <= (each - day).days < 14 for each in answered)
        day += timedelta(days=1)
    gaps = [(later - earlier).days for earlier, later in pairwise(answered)]
    words = f"scores look back on {covered} of {all_days}"
    return f"{words}, longest gap {max(gaps)} days" if gaps else words


@pytest.mark.parametrize("hundred", range(0, 400, 100))
def test_a_count_by_hand_agrees(hundred: int) -> None:
    for seed in range(hundred, hundred + 100):
        records = random_course(seed)
        said = told(records)
        assert said["PHQ-9"] == score_counts(records), seed
        assert said["Sessions"] == session_counts(records), seed
        if (covered := days_covered(records)) is not None:
            assert said["Days covered"] == covered, seed


def test_what_was_asked_for_and_not_filled_in_is_shown_as_missing():
    records = one_session()
    weekly = rhythm(records.course, "phq9", starts_on=date(2026, 3, 1))
    never = rhythm(records.course, "gad7", starts_on=date(2027, 1, 1))
    asking = replace(records, plan=CoursePlan(rules=[weekly, never]))
    month = Handover(period=Period(date(2026, 3, 1), date(2026, 3, 28)))
    said = {fact.label: fact.value for fact in course_profile(asking, month, NOW).completeness.facts}
    assert said["Asked for"] == "filled in: PHQ-9 1 of 4"
    for choices, course in ((month, records), (replace(month, deidentified=True), deidentified(asking))):
        labels = [fact.label for fact in course_profile(course, choices, NOW).completeness.facts]
        assert "Asked for" not in labels
