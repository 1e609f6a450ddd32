"""Every entry is named so that it is found again, and never by what somebody wrote in it at length."""

import pytest

from ketatrack.domain.course_following import FOLLOWING_LISTS, followed_lists
from ketatrack.domain.entry_words import entry_words
from ketatrack.domain.past_records import version_of
from tests.confided import MARK, demo_courses, everything_confided

YEAR = "Nasal spray year (synthetic)"
NAMED_BY_OTHERS = {"leaving_lines", "leaving_marks", "home_agreements"}
"""Kinds that are named by a line of their own: the checklist's, and the prescriber's name."""


def named(kind: str) -> list[str]:
    lists = {each.kind: found for each, found in followed_lists(demo_courses()[YEAR].following)}
    return [entry_words(record) for record in lists[kind]]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("followed_sessions", "Followed session, 2026-10-27 12:45"),
        ("checkpoints", "Checkpoint 40 min"),
        ("checkpoints", "Checkpoint Before leaving"),
        ("session_events", "Event in a session Asked for help, 2026-10-27 14:24"),
        ("reading_parts", "Part of a reading, 2026-10-27 12:53"),
        ("leaving_marks", "Ticked before leaving Steady on my feet"),
        ("session_experiences", "How a session was, 2026-10-27 14:58"),
        ("check_ins", "Check-in 72 h, 2026-10-30 13:40"),
        ("journal_entries", "Journal entry, 2026-10-28 20:30"),
        ("watch_answers", "Long-term watch Weight, 2026-11-15 10:30"),
        ("checkpoint_plans", "Checkpoints Nasal spray"),
        ("clinic_limits", "Limit from the clinic Systolic, 2026-05-02"),
        ("leaving_lines", "Checklist before leaving Mara is here"),
    ],
)
def test_an_entry_of_a_followed_session_is_named_readably(kind, words):
    assert words in named(kind)


def test_a_review_is_named_by_the_kind_of_entry_that_it_is_about():
    reviews = demo_courses()["Other routes (synthetic)"].following.reviews
    assert entry_words(reviews[0]) == "Review of a sitter's entry Blood pressure, 2026-10-07 10:00"


@pytest.mark.parametrize("records", everything_confided(), ids=lambda each: each.course.name)
def test_no_name_holds_what_was_written_at_length(records):
    for kind, found in followed_lists(records.following):
        if kind.kind not in NAMED_BY_OTHERS:
            assert not [each for each in found if MARK in entry_words(each)], kind


def test_every_kind_of_what_is_followed_comes_back_from_its_history():
    for records in demo_courses().values():
        for kind, found in followed_lists(records.following):
            for record in found[:3]:
                version = version_of(kind.kind, record.model_dump(mode="json"))
                assert version is not None
                assert version.record == record
                assert not version.unknown
    assert len(FOLLOWING_LISTS) == 15
