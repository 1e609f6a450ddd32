"""The dates of a protocol are those of its steps, and nothing is laid out where the clinic has to say."""

from datetime import date, time

import pytest

from ketatrack.domain.protocols import copied, drafts, laid_out, progress, templates
from tests.records import STAMP, course, patient, session

FIRST = date(2026, 3, 2)


def days_of(template: str, until: date = date(2027, 3, 2)) -> list[int]:
    protocol, steps = copied(templates()[template], "course", FIRST, None, STAMP)
    return [(day - FIRST).days for day in laid_out(protocol, steps, until)]


def test_esketamine_comes_twice_a_week_then_weekly_and_from_week_9_the_clinic_says() -> None:
    assert days_of("esketamine_trd") == [0, 3, 7, 10, 14, 17, 21, 24, 28, 35, 42, 49]
    assert days_of("esketamine_mdsi") == [0, 3, 7, 10, 14, 17, 21, 24]


def test_three_infusions_a_week_come_on_the_published_days_and_six_in_three_weeks_on_none() -> None:
    assert days_of("iv_3x_12d") == [0, 2, 4, 7, 9, 11]
    assert days_of("iv_6_in_2_3wk") == days_of("custom") == []


def test_dates_are_laid_out_no_further_than_asked() -> None:
    assert days_of("esketamine_trd", until=date(2026, 3, 12)) == [0, 3, 7, 10]


@pytest.mark.parametrize("name", templates())
def test_a_copy_says_where_it_is_from_and_its_dates_are_drafts(name: str) -> None:
    template = templates()[name]
    protocol, steps = copied(template, "course", FIRST, time(10), STAMP)
    assert (protocol.template, protocol.template_version, protocol.given_on) == (name, template.version, None)
    assert len(steps) == len(template.steps)
    for item in drafts(protocol, steps, [], date(2027, 3, 2), STAMP):
        assert item.draft
        assert item.clock == time(10)


def test_laying_out_again_adds_only_dates_that_are_free() -> None:
    protocol, steps = copied(templates()["iv_3x_12d"], "course", FIRST, None, STAMP)
    until = date(2027, 3, 2)
    once = drafts(protocol, steps, [], until, STAMP)
    assert drafts(protocol, steps, once, until, STAMP) == []
    assert [item.planned_on for item in drafts(protocol, steps, once[1:], until, STAMP)] == [FIRST]


def test_what_was_given_stands_beside_what_a_step_names() -> None:
    protocol, steps = copied(templates()["esketamine_trd"], "course", FIRST, None, STAMP)
    spring = course(patient())
    sessions = [
        session(spring, "S1", "2026-03-02T10:00+01:00"),
        session(spring, "S2", "2026-03-05T23:30-05:00"),
        session(spring, "S3", "2026-03-09T10:00+01:00", outcome="not_given"),
        session(spring, "S4", "2026-05-11T10:00+02:00"),
    ]
    found = progress(protocol, steps, sessions)
    assert [(each.named, each.given_on_days) for each in found] == [(8, (0, 3)), (4, ()), (None, (70,))]
