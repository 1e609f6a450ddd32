"""Exports through the dialog come back equal by import."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.records import Course
from ketatrack.exchange.csv_export import csv_files
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.journal_json import export_json
from ketatrack.exchange.plan import carry_out
from ketatrack.store.store import Store
from ketatrack.ui.dialogs.export_dialog import ExportDialog
from tests.domain.case_files import CASES


@pytest.fixture
def dialog(small_journal, qtbot):
    carry_out(plan_import(CASES / "esketamine-label", small_journal.store), small_journal.store)
    small_journal.choose_course(small_journal.courses()[-1])
    made = ExportDialog(small_journal)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def brought_back(path: Path, journal: Path) -> Store:
    store = Store.create(journal)
    carry_out(plan_import(path, store), store)
    return store


def course_of(store: Store) -> CourseRecords:
    return store.course_records(store.find(Course)[-1])


def test_the_whole_journal_comes_back_equal(dialog, qtbot, tmp_path):
    dialog.what.set_value("json")
    dialog.where.set_value(tmp_path / "kept")

    with qtbot.waitSignal(dialog.exported):
        dialog.export_button.click()

    with brought_back(tmp_path / "kept.json", tmp_path / "second.ketatrack") as second:
        export_json(second, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "kept.json").read_bytes()
    if os.name == "posix":
        assert (tmp_path / "kept.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("what", "name"), [("zip", "kept.zip"), ("folder", "kept")])
def test_the_course_comes_back_equal_in_its_columns(dialog, small_journal, qtbot, tmp_path, what, name):
    dialog.what.set_value(what)
    dialog.where.set_value(tmp_path / "kept")

    with qtbot.waitSignal(dialog.exported):
        dialog.export_button.click()

    with brought_back(tmp_path / name, tmp_path / "second.ketatrack") as second:
        assert csv_files(course_of(second)) == csv_files(small_journal.records())


def test_a_file_that_is_there_is_replaced_only_when_asked_twice(dialog, qtbot, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_bytes(b"precious")
    dialog.what.set_value("json")
    dialog.where.set_value(kept)

    dialog.export_button.click()

    assert "is there already" in dialog.where.message()
    assert kept.read_bytes() == b"precious"
    with qtbot.waitSignal(dialog.exported):
        dialog.export_button.click()
    assert kept.read_bytes() != b"precious"


def test_a_folder_that_is_not_there_is_named_in_a_sentence(dialog, qtbot, tmp_path):
    dialog.what.set_value("json")
    dialog.where.set_value(tmp_path / "nowhere" / "kept.json")

    dialog.export_button.click()

    qtbot.waitUntil(lambda: "nowhere" in dialog.where.message())
    assert dialog.export_button.isEnabled()


def test_the_suggested_name_says_nothing_of_the_treatment(dialog):
    for what in ("json", "zip", "folder"):
        dialog.what.set_value(what)
        name = dialog.where.value().name.lower()
        assert "keta" not in name
        assert name.startswith("course-export-")
