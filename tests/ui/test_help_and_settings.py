"""Help at any time, the pages that explain the program, and the settings."""

import gc
import weakref
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton

from ketatrack import __version__
from ketatrack.domain.crisis_services import directory
from ketatrack.domain.instruments import instruments
from ketatrack.domain.records import Contact, Course, Patient
from ketatrack.domain.words import Author
from ketatrack.ui.actions import commands, in_form_keys
from ketatrack.ui.dialogs.about_dialog import AboutDialog
from ketatrack.ui.dialogs.help_now_dialog import HelpNowDialog
from ketatrack.ui.dialogs.safety_cards import CrisisCard, EmergencyCard
from ketatrack.ui.dialogs.shortcuts_dialog import ShortcutsDialog
from ketatrack.ui.fields.country_field import CountryField, countries
from ketatrack.ui.theme import Scheme
from tests.records import STAMP, course, patient
from tests.ui.workspaces import empty_workspace, nameless, open_workspace, press, spoken


@pytest.fixture
def workspace(qtbot, tmp_path):
    of = patient(name="Ada", country="IE")
    contact = Contact(**STAMP, patient_id=of.id, name="Grace", relation="sister", phone="087 1234567")
    return open_workspace(qtbot, tmp_path, of, course(of), contact)


@pytest.fixture
def settings(workspace):
    workspace.run("page settings")
    return workspace.window.stack.currentWidget()


@pytest.fixture
def keys(qtbot):
    return partial(press, qtbot)


def seen(widget):
    """Return all words of a widget that are not hidden."""
    QApplication.processEvents()  # what was just added is shown by the event loop
    words = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    words += [line.text() for line in widget.findChildren(QLineEdit) if line.isVisibleTo(widget)]
    return "\n".join(words)


def button(widget, name):
    """Return the button that a screen reader calls so."""
    return next(found for found in widget.findChildren(QPushButton) if spoken(found) == name)


def numbers(country):
    """Return what is dialled in other countries only."""
    services = directory().services
    own = {way.to for service in services if service.country in {country, None} for way in service.ways}
    own |= {entry.number for entry in directory().emergency_numbers if country in entry.countries}
    every = {way.to for service in services for way in service.ways}
    every |= {entry.number for entry in directory().emergency_numbers}
    return every - own


# help now


def test_help_shows_contacts_before_the_services_of_the_country(workspace):
    workspace.run("help_now")
    dialog = QApplication.activeModalWidget()
    words = seen(dialog)

    assert isinstance(dialog, HelpNowDialog)
    assert words.index("Grace · sister") < words.index("Samaritans") < words.index("Find A Helpline")
    assert "087 1234567" in words
    assert "112" in words
    assert "reviewed 2026-11-21" in words
    assert dialog.country is None


def test_help_works_without_a_journal_and_names_no_country_until_one_is_chosen(qtbot, tmp_path):
    empty = empty_workspace(qtbot, tmp_path)
    empty.run("help_now")
    dialog = QApplication.activeModalWidget()
    words = seen(dialog)
    assert "your local emergency number" in words
    assert "findahelpline.com" in words
    assert [number for number in numbers(None) if number in words] == []

    dialog.country.set_value("NZ")

    assert "1737" in seen(dialog)
    assert "116 123" not in seen(dialog)


def test_a_country_chosen_for_help_is_not_kept(qtbot, tmp_path):
    of = patient()
    opened = open_workspace(qtbot, tmp_path, of, course(of))
    opened.run("help_now")
    QApplication.activeModalWidget().country.set_value("US")

    assert opened.journal.patient().country is None
    assert opened.journal.store.settings() == {}


def test_a_country_without_listed_services_gets_no_other_countrys_number(qtbot, tmp_path):
    of = patient(country="BR")
    opened = open_workspace(qtbot, tmp_path, of, course(of))
    opened.run("help_now")
    words = seen(QApplication.activeModalWidget())

    assert "your local emergency number" in words
    assert [number for number in numbers("BR") if number in words] == []


def test_a_phone_number_is_copied(workspace, qtbot):
    dialog = HelpNowDialog(workspace.journal, workspace.window)
    qtbot.addWidget(dialog)
    button(dialog, "Copy 087 1234567, Grace").click()

    assert QApplication.clipboard().text() == "087 1234567"


def test_help_opens_at_the_services_when_they_are_asked_for(workspace):
    card = CrisisCard("IE", full=True)
    workspace.show_card(card)
    card.buttons[1].click()

    assert spoken(QApplication.activeModalWidget().focusWidget()) == "Copy 116 123, Samaritans"


def test_the_key_for_help_opens_it_over_a_form(workspace, qtbot):
    workspace.run("form readings")
    qtbot.keyClick(workspace.window, Qt.Key.Key_F1)

    assert isinstance(QApplication.activeModalWidget(), HelpNowDialog)


# dialogs


def dialogs(workspace):
    return [
        partial(HelpNowDialog, workspace.journal, workspace.window),
        partial(HelpNowDialog, None, workspace.window),
        partial(ShortcutsDialog, workspace.window),
        partial(AboutDialog, workspace.journal.store.path, workspace.window),
    ]


def test_dialogs_are_gone_when_they_are_closed(workspace, qtbot):
    for make in dialogs(workspace):
        dialog = make()
        gone = []
        dialog.destroyed.connect(partial(gone.append, None))
        dead = weakref.ref(dialog)
        dialog.open()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda gone=gone: gone != [])
        del dialog
        gc.collect()

        assert dead() is None
    assert workspace.window.findChildren(QDialog) == []


def test_everything_that_takes_the_focus_has_a_name(workspace, settings, qtbot):
    workspace.show_form("scores.phq9")
    shown = [make() for make in dialogs(workspace)]
    shown += [CrisisCard("IE", full=True), CrisisCard(None, full=False), EmergencyCard(["Chest pain"], "IE")]
    for widget in shown:
        qtbot.addWidget(widget)

    assert [nameless(widget) for widget in (*shown, settings, workspace.form)] == [[]] * (len(shown) + 2)


def test_the_shortcuts_are_those_of_the_menus_and_forms(qtbot):
    dialog = ShortcutsDialog()
    qtbot.addWidget(dialog)
    words = seen(dialog)

    for command in commands():
        assert not command.keys or command.words.replace("&", "") in words
    for key, does in in_form_keys():
        assert key in words
        assert does in words


def test_about_names_version_licence_questionnaires_and_the_place_of_the_data(workspace, qtbot):
    dialog = AboutDialog(workspace.journal.store.path, workspace.window)
    qtbot.addWidget(dialog)
    words = seen(dialog)

    assert __version__ in words
    assert "Apache-2.0" in words
    assert "never advises" in words
    assert str(workspace.journal.store.path) in words
    for known in instruments().values():
        assert known.licence in words
        assert known.attribution in words


# countries


def test_every_country_with_a_service_or_number_can_be_chosen(qtbot):
    codes = [code for code, _name in countries()]
    field = CountryField()
    qtbot.addWidget(field)

    assert field.value() is None
    assert {service.country for service in directory().services} - {None} <= set(codes)
    assert {code for entry in directory().emergency_numbers for code in entry.countries} <= set(codes)
    assert len(set(codes)) == len(codes)
    field.set_value("GB")
    assert field.editor.currentText() == "United Kingdom"


# settings


def test_the_settings_say_who_where_and_that_the_file_is_not_locked(settings, workspace):
    words = seen(settings)

    assert "Ada · Ireland" in words
    assert "Grace · sister · 087 1234567" in words
    assert "Spring course" in words
    assert str(workspace.journal.store.path) in words
    assert "not locked by a passphrase" in words


def test_an_empty_journal_begins_with_a_course_and_its_patient_in_one_step(qtbot, tmp_path, keys):
    opened = open_workspace(qtbot, tmp_path)
    page = opened.window.stack.currentWidget()
    button(page, "Start a course").click()
    keys("Spring")
    opened.form.submit()

    journal = opened.journal
    assert journal.course.name == "Spring"
    assert journal.patient() == journal.store.get(Patient, journal.course.patient_id)
    journal.undo_stack.undo()
    assert journal.store.find(Course) == []
    assert journal.store.find(Patient) == []


def test_a_new_course_comes_on_screen(workspace, keys):
    workspace.journal.choose_course(workspace.journal.course)
    workspace.run("form courses")
    keys("Autumn")
    workspace.form.submit()

    assert workspace.journal.course.name == "Autumn"
    assert len(workspace.journal.store.find(Patient)) == 1


def test_a_patients_country_is_chosen_and_undone(workspace, settings):
    button(settings, "Edit: You").click()
    assert workspace.form.fields["country"].value() == "IE"
    workspace.form.fields["country"].set_value("NZ")
    workspace.form.submit()
    assert workspace.journal.patient().country == "NZ"

    workspace.journal.undo_stack.undo()

    assert workspace.journal.patient().country == "IE"


def test_contacts_are_added_before_there_is_a_course(qtbot, tmp_path, keys):
    opened = open_workspace(qtbot, tmp_path)
    button(opened.window.stack.currentWidget(), "Add a contact").click()
    keys("Grace")
    opened.form.submit()

    assert opened.journal.store.find(Contact)[0].patient_id == opened.journal.patient().id


def test_a_removed_contact_can_be_brought_back(workspace, settings, qtbot):
    button(settings, "Remove Grace").click()
    assert workspace.journal.store.find(Contact) == []
    assert not workspace.window.notice.undo_button.isHidden()
    qtbot.mouseClick(workspace.window.notice.undo_button, Qt.MouseButton.LeftButton)

    assert "Grace" in seen(settings)


def test_choices_of_the_window_hold_at_once_and_one_is_always_pressed(workspace, settings, qtbot):
    for pressed in (settings.author.buttons[1], settings.figures.buttons[1], settings.scheme.buttons[2]):
        qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)
    assert workspace.journal.author is Author.CAREGIVER
    assert workspace.journal.figures_hidden
    assert workspace.settings.value("scheme") == Scheme.DARK

    for pressed in (settings.author.buttons[1], settings.figures.buttons[1], settings.scheme.buttons[2]):
        qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)
        assert pressed.isChecked()
    workspace.looks.choose(Scheme.LIGHT)
