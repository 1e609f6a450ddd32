"""The first run: from the welcome page to a journal of one's own."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel

from ketatrack.domain.records import Contact, Course, Patient
from ketatrack.domain.words import Author
from ketatrack.store.store import Change, Store
from ketatrack.ui.dialogs.import_dialog import ImportDialog
from ketatrack.ui.forms.new_from_files_form import NewFromFilesForm
from ketatrack.ui.forms.start_form import StartForm
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.pages.welcome_page import WelcomePage
from ketatrack.ui.workspace import Workspace
from tests import records as make
from tests.domain.case_files import CASES


@pytest.fixture
def welcome(qtbot) -> WelcomePage:
    page = WelcomePage()
    qtbot.addWidget(page)
    page.show()
    return page


def start_form(page: WelcomePage, path: Path) -> StartForm:
    page.choices["new"].click()
    form = page.questions()
    assert isinstance(form, StartForm)
    form.place.path.set_value(path)
    return form


def test_a_minute_of_questions_makes_a_journal_that_only_its_owner_reads(welcome, qtbot, tmp_path):
    form = start_form(welcome, tmp_path / "mine.ketatrack")
    form.fields["name"].set_value("Alex")
    form.fields["medication"].set_content("esketamine")
    form.fields["route"].set_content("intranasal")
    form.fields["standing"].set_content("under_way")
    form.fields["started_on"].set_content("2026-03-02")
    form.fields["country"].set_value("DE")
    form.fields["name 1"].set_value("Kim")
    form.fields["phone 1"].set_value("+49 30 1234")

    with qtbot.waitSignal(welcome.created) as created:
        form.create_button.click()

    with created.args[0] as store:
        (patient,), (course,), (contact,) = store.find(Patient), store.find(Course), store.find(Contact)
    assert (patient.name, patient.country) == ("Alex", "DE")
    assert (contact.name, contact.phone) == ("Kim", "+49 30 1234")
    assert course.name == "Esketamine, March 2026"
    assert (course.medication, course.route, str(course.started_on)) == (
        "esketamine",
        "intranasal",
        "2026-03-02",
    )
    if os.name == "posix":
        assert (tmp_path / "mine.ketatrack").stat().st_mode & 0o777 == 0o600


def test_a_journal_can_be_started_with_nothing_but_a_place(welcome, qtbot, tmp_path):
    form = start_form(welcome, tmp_path / "mine")

    with qtbot.waitSignal(welcome.created) as created:
        qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    with created.args[0] as store:
        assert store.path == tmp_path / "mine.ketatrack"
        assert store.find(Patient)[0].name == ""


def test_a_course_that_was_named_keeps_its_name(welcome, tmp_path):
    form = start_form(welcome, tmp_path / "mine")
    form.fields["course"].set_value("The second try")
    form.fields["medication"].set_content("ketamine")

    assert form.fields["course"].value() == "The second try"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "missing"),
        ("{folder}", "is a folder"),
        ("{folder}/there.ketatrack", "is there already"),
        ("{folder}/there", "is there already"),
        ("{folder}/nowhere/mine.ketatrack", "There is no folder"),
        ("~nobody-of-that-name/mine", "nobody"),
        ("{folder}/" + "a" * 300, "cannot be used"),
    ],
)
def test_a_place_that_cannot_hold_a_journal_is_refused_in_a_sentence(welcome, qtbot, tmp_path, typed, words):
    (tmp_path / "there.ketatrack").write_bytes(b"kept")
    form = start_form(welcome, tmp_path)
    form.place.path.set_content(typed.format(folder=tmp_path))

    with qtbot.assertNotEmitted(welcome.created):
        form.create_button.click()

    assert words in form.place.path.message()
    assert [path.name for path in tmp_path.iterdir()] == ["there.ketatrack"]
    assert (tmp_path / "there.ketatrack").read_bytes() == b"kept"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_is_refused_in_a_sentence(welcome, tmp_path):
    tmp_path.chmod(0o500)
    form = start_form(welcome, tmp_path / "mine")

    form.create_button.click()

    tmp_path.chmod(0o700)
    assert "cannot be written to" in form.place.path.message()


@pytest.mark.parametrize(
    ("field", "content", "words"),
    [
        ("started_on", "", "The day is missing"),
        ("started_on", "2026-02-30", "2026-02-30"),
        ("started_on", "2999-01-01", "still to come"),
        ("phone 2", "+49 30 1234", ""),
        ("course", "", "missing"),
    ],
)
def test_nothing_is_made_until_every_answer_is_possible(welcome, qtbot, tmp_path, field, content, words):
    form = start_form(welcome, tmp_path / "mine.ketatrack")
    form.fields["standing"].set_content("under_way")
    form.fields["started_on"].set_content("2026-03-02")
    form.fields[field].set_content(content)

    with qtbot.assertNotEmitted(welcome.created):
        form.create_button.click()

    marked = "name 2" if field == "phone 2" else field
    assert words in form.fields[marked].message()
    assert form.fields[marked].message()
    assert not list(tmp_path.iterdir())


def test_escape_goes_back_to_the_choices(welcome, qtbot, tmp_path):
    form = start_form(welcome, tmp_path)

    qtbot.keyClick(form, Qt.Key.Key_Escape)

    assert welcome.questions() is None


def test_it_says_where_the_journal_is_and_that_it_is_not_locked(welcome):
    words = " ".join(label.text() for label in welcome.findChildren(QLabel))
    assert "Nothing leaves the computer" in words
    assert "not locked" in words


@pytest.fixture
def workspace(qtbot, tmp_path) -> Workspace:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    return Workspace(window, settings)


def look_at_course_files(workspace: Workspace, path: Path):
    page = workspace.opening.welcome()
    page.ask_import(CASES / "iv-boosters")
    form = page.questions()
    assert isinstance(form, NewFromFilesForm)
    form.place.path.set_value(path)
    form.look_button.click()
    return workspace.window.findChild(ImportDialog)


def test_a_clinics_files_come_into_a_new_journal(workspace, qtbot, tmp_path):
    dialog = look_at_course_files(workspace, tmp_path / "mine.ketatrack")
    qtbot.waitUntil(dialog.import_button.isEnabled)

    with qtbot.waitSignal(dialog.imported):
        dialog.import_button.click()

    assert workspace.journal.course.name
    assert workspace.settings.value("last_journal") == str(tmp_path / "mine.ketatrack")
    workspace.close_journal()


def test_a_new_journal_into_which_nothing_came_is_not_kept(workspace, qtbot, tmp_path):
    dialog = look_at_course_files(workspace, tmp_path / "mine.ketatrack")
    qtbot.waitUntil(dialog.import_button.isEnabled)

    dialog.cancel_button.click()

    assert workspace.journal is None
    assert not (tmp_path / "mine.ketatrack").exists()


def test_a_journal_dropped_on_the_window_is_opened(workspace, tmp_path):
    with Store.create(tmp_path / "mine.ketatrack") as store:
        who = make.patient()
        store.apply(
            [Change(None, who), Change(None, make.course(who))],
            at=make.at("2026-03-02T14:15+01:00"),
            by=Author.PATIENT,
        )

    workspace.window.files_dropped.emit(tmp_path / "mine.ketatrack")

    assert workspace.journal.course.name == "Spring course"
    workspace.close_journal()


def test_the_demo_opens_without_being_remembered(workspace, qtbot):
    workspace.opening.welcome().choices["demo"].click()
    qtbot.waitUntil(lambda: workspace.journal is not None, timeout=20_000)

    assert len(workspace.journal.courses()) > 1
    assert workspace.settings.value("last_journal") is None
    workspace.close_journal()


def test_files_dropped_on_the_welcome_page_are_taken_into_a_new_journal(workspace):
    workspace.window.files_dropped.emit(CASES / "iv-boosters" / "course.csv")

    form = workspace.window.findChild(NewFromFilesForm)
    assert form.source.value() == CASES / "iv-boosters"
