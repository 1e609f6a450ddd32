"""Tab goes through forms and pages as they are read, and leaves nothing out."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ketatrack.domain.words import Route
from ketatrack.ui.fields.cell import Cell
from ketatrack.ui.forms.form import Form
from tests import records as make
from tests.ui.workspaces import open_workspace

MOST = 200


def shown_form(qtbot, folder: Path, name: str) -> Form:
    who = make.patient()
    workspace = open_workspace(qtbot, folder, who, make.course(who))
    workspace.show_form(name)
    return workspace.form


def tab_until(qtbot, last: QWidget) -> list[QWidget]:
    """Press Tab until the last widget has the focus, and return what had it, from the start on."""
    passed = [QApplication.focusWidget()]
    while passed[-1] is not last and len(passed) < MOST:
        qtbot.keyClick(passed[-1], Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    return passed


def lines_of(form: Form, stops: list[QWidget]) -> list[int]:
    """Return how far down each stop lies, in lines of about the height of a field."""
    return [stop.mapTo(form.scroll_area.widget(), QPoint(0, 0)).y() // 40 for stop in stops]


@pytest.mark.parametrize("route", list(Route))
def test_tab_goes_down_the_session_form_whatever_the_route(qtbot, tmp_path, route):
    form = shown_form(qtbot, tmp_path, "sessions")
    form.fields["route"].set_value(route)
    form.effects.choose("nausea")
    form.effects.choose("headache")

    stops = tab_until(qtbot, form.close_button)

    assert stops[-2:] == [form.save_button, form.close_button]
    lines = lines_of(form, [stop for stop in stops[:-2] if not isinstance(stop, Cell)])
    assert lines == sorted(lines)
    assert form.effects.line in stops
    shown = {name for name, field in form.dose.fields.items() if field.isVisible()}
    reached = {name for name in shown if any(form.dose.fields[name].isAncestorOf(stop) for stop in stops)}
    assert reached == shown


@pytest.mark.parametrize("name", ["readings", "medications", "visits", "phases", "contacts"])
def test_tab_comes_to_save_after_the_last_field(qtbot, tmp_path, name):
    form = shown_form(qtbot, tmp_path, name)

    stops = tab_until(qtbot, form.close_button)

    assert stops[-2:] == [form.save_button, form.close_button]
    reached = [next(n for n, field in form.fields.items() if field.isAncestorOf(s)) for s in stops[:-2]]
    assert list(dict.fromkeys(reached)) == list(form.fields)


def test_tab_comes_from_the_rail_to_what_stands_above_a_table(qtbot, tmp_path):
    who = make.patient()
    course = make.course(who)
    workspace = open_workspace(
        qtbot, tmp_path, who, course, make.session(course, "S1", "2026-05-04T10:00+02:00")
    )
    workspace.show_page("sessions")
    page = workspace.window.stack.currentWidget()
    assert QApplication.focusWidget() is page.table
    workspace.window.rail.help_button.setFocus()

    stops = tab_until(qtbot, page.table)

    assert page.segments[0] in stops
    assert page.edit_button in stops
