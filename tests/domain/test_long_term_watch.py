"""The long-term watch: its signs, what an answer says, and what is listed to mention."""

import re
from datetime import date

import pytest
from pydantic import ValidationError

from ketatrack.domain.effect_horizons import NotedEffect
from ketatrack.domain.entry_words import entry_words
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.long_term_watch import (
    LongTermWatch,
    answer_words,
    answers_by_sign,
    is_noted,
    label_of_sign,
    long_term_watch,
    watch_sign,
)
from ketatrack.domain.records import WatchAnswer
from ketatrack.domain.to_mention import Mention, to_mention
from tests.records import STAMP, at, course, patient, side_effect
from tests.test_words import FORBIDDEN

OF = course(patient())


def answer(sign: str, answered_at: str = "2026-03-02T10:00+01:00", **fields) -> WatchAnswer:
    return WatchAnswer(**STAMP, course_id=OF.id, sign=sign, answered_at=at(answered_at), **fields)


def test_the_signs_have_stable_ids():
    assert [sign.id for sign in long_term_watch().signs] == [
        "bladder_frequency",
        "bladder_urgency",
        "bladder_pain",
        "bladder_blood",
        "memory",
        "attention",
        "wanting_more",
        "extra_sessions",
        "mood_high",
        "liver_test",
        "weight",
        "resting_pressure",
    ]


def test_the_words_of_the_watch_judge_and_advise_nobody():
    words = [words for sign in long_term_watch().signs for words in (sign.label, sign.group)]

    assert not any(FORBIDDEN.search(each) for each in words)
    assert not any(re.search(r"abuse|addict|crav|misuse|relapse|risk", each, re.IGNORECASE) for each in words)


def test_a_watch_with_a_repeated_sign_or_an_unknown_side_effect_is_refused():
    shipped = long_term_watch().model_dump()
    first = shipped["signs"][0]

    with pytest.raises(ValidationError, match="same id"):
        LongTermWatch.model_validate(shipped | {"signs": [first, first]})
    with pytest.raises(ValidationError, match="no side effect"):
        LongTermWatch.model_validate(shipped | {"signs": [first | {"effect": "wobble"}]})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (answer("bladder_pain", present=True), "yes"),
        (answer("bladder_pain", present=False), "no"),
        (answer("bladder_pain", present=True, words="in the morning "), "yes, in the morning"),
        (answer("memory", number=3), "3 of 10"),
        (answer("weight", number=81.5), "81.5 kg"),
        (answer("liver_test", done_on=date(2026, 2, 20), words="all normal"), "20 Feb 2026: all normal"),
        (answer("of another version", number=4), "4"),
        (answer("mood_high", words="two nights"), "two nights"),
    ],
)
def test_an_answer_reads_as_it_was_given(given, words):
    assert answer_words(given) == words


def test_yes_and_anything_above_zero_is_noted_and_a_measure_is_not():
    assert is_noted(answer("bladder_pain", present=True))
    assert is_noted(answer("memory", number=1))
    assert not is_noted(answer("bladder_pain", present=False))
    assert not is_noted(answer("memory", number=0))
    assert not is_noted(answer("weight", number=81.5))
    assert not is_noted(answer("liver_test", done_on=date(2026, 2, 20)))


def test_answers_stand_under_their_signs_in_the_order_of_the_watch():
    weight, pain, odd = answer("weight", number=80), answer("bladder_pain", present=True), answer("odd")

    assert list(answers_by_sign([odd, weight, pain]).items()) == [
        ("bladder_pain", [pain]),
        ("weight", [weight]),
        ("odd", [odd]),
    ]


def test_an_answer_is_named_by_its_sign():
    assert entry_words(answer("mood_high")) == (
        "Long-term watch Days of little sleep with a lot of energy, 2026-03-02 10:00"
    )
    assert label_of_sign("of another version") == "of another version"
    assert watch_sign("of another version") is None


# to mention


def long_term(effect: str, noticed_at: str | None) -> NotedEffect:
    moment = at(noticed_at) if noticed_at else None
    return NotedEffect(side_effect(OF, effect, noticed_at=moment, horizon=Horizon.LONG_TERM))


def test_a_sign_noted_on_two_days_is_listed_with_its_dates():
    answers = [
        answer("memory", "2026-03-02T10:00+01:00", number=2),
        answer("memory", "2026-06-02T10:00+02:00", number=0),
        answer("memory", "2026-09-02T10:00+02:00", number=1),
    ]

    assert to_mention([], answers) == [
        Mention("Trouble remembering things", (date(2026, 3, 2), date(2026, 9, 2)))
    ]


def test_what_was_noted_once_or_twice_on_one_day_is_not_listed():
    twice = [answer("memory", f"2026-03-02T{hour}:00+01:00", number=2) for hour in (10, 12)]

    assert to_mention([long_term("fatigue", "2026-03-02T10:00+01:00")], twice) == []


def test_an_effect_of_the_long_term_and_the_same_sign_stand_together():
    noted = [
        long_term("urinary_urgency", "2026-05-01T08:00+02:00"),
        long_term("urinary_urgency", None),
    ]
    answers = [answer("bladder_urgency", present=True)]

    assert to_mention(noted, answers) == [
        Mention(label_of_sign("bladder_urgency"), (date(2026, 3, 2), date(2026, 5, 1)))
    ]


def test_effects_of_other_horizons_are_not_listed():
    between = [
        NotedEffect(side_effect(OF, "insomnia", noticed_at=at(f"2026-03-0{day}T08:00+01:00")))
        for day in (2, 3)
    ]

    assert to_mention(between, []) == []
