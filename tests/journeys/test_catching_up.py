"""Arriving in the middle of a course with paper: twenty past sessions, and what Today makes of them."""

from datetime import date, timedelta

import pytest

from ketatrack.domain.records import Score, Session
from ketatrack.domain.words import DoseUnit, Route
from tests.journeys.hands import Hands

GAPS = [3, 4, 3, 4, 3, 4, 3, 7, 7, 7, 7, 14, 14, 14, 14, 21, 21, 28, 35]
"""Days from each session to the next, as a course is spaced out."""
TOTALS = [22, *(None if place % 4 == 1 else 20 - place // 2 for place in range(len(GAPS)))]


def paper(today: date) -> list[tuple[date, int | None]]:
    """Return the days and totals that stand on paper, the last session ten days ago."""
    days = [today - timedelta(days=10 + sum(GAPS))]
    for gap in GAPS:
        days.append(days[-1] + timedelta(days=gap))
    return list(zip(days, TOTALS, strict=True))


def say_what_holds_for_all(hands: Hands) -> None:
    hands.keys("Ctrl+U")
    hands.type("1400")
    hands.go_to("PHQ-9 usually answered at")
    hands.type("0900")
    hands.choose("Dose unit", "mg")
    hands.go_to("Route")
    hands.type("Nasal")
    hands.keys("Alt+P")


def type_rows(hands: Hands, rows: list[tuple[date, int | None]]) -> None:
    for day, total in rows:
        hands.enter(day.isoformat(), "84", "" if total is None else str(total))


def paste_rows(hands: Hands, rows: list[tuple[date, int | None]]) -> None:
    hands.paste("\n".join(f"{day}\t84\t{'' if total is None else total}" for day, total in rows))


@pytest.mark.parametrize("copy", [type_rows, paste_rows])
def test_twenty_past_sessions_from_paper_give_gaps_baseline_and_last_score(at_home: Hands, copy):
    hands, journal = at_home, at_home.workspace.journal
    rows = paper(journal.now().date())
    say_what_holds_for_all(hands)
    copy(hands, rows)
    hands.keys("Ctrl+Return")

    sessions, scores = journal.store.find(Session), journal.store.find(Score)
    assert [each.started_at.date() for each in sessions] == [day for day, _total in rows]
    assert {(each.dose, each.dose_unit, each.route) for each in sessions} == {
        (84, DoseUnit.MG, Route.INTRANASAL)
    }
    assert [each.total for each in scores] == [total for _day, total in rows if total is not None]

    today = hands.page
    assert hands.place == "today"
    assert today.figures["since"].text() == "10 days"
    assert today.details["since"].text() == "yours before: 21 · 21 · 28 · 35"
    assert today.figures["score"].text() == "11 moderate"
    for words in ("before it: 12", "11 points lower than the baseline of 22 (50 %)", "10 days ago"):
        assert words in today.details["score"].text()
    hands.keys("Ctrl+3")
    assert hands.page.table.records_model.rowCount() == len(scores)
    hands.keys("Ctrl+Z")
    assert hands.page.empty.isVisible()
    hands.keys("Ctrl+1")
    assert "No session yet" in hands.page.details["since"].text()
