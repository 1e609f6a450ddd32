"""The figures of whole courses."""

import json

import pytest

from ketatrack.domain.response import ResponseStatus
from ketatrack.domain.summary import as_json, summarise
from tests.domain.case_files import NAMES, course_records, expected
from tests.domain.naive_figures import naive_figures
from tests.domain.random_courses import chosen_score, compared_with, random_course


@pytest.mark.parametrize("case", NAMES)
def test_every_figure_of_a_case_is_as_expected(case):
    figures = json.loads(json.dumps(as_json(summarise(course_records(case)))))
    wanted = expected(case)
    assert figures.keys() == wanted.keys()
    for name, value in wanted.items():
        assert figures[name] == value, name


@pytest.mark.parametrize("case", NAMES)
def test_the_printed_figures_are_those_of_the_case_to_the_letter(case):
    """JSON keeps 12 and 12.0 and the order of keys apart, which Python's equality does not."""
    figures = json.dumps(as_json(summarise(course_records(case))), sort_keys=True)
    assert figures == json.dumps(expected(case), sort_keys=True)


@pytest.mark.parametrize("hundred", range(0, 2000, 100))
def test_random_courses_have_the_figures_of_a_naive_reading_of_the_rules(hundred):
    for seed in range(hundred, hundred + 100):
        records = random_course(seed)
        chosen = chosen_score(records, seed)
        wanted = naive_figures(records, chosen)
        found = as_json(summarise(compared_with(records, chosen)))
        for name, value in wanted.items():
            assert found[name] == value, (seed, name)


@pytest.mark.parametrize("case", NAMES)
def test_the_naive_reading_agrees_with_the_cases_too(case):
    assert naive_figures(course_records(case)) == expected(case)


def test_the_random_courses_reach_every_corner_of_the_rules():
    figures = [as_json(summarise(random_course(seed))) for seed in range(400)]
    episodes = [episode for each in figures for episode in each["response_episodes"]]
    intervals = [interval for each in figures for interval in each["intervals"]]
    pressures = [pressure for each in figures for pressure in each["session_blood_pressure"]]
    assert {each["latest"] and each["latest"]["status"] for each in figures} == {
        None,
        *map(str, ResponseStatus),
    }
    assert {(each["first_out"] is None, each["confirmed"]) for each in episodes} == {
        (True, None),
        (False, None),
        (False, True),
    }
    assert any(each["dips"] > 1 for each in episodes)
    assert {each["at_start"] for each in intervals} == {None, "in", "out"}
    for name in ("days_to_next", "held_until_day", "reached_by_day", "lost_by_day"):
        days = {each[name] for each in intervals}
        assert None in days
        assert len(days) > 1
    assert any(each["days_to_next"] == 0 for each in intervals)
    assert {each["rise_of_40_or_25"] for each in pressures} == {None, True, False}
    assert any("none" in each["sessions_per_phase"] for each in figures)
    baselines = [each["baseline"] for each in figures]
    assert {(found["stale"], found["low"]) for found in baselines if found} == {
        (stale, low) for stale in (True, False) for low in (True, False)
    }
