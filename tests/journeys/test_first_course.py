"""The first evening: a journal, a session, a questionnaire, the charts, a change of mind, the page."""

from pathlib import Path

import pypdfium2

from ketatrack.domain.records import Course, Reading, Score, Session, SideEffect
from ketatrack.domain.words import Medication, Outcome, Route, Severity
from ketatrack.ui.layout import unbroken
from tests.journeys.hands import Hands
from tests.ui.test_import_dialog import rows

PRESSURES = [
    (0, 128, 79, 68),
    (40, 151, 92, 77),
    (90, 139, 86, 72),
    (120, 131, 82, 70),
    (150, 127, 80, 69),
    (180, 124, 78, 66),
]
OFFERED_ROWS = 4
"""Rows whose minutes stand there already, for the nasal spray."""


def start_a_journal(hands: Hands, path: Path) -> None:
    hands.go_to("Start a journal")
    hands.keys("Space")
    hands.type("Alex")
    hands.choose("Medication", "Esketamine")
    hands.go_to("Route")
    hands.type("Nasal")
    hands.choose("Where in the course", "Starting")
    hands.go_to("What to call the course")
    hands.type_over("Spring course")
    hands.go_to("File")
    hands.type_over(str(path))
    hands.keys("Ctrl+Return")


def log_the_session(hands: Hands) -> None:
    hands.keys("Ctrl+N")
    hands.type("y")
    hands.keys("Tab")
    hands.type("1000")
    hands.choose("Outcome", "Completed")
    hands.keys("Alt+B")
    for number, (minutes, *measured) in enumerate(PRESSURES):
        if number >= OFFERED_ROWS:
            hands.enter(str(minutes))
        hands.enter(*map(str, measured), "", "")
    hands.keys("Alt+F")
    for effect in ("Dizziness", "Nausea"):
        hands.go_to(f"Side effect: {effect}", key="Right")
        hands.keys("Return")
    hands.choose("Severity", "Moderate")
    hands.keys("Ctrl+Return")


def answer_a_phq9(hands: Hands) -> None:
    hands.keys("Ctrl+P")
    hands.type("2222222201")
    hands.keys("Ctrl+Return")


def drawn(hands: Hands, chart: str) -> set[float]:
    """Return every height at which the chart draws something, after choosing it from the list by keys."""
    page = hands.page
    page.choices.which.editor.setFocus()
    hands.keys("Home")
    while page.choices.which.editor.currentText() != chart:
        before = page.choices.which.editor.currentIndex()
        hands.keys("Down")
        assert page.choices.which.editor.currentIndex() == before + 1
    hands.wait(lambda: page.canvas is not None)
    page.canvas.draw()
    return {
        float(height)
        for axes in page.canvas.figure.axes
        for height in (
            *(y for line in axes.lines for y in line.get_ydata()),
            *(y for points in axes.collections for _x, y in points.get_offsets()),
        )
    }


def in_table(hands: Hands) -> list[str]:
    hands.page.table_button.setChecked(True)
    return [cell for row in rows(hands.page.table) for cell in row]


def test_a_first_evening_by_keyboard_from_the_welcome_page_to_the_page_for_the_clinic(
    first_run: Hands, tmp_path: Path
):
    hands = first_run
    start_a_journal(hands, tmp_path / "mine")
    journal = hands.workspace.journal
    assert hands.place == "today"
    assert journal.store.path == tmp_path / "mine.ketatrack"
    assert journal.patient().name == "Alex"
    (course,) = journal.store.find(Course)
    assert (course.name, course.medication, course.route, course.started_on) == (
        "Spring course",
        Medication.ESKETAMINE,
        Route.INTRANASAL,
        None,
    )

    log_the_session(hands)
    (session,) = journal.store.find(Session)
    assert (session.name, session.route, session.outcome) == ("S1", Route.INTRANASAL, Outcome.COMPLETED)
    readings = journal.store.find(Reading)
    assert [(each.minutes, each.systolic, each.diastolic, each.pulse) for each in readings] == PRESSURES
    assert {(each.effect, each.severity) for each in journal.store.find(SideEffect)} == {
        ("dizziness", Severity.MODERATE),
        ("nausea", None),
    }
    assert "Saved: session S1" in hands.said
    assert hands.page.figures["since"].text() == "1 day"

    answer_a_phq9(hands)
    (score,) = journal.store.find(Score)
    assert (score.answers, score.unscored_answers) == ((2, 2, 2, 2, 2, 2, 2, 2, 0), (1,))
    assert hands.page.figures["score"].text() == "16 moderately severe"


def test_the_pages_follow_undo_and_redo(first_run: Hands, tmp_path: Path):
    hands = first_run
    start_a_journal(hands, tmp_path / "mine")
    hands.keys("Ctrl+4")
    assert hands.page.empty.isVisible()
    log_the_session(hands)
    hands.keys("Ctrl+4")
    assert {151.0, 92.0, 124.0} <= drawn(hands, "Blood pressure")
    assert 16.0 not in drawn(hands, "Response")
    answer_a_phq9(hands)
    hands.keys("Ctrl+4")
    assert 16.0 in drawn(hands, "Response")
    assert "16" in in_table(hands)

    hands.keys("Ctrl+Z")
    assert 16.0 not in drawn(hands, "Response")
    assert "16" not in in_table(hands)
    assert {151.0, 92.0, 124.0} <= drawn(hands, "Blood pressure")
    hands.keys("Ctrl+Z")
    assert hands.page.empty.isVisible()
    hands.keys("Ctrl+2")
    assert hands.page.empty.isVisible()
    hands.keys("Ctrl+1")
    assert "No session yet" in hands.page.details["since"].text()

    hands.keys("Ctrl+Shift+Z")
    assert hands.page.figures["since"].text() == "1 day"
    assert "No complete PHQ-9 yet" in hands.page.details["score"].text()
    hands.keys("Ctrl+Shift+Z")
    assert hands.page.figures["score"].text().startswith("16")
    hands.keys("Ctrl+2")
    assert hands.page.table.records_model.rowCount() == 1
    hands.keys("Ctrl+3")
    assert hands.page.table.records_model.rowCount() == 1
    hands.keys("Ctrl+4")
    assert 16.0 in drawn(hands, "Response")
    assert {151.0, 92.0, 124.0} <= drawn(hands, "Blood pressure")


def test_the_page_for_the_clinic_is_looked_at_and_saved_as_a_pdf(first_run: Hands, tmp_path: Path):
    hands = first_run
    start_a_journal(hands, tmp_path / "mine")
    log_the_session(hands)
    answer_a_phq9(hands)
    hands.keys("Ctrl+6")
    page = hands.page
    hands.wait(lambda: page.preview.labels)
    hands.go_to("Save PDF…")
    hands.choose_file(lambda: hands.keys("Space"), tmp_path / "page")
    hands.wait(lambda: "Saved as" in page.out.status.text())

    assert str(tmp_path / "page.pdf") in unbroken(page.out.status.text())
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as pdf:
        assert len(pdf) == 1
        text = pdf[0].get_textpage().get_text_range()
    for words in ("Spring course", "Alex", "Latest PHQ-9", "16", "Moderately severe", "151", "Dizziness"):
        assert words in text
