import pytest

from ketatrack.domain.session_readings import common_minutes, context_at, placement, replaced
from ketatrack.domain.words import Outcome, ReadingContext, Route
from tests import records as make

COURSE = make.course(make.patient())
START = "2026-03-20T12:00+01:00"


def session(**fields):
    return make.session(COURSE, "S1", START).changed(**fields)


@pytest.mark.parametrize(
    ("minutes", "context"),
    [
        (-10, ReadingContext.PRE_DOSE),
        (0, ReadingContext.PRE_DOSE),
        (1, ReadingContext.IN_SESSION),
        (119, ReadingContext.IN_SESSION),
        (120, ReadingContext.POST_SESSION),
        (150, ReadingContext.POST_SESSION),
    ],
)
def test_minutes_say_whether_a_reading_was_before_in_or_after_the_session(minutes, context):
    assert context_at(session(ended_at=make.at("2026-03-20T14:00+01:00")), minutes) is context


def test_without_an_end_a_later_reading_is_in_the_session():
    assert context_at(session(), 600) is ReadingContext.IN_SESSION


def test_every_reading_of_a_session_that_was_not_given_is_before_the_dose():
    assert context_at(session(outcome=Outcome.NOT_GIVEN), 30) is ReadingContext.PRE_DOSE


def test_a_reading_is_placed_at_the_offset_of_the_start_also_over_a_change_of_clocks():
    late = make.session(COURSE, "S1", "2026-03-29T01:30+01:00")

    assert placement(late, 60)["taken_at"].isoformat() == "2026-03-29T02:30:00+01:00"


def test_a_time_and_circumstances_of_its_own_stay_when_the_minutes_do():
    own = make.reading(
        COURSE, "2026-03-20T12:41+01:00", minutes=40, context=ReadingContext.RESTING, session_id=session().id
    )
    moved = session(started_at=make.at("2026-03-20T13:00+01:00"))

    assert not {"taken_at", "context"} & set(replaced(own, session(), moved, 40))


def test_what_followed_from_the_session_follows_its_change():
    before = session()
    own = make.reading(COURSE, START).changed(**placement(before, 40))
    moved = before.changed(started_at=make.at("2026-03-20T13:00+01:00"))

    assert replaced(own, before, moved, 40)["taken_at"] == make.at("2026-03-20T13:40+01:00")


def test_other_minutes_place_a_reading_anew():
    before = session()
    own = make.reading(COURSE, "2026-03-20T12:41+01:00", minutes=40, context=ReadingContext.RESTING)

    assert replaced(own, before, before, 50) == placement(before, 50)


def test_common_minutes_are_known_for_some_routes_only():
    assert common_minutes(Route.INTRANASAL) == (0, 40, 90, 120)
    assert common_minutes(Route.IV) == (0, 10, 20, 30, 40, 60, 90)
    assert common_minutes(Route.ORAL) == ()
    assert common_minutes(None) == ()
