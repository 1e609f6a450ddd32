"""The stretches of a course that charts and pages offer."""

from datetime import date

from ketatrack.domain.courses import CourseRecords, Period
from ketatrack.domain.periods import course_period, last_days, phase_period
from ketatrack.domain.records import Phase
from ketatrack.domain.words import PhaseKind
from tests import records as make

WHO = make.patient()


def phase(day: int, kind: PhaseKind) -> Phase:
    return Phase(course_id="c", starts_on=date(2026, 3, day), phase=kind, **make.STAMP)


def test_a_course_runs_from_its_baseline_to_its_end():
    course = make.course(WHO, started_on=date(2026, 3, 2), ended_on=date(2026, 6, 1))
    records = CourseRecords(
        course=course,
        patient=WHO,
        sessions=[make.session(course, "S1", "2026-03-02T10:00+01:00")],
        scores=[make.phq9(course, "2026-02-27T20:00+01:00", *[2] * 9)],
    )

    assert course_period(records) == Period(date(2026, 2, 27), date(2026, 6, 1))


def test_a_course_without_a_noted_start_begins_with_its_first_session():
    course = make.course(WHO)
    records = CourseRecords(course, WHO, sessions=[make.session(course, "S1", "2026-03-02T10:00+01:00")])

    assert course_period(records) == Period(date(2026, 3, 2), None)


def test_a_course_of_which_nothing_is_known_is_open_at_both_ends():
    assert course_period(CourseRecords(make.course(WHO), WHO)) == Period()


def test_a_phase_ends_the_day_before_the_next_begins():
    phases = [phase(2, PhaseKind.INDUCTION), phase(30, PhaseKind.MAINTENANCE)]

    assert phase_period(phases, phases[0]) == Period(date(2026, 3, 2), date(2026, 3, 29))
    assert phase_period(phases, phases[1]) == Period(date(2026, 3, 30), None)


def test_the_last_days_end_with_today():
    assert last_days(90, date(2026, 3, 31)) == Period(date(2026, 1, 1), date(2026, 3, 31))
