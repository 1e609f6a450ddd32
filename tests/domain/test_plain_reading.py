"""The figures that stand beside the summary agree with a naive reading of their rules, on random courses."""

from dataclasses import asdict

import pytest

from ketatrack.domain.baseline_choice import course_baseline
from ketatrack.domain.epochs import epochs
from ketatrack.domain.intervals import intervals, time_in_response_range
from ketatrack.domain.moments import moment_to_text
from ketatrack.domain.resting_pressure import mean_pressure, resting_readings
from ketatrack.domain.scores import scored
from ketatrack.domain.standing import standing
from tests.domain.case_files import NAMES, course_records
from tests.domain.naive_standing import (
    naive_epochs,
    naive_resting,
    naive_standing,
    naive_time_in_response,
)
from tests.domain.random_courses import chosen_score, compared_with, planned, random_course


def told_standing(records):
    found = standing(records)
    if found is None:
        return None
    return {
        "latest": found.latest.total,
        "taken_at": moment_to_text(found.latest.taken_at),
        "previous": found.previous,
        "lowest": found.mildest_since_session,
        "baseline": found.baseline and found.baseline.total,
        "points": found.points,
        "percent_change": found.percent_change,
        "status": found.status,
        "met": found.met,
        "of": found.after_first,
        "loss": found.loss
        and {
            "first_out": moment_to_text(found.loss.first_out),
            "day": found.loss.day_after_session,
            "confirmed": found.loss.confirmed,
        },
        "at_the_top": found.at_the_top,
    }


def told_time_in_response(records):
    each = intervals(scored(records.scores), records.sessions, course_baseline(records))
    found = time_in_response_range(each)
    return found and asdict(found)


def told_epochs(records):
    return [
        {
            "starts_on": each.starts_on,
            "ends_on": each.ends_on,
            "changed": set(each.changed),
            "sessions": [session.name for session in each.sessions],
            "scores": [score.total for score in each.scores],
        }
        for each in epochs(records)
    ]


def told_resting(records):
    at_rest = resting_readings(records.readings, records.sessions)
    mean = mean_pressure(at_rest)
    return len(at_rest), mean and [mean.systolic, mean.diastolic]


READINGS = [
    (told_standing, naive_standing),
    (told_time_in_response, naive_time_in_response),
    (told_epochs, naive_epochs),
]


def agree(records, chosen, seed):
    for told, naive in READINGS:
        assert told(compared_with(records, chosen)) == naive(records, chosen), (seed, naive.__name__)
    assert told_resting(records) == naive_resting(records), seed


@pytest.mark.parametrize("hundred", range(0, 2000, 100))
def test_random_courses_stand_as_a_naive_reading_of_the_rules_says(hundred):
    for seed in range(hundred, hundred + 100):
        records = planned(random_course(seed), seed)
        agree(records, chosen_score(records, seed), seed)


@pytest.mark.parametrize("case", NAMES)
def test_the_cases_stand_as_a_naive_reading_of_the_rules_says(case):
    agree(course_records(case), None, case)


def test_the_random_courses_reach_every_corner_of_these_rules():
    courses = [planned(random_course(seed), seed) for seed in range(400)]
    found = [one for one in map(naive_standing, courses) if one]
    losses = [one["loss"] for one in found if one["loss"]]
    assert {loss["confirmed"] for loss in losses} == {True, False}
    assert {one["at_the_top"] for one in found} == {True, False}
    for name in ("previous", "lowest", "baseline", "percent_change", "met"):
        assert len({one[name] for one in found}) > 2, name
        assert None in {one[name] for one in found}, name
    ranges = [one for one in map(naive_time_in_response, courses) if one]
    assert {one["median"] is None for one in ranges} == {True, False}
    periods = [one for each in courses for one in naive_epochs(each)]
    assert {word for one in periods for word in one["changed"]} == {
        "phase", "route", "product", "dose", "interval", "medicine_started", "medicine_stopped",
    }  # fmt: skip
    assert {True, False} == {naive_resting(each)[1] is None for each in courses}
