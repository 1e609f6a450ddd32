"""What is asked after a session, which check-in is open when, and what a journal entry is found by."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ketatrack.domain.after_session import (
    ASKED_FOR,
    BEFORE_SCALES,
    SESSION_SCALES,
    Asked,
    after_questions,
    session_to_ask_about,
)
from ketatrack.domain.check_ins import (
    check_in_key,
    check_in_words,
    lasting_effects,
    lateness_words,
    open_check_ins,
    read_key,
)
from ketatrack.domain.course_following import CourseFollowing
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.handover import AppendixPart, Handover, handed_over
from ketatrack.domain.instruments import instrument
from ketatrack.domain.integration import journal_prompts, same_tag, used_tags
from ketatrack.domain.observed import ObservationTimes, noted_inside
from ketatrack.domain.records import (
    CheckIn,
    CheckInPlan,
    FollowedSession,
    JournalEntry,
    Score,
    SessionEvent,
)
from ketatrack.domain.reminders import ReminderChoices, note_words, reminders
from ketatrack.domain.reviews import review
from ketatrack.domain.words import Author, Outcome
from tests.neutral import revealing_words
from tests.records import STAMP, at, course, patient, session, side_effect
from tests.test_words import FORBIDDEN

WHO = patient()
SPRING = course(WHO)
DOSE = at("2026-06-01T10:00+02:00")
SEVENTH = session(SPRING, "S7", "2026-06-01T10:00+02:00")
ABOUT = STAMP | {"course_id": SPRING.id, "session_id": SEVENTH.id}


def lived(*sessions, **following) -> CourseRecords:
    return CourseRecords(
        course=SPRING,
        patient=WHO,
        sessions=list(sessions or [SEVENTH]),
        following=CourseFollowing(**following),
    )


def plan(*hours: int, **fields) -> CheckInPlan:
    written = {"written_at": at("2026-05-01T10:00+02:00")}
    return CheckInPlan(**STAMP | {"course_id": SPRING.id, "hours": hours} | written | fields)


def after(hours: float):
    return DOSE + timedelta(hours=hours)


# what is asked


def test_a_session_is_asked_about_for_a_day_and_not_while_one_goes_on():
    assert session_to_ask_about(lived(), after(2)) == SEVENTH
    assert session_to_ask_about(lived(), DOSE + ASKED_FOR + timedelta(minutes=1)) is None
    assert session_to_ask_about(lived(), after(-1)) is None
    on = FollowedSession(**ABOUT, opened_at=DOSE)
    assert session_to_ask_about(lived(sessions=[on]), after(2)) is None
    missed = SEVENTH.changed(outcome=Outcome.NOT_GIVEN)
    assert session_to_ask_about(lived(missed), after(2)) is None


def test_before_is_asked_where_the_day_before_has_no_score_and_later_answers_do_not_count():
    def mood(when: str) -> Score:
        return Score(**STAMP, course_id=SPRING.id, instrument="mood_now", taken_at=at(when), answers=(4,))

    def asked_before(*scores: Score, apart_from=()) -> list[str]:
        questions = after_questions(replace(lived(), scores=list(scores)), SEVENTH, after(2), apart_from)
        return [each.scale for each in questions if each.asked is Asked.BEFORE]

    morning, two_days_ago = mood("2026-06-01T09:00+02:00"), mood("2026-05-30T09:00+02:00")
    assert asked_before() == list(BEFORE_SCALES)
    assert asked_before(two_days_ago) == list(BEFORE_SCALES)
    assert asked_before(morning) == ["anxiety_now", "pain_nrs"]
    assert asked_before(morning, apart_from=[morning.id]) == list(BEFORE_SCALES)


def test_every_question_reads_well_and_every_scale_is_one_from_0_to_10():
    for question in after_questions(lived(), SEVENTH, after(1)):
        assert question.heading
        assert not FORBIDDEN.search(f"{question.heading} {question.ends}")
        if question.scale:
            scale = instrument(question.scale)
            assert (scale.low, scale.high, len(scale.items), scale.recall_days) == (0, 10, 1, 0)


def test_a_question_of_before_quotes_what_would_have_been_asked_then():
    questions = [each for each in after_questions(lived(), SEVENTH, after(2)) if each.scale == "anxiety_now"]
    assert [(each.heading, each.ends) for each in questions] == [
        (
            "Had you been asked just before the session, what would you have answered?",
            "“Anxiety right now, 0 (none) to 10 (the strongest)”",
        ),
        ("How is it now?", "Anxiety right now, 0 (none) to 10 (the strongest)"),
    ]
    (whole,) = [each for each in after_questions(lived(), SEVENTH, after(2)) if each.scale in SESSION_SCALES]
    assert whole.heading == "How was it in the session?"


# check-ins


@pytest.mark.parametrize(
    ("hours", "open_now"),
    [(3.9, []), (4, [4]), (23.9, [4]), (24, [24]), (71, [24]), (72, [72]), (143.9, [72]), (144, [])],
)
def test_a_check_in_is_open_from_its_hour_until_the_next(hours, open_now):
    records = lived(check_in_plans=[plan(4, 24, 72)])
    assert [each.after_hours for each in open_check_ins(records, after(hours))] == open_now


def test_nothing_is_asked_for_unless_it_was_chosen_nor_for_hours_before_the_choice():
    assert open_check_ins(lived(), after(24)) == []
    late = plan(4, 24, written_at=after(5))
    assert open_check_ins(lived(check_in_plans=[late]), after(6)) == []
    assert [each.after_hours for each in open_check_ins(lived(check_in_plans=[late]), after(25))] == [24]


def test_a_check_in_that_was_answered_or_skipped_is_open_no_more():
    met = CheckIn(**ABOUT, after_hours=24, answered_at=after(30), skipped=True)
    records = lived(check_in_plans=[plan(4, 24, 72)], check_ins=[met])
    assert open_check_ins(records, after(31)) == []
    assert [each.after_hours for each in open_check_ins(records, after(72))] == [72]


def test_the_next_session_ends_the_time_after_the_one_before():
    eighth = session(SPRING, "S8", "2026-06-03T10:00+02:00")
    records = lived(SEVENTH, eighth, check_in_plans=[plan(24, 72)])
    assert open_check_ins(records, after(72)) == [
        each for each in open_check_ins(records, after(72)) if each.session == eighth
    ]
    assert [each.session.name for each in open_check_ins(records, after(49))] == []


def test_a_check_in_says_how_far_the_session_is_and_when_it_was_answered_late():
    assert check_in_words(4) == "Check-in, 4 hours after your session"
    assert check_in_words(24) == "Check-in, 1 day after your session"
    assert check_in_words(36) == "Check-in, 36 hours after your session"
    assert check_in_words(72) == "Check-in, 3 days after your session"
    on_time = CheckIn(**ABOUT, after_hours=4, answered_at=after(4.3))
    assert lateness_words(on_time, SEVENTH) == ""
    late = on_time.changed(answered_at=after(9.6))
    assert lateness_words(late, SEVENTH) == "answered after 10 hours"
    assert read_key(check_in_key(SEVENTH.id, 72)) == (SEVENTH.id, 72)


def test_an_open_check_in_is_an_entry_in_a_reminder_and_keeps_to_quiet_hours():
    records = lived(check_in_plans=[plan(4, 24)])
    zone = DOSE.astimezone().tzinfo
    waiting = reminders(records, after(25), ReminderChoices(), zone)
    assert note_words(waiting) == "1 entry is open"
    assert not revealing_words(note_words(waiting))
    hushed = ReminderChoices.of_setting({"quiet_from": "09:00", "quiet_to": "18:00"})
    assert reminders(records, after(25), hushed, zone) == []


def test_effects_that_are_gone_are_not_asked_about_again_nor_a_sitters_before_they_are_accepted():
    def noted(effect: str, **fields):
        return side_effect(SPRING, effect, session_id=SEVENTH.id, **fields)

    there, gone = noted("nausea"), noted("dizziness", resolved_minutes=40)
    no_more, seen = noted("headache", still_present=False), noted("tremor", recorded_by=Author.SITTER)
    records = replace(lived(), side_effects=[there, gone, no_more, seen])
    assert lasting_effects(records, SEVENTH) == [there]
    accepted = replace(
        records,
        following=CourseFollowing(reviews=[review(seen, at=after(2), stamp=STAMP, accepted=True)]),
    )
    assert lasting_effects(accepted, SEVENTH) == [there, seen]


# marks


def test_an_entry_is_marked_by_when_it_was_written_not_by_when_it_happened():
    followed = FollowedSession(**ABOUT, opened_at=DOSE, closed_at=after(1), observe_minutes=120)
    dose = SessionEvent(**ABOUT, happened_at=DOSE, event=EventKind.DOSE)
    times = ObservationTimes.of(lived(sessions=[followed], events=[dose]))
    assert times.words(side_effect(SPRING, "nausea", written_at=after(1.9))) == noted_inside()
    assert times.words(side_effect(SPRING, "nausea", written_at=after(2.1))) == ""
    assert times.words(side_effect(SPRING, "nausea", noticed_at=after(1))) == ""


def test_a_session_that_nobody_followed_marks_nothing():
    times = ObservationTimes.of(lived())
    assert not times.hold(DOSE)
    assert not times.hold(None)


def test_a_moment_between_two_observation_times_is_in_neither_and_one_goes_on():
    eighth = session(SPRING, "S8", "2026-06-03T10:00+02:00")
    first = FollowedSession(**ABOUT, opened_at=DOSE, closed_at=after(2))
    on = FollowedSession(**ABOUT | {"session_id": eighth.id}, opened_at=eighth.started_at)
    times = ObservationTimes.of(lived(eighth, SEVENTH, sessions=[first, on]))
    assert [times.hold(after(hours)) for hours in (-1, 0, 2, 2.1, 47.9, 48, 99)] == [
        False, True, True, False, False, True, True,
    ]  # fmt: skip


# the integration journal


def entry(day: int, words: str = "words", **fields) -> JournalEntry:
    happened = at(f"2026-06-{day:02}T20:00+02:00")
    return JournalEntry(**STAMP | {"course_id": SPRING.id, "happened_at": happened, "words": words} | fields)


def test_what_is_handed_over_by_tag_is_told_in_any_case_of_letters():
    first, second, third = entry(1, tags=("Sleep",)), entry(5, tags=("work",)), entry(9)
    records = lived(journal=[first, second, third])
    chosen = Handover(appendix=(AppendixPart.JOURNAL,), tags=("sleep", "WORK"))
    assert handed_over(records, chosen).following.journal == [first, second]
    assert handed_over(records, replace(chosen, tags=())).following.journal == [first, second, third]


def test_tags_are_offered_by_how_often_they_were_used_and_written_as_before():
    entries = [entry(1, tags=("work", "Sleep")), entry(2, tags=("Sleep",)), entry(3, tags=("art",))]
    assert used_tags(entries) == ["Sleep", "art", "work"]
    assert same_tag("  sleep ", ["Sleep"]) == "Sleep"
    assert same_tag("new  tag", ["Sleep"]) == "new tag"


def test_prompts_are_questions_in_plain_words():
    assert len(set(journal_prompts())) == len(journal_prompts()) >= 10
    for prompt in journal_prompts():
        assert prompt.endswith("?")
        assert not FORBIDDEN.search(prompt)
