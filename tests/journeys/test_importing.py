"""A clinic's files through the window: looked at first, taken in without what cannot be, taken back whole."""

import shutil
from pathlib import Path

import pytest

from ketatrack.domain.records import Reading, Session
from ketatrack.domain.summary import as_json, summarise
from tests.domain.case_files import CASES, NAMES, expected
from tests.journeys.hands import Hands
from tests.ui.test_import_dialog import rows


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A course whose readings have, on three lines, what no reading can have."""
    folder = tmp_path / "from the clinic"
    shutil.copytree(CASES / "iv-boosters", folder)
    file = folder / "readings.csv"
    header, *lines = file.read_text(encoding="utf-8").splitlines()
    for line, column, value in ((3, "systolic", "9000"), (5, "taken_at", "yesterday"), (8, "pulse", "NaN")):
        cells = lines[line - 2].split(",")
        cells[header.split(",").index(column)] = value
        lines[line - 2] = ",".join(cells)
    file.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return folder


def look_at(hands: Hands, path: Path):
    """Ask for an import with the keyboard, and wait for the preview."""
    hands.keys("Ctrl+I")
    dialog = hands.dialog
    hands.type_over(str(path))
    hands.keys("Return")
    hands.wait(dialog.pane.isVisible)
    return dialog


def test_rows_that_cannot_be_taken_are_shown_and_left_out_and_the_rest_comes_in_as_one_step(
    at_home: Hands, faulty: Path
):
    hands, store = at_home, at_home.workspace.journal.store
    whole = len((faulty / "readings.csv").read_text(encoding="utf-8").splitlines()) - 1

    dialog = look_at(hands, faulty)
    shown = rows(dialog.pane.rejected)
    assert [tuple(row[:4]) for row in shown] == [
        ("readings.csv", "3", "systolic", "9000"),
        ("readings.csv", "5", "taken_at", "yesterday"),
        ("readings.csv", "8", "pulse", "NaN"),
    ]
    assert all(row[4].endswith(".") for row in shown)
    assert store.count(Session) == 0
    assert not dialog.import_button.isVisible()

    hands.go_to("Import without the rows left out")
    hands.keys("Space")
    hands.hear("imported from")
    assert store.count(Reading) == whole - 3
    assert store.count(Session) == 12

    hands.keys("Ctrl+Z")
    assert [store.count(kind) for kind in (Session, Reading)] == [0, 0]
    hands.keys("Ctrl+Shift+Z")
    assert [store.count(kind) for kind in (Session, Reading)] == [12, whole - 3]

    again = look_at(hands, faulty)
    assert "nothing would be added" in again.status.text()
    assert not again.skip_button.isEnabled()
    hands.keys("Escape")
    assert store.count(Reading) == whole - 3


@pytest.mark.parametrize("case", NAMES)
def test_a_course_imported_from_the_welcome_page_gives_every_figure(
    first_run: Hands, tmp_path: Path, case: str
):
    hands = first_run
    hands.go_to("Import")
    hands.keys("Space")
    hands.go_to("File or folder")
    hands.type(str(CASES / case))
    hands.go_to("File")
    hands.type_over(str(tmp_path / "mine"))
    hands.keys("Ctrl+Return")
    dialog = hands.dialog
    hands.wait(dialog.import_button.isEnabled)
    hands.click("Import")
    hands.wait(lambda: hands.workspace.journal is not None)

    assert as_json(summarise(hands.workspace.journal.records())) == expected(case)


@pytest.mark.parametrize("case", NAMES)
def test_a_course_imported_into_an_open_journal_gives_every_figure(at_home: Hands, case: str):
    hands = at_home
    dialog = look_at(hands, CASES / case)
    assert dialog.import_button.isEnabled()
    hands.go_to("Import")
    hands.keys("Space")
    hands.hear("imported from")

    assert as_json(summarise(hands.workspace.journal.records())) == expected(case)
