"""What holds while a sitter has the window: the agreement behind it, looking in, and the way out."""

from datetime import date, timedelta

from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.records import HomeAgreement, SessionEvent
from ketatrack.domain.sitter_mode import (
    SitterMode,
    agreed_for_home,
    agreed_words,
    look_in_words,
    next_look_in,
)
from tests.records import STAMP, at, course, patient, session

WHO = patient()
SPRING = course(WHO)
FIRST = session(SPRING, "S1", "2026-03-02T21:00+01:00")
BEGAN = at("2026-03-02T21:15+01:00")
MODE = SitterMode(
    session_id=FIRST.id, sitter="Mia", began_at=BEGAN, look_in_minutes=30, contacts=("a", "b"), pin="00:11"
)


def home(**lists) -> CourseRecords:
    return CourseRecords(course=SPRING, patient=WHO, sessions=[FIRST], following=CourseFollowing(**lists))


def agreement(day: date, **fields) -> HomeAgreement:
    return HomeAgreement(
        **STAMP | {"course_id": SPRING.id, "agreed_on": day, "prescriber": "Dr. Example"} | fields
    )


def test_an_agreement_holds_from_its_day_to_its_last():
    ended = agreement(date(2026, 2, 1), ended_on=date(2026, 3, 2))
    assert agreed_for_home(home(home_agreements=[ended]), date(2026, 3, 2)) == ended
    assert agreed_for_home(home(home_agreements=[ended]), date(2026, 3, 3)) is None
    assert agreed_for_home(home(home_agreements=[ended]), date(2026, 1, 31)) is None
    newer = agreement(date(2026, 3, 1))
    assert agreed_for_home(home(home_agreements=[ended, newer]), date(2026, 3, 2)) == newer
    assert "Dr. Example, agreed on 1 Mar 2026" in agreed_words(newer)


def test_looking_in_is_counted_from_the_last_time_and_said_calmly_once_it_has_passed():
    def looked(moment: str) -> SessionEvent:
        at_home = STAMP | {"course_id": SPRING.id, "session_id": FIRST.id}
        return SessionEvent(**at_home, happened_at=at(moment), event=EventKind.LOOKED_IN)

    assert next_look_in(MODE, home()) == at("2026-03-02T21:45+01:00")
    wanted = next_look_in(
        MODE, home(events=[looked("2026-03-02T21:05+01:00"), looked("2026-03-02T21:50+01:00")])
    )
    assert wanted == at("2026-03-02T22:20+01:00")
    assert look_in_words(wanted, wanted - timedelta(minutes=1)) == "Look in at 22:20"
    assert look_in_words(wanted, wanted) == "Looking in was planned for 22:20"
    without = MODE.model_copy(update={"look_in_minutes": None})
    assert next_look_in(without, home()) is None
    assert look_in_words(None, BEGAN) == "Look in as you agreed"


def test_it_is_kept_as_a_setting_with_the_tries_that_were_made():
    tried = MODE
    for _try in range(3):
        tried = tried.tried_in_vain(BEGAN)
    again = SitterMode.of_setting(tried.as_setting())
    assert again == tried
    assert SitterMode.of_setting(None) is None
    assert again.waits_until(BEGAN) == BEGAN + timedelta(seconds=5)
    assert again.waits_until(BEGAN + timedelta(seconds=5)) is None
    assert MODE.tried_in_vain(BEGAN).waits_until(BEGAN) is None


def test_nothing_of_the_pin_is_shown_where_it_is_told():
    assert "00:11" not in repr(MODE)
