"""The periods of a course between changes."""

from datetime import date

from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.epochs import Circumstance, epochs
from ketatrack.domain.records import Medicine, Phase, Protocol, ProtocolStep
from tests.records import STAMP, course, patient, phq9, session

WHO = patient()
COURSE = course(WHO)
OF_COURSE = STAMP | {"course_id": COURSE.id}


def day(number, clock="10:00"):
    return f"2026-03-{number:02}T{clock}+01:00"


def given(number, **fields):
    return session(COURSE, f"S{number}", day(number), **fields)


def march(number):
    return date(2026, 3, number)


def told(of):
    return [(each.starts_on.day, each.ends_on and each.ends_on.day, each.changed) for each in of]


def test_a_course_without_a_start_has_no_periods():
    assert epochs(CourseRecords(COURSE, WHO)) == []


def test_a_course_without_changes_is_one_period():
    records = CourseRecords(
        COURSE, WHO, sessions=[given(2, dose=56, dose_unit="mg"), given(9, dose=56, dose_unit="mg")]
    )
    (found,) = epochs(records)
    assert told([found]) == [(2, None, ())]
    assert len(found.sessions) == 2


def test_each_change_of_dose_route_or_product_begins_a_period():
    records = CourseRecords(
        COURSE,
        WHO,
        sessions=[
            given(2, route="iv", product="A", dose=40, dose_unit="mg"),
            given(5, route="iv", product="A", dose=0.5, dose_unit="mg/kg"),
            given(9, route="im", product="A", dose=0.5, dose_unit="mg/kg"),
            given(12, route="im", product="B", dose=0.5, dose_unit="mg/kg"),
        ],
    )
    assert told(epochs(records)) == [
        (2, 4, ()),
        (5, 8, (Circumstance.DOSE,)),
        (9, 11, (Circumstance.ROUTE,)),
        (12, None, (Circumstance.PRODUCT,)),
    ]


def test_what_was_not_recorded_is_no_change():
    records = CourseRecords(
        COURSE,
        WHO,
        sessions=[given(2, route="iv", dose=40), given(5), given(9, route="iv", dose=40, product="A")],
    )
    assert len(epochs(records)) == 1


def test_a_session_that_was_not_given_changes_nothing():
    records = CourseRecords(
        COURSE, WHO, sessions=[given(2, dose=40), given(5, dose=60, outcome="not_given"), given(9, dose=40)]
    )
    (found,) = epochs(records)
    assert [each.name for each in found.sessions] == ["S2", "S9"]


def test_medicines_and_phases_begin_periods_and_are_named_in_them():
    records = CourseRecords(
        COURSE,
        WHO,
        phases=[
            Phase(**OF_COURSE, starts_on=march(2), phase="induction"),
            Phase(**OF_COURSE, starts_on=march(20), phase="maintenance"),
        ],
        sessions=[given(2)],
        medicines=[
            Medicine(**OF_COURSE, name="lithium", started_on=date(2020, 1, 1)),
            Medicine(**OF_COURSE, name="sertraline", started_on=march(8), stopped_on=march(20)),
        ],
    )
    found = epochs(records)
    assert told(found) == [
        (2, 7, ()),
        (8, 19, (Circumstance.MEDICINE_STARTED,)),
        (20, None, (Circumstance.PHASE, Circumstance.MEDICINE_STOPPED)),
    ]
    assert [[each.name for each in epoch.medicines] for epoch in found] == [
        ["lithium"],
        ["lithium", "sertraline"],
        ["lithium"],
    ]
    assert [str(epoch.phase) for epoch in found] == ["induction", "induction", "maintenance"]


def test_a_phase_that_begins_on_the_day_of_a_changed_dose_is_one_change():
    records = CourseRecords(
        COURSE,
        WHO,
        phases=[Phase(**OF_COURSE, starts_on=march(9), phase="maintenance")],
        sessions=[given(2, dose=40), given(9, dose=60)],
    )
    assert told(epochs(records)) == [(2, 8, ()), (9, None, (Circumstance.PHASE, Circumstance.DOSE))]


def test_a_change_between_two_sessions_of_the_first_day_begins_a_period():
    records = CourseRecords(
        COURSE, WHO, sessions=[given(2, dose=40), session(COURSE, "later", day(2, "18:00"), dose=60)]
    )
    assert told(epochs(records)) == [(2, 2, ()), (2, None, (Circumstance.DOSE,))]


def test_of_two_phases_of_one_day_the_later_row_alone_is_a_change():
    def phase(number, kind):
        return Phase(**OF_COURSE, starts_on=march(number), phase=kind)

    induction, corrected = phase(2, "induction"), [phase(9, "maintenance"), phase(9, "induction")]
    records = CourseRecords(COURSE, WHO, phases=[induction, *corrected], sessions=[given(2)])
    assert told(epochs(records)) == [(2, None, ())]


def rhythm(protocol, first_day, repeat_days, *on_days):
    return ProtocolStep(
        **STAMP, protocol_id=protocol.id, first_day=first_day, repeat_days=repeat_days, on_days=on_days
    )


def test_another_interval_of_the_clinic_s_protocol_begins_a_period():
    clinic, draft = (
        Protocol(**OF_COURSE, name=name, starts_on=march(2), given_on=on)
        for name, on in (("clinic", march(1)), ("draft", None))
    )
    newer = Protocol(**OF_COURSE, name="newer", starts_on=march(20), given_on=march(18))
    plan = CoursePlan(
        protocols=[clinic, draft, newer],
        steps=[
            rhythm(clinic, 0, 7, 0, 3),
            rhythm(clinic, 7, 7, 0, 3),
            rhythm(clinic, 14, 7, 0),
            rhythm(clinic, 25, 14, 0),
            rhythm(draft, 5, 14, 0),
            rhythm(newer, 0, None),
            rhythm(newer, 7, 14, 0),
        ],
    )
    records = CourseRecords(COURSE, WHO, sessions=[given(2)], plan=plan)
    assert told(epochs(records)) == [
        (2, 15, ()),
        (16, 26, (Circumstance.INTERVAL,)),
        (27, None, (Circumstance.INTERVAL,)),
    ]


def test_a_flight_west_loses_no_session():
    records = CourseRecords(
        COURSE,
        WHO,
        sessions=[
            session(COURSE, "Auckland", "2026-03-09T01:00+13:00", dose=40),
            session(COURSE, "Honolulu", "2026-03-08T20:00-10:00", dose=60),
        ],
    )
    assert [[each.name for each in epoch.sessions] for epoch in epochs(records)] == [
        ["Honolulu"],
        ["Auckland"],
    ]


def test_a_score_before_the_session_that_brought_the_change_belongs_before_it():
    records = CourseRecords(
        COURSE,
        WHO,
        sessions=[given(2, dose=40), given(9, dose=60)],
        scores=[
            phq9(COURSE, day(1), total=20),
            phq9(COURSE, day(9, "08:00"), total=12),
            phq9(COURSE, day(9, "10:00"), total=11),
            phq9(COURSE, day(9, "10:01"), total=10),
            phq9(COURSE, day(10), total=9, rater="clinician"),
        ],
    )
    assert [[each.total for each in epoch.scores] for epoch in epochs(records)] == [[20, 12, 11], [10]]


def test_the_last_period_ends_with_the_course():
    records = CourseRecords(COURSE.changed(ended_on=march(30)), WHO, sessions=[given(2)])
    assert told(epochs(records)) == [(2, 30, ())]
