"""What is recorded before leaving a session: only what was typed, ticked and measured."""

from dataclasses import replace
from datetime import timedelta

from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.leaving import leaving, leaving_words, left, ticked
from ketatrack.domain.records import CareArrangement, FollowedSession, LeavingLine
from tests.domain.followed_session import DOSE, FIRST, INSIDE, OPENED, SPRING, WHO
from tests.records import STAMP, at, reading

LINES = [LeavingLine(**STAMP, course_id=SPRING.id, line=words) for words in ("Steady on your feet", "Eaten")]
MEASURED = reading(
    SPRING, "2026-03-02T11:42+01:00", session_id=FIRST.id, systolic=152, diastolic=88, pulse=71
)
NOON = at("2026-03-02T12:00+01:00")


def followed(opened=OPENED, **lists) -> CourseRecords:
    return CourseRecords(
        SPRING,
        WHO,
        sessions=[FIRST],
        readings=[MEASURED],
        following=CourseFollowing(sessions=[opened], events=[DOSE], leaving_lines=LINES, **lists),
    )


def test_the_clinics_lines_stand_open_until_they_are_ticked():
    records = followed()
    standing = leaving(records, FIRST, OPENED, NOON)
    assert [(line.line, line.ticked_at) for line in standing.lines] == [
        ("Steady on your feet", None),
        ("Eaten", None),
    ]
    before, mark = ticked(standing.lines[0], OPENED, NOON, STAMP)
    assert before is None
    records = followed(leaving_marks=[mark])
    standing = leaving(records, FIRST, OPENED, NOON)
    assert standing.lines[0].ticked_at == NOON
    again, opened = ticked(standing.lines[0], OPENED, None, STAMP)
    assert again == mark
    assert opened.ticked_at is None


def test_it_tells_the_last_reading_the_first_dose_and_the_stay():
    assert leaving_words(leaving(followed(), FIRST, OPENED, NOON)) == [
        "Last reading at 11:42, 18 min ago: 152/88, pulse 71.",
        "First dose 120 min ago.",
        "Stay at least: 120 min after the first dose.",
    ]


def test_of_a_board_that_was_closed_it_tells_how_long_before_that():
    closed = OPENED.changed(closed_at=NOON)
    told = leaving_words(leaving(followed(closed), FIRST, closed, NOON + timedelta(days=9)))
    assert told[:2] == [
        "Last reading at 11:42, 18 min before the board was closed: 152/88, pulse 71.",
        "First dose 120 min before the board was closed.",
    ]


def test_what_is_not_known_is_not_told():
    bare = FollowedSession(**INSIDE, opened_at=OPENED.opened_at)
    records = CourseRecords(SPRING, WHO, sessions=[FIRST], following=CourseFollowing(sessions=[bare]))
    standing = leaving(records, FIRST, bare, NOON)
    assert leaving_words(standing) == ["No reading in this session."]
    assert standing.driving_rule == ""
    assert standing.lines == ()


def test_the_driving_rule_is_what_the_caregiver_was_told_until_it_is_kept():
    told = CareArrangement(**STAMP, course_id=SPRING.id, driving_rule="Not before the next morning")
    records = replace(followed(), plan=CoursePlan(arrangements=[told]))
    assert leaving(records, FIRST, OPENED, NOON).driving_rule == "Not before the next morning"
    kept = OPENED.changed(driving_rule="Not today", left_at=NOON)
    assert leaving(records, FIRST, kept, NOON).driving_rule == "Not today"


def test_leaving_keeps_everything_as_it_stood_then():
    told = CareArrangement(**STAMP, course_id=SPRING.id, driving_rule="Not today")
    records = replace(followed(), plan=CoursePlan(arrangements=[told]))
    _before, mark = ticked(leaving(records, FIRST, OPENED, NOON).lines[0], OPENED, NOON, STAMP)
    records = replace(records, following=replace(records.following, leaving_marks=[mark]))
    (before, gone), *marks = left(records, FIRST, OPENED, NOON, STAMP)
    assert before == OPENED
    assert (gone.left_at, gone.driving_rule) == (NOON, "Not today")
    assert [(was, now.line, now.ticked_at) for was, now in marks] == [(None, "Eaten", None)]

    other = [LeavingLine(**STAMP, course_id=SPRING.id, line="A new line")]
    later = replace(
        records,
        plan=CoursePlan(),
        following=replace(
            records.following,
            sessions=[gone],
            leaving_lines=other,
            leaving_marks=[mark, *(now for _was, now in marks)],
        ),
    )
    standing = leaving(later, FIRST, gone, NOON + timedelta(hours=3))
    assert [line.line for line in standing.lines] == ["Steady on your feet", "Eaten"]
    assert standing.driving_rule == "Not today"
    assert standing.minutes_since_reading == 18
    assert leaving_words(standing)[1] == "First dose 120 min before leaving."
