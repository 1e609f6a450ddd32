"""The part of a course that a period chooses."""

from datetime import date

from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period
from ketatrack.domain.selection import within
from tests.records import at, course, patient, phq9, reading, session, side_effect

PERSON = patient()
OF = course(PERSON)
LATE = session(OF, "S1", "2026-03-31T23:30+02:00")
NEXT = session(OF, "S2", "2026-04-07T10:00+02:00")
RECORDS = CourseRecords(
    OF,
    PERSON,
    sessions=[LATE, NEXT],
    readings=[
        reading(OF, "2026-04-01T00:30+02:00", session_id=LATE.id, systolic=130, diastolic=80),
        reading(OF, "2026-04-01T08:00+02:00", systolic=120, diastolic=75),
    ],
    side_effects=[
        side_effect(OF, "nausea", session_id=NEXT.id),
        side_effect(OF, "insomnia", noticed_at=at("2026-03-05T03:00+01:00")),
        side_effect(OF, "headache"),
    ],
    scores=[phq9(OF, "2026-03-30T20:00+02:00", total=9), phq9(OF, "2026-04-06T20:00+02:00", total=7)],
)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def test_the_whole_course_is_the_course():
    assert within(RECORDS, WHOLE_COURSE) is RECORDS


def test_a_period_keeps_what_happened_in_it():
    found = within(RECORDS, MARCH)
    assert found.sessions == [LATE]
    assert [score.total for score in found.scores] == [9]


def test_a_reading_goes_with_its_session_past_midnight():
    assert within(RECORDS, MARCH).readings == RECORDS.readings[:1]


def test_a_side_effect_without_a_date_is_part_of_the_whole_course_only():
    assert [each.effect for each in within(RECORDS, MARCH).side_effects] == ["insomnia"]
