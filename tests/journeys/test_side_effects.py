"""Three months of side effects by keyboard alone: one is noted, goes, comes back; the watch; the sheet."""

from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from PySide6.QtWidgets import QApplication

from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.records import HandOverEntry, SideEffect, WatchAnswer
from ketatrack.domain.words import Severity
from tests.journeys.hands import Hands
from tests.ui.workspaces import spoken

START = datetime.fromisoformat("2026-06-01T09:00+02:00")
_A_DAY = 86_400


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as travel:
        yield travel


def note_an_effect(hands: Hands, effect: str, horizon: str, still_present: str) -> None:
    hands.keys("Ctrl+F")
    hands.go_to("Side effect")
    hands.type(effect)
    hands.choose("Severity", "Moderate")
    hands.choose("When", horizon)
    hands.go_to("Noticed at, day")
    hands.type("t")
    hands.go_to("Noticed at, time")
    hands.type("0830")
    hands.choose("Still present", still_present)
    hands.keys("Ctrl+Return")


def effects(hands: Hands) -> list[SideEffect]:
    return hands.workspace.journal.store.find(SideEffect)


def test_an_effect_between_sessions_is_noted_and_marked_gone_two_days_later(at_home: Hands, clock) -> None:
    note_an_effect(at_home, "trouble sleeping", "Between sessions", "Yes")
    (noted,) = effects(at_home)
    assert (noted.effect, noted.severity, noted.horizon) == ("insomnia", Severity.MODERATE, Horizon.BETWEEN)
    at_home.keys("Ctrl+1")
    assert not at_home.page.still_present.isVisible()

    clock.shift(2 * _A_DAY)
    at_home.workspace.journal.refresh()
    assert at_home.page.still_present.isVisible()
    at_home.go_to("Gone now: Trouble sleeping")
    at_home.keys("Space")
    assert at_home.said == "Noted: Trouble sleeping: gone now."
    assert not at_home.page.still_present.isVisible()
    (gone,) = effects(at_home)
    assert gone.resolved_at == datetime.fromisoformat("2026-06-03T09:00+02:00")
    assert gone.still_present is False

    at_home.keys("Ctrl+Z")
    assert effects(at_home)[0].resolved_at is None
    assert at_home.page.still_present.isVisible()
    at_home.keys("Ctrl+8", "G")
    assert effects(at_home)[0].resolved_at is not None


def answer_the_watch(hands: Hands) -> None:
    hands.choose("Pain in the bladder, or when passing urine", "Yes")
    hands.go_to("Pain in the bladder, or when passing urine: In your words")
    hands.type("in the morning")
    hands._step("Tab", lambda: spoken(hands.focused).startswith("Trouble remembering"), "memory")
    hands.type("20")
    hands.go_to("Weight")
    hands.type("81.5")
    hands.keys("Ctrl+Return")


def test_the_quarterly_watch_opens_by_its_rhythm_and_what_comes_up_twice_is_on_the_sheet(
    at_home: Hands, clock, tmp_path: Path
) -> None:
    at_home.keys("Ctrl+,")
    at_home.go_to("Choose from a list…")
    at_home.keys("Space")
    at_home.page.ticked.setFocus()
    at_home.go_to("Ask me for: Long-term watch: at most every 90 days", key="Right")
    at_home.keys("Space", "Ctrl+Return", "Ctrl+1")
    assert at_home.page.open.isVisible()
    at_home.go_to("Fill in: Long-term watch")
    at_home.keys("Space")
    answer_the_watch(at_home)
    assert at_home.said == "Saved: Long-term watch. 4 answers."
    assert not at_home.page.open.isVisible()

    clock.shift(89 * _A_DAY)
    at_home.workspace.journal.refresh()
    assert not at_home.page.open.isVisible()
    clock.shift(_A_DAY)
    at_home.workspace.journal.refresh()
    at_home.go_to("Fill in: Long-term watch")
    at_home.keys("Space")
    answer_the_watch(at_home)
    assert len(at_home.workspace.journal.store.find(WatchAnswer)) == 8

    at_home.keys("Ctrl+8")
    at_home.go_to("Sheet to print…")
    at_home.keys("Space")
    words = at_home.dialog.preview.toPlainText()
    assert "Pain in the bladder, or when passing urine: 2 days: 30 Aug 2026, 1 Jun 2026" in words
    out = tmp_path / "for-the-clinic.pdf"
    at_home.go_to("Save PDF…")
    at_home.choose_file(lambda: at_home.keys("Space"), out)
    at_home.wait(out.exists)
    assert out.read_bytes().startswith(b"%PDF")
    at_home.wait(lambda: at_home.workspace.journal.store.find(HandOverEntry))
    at_home.dialog.activateWindow()
    at_home.keys("Esc")
    assert QApplication.activeModalWidget() is None
