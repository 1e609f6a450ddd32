"""Blood pressure at rest, measured with guidance from the menu: kept at each step, saved as one reading."""

from functools import partial

import pytest
import time_machine
from PySide6.QtCore import Qt

from ketatrack.domain.guided_measuring import Step
from ketatrack.domain.records import Reading, ReadingPart
from ketatrack.domain.words import ReadingContext
from ketatrack.ui.forms.catalogue import make_form
from ketatrack.ui.forms.guided_measuring_form import GUIDED_MEASURING, GuidedMeasuringForm
from tests import records as make
from tests.ui.workspaces import has_focus_in_sight, is_in_sight, open_workspace, press

START = "2026-06-02T10:00+02:00"


def shown(qtbot, tmp_path) -> GuidedMeasuringForm:
    who = make.patient()
    workspace = open_workspace(qtbot, tmp_path, who, make.course(who))
    workspace.run(f"form {GUIDED_MEASURING}")
    return workspace.form


@pytest.mark.usefixtures("styled")
def test_what_has_the_focus_is_in_sight_at_every_step_in_a_small_window(qtbot, tmp_path):
    form = shown(qtbot, tmp_path)
    form.window().resize(640, 360)
    for keys in ([], *[[Qt.Key.Key_Return]] * 3, ["131"], ["84"], ["70"], [Qt.Key.Key_Return], ["128"]):
        press(qtbot, *keys)
        qtbot.waitUntil(partial(has_focus_in_sight, form))
    press(qtbot, "8168", Qt.Key.Key_Return, "1268065", Qt.Key.Key_Return)
    assert form.view.measuring.step is Step.MEAN
    assert form.save_button.hasFocus()
    qtbot.waitUntil(lambda: is_in_sight(form.scroll_area, form.view.title))


def measured(qtbot, *readings: str) -> None:
    for digits in readings:
        press(qtbot, digits, Qt.Key.Key_Return)


def test_three_measurements_by_keys_alone_are_one_reading_at_rest(qtbot, tmp_path):
    form = shown(qtbot, tmp_path)
    journal = form.journal
    assert not form.save_button.isEnabled()
    press(qtbot, *[Qt.Key.Key_Return] * 3)
    measured(qtbot, "1318470", "1288168", "1268065")
    assert form.view.measuring.step is Step.MEAN
    press(qtbot, Qt.Key.Key_Space)

    (reading,) = journal.store.find(Reading)
    assert (reading.systolic, reading.diastolic, reading.pulse) == (128, 82, 68)
    assert (reading.context, reading.session_id) == (ReadingContext.RESTING, None)
    assert journal.store.count(ReadingPart) == 3
    journal.undo_stack.undo()
    assert journal.store.count(Reading) == journal.store.count(ReadingPart) == 0


def test_each_step_can_be_passed_over_and_says_nothing_then(qtbot, tmp_path):
    form = shown(qtbot, tmp_path)
    journal = form.journal
    form.view.pass_button.click()
    form.view.pass_button.click()
    form.view.go_on()
    measured(qtbot, "1318470")
    form.view.enough_button.click()
    form.submit()
    (reading,) = journal.store.find(Reading)
    assert (reading.systolic, reading.position) == (131, None)
    assert journal.store.count(ReadingPart) == 0


def test_what_was_measured_is_kept_at_once_and_goes_on(small_journal, qtbot):
    with time_machine.travel(START, tick=False) as clock:
        form = make_form(small_journal, GUIDED_MEASURING)
        qtbot.addWidget(form)
        form.view.go_on()
        form.view.go_on()
        assert form.view.time.text() == "5:00"
        clock.shift(120)
        again = make_form(small_journal, GUIDED_MEASURING)
        qtbot.addWidget(again)
        assert again.restore_draft()
        assert again.view.measuring.step is Step.REST
        assert again.view.time.text() == "3:00"


def test_an_unusual_measurement_is_asked_about_once(small_journal, qtbot):
    form = make_form(small_journal, GUIDED_MEASURING)
    qtbot.addWidget(form)
    for _step in ("sit", "feet", "rest"):
        form.view.go_on()
    form.view.row.set_content({"systolic": "240", "diastolic": "90"})
    form.view.go_on()
    assert form.view.parts() == ()
    assert "unusual" in form.view.said.text()
    assert "unusual" in form.view.row.fields["systolic"].editor.accessibleDescription()
    form.view.go_on()
    assert [part.systolic for part in form.view.parts()] == [240]


def test_crossed_pressures_are_refused_and_their_field_is_marked(small_journal, qtbot):
    form = make_form(small_journal, GUIDED_MEASURING)
    qtbot.addWidget(form)
    for _step in ("sit", "feet", "rest"):
        form.view.go_on()
    form.view.row.set_content({"systolic": "80", "diastolic": "120"})
    form.view.go_on()
    assert form.view.parts() == ()
    assert "lower than the systolic" in form.view.said.text()
    assert "lower than the systolic" in form.view.row.fields["diastolic"].editor.accessibleDescription()
