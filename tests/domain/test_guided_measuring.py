"""Measuring with guidance: the rest by the clock, going on where it stopped, the mean and its parts."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from ketatrack.domain.guided_measuring import (
    GuidedMeasuring,
    Step,
    mean_reading,
    parts_of,
    seated_position,
)
from ketatrack.domain.words import Position, ReadingContext
from tests.records import at, course, patient, reading

SPRING = course(patient())
NOON = at("2026-03-02T12:00+01:00")


def measured(systolic=128, diastolic=82, pulse=None, minutes=0):
    moment = (NOON + timedelta(minutes=minutes)).isoformat()
    return reading(SPRING, moment, systolic=systolic, diastolic=diastolic, pulse=pulse)


def resting() -> GuidedMeasuring:
    return GuidedMeasuring().seated(said=True).feet_flat(NOON)


def test_it_begins_with_sitting_and_ends_with_the_mean():
    measuring = GuidedMeasuring()
    assert measuring.step is Step.SIT
    measuring = measuring.seated(said=True)
    assert measuring.step is Step.FEET
    measuring = measuring.feet_flat(NOON)
    assert measuring.step is Step.REST
    measuring = measuring.rested()
    for minutes in range(3):
        assert measuring.step is Step.MEASURE
        measuring = measuring.measured(measured(minutes=minutes))
    assert measuring.step is Step.MEAN


def test_the_rest_runs_by_the_clock_and_never_below_nothing():
    assert GuidedMeasuring().rest_left(NOON) == timedelta(minutes=5)
    assert resting().rest_left(NOON + timedelta(minutes=2)) == timedelta(minutes=3)
    assert resting().rest_left(NOON + timedelta(hours=1)) == timedelta()
    assert resting().rest_left(NOON - timedelta(hours=1)) == timedelta(minutes=5)


def test_the_rest_can_be_shortened_while_it_runs():
    assert resting().resting_for(3).rest_left(NOON + timedelta(minutes=2)) == timedelta(minutes=1)
    with pytest.raises(ValidationError):
        resting().resting_for(6)


def test_a_minute_lies_between_two_measurements():
    measuring = resting().rested()
    assert measuring.until_next(NOON) == timedelta()
    measuring = measuring.measured(measured())
    assert measuring.until_next(NOON + timedelta(seconds=20)) == timedelta(seconds=40)
    assert measuring.until_next(NOON + timedelta(seconds=80)) == timedelta()


def test_a_measurement_can_be_taken_back():
    measuring = resting().rested().measured(measured()).measured(measured(200, 90, minutes=1)).enough()
    again = measuring.without_last()
    assert again.step is Step.MEASURE
    assert [part.systolic for part in again.parts] == [128]


def test_it_goes_on_from_what_was_kept_of_it():
    measuring = resting().rested().measured(measured(pulse=70))
    kept = measuring.model_dump(mode="json")
    assert GuidedMeasuring.model_validate(kept) == measuring


def test_only_who_said_so_was_sitting():
    assert seated_position(GuidedMeasuring().seated(said=True)) is Position.SITTING
    assert seated_position(GuidedMeasuring().seated(said=False)) is None


def test_the_mean_is_one_reading_with_its_parts():
    parts = [measured(131, 84, 70), measured(128, 81, None, minutes=1), measured(127, 81, 73, minutes=2)]
    mean, kept = mean_reading(parts, context=ReadingContext.RESTING)
    assert (mean.systolic, mean.diastolic, mean.pulse) == (129, 82, 72)
    assert mean.taken_at == NOON + timedelta(minutes=2)
    assert mean.context is ReadingContext.RESTING
    assert [(part.systolic, part.diastolic, part.pulse) for part in kept] == [
        (131, 84, 70),
        (128, 81, None),
        (127, 81, 73),
    ]
    assert {part.reading_id for part in kept} == {mean.id}
    assert len({part.id for part in kept} | {mean.id}) == 4


def test_a_mean_whose_numbers_were_changed_is_the_mean_of_nothing():
    mean, parts = mean_reading([measured(131, 84, 70), measured(128, 81, None, minutes=1)])
    assert parts_of(mean, parts) == parts
    assert parts_of(mean.changed(arm="left"), parts) == parts
    assert parts_of(mean.changed(systolic=140), parts) == []


def test_a_lone_measurement_is_the_reading_itself():
    mean, kept = mean_reading([measured()])
    assert (mean.systolic, mean.diastolic, kept) == (128, 82, [])


pressures = some.tuples(some.integers(51, 300), some.integers(20, 200)).filter(lambda each: each[1] < each[0])


@given(some.lists(pressures, min_size=1, max_size=3))
def test_the_mean_lies_between_its_parts_and_never_crosses(parts):
    mean, _kept = mean_reading([measured(*part) for part in parts])
    for name, values in zip(("systolic", "diastolic"), zip(*parts, strict=True), strict=True):
        value = getattr(mean, name)
        assert min(values) <= value <= max(values)
        assert abs(value - sum(values) / len(values)) <= 0.5
    assert mean.diastolic < mean.systolic
