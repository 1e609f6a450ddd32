"""Which readings are at rest, their mean, and what a standard calls it."""

import pytest

from ketatrack.domain.resting_pressure import mean_pressure, pressure_standards, resting_readings
from ketatrack.domain.words import ReadingContext
from tests.records import course, patient, reading, session

ACC, ESC = "acc-aha-2017", "esc-esh-2018"
OF = course(patient())


def measured(day: int, systolic: int, diastolic: int | None, **fields):
    return reading(OF, f"2026-03-{day:02d}T08:00+01:00", systolic=systolic, diastolic=diastolic, **fields)


@pytest.mark.parametrize(
    ("standard", "systolic", "diastolic", "category"),
    [
        (ACC, 119, 79, "Normal"),
        (ACC, 119.9, 79.9, "Normal"),
        (ACC, 120, 79, "Elevated"),
        (ACC, 129, 80, "Hypertension stage 1"),
        (ACC, 130, 70, "Hypertension stage 1"),
        (ACC, 118, 90, "Hypertension stage 2"),
        (ACC, 140, 60, "Hypertension stage 2"),
        (ESC, 119, 79, "Optimal"),
        (ESC, 118, 80, "Normal"),
        (ESC, 130, 70, "High normal"),
        (ESC, 139, 89, "High normal"),
        (ESC, 140, 90, "Hypertension grade 1"),
        (ESC, 140, 89, "Hypertension grade 1, isolated systolic"),
        (ESC, 165, 80, "Hypertension grade 2, isolated systolic"),
        (ESC, 150, 110, "Hypertension grade 3"),
    ],
)
def test_the_higher_category_wins(standard, systolic, diastolic, category):
    assert pressure_standards()[standard].category(systolic, diastolic) == category


@pytest.mark.parametrize("standard", pressure_standards().values())
def test_every_standard_names_its_source(standard):
    assert "10.1" in standard.source


@pytest.mark.parametrize(
    "readings",
    [
        [],
        [measured(1, 120, 80)],
        [measured(1, 120, 80), measured(1, 124, 82)],
        [measured(1, 120, 80), measured(2, 124, None)],
    ],
)
def test_fewer_than_two_readings_on_two_days_have_no_mean(readings):
    assert mean_pressure(readings) is None


def test_the_mean_is_over_readings_with_both_pressures():
    mean = mean_pressure([measured(1, 120, 80), measured(2, 125, 81), measured(3, 180, None)])
    assert (mean.systolic, mean.diastolic, mean.readings, mean.days) == (122.5, 80.5, 2, 2)


def test_after_a_dose_nothing_is_at_rest():
    held = session(OF, "S1", "2026-03-01T10:00+01:00")
    kept = {
        "at home": measured(1, 120, 80),
        "said so": measured(2, 120, 80, context=ReadingContext.RESTING),
        "before": measured(1, 120, 80, context=ReadingContext.RESTING, session_id=held.id, minutes=-10),
    }
    others = [
        measured(1, 120, 80, context=ReadingContext.RESTING, session_id=held.id, minutes=60),
        measured(1, 120, 80, context=ReadingContext.POST_SESSION),
        measured(1, 120, 80, session_id=held.id, minutes=-10),
        reading(OF, "2026-03-01T08:00+01:00", pulse=70),
    ]
    assert resting_readings([*kept.values(), *others], [held]) == list(kept.values())
