"""The ledger has the same days as the figures, and sets beside them what was planned."""

from datetime import date

import pytest

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.ledger import ledger
from ketatrack.domain.planned import done_by, moved
from ketatrack.domain.summary import as_json, summarise
from tests.domain.case_files import NAMES, course_records, expected
from tests.domain.plans import NOW, TODAY, held, of, planned, total
from tests.domain.random_courses import random_course
from tests.records import STAMP


@pytest.mark.parametrize("case", NAMES)
def test_its_days_are_those_of_the_figures_of_every_case(case: str) -> None:
    found = ledger(course_records(case), TODAY)
    days = [(each["session"], each["days_to_next"]) for each in expected(case)["intervals"]]
    assert [(gap.session.name, gap.actual_days) for gap in found.gaps] == days


@pytest.mark.parametrize("seed", range(60))
def test_its_days_are_those_of_the_figures_whatever_the_course(seed: int) -> None:
    records = random_course(seed)
    printed = as_json(summarise(records))["intervals"]
    assert [gap.actual_days for gap in ledger(records, TODAY).gaps] == [
        each["days_to_next"] for each in printed
    ]


def test_a_gap_has_the_days_that_were_planned_first_and_in_the_end() -> None:
    first, second = held("S1", "2026-05-01"), held("S2", "2026-05-23")
    item, move = moved(
        planned(date(2026, 5, 15)), date(2026, 5, 22), None, at=NOW, reason="a cold", stamp=STAMP
    )
    plan = CoursePlan(items=[done_by(item, second)], moves=[move])
    gap, lasting = ledger(of(first, second, plan=plan), TODAY).gaps
    assert (gap.first_planned_days, gap.planned_days, gap.actual_days) == (14, 21, 22)
    assert (lasting.first_planned_days, lasting.planned_days, lasting.actual_days) == (None, None, None)


def test_a_gap_without_a_planned_date_has_no_planned_days() -> None:
    gap, _lasting = ledger(of(held("S1", "2026-05-01"), held("S2", "2026-05-08")), TODAY).gaps
    assert (gap.planned_days, gap.first_planned_days, gap.actual_days) == (None, None, 7)


def test_the_score_of_a_gap_is_the_last_complete_one_at_its_session() -> None:
    scores = (total("2026-04-20", 18), total("2026-04-30", 15), total("2026-05-02", 9))
    first, second = ledger(of(held("S1", "2026-05-01"), held("S2", "2026-05-08"), scores=scores), TODAY).gaps
    assert (first.score and first.score.total, second.score and second.score.total) == (15, 9)


def test_the_gap_that_lasts_is_counted_to_today() -> None:
    assert ledger(of(held("S1", "2026-06-01")), TODAY).days_now == 9
    assert ledger(of(), TODAY).days_now is None
