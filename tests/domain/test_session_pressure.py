"""What counts as before and after the dose, and what is made of it."""

import pytest

from ketatrack.domain.session_pressure import is_before_dose, session_pressures
from tests.records import course, patient, reading, session

COURSE = course(patient())
SESSION = session(COURSE, "S1", "2026-03-02T10:00:30+01:00")


def taken(clock, systolic=None, diastolic=None, **fields):
    return reading(
        COURSE,
        f"2026-03-02T{clock}+01:00",
        session_id=SESSION.id,
        systolic=systolic,
        diastolic=diastolic,
        **fields,
    )


def the_pressure(*readings):
    (found,) = session_pressures([SESSION], sorted(readings, key=lambda each: each.taken_at))
    return found


@pytest.mark.parametrize(
    ("context", "minutes", "before"),
    [
        ("pre_dose", 40, True),
        ("resting", 0, True),
        ("resting", 1, False),
        (None, 0, True),
        (None, 1, False),
        ("in_session", -5, False),
        ("post_session", -5, False),
    ],
)
def test_the_context_says_more_than_the_minutes(context, minutes, before):
    assert is_before_dose(taken("10:00", context=context, minutes=minutes), SESSION) is before


def test_minutes_that_were_not_noted_are_rounded_down_from_the_start():
    assert is_before_dose(taken("10:01:29"), SESSION)
    assert not is_before_dose(taken("10:01:30"), SESSION)
    found = the_pressure(taken("10:00:00", 120, 80), taken("10:40:00", 150, 90))
    assert found.minutes_to_highest_systolic == 39


def test_rises_are_from_the_last_reading_before():
    found = the_pressure(
        taken("09:40", 140, 90), taken("09:55", 120, 80), taken("10:41", 160, 95), taken("11:30", 130, 85)
    )
    assert (found.before, found.last) == ((120, 80), (130, 85))
    assert (found.systolic_rise, found.diastolic_rise, found.rise_of_40_or_25) == (40, 15, True)


@pytest.mark.parametrize(("systolic", "diastolic", "substantial"), [(159, 104, False), (130, 105, True)])
def test_a_rise_of_25_diastolic_is_as_much_as_40_systolic(systolic, diastolic, substantial):
    found = the_pressure(taken("09:55", 120, 80), taken("10:41", systolic, diastolic))
    assert found.rise_of_40_or_25 is substantial


def test_of_equal_peaks_the_earliest_gives_the_minutes():
    found = the_pressure(
        taken("10:50", 150, 80, minutes=20), taken("10:40", 150, 90, minutes=40), taken("09:55", 120, 80)
    )
    assert (found.minutes_to_highest_systolic, found.highest_diastolic) == (20, 90)


def test_noted_minutes_go_before_the_clock_and_the_clock_before_the_row():
    found = the_pressure(
        taken("10:50", 150, 80, minutes=20),
        taken("10:51", 140, 80, minutes=20),
        taken("10:40", 145, 85, minutes=21),
    )
    assert found.last == (145, 85)
    assert found.before is None
    assert found.systolic_rise is None


def test_a_reading_of_one_pressure_counts_only_for_its_oxygen():
    found = the_pressure(taken("09:55", 120, 80, spo2=97), taken("10:41", 190, spo2=88), taken("10:50"))
    assert (found.lowest_spo2, found.highest_systolic, found.last) == (88, None, (120, 80))


def test_a_session_without_a_reading_of_both_pressures_is_left_out():
    assert session_pressures([SESSION], [taken("10:41", 190, spo2=88)]) == []


def test_a_session_that_was_not_given_keeps_its_pressures():
    visit = session(COURSE, "V1", "2026-03-01T10:00+01:00", outcome="not_given")
    high = reading(COURSE, "2026-03-01T09:55+01:00", session_id=visit.id, systolic=190, diastolic=110)
    found = session_pressures([SESSION, visit], [high, taken("09:55", 120, 80)])
    assert [each.session.name for each in found] == ["V1", "S1"]
    assert (found[0].before, found[0].highest_systolic, found[0].rise_of_40_or_25) == ((190, 110), None, None)
