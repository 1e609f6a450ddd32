"""A plan file through the window: made, opened by the caregiver, answered, and decided on by the patient."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import CaregiverNote, HandOverEntry
from ketatrack.exchange.plan_file import open_plan
from tests.journeys.hands import Hands
from tests.journeys.test_keyboard_only import stops, walked
from tests.plans import in_days, looked_after
from tests.ui.workspaces import empty_workspace, open_workspace, spoken

WORDS = "words of my own"


@pytest.fixture
def patient_hands(qtbot, tmp_path: Path):
    """The window of a person with three dates to come and a caregiver."""
    workspace = open_workspace(qtbot, tmp_path, *looked_after(in_days(6)))
    yield Hands(workspace)
    workspace.close_journal()


@pytest.fixture
def caregiver_hands(qtbot, tmp_path: Path):
    """The window of a caregiver, who has no journal."""
    (tmp_path / "elsewhere").mkdir()
    workspace = empty_workspace(qtbot, tmp_path / "elsewhere")
    workspace.opening.welcome()
    return Hands(workspace)


def shown(hands: Hands) -> str:
    """Return all words on screen in the middle."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in hands.page.findChildren(QLabel) if label.isVisible())


def make_plan_file(hands: Hands, out: Path) -> None:
    """Make the plan file with a passphrase of one's own, by keys."""
    hands.workspace.run("make_plan_file")
    hands.choose("Passphrase", "Words of your own")
    for line in ("Your passphrase", "The same once more"):
        hands.go_to(line)
        hands.type(WORDS)
    hands.go_to("Where to")
    hands.type_over(str(out))
    hands.keys("Ctrl+Return")
    hands.wait(out.exists)
    hands.wait(lambda: "The file is" in shown(hands))


def open_with_passphrase(hands: Hands, words: str = WORDS) -> None:
    hands.wait(lambda: QApplication.activeModalWidget() is not None)
    hands.go_to("Passphrase of the file")
    hands.type_over(words)
    hands.keys("Return")


def open_plan_file(hands: Hands, path: Path) -> None:
    hands.back_to_window()
    hands.choose_file(lambda: hands.workspace.run("open_plan_file"), path)
    open_with_passphrase(hands)
    hands.wait(lambda: hands.workspace.plan_files.page is not None)
    hands.back_to_window()


def write_note(hands: Hands, words: str) -> None:
    hands.go_to("Noticed at, day")
    hands.keys("T")
    hands.go_to("Noticed at, time")
    hands.keys("N")
    hands.go_to("What was noticed")
    hands.type(words)
    hands.go_to("Signed, by your name")
    hands.type_over("Mia")
    hands.go_to("Sign and keep the note")
    hands.keys("Space")


def take_notes(hands: Hands, path: Path) -> None:
    hands.back_to_window()
    hands.choose_file(lambda: hands.workspace.run("take_notes"), path)
    open_with_passphrase(hands)


def test_a_plan_goes_to_a_caregiver_and_their_notes_come_back_to_be_decided(
    patient_hands: Hands, caregiver_hands: Hands, tmp_path: Path
):
    plan, back = tmp_path / "for-mia.plan", tmp_path / "back.notes"
    patient_hands.back_to_window()
    make_plan_file(patient_hands, plan)
    store = patient_hands.workspace.journal.store
    (entry,) = store.find(HandOverEntry)
    assert (entry.sheet, entry.for_whom) == (Sheet.PLAN_FILE, "Mia")
    assert "3 dates to come" in entry.held
    assert len(entry.dates.splitlines()) == 3

    caregiver = caregiver_hands
    open_plan_file(caregiver, plan)
    words = shown(caregiver)
    for part in ("Plan from Alex", "in 6 days", "Clinic, 2nd floor", "At nine in the evening", "call 112"):
        assert part in words
    assert "not recorded: ask the clinic" in words
    write_note(caregiver, "slept long")
    write_note(caregiver, "ate well")
    caregiver.workspace.plan_files.page.noticed.save_notes(back)

    patient = patient_hands
    take_notes(patient, back)
    patient.hear("2 notes came in.")
    assert [note.accepted for note in store.find(CaregiverNote)] == [None, None]
    patient.keys("A")
    patient.hear("Accepted")
    patient.keys("D")
    patient.hear("Declined")
    decided = {note.noticed: note.accepted for note in store.find(CaregiverNote)}
    assert sorted(decided.values()) == [False, True]

    patient.keys("Ctrl+Z")
    assert sorted(str(note.accepted) for note in store.find(CaregiverNote)) == ["None", "True"]
    patient.keys("Ctrl+1")
    assert "1 note from your caregiver waits for you." in shown(patient)
    assert {(note.noticed, note.signed_by) for note in store.find(CaregiverNote)} == {
        ("slept long", "Mia"),
        ("ate well", "Mia"),
    }

    take_notes(patient, back)
    patient.hear("in the journal already")
    assert store.count(CaregiverNote) == 2


def test_a_wrong_passphrase_is_told_and_can_be_mended(
    patient_hands: Hands, caregiver_hands: Hands, tmp_path: Path
):
    plan = tmp_path / "for-mia.plan"
    patient_hands.back_to_window()
    make_plan_file(patient_hands, plan)
    before = plan.read_bytes()
    caregiver_hands.back_to_window()
    caregiver_hands.workspace.plan_files.open(plan)
    open_with_passphrase(caregiver_hands, "other words")
    caregiver_hands.wait(lambda: caregiver_hands.objections)
    assert "does not open it" in caregiver_hands.objections[0]
    assert caregiver_hands.workspace.plan_files.page is None
    open_with_passphrase(caregiver_hands)
    caregiver_hands.wait(lambda: caregiver_hands.workspace.plan_files.page is not None)
    assert plan.read_bytes() == before


def test_what_a_caregiver_began_is_there_next_time(
    patient_hands: Hands, caregiver_hands: Hands, tmp_path: Path
):
    plan = tmp_path / "for-mia.plan"
    patient_hands.back_to_window()
    make_plan_file(patient_hands, plan)
    caregiver = caregiver_hands
    open_plan_file(caregiver, plan)
    caregiver.go_to("What was noticed")
    caregiver.type("half a sent")
    caregiver.go_to("Close the plan")
    caregiver.keys("Space")
    assert caregiver.workspace.plan_files.page is None
    assert open_plan(plan, WORDS).content.half_written.noticed == "half a sent"

    open_plan_file(caregiver, plan)
    assert caregiver.workspace.plan_files.page.noticed.words.value() == "half a sent"


def test_help_now_names_whom_the_plan_names(patient_hands: Hands, caregiver_hands: Hands, tmp_path: Path):
    plan = tmp_path / "for-mia.plan"
    patient_hands.back_to_window()
    make_plan_file(patient_hands, plan)
    open_plan_file(caregiver_hands, plan)
    caregiver_hands.keys("F1")
    words = "\n".join(label.text() for label in caregiver_hands.dialog.findChildren(QLabel))

    assert words.index("Dr. Example") < words.index("Grace · sister")
    assert "Crisis services: Germany" in words
    caregiver_hands.keys("Escape")


def test_tab_reaches_all_of_both_pages_and_escape_leaves_the_making(
    patient_hands: Hands, caregiver_hands: Hands, tmp_path: Path
):
    plan = tmp_path / "for-mia.plan"
    patient_hands.back_to_window()
    before = patient_hands.page
    make_plan_file(patient_hands, plan)
    open_plan_file(caregiver_hands, plan)
    for hands in (caregiver_hands, patient_hands):
        hands.back_to_window()
        reached = walked(hands, "Tab")
        assert [spoken(part) for part in stops(hands.page) if part not in reached] == []
        assert [spoken(part) for part in stops(hands.window.rail) if part not in reached] == []
    patient_hands.keys("Escape")
    assert patient_hands.page is before
