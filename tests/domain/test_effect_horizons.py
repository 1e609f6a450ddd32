"""Side effects over three horizons: which one, how they went, what is still there."""

import pytest
from pydantic import ValidationError

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_horizons import (
    NotedEffect,
    by_horizon,
    duration_words,
    ending_words,
    gone,
    ledger,
    noted_effects,
    onset_words,
    still_there,
    worst_words,
)
from ketatrack.domain.followed_words import Horizon
from tests.records import at, course, patient, session, side_effect

WHO = patient()
OF = course(WHO)
FIRST = session(OF, "S1", "2026-03-02T10:00+01:00")
NOW = at("2026-03-04T10:00+01:00")


def in_session(effect: str = "headache", **fields) -> NotedEffect:
    return NotedEffect(side_effect(OF, effect, session_id=FIRST.id, **fields), FIRST)


def between(
    effect: str = "insomnia", noticed_at: str | None = "2026-03-03T22:00+01:00", **fields
) -> NotedEffect:
    moment = at(noticed_at) if noticed_at else None
    return NotedEffect(side_effect(OF, effect, noticed_at=moment, **fields))


def test_a_horizon_that_nobody_said_is_told_from_the_session():
    assert in_session().horizon == Horizon.DURING
    assert between().horizon == Horizon.BETWEEN
    assert in_session(horizon=Horizon.BETWEEN).horizon == Horizon.BETWEEN
    assert between(horizon=Horizon.LONG_TERM).horizon == Horizon.LONG_TERM


def test_an_effect_in_a_session_is_told_in_minutes_from_the_first_dose():
    noted = in_session(onset_minutes=10, peak_minutes=45, resolved_minutes=95)

    assert (onset_words(noted), worst_words(noted), ending_words(noted)) == (
        "after 10 min",
        "after 45 min",
        "after 1 h 35 min",
    )
    assert onset_words(in_session(onset_minutes=-5)) == "5 min before the first dose"
    assert noted.began_at == at("2026-03-02T10:10+01:00")
    assert noted.gone_at == at("2026-03-02T11:35+01:00")


def test_an_effect_outside_a_session_is_told_in_moments():
    noted = between(worst_at=at("2026-03-03T23:30+01:00"), resolved_at=at("2026-03-04T07:00+01:00"))

    assert (onset_words(noted), worst_words(noted), ending_words(noted)) == (
        "2026-03-03 22:00",
        "2026-03-03 23:30",
        "2026-03-04 07:00",
    )


def test_what_nobody_said_is_not_recorded():
    noted = between(noticed_at=None)

    assert {onset_words(noted), worst_words(noted), ending_words(noted)} == {"not recorded"}
    assert not noted.says_how_it_ended
    assert ending_words(between(still_present=False)) == "gone, when is not recorded"


def test_an_effect_is_still_present_until_it_is_noted_as_gone():
    assert between(still_present=True).is_still_present
    assert ending_words(between(still_present=True)) == "still present"
    assert not between().is_still_present
    assert not between(still_present=False, resolved_at=NOW).is_still_present


@pytest.mark.parametrize("gone_at", [{"resolved_at": NOW}, {"resolved_minutes": 0}])
def test_an_effect_that_is_gone_is_not_still_present_too(gone_at):
    with pytest.raises(ValidationError, match="leave one of the two empty"):
        in_session(still_present=True, **gone_at)


def test_gone_now_is_a_moment_outside_a_session_and_minutes_in_one():
    assert gone(between(still_present=True), NOW).resolved_at == NOW
    after = gone(in_session(still_present=True), NOW)
    assert (after.resolved_minutes, after.resolved_at, after.still_present) == (2880, None, False)
    assert ending_words(NotedEffect(after, FIRST)) == "after 2 days"


def test_gone_months_after_a_session_is_a_moment_since_minutes_have_no_room_for_it():
    months_later = at("2026-09-02T10:00+02:00")
    after = gone(in_session(still_present=True), months_later)

    assert (after.resolved_minutes, after.resolved_at) == (None, months_later)


def test_gone_before_it_began_is_refused():
    with pytest.raises(ValidationError):
        gone(between(noticed_at="2026-03-09T10:00+01:00"), NOW)


def test_still_there_is_noted_with_its_day_once_and_below_what_stood_there():
    noted = between(notes="since the second week")
    after = still_there(noted, NOW)
    again = still_there(NotedEffect(after), NOW)

    assert after.still_present
    assert after.notes == again.notes == "since the second week\nStill there on 4 Mar 2026."


def test_the_ledger_has_what_is_still_present_first_then_the_latest_and_the_undated_last():
    old = between("fatigue", "2026-01-03T22:00+01:00", still_present=True)
    undated, latest, first = between("rash", None), between("nausea"), in_session("headache")

    assert ledger([undated, first, latest, old]) == [old, latest, first, undated]
    assert ledger([undated, first, latest, old], Horizon.DURING) == [first]
    assert {horizon: len(found) for horizon, found in by_horizon([first, latest]).items()} == {
        Horizon.DURING: 1,
        Horizon.BETWEEN: 1,
        Horizon.LONG_TERM: 0,
    }


def test_an_effect_of_a_session_whose_time_nobody_noted_has_none_and_stands_at_its_session():
    noted, before, after = in_session(), in_session(onset_minutes=-5), in_session(onset_minutes=5)

    assert noted.began_at is None
    assert onset_words(noted) == "not recorded"
    assert noted.dated_at == FIRST.started_at
    assert ledger([before, noted, after]) == [after, noted, before]


def test_every_effect_of_a_course_comes_with_its_session():
    records = CourseRecords(OF, WHO, sessions=[FIRST], side_effects=[in_session().effect, between().effect])

    assert [each.session for each in noted_effects(records)] == [FIRST, None]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h"), (95, "1 h 35 min"), (1440, "1 day"), (3000, "2 days 2 h")],
)
def test_a_duration_is_told_in_its_two_largest_units(minutes, words):
    assert duration_words(minutes) == words
