"""Importing a clinic's files through the dialog: look first, then one step that can be undone."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent

from ketatrack.domain.records import Reading, Session
from ketatrack.store.store import Store
from ketatrack.ui.dialogs.import_dialog import ImportDialog
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.tables.text_table import TextTable
from tests.domain.case_files import CASES
from tests.reliability.hostile_files import MADE
from tests.store.conftest import one_of_each

FILES = CASES / "iv-boosters"


def rows(table: TextTable) -> list[list[str]]:
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.fixture
def dialog(small_journal, qtbot):
    made = ImportDialog(small_journal)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    """The course with a systolic of 9000 on line 3 of its readings."""
    folder = tmp_path / "from the clinic"
    shutil.copytree(FILES, folder)
    readings = folder / "readings.csv"
    lines = readings.read_text(encoding="utf-8").splitlines()
    cells = lines[2].split(",")
    cells[lines[0].split(",").index("systolic")] = "9000"
    lines[2] = ",".join(cells)
    readings.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_the_preview_counts_what_would_come_in_and_writes_nothing(dialog, small_journal, qtbot):
    dialog.look(FILES)
    qtbot.waitUntil(dialog.import_button.isEnabled)

    assert ["Session", "12", ""] in rows(dialog.pane.counts)
    assert small_journal.store.count(Session) == 0


def test_an_import_is_one_step_that_can_be_undone_and_redone(dialog, small_journal, qtbot):
    dialog.look(FILES)
    qtbot.waitUntil(dialog.import_button.isEnabled)

    with qtbot.waitSignal(dialog.imported) as imported:
        dialog.import_button.click()

    assert "iv-boosters" in imported.args[0]
    assert len(small_journal.records().sessions) == 12
    small_journal.undo_stack.undo()
    assert small_journal.store.count(Session) == 0
    small_journal.undo_stack.redo()
    assert small_journal.store.count(Session) == 12


def test_the_same_files_again_add_nothing(dialog, small_journal, qtbot):
    dialog.look(FILES)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    with qtbot.waitSignal(dialog.imported):
        dialog.import_button.click()

    again = ImportDialog(small_journal)
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(again)
    again.show()
    again.look(FILES)
    qtbot.waitUntil(again.pane.isVisible)

    assert not again.import_button.isEnabled()
    assert "nothing would be added" in again.status.text()


def test_a_row_that_cannot_be_taken_is_named_with_its_place_and_reason(dialog, spoiled, qtbot):
    dialog.look(spoiled)
    qtbot.waitUntil(dialog.skip_button.isVisible)

    ((file, line, column, value, reason),) = rows(dialog.pane.rejected)
    assert (file, line, column, value) == ("readings.csv", "3", "systolic", "9000")
    assert "cannot be" in reason
    assert not dialog.import_button.isVisible()


def test_every_row_that_cannot_be_taken_stands_in_the_list_with_its_line(dialog, spoiled, qtbot):
    file = spoiled / "readings.csv"
    header, *lines = file.read_text(encoding="utf-8").splitlines()
    place = header.split(",").index("taken_at")
    for number, line in enumerate(lines):
        cells = line.split(",")
        cells[place] = "1_2_0" if number % 2 else "2026-03-29T02:30"
        lines[number] = ",".join(cells)
    file.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")

    dialog.look(spoiled)
    qtbot.waitUntil(dialog.skip_button.isVisible)

    shown = [row for row in rows(dialog.pane.rejected) if row[0] == "readings.csv"]
    assert [row[1] for row in shown] == [str(number + 2) for number in range(len(lines))]
    assert {row[2] for row in shown} == {"taken_at"}
    assert all("no offset" in row[4] or "not a time" in row[4] for row in shown)


@pytest.mark.parametrize(
    ("kind", "what", "said"),
    [
        ("zip", "a member that grows a thousandfold", "grows more"),
        ("zip", "a locked member", "locked with a password"),
        ("csv", "a line of 30 MB", "a quote may be missing"),
        ("csv", "millions of rows that cannot be", "more than 120000 rows"),
        ("json", "nesting of a hundred", "nested too deeply"),
        ("journal", "the marks of another program", "not a KetaTrack journal"),
    ],
)
def test_a_hostile_file_is_refused_beside_the_field(dialog, tmp_path, qtbot, kind, what, said):
    (tmp_path / "from elsewhere").mkdir()

    dialog.look(MADE[kind][what](tmp_path / "from elsewhere"))

    qtbot.waitUntil(lambda: dialog.status.property("role") == "problem", timeout=20_000)
    assert said.lower() in dialog.status.text().lower()
    assert not dialog.import_button.isEnabled()
    assert not dialog.pane.isVisible()


def test_the_entries_of_another_journal_come_in_as_one_step(dialog, small_journal, tmp_path, qtbot):
    other = tmp_path / "other.ketatrack"
    with Store.create(other) as store:
        store.adopt(one_of_each())

    dialog.look(other)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    with qtbot.waitSignal(dialog.imported):
        dialog.import_button.click()

    assert small_journal.store.count(Session) == 1
    small_journal.undo_stack.undo()
    assert small_journal.store.count(Session) == 0


def test_the_rest_comes_in_without_the_row_that_is_left_out(dialog, spoiled, small_journal, qtbot):
    whole = len((spoiled / "readings.csv").read_text(encoding="utf-8").splitlines()) - 1
    dialog.look(spoiled)
    qtbot.waitUntil(dialog.skip_button.isVisible)

    with qtbot.waitSignal(dialog.imported):
        dialog.skip_button.click()

    assert small_journal.store.count(Reading) == whole - 1


def test_files_that_are_none_of_a_course_are_refused_in_a_sentence(dialog, tmp_path, qtbot):
    (tmp_path / "photo.zip").write_bytes(b"no archive")
    dialog.source.set_value(tmp_path / "photo.zip")

    dialog.look_at_field()

    qtbot.waitUntil(lambda: dialog.status.property("role") == "problem")
    assert dialog.status.text()
    assert not dialog.import_button.isEnabled()


@pytest.mark.parametrize(("typed", "words"), [("", "Choose"), ("/nowhere/at/all", "There is nothing at")])
def test_a_path_with_nothing_there_is_refused_beside_the_field(dialog, typed, words):
    dialog.source.set_content(typed)

    dialog.look_at_field()

    assert words in dialog.source.message()


def test_one_csv_file_stands_for_its_folder(dialog, qtbot):
    dialog.source.set_value(FILES / "course.csv")

    dialog.look_at_field()

    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert dialog.source.value() == FILES


def test_the_dialog_is_gone_after_it_was_cancelled(small_journal, qtbot):
    dialog = ImportDialog(small_journal)
    dialog.open()

    with qtbot.waitSignal(dialog.destroyed):
        dialog.cancel_button.click()


def test_files_dropped_on_the_window_are_handed_on(qtbot, tmp_path):
    window = MainWindow(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(FILES))])
    drop = QDropEvent(
        QPointF(40, 40),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    with qtbot.waitSignal(window.files_dropped) as dropped:
        window.dropEvent(drop)

    assert dropped.args == [FILES]
