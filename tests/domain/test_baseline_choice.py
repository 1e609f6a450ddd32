"""A baseline that a person chose, beside the one by rule."""

import json
from dataclasses import replace

import pytest

from ketatrack.domain.baseline_choice import (
    baseline_standing,
    candidates,
    course_baseline,
    derived_score,
)
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.periods import course_period
from ketatrack.domain.records import BaselineChoice
from ketatrack.domain.standing_words import baseline_words
from ketatrack.domain.summary import as_json, summarise
from tests.records import STAMP, course, patient, phq9, session

WHO = patient()
COURSE = course(WHO)
FIRST = session(COURSE, "S1", "2026-03-30T10:00+02:00")
OLD = phq9(COURSE, "2025-11-03T10:00+01:00", total=22)
DERIVED = phq9(COURSE, "2026-03-28T10:00+01:00", total=14)
LATER = phq9(COURSE, "2026-04-06T10:00+02:00", total=9)
RECORDS = CourseRecords(COURSE, WHO, sessions=[FIRST], scores=[OLD, DERIVED, LATER])


def choosing(score, records=RECORDS, **fields):
    choice = BaselineChoice(
        **STAMP
        | {
            "course_id": COURSE.id,
            "score_id": score.id,
            "instrument": "phq9",
            "reason": "the week of the diagnosis",
            "derived_id": DERIVED.id,
        }
        | fields
    )
    return replace(records, baseline_choices=[*records.baseline_choices, choice])


def test_a_chosen_baseline_however_old_stands_in_every_figure():
    found = summarise(choosing(OLD))
    assert found.baseline is not None
    assert (found.baseline.total, found.baseline.stale, found.baseline.days_before_first_session) == (
        22, True, 147,
    )  # fmt: skip
    assert found.latest is not None
    assert found.latest.percent_change == 59.1
    assert found.first_response is not None
    assert summarise(RECORDS).first_response is None


def test_the_course_begins_with_the_chosen_baseline():
    assert course_period(choosing(OLD)).start == OLD.taken_at.date()


def test_of_two_choices_the_later_one_counts():
    found = course_baseline(choosing(DERIVED, choosing(OLD)))
    assert found is not None
    assert found.total == 14


def test_a_choice_for_another_questionnaire_changes_nothing():
    assert course_baseline(choosing(OLD, instrument="gad7")) == course_baseline(RECORDS)
    assert course_baseline(choosing(OLD, instrument="gad7"), "gad7") is None


@pytest.mark.parametrize(
    "score",
    [
        LATER,
        OLD.changed(rater="clinician"),
        OLD.changed(total=None, answers=(1, None, 1, 1, 1, 1, 1, 1, 1)),
    ],
)
def test_a_choice_that_can_be_no_baseline_leaves_the_one_by_rule_and_is_told(score):
    records = replace(RECORDS, scores=[score, DERIVED])
    found = baseline_standing(choosing(score, records))
    assert found.used == found.derived
    assert not found.counts
    assert baseline_words(found) == (
        "The baseline that you chose is not from before the first session any more, so the one by rule "
        "is used: 14 of 28 Mar 2026."
    )


def test_a_score_of_an_earlier_course_of_the_same_person_can_be_chosen():
    records = replace(RECORDS, scores=[DERIVED, LATER], scores_elsewhere=[OLD])
    assert [each.score for each in candidates(records)] == [OLD, DERIVED]
    assert course_baseline(records) == course_baseline(RECORDS)
    found = course_baseline(choosing(OLD, records))
    assert found is not None
    assert found.total == 22
    assert summarise(choosing(OLD, records)).counts.scores == 2


def test_both_are_shown_and_a_later_change_of_the_one_by_rule_is_told():
    standing = baseline_standing(choosing(OLD))
    assert not standing.derived_changed
    assert baseline_words(standing) == (
        "Baseline chosen by you: 22 of 3 Nov 2025. By rule: 14 of 28 Mar 2026."
    )
    entered_later = phq9(COURSE, "2026-03-29T10:00+02:00", total=17)
    records = replace(RECORDS, scores=[OLD, DERIVED, entered_later, LATER])
    assert derived_score(records).score == entered_later
    assert baseline_words(baseline_standing(choosing(OLD, records))) == (
        "Baseline chosen by you: 22 of 3 Nov 2025. By rule: 17 of 29 Mar 2026. "
        "The one by rule has changed since you chose."
    )
    assert course_baseline(choosing(OLD, records)) == course_baseline(choosing(OLD))


def test_without_a_choice_there_is_nothing_to_say():
    assert baseline_words(baseline_standing(RECORDS)) == ""


def test_a_choice_without_a_recent_derived_baseline_says_that_there_is_none():
    records = replace(RECORDS, scores=[OLD, LATER])
    assert baseline_words(baseline_standing(choosing(OLD, records, derived_id=None))) == (
        "Baseline chosen by you: 22 of 3 Nov 2025. By rule: none."
    )


def test_the_printed_baseline_has_only_the_known_names():
    printed = json.loads(json.dumps(as_json(summarise(choosing(OLD)))))["baseline"]
    assert list(printed) == ["taken_at", "total", "days_before_first_session", "stale", "low"]
