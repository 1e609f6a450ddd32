"""Once a minute the window says what has become open or near, and outside of it nothing of what it is."""

import os
import stat
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import time_machine
from PySide6.QtWidgets import QSystemTrayIcon

from ketatrack.app.start import NEUTRAL_NAME
from ketatrack.domain.records import PlannedItem, ScoreRule
from ketatrack.domain.reminders import REMINDERS_SETTING, ReminderChoices
from ketatrack.domain.rhythms import RESTING_PRESSURE
from ketatrack.ui import autostart
from ketatrack.ui.autostart import MINIMISED, start_with_computer, starts_with_computer
from ketatrack.ui.remembered import notes_outside, remember_notes_outside
from ketatrack.ui.tray import can_note_outside
from tests.neutral import revealing_words
from tests.records import STAMP, course, patient, phq9
from tests.ui.workspaces import empty_workspace, open_workspace

START = datetime.fromisoformat("2026-06-05T09:00+02:00")


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as travel:
        yield travel


@pytest.fixture
def workspace(qtbot, tmp_path: Path, clock):  # noqa: ARG001 - the clock stands before the window opens
    person = patient()
    spring = course(person)
    daily = ScoreRule(
        **STAMP,
        course_id=spring.id,
        asks_for="phq9",
        every_days=1,
        starts_on=date(2026, 6, 1),
        clock=time(10),
    )
    planned = PlannedItem(
        **STAMP, course_id=spring.id, item="session", planned_on=date(2026, 6, 6), clock=time(10)
    )
    opened = open_workspace(qtbot, tmp_path, person, spring, daily, planned)
    yield opened
    opened.close_journal()


@pytest.fixture
def said(workspace) -> list[str]:
    heard: list[str] = []
    workspace.reminders.said.connect(heard.append)
    return heard


def choose(workspace, **choices: Any) -> None:
    workspace.journal.store.set_setting(REMINDERS_SETTING, ReminderChoices(**choices).as_setting())
    workspace.journal.changed.emit()


def test_what_becomes_open_is_said_once_and_today_lists_it_without_being_asked(
    workspace, said, clock
) -> None:
    card = workspace.window.stack.currentWidget().open
    workspace.reminders.look()
    assert (said, card.isVisible()) == ([], False)
    clock.move_to(datetime.fromisoformat("2026-06-05T10:00+02:00"))
    workspace.reminders.look()
    workspace.reminders.look()
    assert (said, card.isVisible()) == (["1 entry is open."], True)


def test_the_timer_looks_once_a_minute(workspace) -> None:
    assert workspace.reminders._timer.isActive()
    assert workspace.reminders._timer.interval() == 60_000
    workspace.close_journal()
    assert not workspace.reminders._timer.isActive()


def test_after_a_sleep_of_the_computer_the_first_look_says_it_once(workspace, said, clock) -> None:
    choose(workspace, lead_minutes=24 * 60)
    clock.move_to(datetime.fromisoformat("2026-06-06T09:30+02:00"))
    workspace.reminders.look()
    assert said == ["1 planned date is near."]
    clock.move_to(datetime.fromisoformat("2026-06-06T10:00+02:00"))
    workspace.reminders.look()
    assert said[1:] == ["1 entry is open."]


def test_quiet_hours_hold_it_back_until_they_end_and_today_lists_it_all_the_same(
    workspace, said, clock
) -> None:
    choose(workspace, quiet_from=time(9, 30), quiet_to=time(12))
    clock.move_to(datetime.fromisoformat("2026-06-05T10:30+02:00"))
    workspace.reminders.look()
    assert said == []
    assert workspace.window.stack.currentWidget().open.isVisible()
    clock.move_to(datetime.fromisoformat("2026-06-05T12:00+02:00"))
    workspace.reminders.look()
    assert said == ["1 entry is open."]


def test_what_is_written_in_the_window_is_not_announced_to_its_writer(workspace, said, clock) -> None:
    clock.move_to(datetime.fromisoformat("2026-06-05T11:00+02:00"))
    workspace.reminders.look()
    journal = workspace.journal
    another = ScoreRule(**STAMP, course_id=journal.course.id, asks_for=RESTING_PRESSURE, every_days=1)
    journal.add([another, phq9(journal.course, "2026-06-05T10:30+02:00", total=4)], "both")
    workspace.reminders.look()
    assert said == ["1 entry is open."]


def test_without_a_journal_nothing_is_said(qtbot, tmp_path: Path, workspace, said, clock) -> None:
    workspace.close_journal()
    clock.move_to(datetime.fromisoformat("2026-06-06T09:30+02:00"))
    workspace.reminders.look()
    assert said == []
    other = empty_workspace(qtbot, tmp_path / "other")
    other.reminders.look()


# outside the window


def test_notes_outside_are_shown_only_when_asked_for_and_where_there_is_a_place(workspace) -> None:
    assert not notes_outside(workspace.settings)
    workspace.reminders.show_tray()
    assert workspace.reminders.tray.icon is None
    remember_notes_outside(workspace.settings, wanted=True)
    assert notes_outside(workspace.settings)
    workspace.reminders.show_tray()
    shown = workspace.reminders.tray.icon
    assert can_note_outside() == (QSystemTrayIcon.isSystemTrayAvailable() and sys.platform == "linux")
    assert (shown is not None) == can_note_outside()


def test_the_icon_and_the_name_that_go_with_a_note_give_nothing_away(workspace) -> None:
    icon = workspace.reminders.tray._made()
    assert revealing_words(icon.toolTip()) == []
    assert revealing_words(NEUTRAL_NAME) == []
    assert icon.icon().isNull() is False


_SMALL_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ketatrack.app import start

application = QApplication([start.NEUTRAL_NAME])

def tell():
    from ketatrack.ui.reminders import Reminders

    window, = (each for each in QApplication.topLevelWidgets() if each.inherits("QMainWindow"))
    found = window.findChild(Reminders)
    if found is not None and found._timer.isActive():
        print(QApplication.applicationName(), QApplication.applicationDisplayName(), window.isMinimized())
        window.close()

timer = QTimer(interval=20)
timer.timeout.connect(tell)
timer.start()
start.run(Path(sys.argv[1]), minimised=True)
"""


def test_opened_small_it_follows_the_journal_under_its_neutral_name(workspace, tmp_path: Path) -> None:
    path = str(workspace.journal.store.path)
    workspace.close_journal()
    own = {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path / "config")}
    done = subprocess.run(
        [sys.executable, "-c", _SMALL_WINDOW, path],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | own,
        timeout=60,
    )
    assert done.stdout.split() == [NEUTRAL_NAME, NEUTRAL_NAME, "True"]


# starting with the computer


@pytest.fixture
def home(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="the entry is one of freedesktop desktops")
def test_the_entry_of_the_desktop_names_nothing_and_goes_again_with_its_script(home: Path) -> None:
    assert not starts_with_computer()
    start_with_computer(wanted=True)
    (entry,) = (home / "config" / "autostart").iterdir()
    (script,) = (home / "data").iterdir()
    content = entry.read_bytes()
    assert revealing_words(entry.name) == revealing_words(content.replace(bytes(home), b"")) == []
    assert f'Exec=/bin/sh "{script}"'.encode() in content
    assert script.read_text() == f"exec {sys.executable} -m ketatrack {MINIMISED}\n"
    assert [stat.S_IMODE(file.stat().st_mode) for file in (entry, script)] == [0o600, 0o600]
    assert starts_with_computer()
    start_with_computer(wanted=False)
    assert not entry.exists()
    assert not script.exists()
    start_with_computer(wanted=False)


def test_a_folder_whose_name_an_entry_cannot_hold_is_said(home: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "100%"))
    with pytest.raises(autostart.JournalError, match="cannot hold"):
        start_with_computer(wanted=True)
    assert not starts_with_computer()


# the settings


@pytest.fixture
def card(workspace, home):  # noqa: ARG001 - the entry of the desktop is made in there
    workspace.run("page settings")
    return workspace.window.stack.currentWidget().reminders


def test_choices_are_kept_as_they_are_made_and_nothing_is_chosen_beforehand(workspace, card) -> None:
    assert ReminderChoices.of_setting(workspace.journal.store.setting(REMINDERS_SETTING)) == ReminderChoices()
    card.lead.set_value(60)
    card.days_off.set_value((5, 6))
    card.quiet_from.set_value(time(21))
    card.quiet_from.editor.editingFinished.emit()
    assert card.quiet_to.message() == "Quiet hours have a beginning and an end."
    card.quiet_to.set_value(time(8))
    card.quiet_to.editor.editingFinished.emit()
    kept = ReminderChoices.of_setting(workspace.journal.store.setting(REMINDERS_SETTING))
    assert kept == ReminderChoices(lead_minutes=60, days_off=(5, 6), quiet_from=time(21), quiet_to=time(8))


def test_a_time_that_cannot_be_read_is_said_and_not_lost(workspace, card) -> None:
    card.quiet_from.editor.setText("late")
    card.quiet_from.editor.editingFinished.emit()
    workspace.journal.changed.emit()
    assert card.quiet_from.content() == "late"
    assert "is not a time" in card.quiet_from.message()


@pytest.mark.skipif(sys.platform != "linux", reason="the entry is one of freedesktop desktops")
def test_starting_with_the_computer_is_turned_on_and_off(card) -> None:
    assert card.along.value() is False
    card.along.set_value(True)
    assert starts_with_computer()
    card.along.set_value(False)
    assert not starts_with_computer()
