"""A plan from the template to the ledger: set up, confirmed, moved, done by logging, skipped, quoted."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTableView

from ketatrack.domain.moments import date_in_words, near_date_in_words
from ketatrack.domain.plan_words import PlannedEnd
from ketatrack.domain.records import Agreement, PlanMove, PlannedItem, Protocol, Session
from tests.journeys.hands import Hands


def texts(table: QTableView) -> list[list[str]]:
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def items(hands: Hands) -> list[PlannedItem]:
    return hands.workspace.journal.records().plan.items


def today_of(hands: Hands) -> date:
    return hands.workspace.journal.now().date()


def set_up(hands: Hands, first: date) -> None:
    """Choose the first template from the empty Plan page, and save it."""
    hands.keys("Ctrl+5")
    hands.click("Choose a template…")
    hands.go_to("Template")
    hands.type("Esketamine")
    hands.go_to("First session on")
    hands.type(first.isoformat())
    hands.go_to("At")
    hands.type("1000")
    hands.keys("Ctrl+Return")


def choose(hands: Hands, day: date) -> None:
    """Go to a day in the calendar of the Plan page."""
    hands.page.dates.calendar.setFocus()
    hands.keys("Home")
    for _step in range(abs((day - today_of(hands)).days)):
        hands.keys("Right" if day > today_of(hands) else "Left")


def test_no_template_is_chosen_beforehand_and_a_plan_is_drafts_until_it_is_given(at_home: Hands) -> None:
    hands, first = at_home, today_of(at_home)
    set_up(hands, first)

    assert len(items(hands)) == 8
    assert all(item.draft for item in items(hands))
    assert hands.place == "plan"
    assert hands.page.next_date.text() == ""
    hands.click("My clinic gave me this")
    assert not any(item.draft for item in items(hands))
    (protocol,) = hands.workspace.journal.store.find(Protocol)
    assert (protocol.given_on, protocol.template) == (first, "esketamine_mdsi")
    assert hands.page.next_date.text() == f"{first:%a %Y-%m-%d}, 10:00"
    hands.keys("Ctrl+Z")
    assert all(item.draft for item in items(hands))
    hands.keys("Ctrl+Z")
    assert items(hands) == []
    assert hands.page.empty.isVisible()


def test_a_date_is_moved_alone_unless_the_others_are_asked_along(at_home: Hands) -> None:
    hands, first = at_home, today_of(at_home)
    set_up(hands, first)
    hands.click("My clinic gave me this")
    before = {item.id: item.planned_on for item in items(hands)}
    to = first + timedelta(days=4)

    choose(hands, first + timedelta(days=3))
    hands.keys("M")
    hands.go_to("To the day")
    hands.type(to.isoformat())
    hands.keys("Ctrl+Return")
    changed = {item.id: item.planned_on for item in items(hands) if item.planned_on != before[item.id]}
    assert list(changed.values()) == [to]
    assert [move.to_date for move in hands.workspace.journal.store.find(PlanMove)] == [to]

    choose(hands, to)
    hands.keys("M")
    hands.go_to("To the day")
    hands.type((to + timedelta(days=7)).isoformat())
    hands.choose("Move the 6 dates after it by as many days?", "Yes")
    hands.keys("Ctrl+Return")
    later = sorted(item.planned_on for item in items(hands))
    assert later[1:] == [
        to + timedelta(days=7),
        *(day + timedelta(days=7) for day in sorted(before.values())[2:]),
    ]
    hands.keys("Ctrl+Z")
    assert sorted(item.planned_on for item in items(hands))[1] == to


def test_logging_the_session_ends_its_date_and_deleting_it_opens_the_date_again(at_home: Hands) -> None:
    hands, first = at_home, today_of(at_home)
    set_up(hands, first)
    hands.click("My clinic gave me this")
    choose(hands, first)
    hands.keys("D")
    hands.go_to("First dose at, day")
    hands.type(first.isoformat())
    hands.go_to("First dose at, time")
    hands.type("1005")
    hands.choose("Outcome", "Completed")
    hands.keys("Ctrl+Return")

    (session,) = hands.workspace.journal.store.find(Session)
    done = [item for item in items(hands) if item.ended is PlannedEnd.DONE]
    assert [(item.planned_on, item.done_by) for item in done] == [(first, session.id)]
    hands.keys("Ctrl+2", "Del", "Ctrl+5")
    assert hands.workspace.journal.store.find(Session) == []
    assert hands.page.next_date.text() == f"{first:%a %Y-%m-%d}, 10:00"
    hands.keys("Ctrl+Z", "Ctrl+Z")
    assert not any(item.ended for item in items(hands))


def test_a_skipped_date_is_said_as_that_and_can_be_opened_again(at_home: Hands) -> None:
    hands, first = at_home, today_of(at_home)
    set_up(hands, first)
    hands.click("My clinic gave me this")
    choose(hands, first)
    hands.keys("S")
    assert hands.said == f"Skipped: session of {date_in_words(first)}."
    assert [item.ended for item in items(hands)].count(PlannedEnd.SKIPPED) == 1
    assert "Skipped" in hands.page.dates.calendar.accessibleDescription()
    hands.keys("O")
    assert not any(item.ended for item in items(hands))


def test_the_ledger_shows_planned_beside_actual_days(at_home: Hands) -> None:
    hands, first = at_home, today_of(at_home) - timedelta(days=4)
    set_up(hands, first)
    hands.click("My clinic gave me this")
    for day in (first, first + timedelta(days=4)):
        hands.keys("Ctrl+N")
        hands.go_to("First dose at, day")
        hands.type(day.isoformat())
        hands.go_to("First dose at, time")
        hands.type("1000")
        hands.choose("Outcome", "Completed")
        hands.keys("Ctrl+Return")
    choose(hands, first + timedelta(days=3))
    hands.keys("D")
    hands.go_to("Close")
    hands.keys("Space")
    newest, oldest = texts(hands.page.ledger.table)
    assert newest[3] == "lasts"
    assert oldest[2:4] == ["not planned", "4"]
    assert hands.page.ledger.now_line.text() == "Now: 0 days since the last session"


def test_an_agreed_number_is_quoted_when_a_score_meets_it(at_home: Hands) -> None:
    hands, today = at_home, today_of(at_home)
    hands.keys("Ctrl+J")
    hands.go_to("Agreed on")
    hands.type("T")
    hands.go_to("What the clinic said")
    hands.type("Call us at 14")
    hands.go_to("Questionnaire")
    hands.type("PHQ-9")
    hands.go_to("Call at")
    hands.type("14")
    hands.keys("Ctrl+Return")
    (agreement,) = hands.workspace.journal.store.find(Agreement)
    assert (agreement.instrument, agreement.call_at, agreement.agreed_on) == ("phq9", 14, today)

    hands.keys("Ctrl+P")
    hands.type("222222200")
    hands.keys("Ctrl+Return")
    day = near_date_in_words(today, today)
    quote = f"PHQ-9: 14 on {day}. Noted {day}: call at 14 or more."
    hands.keys("Ctrl+1")
    assert hands.page.agreed.text() == quote
    hands.keys("Ctrl+5")
    assert hands.page.agreements.quotes.text() == quote


@pytest.mark.parametrize("ending", [".pdf", ".png"])
def test_a_saved_plan_says_nothing_of_the_treatment(at_home: Hands, ending: str, tmp_path: Path) -> None:
    hands = at_home
    set_up(hands, today_of(hands))
    page = hands.page
    assert "keta" not in page.suggested_name().lower()
    out = tmp_path / f"plan{ending}"
    page.save(out)
    content = out.read_bytes()
    assert content.startswith(b"%PDF" if ending == ".pdf" else b"\x89PNG")
    assert b"keta" not in content.lower()
    assert out.stat().st_mode & 0o777 == 0o600
