"""Which limits of the clinic a reading passes, and in which words they are quoted."""

from dataclasses import replace
from datetime import date

import pytest

from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import LimitedMeasure, LimitSide
from ketatrack.domain.limits import limit_words, limits_on, passed_in, passed_limits, quoted
from ketatrack.domain.records import ClinicLimit
from ketatrack.domain.safety import emergency_signs
from tests.records import STAMP, course, patient, reading, session

WHO = patient()
SPRING = course(WHO)
TODAY = date(2026, 3, 2)


def limit(**fields) -> ClinicLimit:
    given = {
        "course_id": SPRING.id,
        "measure": LimitedMeasure.SYSTOLIC,
        "side": LimitSide.ABOVE,
        "number": 160,
        "words": "call the clinic",
        "noted_on": date(2026, 3, 1),
    }
    return ClinicLimit(**STAMP | given | fields)


def measured(**values):
    return reading(SPRING, "2026-03-02T10:40+01:00", **values)


@pytest.mark.parametrize(("systolic", "passes"), [(159, False), (160, False), (161, True)])
def test_the_number_of_a_limit_itself_is_not_beyond_it(systolic, passes):
    assert bool(passed_limits([limit()], measured(systolic=systolic, diastolic=80))) is passes


@pytest.mark.parametrize(("spo2", "passes"), [(91, True), (92, False), (97, False)])
def test_a_limit_below_is_passed_on_its_own_side(spo2, passes):
    low = limit(measure=LimitedMeasure.SPO2, side=LimitSide.BELOW, number=92)
    assert bool(passed_limits([low], measured(spo2=spo2))) is passes


def test_what_was_not_measured_passes_nothing():
    assert passed_limits([limit(measure=LimitedMeasure.PULSE)], measured(systolic=200, diastolic=90)) == []


def test_a_limit_holds_from_the_day_it_was_noted_to_its_last():
    ended = limit(ended_on=date(2026, 3, 2))
    assert limits_on([ended], date(2026, 2, 28)) == []
    assert limits_on([ended], date(2026, 3, 1)) == [ended]
    assert limits_on([ended], date(2026, 3, 2)) == [ended]
    assert limits_on([ended], date(2026, 3, 3)) == []


def test_it_is_quoted_in_the_persons_words_with_the_phone_they_typed():
    (passed,) = passed_limits([limit(phone="030 1234")], measured(systolic=172, diastolic=90))
    assert quoted(passed, TODAY) == (
        "Systolic. You noted on 1 March: call the clinic above 160. This reading: 172. Phone: 030 1234"
    )

    assert quoted(passed, TODAY, to_others=True) == (
        "Systolic. Noted from the clinic on 1 March: call the clinic above 160. This reading: 172. "
        "Phone: 030 1234"
    )


def test_words_that_name_the_number_are_quoted_to_the_letter():
    (passed,) = passed_limits(
        [limit(words="Tell the nurse if it is over 160.")], measured(systolic=172, diastolic=90)
    )
    assert quoted(passed, TODAY) == (
        "Systolic. You noted on 1 March: Tell the nurse if it is over 160. This reading: 172."
    )


def test_a_limit_says_on_which_side_of_which_number_it_lies():
    assert limit_words(limit()) == "Systolic above 160 mmHg"
    low = limit(measure=LimitedMeasure.SPO2, side=LimitSide.BELOW, number=92)
    assert limit_words(low) == "SpO₂ below 92 %"


def test_limits_of_a_session_are_told_of_its_own_readings_in_order():
    first = session(SPRING, "S1", "2026-03-02T10:00+01:00")
    high = [
        measured(systolic=value, diastolic=80, session_id=owner)
        for value, owner in ((170, first.id), (180, None), (165, first.id))
    ]
    records = CourseRecords(
        SPRING, WHO, sessions=[first], readings=high, following=CourseFollowing(limits=[limit()])
    )
    assert [each.value for each in passed_in(records, first)] == [170, 165]


def test_limits_take_nothing_from_the_fixed_emergency_signs():
    readings = [measured(systolic=190, diastolic=130), measured(systolic=191, diastolic=131)]
    records = CourseRecords(SPRING, WHO, readings=readings)
    without = emergency_signs([], records.readings)
    high = replace(records, following=CourseFollowing(limits=[limit(number=250)]))
    assert without
    assert emergency_signs([], high.readings) == without
