"""The figures of whole courses."""

import json

import pytest

from ketatrack.domain.summary import as_json, summarise
from tests.domain.case_files import NAMES, course_records, expected


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
