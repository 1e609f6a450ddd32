"""What is left of an authorisation is counted from given sessions, each of them once."""

from datetime import date

from ketatrack.domain.authorisations import use_words, uses
from tests.domain.plans import approved, held

JANUARY, JUNE = date(2026, 1, 1), date(2026, 6, 30)


def test_given_sessions_within_its_dates_and_those_before_are_used() -> None:
    sessions = [
        held("S1", "2025-12-31"),
        held("S2", "2026-01-01"),
        held("S3", "2026-02-01", outcome="not_given"),
        held("S4", "2026-06-30", outcome="stopped_early"),
        held("S5", "2026-07-01"),
    ]
    (use,) = uses([approved(JANUARY, 8, ends_on=JUNE, used_before=4)], sessions)
    assert (use.used, use.left) == (6, 2)
    assert use_words(use, date(2026, 5, 1)) == "2 of 8 left, ends 30 June"
    assert use_words(use, date(2026, 7, 2)) == "2 of 8 left, ended 30 June"


def test_an_authorisation_without_an_end_says_none() -> None:
    (use,) = uses([approved(JANUARY, 8)], [])
    assert use_words(use, date(2026, 5, 1)) == "8 of 8 left"


def test_more_sessions_than_approved_are_said_as_they_are() -> None:
    (use,) = uses([approved(JANUARY, 1)], [held("S1", "2026-01-02"), held("S2", "2026-01-03")])
    assert use_words(use, date(2026, 5, 1)) == "2 used of 1"


def test_a_session_under_two_authorisations_counts_once() -> None:
    both = [approved(JANUARY, 1), approved(date(2026, 2, 1), 8)]
    first, second = uses(both, [held("S1", "2026-01-05"), held("S2", "2026-02-05")])
    assert (first.used, second.used) == (1, 1)
