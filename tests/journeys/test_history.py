"""By keyboard alone: a slip is put right from the history, and two people meet in one entry."""

from PySide6.QtWidgets import QApplication, QLabel

from ketatrack.domain.records import Reading
from ketatrack.domain.words import Author
from ketatrack.store.store import Change
from ketatrack.ui.forms.comparison_card import ComparisonCard
from tests.journeys.hands import Hands


def log_blood_pressure(hands: Hands, systolic: str) -> Reading:
    hands.keys("Ctrl+B", "T")
    hands.go_to("Taken at, time")
    hands.type("0800")
    hands.go_to("Systolic")
    hands.type(systolic)
    hands.keys("Ctrl+Return")
    hands.hear("Saved")
    return hands.workspace.journal.store.find(Reading)[-1]


def open_reading(hands: Hands, reading: Reading) -> None:
    hands.workspace.show_form(f"readings:{reading.id}")
    hands.go_to("Systolic")


def words_of(widget) -> list[str]:
    return [label.text().replace("\u200b", "") for label in widget.findChildren(QLabel) if label.text()]


def test_a_deleted_reading_is_found_read_and_brought_back(at_home: Hands):
    reading = log_blood_pressure(at_home, "128")
    journal = at_home.workspace.journal
    journal.remove(reading, "blood pressure")
    at_home.keys("Ctrl+Shift+R")
    at_home.wait(lambda: at_home.page.table.isVisible())
    at_home.keys("/")
    at_home.enter("deleted 128")
    assert "128 mmHg" in at_home.page.details.toPlainText()
    at_home.keys("Return")
    at_home.wait(lambda: QApplication.activeModalWidget() is not None)
    assert any(line.startswith("Deleted · ") for line in words_of(at_home.dialog))
    at_home.keys("Esc")
    at_home.back_to_window()
    at_home.go_to("Bring back")
    at_home.keys("Space")

    at_home.hear("There again: Blood pressure")
    assert journal.store.get(Reading, reading.id).systolic == 128
    at_home.keys("Ctrl+Z")
    assert journal.store.get(Reading, reading.id) is None


def test_two_people_who_change_one_entry_see_both_values(at_home: Hands):
    reading = log_blood_pressure(at_home, "128")
    open_reading(at_home, reading)
    at_home.type_over("126")
    with at_home.workspace.journal.store.again() as elsewhere:
        other = reading.changed(systolic=131)
        now = at_home.workspace.journal.now()
        elsewhere.apply([Change(reading, other)], at=now, by=Author.CAREGIVER)
    at_home.keys("Ctrl+Return")

    card = at_home.page.findChild(ComparisonCard)
    said = words_of(card)
    assert "Here: 126 mmHg" in said
    assert any(line.endswith("by caregiver: 131 mmHg") for line in said)
    at_home.go_to("Systolic: The newer one", key="Right")
    at_home.keys("Space", "Ctrl+Return")
    at_home.wait(lambda: at_home.workspace.form is None)
    assert at_home.workspace.journal.store.get(Reading, reading.id).systolic == 131
    assert at_home.workspace.journal.store.drafts() == []
