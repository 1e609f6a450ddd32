"""An agreed number is quoted when a score meets it, in the words of the agreement and no others."""

from datetime import date
from typing import Any

import pytest

from ketatrack.domain.agreements import interval_words, met_numbers, quoted, window_words
from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.planned import agreed_window
from ketatrack.domain.records import OwnMeasure
from ketatrack.domain.words import Direction, Rater
from tests.domain.plans import PERSON, agreed, held, of, total
from tests.records import STAMP

MAY = date(2026, 5, 2)
TODAY = date(2026, 8, 20)


def course(*scores: Any, **fields: Any) -> CourseRecords:
    agreement = agreed(MAY, **{"instrument": "phq9", "call_at": 14} | fields)
    return of(scores=scores, plan=CoursePlan(agreements=[agreement]))


def test_a_score_that_meets_an_agreed_number_is_quoted() -> None:
    (met,) = met_numbers(course(total("2026-08-19", 14)))
    assert quoted(met, TODAY) == "14 on 19 August. Noted 2 May: call at 14 or more."
    assert met.is_latest


def test_the_year_is_said_of_days_in_another_one() -> None:
    (met,) = met_numbers(course(total("2026-08-19", 14)))
    assert quoted(met, date(2027, 1, 3)) == "14 on 19 Aug 2026. Noted 2 May 2026: call at 14 or more."


@pytest.mark.parametrize(
    "score",
    [
        total("2026-08-19", 13),
        total("2026-05-01", 20),
        total("2026-08-19", 20, rater=Rater.CLINICIAN),
        total("2026-08-19", 20, instrument="gad7"),
    ],
    ids=["below it", "before the agreement", "another rater", "another questionnaire"],
)
def test_other_scores_are_not_quoted(score: Any) -> None:
    assert met_numbers(course(score)) == []


def test_a_score_after_the_agreement_has_ended_is_not_quoted() -> None:
    assert met_numbers(course(total("2026-08-19", 20), ended_on=date(2026, 8, 1))) == []


def test_an_older_score_that_met_it_says_that_a_later_one_is_there() -> None:
    (met,) = met_numbers(course(total("2026-07-01", 16), total("2026-08-19", 9)))
    assert (met.score.total, met.is_latest) == (16, False)


def test_on_a_scale_where_more_is_better_the_lower_side_is_met() -> None:
    scores = (total("2026-08-18", 15, instrument="who5"), total("2026-08-19", 8, instrument="who5"))
    (met,) = met_numbers(course(*scores, instrument="who5", call_at=10))
    assert quoted(met, TODAY) == "8 on 19 August. Noted 2 May: call at 10 or less."


@pytest.mark.parametrize(
    ("higher_is", "meets"), [(Direction.WORSE, 1), (Direction.BETTER, 0), (Direction.NEITHER, 0)]
)
def test_an_own_measure_is_met_on_the_side_that_its_person_named(higher_is: Direction, meets: int) -> None:
    measure = OwnMeasure(
        **STAMP, patient_id=PERSON.id, name="Hours in bed", low=0, high=24, higher_is=higher_is
    )
    records = course(
        total("2026-08-19", 14, instrument="Hours in bed"), instrument="Hours in bed", call_at=12
    )
    assert len(met_numbers(records, [measure])) == meets


@pytest.mark.parametrize(
    ("shortest", "longest", "words"),
    [
        (21, 28, "every 3 to 4 weeks"),
        (20, 25, "every 20 to 25 days"),
        (7, 7, "every 1 week"),
        (14, None, "every 2 weeks at the earliest"),
        (None, 10, "every 10 days at the latest"),
        (None, None, ""),
    ],
)
def test_an_agreed_interval_is_said_in_the_largest_whole_unit(
    shortest: int | None, longest: int | None, words: str
) -> None:
    assert interval_words(agreed(MAY, shortest_days=shortest, longest_days=longest)) == words


def test_the_window_of_an_agreed_interval_names_where_it_comes_from() -> None:
    plan = CoursePlan(agreements=[agreed(MAY, shortest_days=21, longest_days=28)])
    window = agreed_window(plan, [held("S1", "2026-08-01")], TODAY)
    assert window is not None
    assert (
        window_words(window, TODAY)
        == "Every 3 to 4 weeks, as agreed on 2 May: between 22 August and 29 August"
    )
