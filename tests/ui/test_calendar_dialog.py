"""The calendar file from the window: what leaves is chosen, remembered for each person, and logged."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import icalendar
import pytest
from PySide6.QtWidgets import QApplication

from ketatrack.domain.calendar_choices import Audience, CalendarPart
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import PlannedItem
from ketatrack.ui.dialogs.calendar_dialog import CalendarDialog, choose_and_write_calendar
from tests.neutral import revealing_words
from tests.records import STAMP, course, patient
from tests.ui.workspaces import empty_workspace, nameless, open_workspace

TODAY = datetime.now(UTC).date()
NEAR, FAR = TODAY + timedelta(days=3), TODAY + timedelta(days=10)


@pytest.fixture
def workspace(qtbot, tmp_path: Path):
    person = patient()
    spring = course(person, product="Spravato")
    dates = [
        PlannedItem(
            **STAMP,
            course_id=spring.id,
            item="session",
            planned_on=day,
            clock=time(10),
            place="Main Street 5",
            draft=draft,
        )
        for day, draft in ((NEAR, False), (FAR, False), (FAR + timedelta(days=7), True))
    ]
    opened = open_workspace(qtbot, tmp_path, person, spring, *dates)
    yield opened
    opened.close_journal()


@pytest.fixture
def dialog(workspace) -> CalendarDialog:
    workspace.run("calendar")
    found = QApplication.activeModalWidget()
    assert isinstance(found, CalendarDialog)
    return found


def write(qtbot, dialog: CalendarDialog, out: Path) -> list[icalendar.Event]:
    dialog.where.set_value(out)
    with qtbot.waitSignal(dialog.written):
        dialog.submit()
    return icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT")


def test_the_whole_plan_is_written_without_drafts_and_logged(qtbot, tmp_path, workspace, dialog) -> None:
    dialog.lead.set_value(60)
    events = write(qtbot, dialog, tmp_path / "mine.ics")
    assert [event["DTSTART"].dt.date() for event in events] == [NEAR, FAR]
    assert revealing_words((tmp_path / "mine.ics").read_bytes()) == []
    (entry,) = workspace.journal.records().plan.hand_overs
    assert (entry.sheet, entry.for_whom) == (Sheet.CALENDAR, "")
    assert not workspace.journal.undo_stack.canUndo()
    assert "The calendar file is in" in workspace.window.notice.text.text()


def test_one_date_is_chosen_or_asked_for_by_a_page(qtbot, tmp_path, workspace) -> None:
    heard: list[str] = []
    dialog = choose_and_write_calendar(workspace.window, workspace.journal, heard.append, FAR)
    assert dialog.which.value() == FAR
    (event,) = write(qtbot, dialog, tmp_path / "one.ics")
    assert event["DTSTART"].dt.date() == FAR
    assert len(heard) == 1


def test_what_was_ticked_is_remembered_for_that_person_alone(qtbot, tmp_path, workspace, dialog) -> None:
    dialog.audience.set_value(Audience.CAREGIVER)
    dialog.title.set_value("Errand")
    dialog.parts.set_value((CalendarPart.PLACE,))
    events = write(qtbot, dialog, tmp_path / "hers.ics")
    assert {(str(event["SUMMARY"]), str(event["LOCATION"])) for event in events} == {
        ("Errand", "Main Street 5")
    }
    again = CalendarDialog(workspace.journal, workspace.window)
    qtbot.addWidget(again)
    assert (again.title.value(), again.parts.value()) == ("", ())
    again.audience.set_value(Audience.CAREGIVER)
    assert (again.title.value(), again.parts.value()) == ("Errand", (CalendarPart.PLACE,))


def test_a_file_that_is_there_is_replaced_only_when_asked_twice(qtbot, tmp_path, dialog) -> None:
    out = tmp_path / "there.ics"
    out.write_bytes(b"older")
    dialog.where.set_value(out)
    dialog.submit()
    assert out.read_bytes() == b"older"
    assert "is there already" in dialog.where.message()
    write(qtbot, dialog, out)
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_what_cannot_be_written_is_said_and_nothing_is_logged(qtbot, tmp_path, workspace, dialog) -> None:
    dialog.where.set_value(tmp_path / "nowhere" / "out.ics")
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.where.message() != "")
    assert "cannot be written" in dialog.where.message()
    assert workspace.journal.records().plan.hand_overs == []
    assert dialog.write_button.isEnabled()


def test_the_name_that_is_suggested_gives_nothing_away_and_all_has_a_name(dialog) -> None:
    assert revealing_words(dialog.where.value().name) == []
    assert dialog.where.value().suffix == ".ics"
    assert nameless(dialog) == []


def test_a_journal_without_a_course_says_so(qtbot, tmp_path) -> None:
    empty = open_workspace(qtbot, tmp_path)
    empty.run("calendar")
    assert "holds no course yet" in empty.window.notice.text.text()
    empty.close_journal()
    none = empty_workspace(qtbot, tmp_path)
    none.run("calendar")
