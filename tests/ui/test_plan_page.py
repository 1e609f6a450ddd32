"""The Plan page of a real journal: what it shows, what its keys do, and that no date is lost or doubled."""

from datetime import date, time, timedelta
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from ketatrack.domain.plan_lines import plan_lines
from ketatrack.domain.plan_words import PlannedEnd, PlannedKind, Sheet
from ketatrack.domain.records import (
    Agreement,
    Authorisation,
    PlanMove,
    PlannedItem,
    Preparation,
    Protocol,
    ProtocolStep,
    Session,
    Visit,
)
from ketatrack.exchange.importing import plan_import
from ketatrack.exchange.plan import carry_out
from ketatrack.ui.forms.catalogue import make_form
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.plan_page import PlanPage
from ketatrack.ui.plan.doing import Doing
from ketatrack.ui.plan.paper import draw_on
from tests.records import at, session
from tests.ui.workspaces import nameless

CASES = Path(__file__).parents[1] / "cases"


def plan(journal: Journal, *days: date, **fields: object) -> list[PlannedItem]:
    values = {"item": PlannedKind.SESSION, "course_id": journal.course.id} | fields
    items = [PlannedItem(**journal.stamp(), planned_on=day, **values) for day in days]
    journal.add(items, "plan")
    return items


@pytest.fixture
def page(qtbot, small_journal):
    made = PlanPage(small_journal)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def today_of(page: PlanPage) -> date:
    return page.journal.now().date()


def cells(table, row: int) -> list[str]:
    return [table.model().index(row, column).data() for column in range(table.model().columnCount())]


def test_an_empty_plan_offers_its_first_steps_and_chooses_nothing(page):
    assert page.empty.isVisible()
    assert not page.dates.isVisible()
    form = make_form(page.journal, "protocols")
    assert form.fields["template"].value() is None


def test_everything_that_takes_the_focus_has_a_name(page):
    plan(page.journal, today_of(page) + timedelta(days=3))
    assert nameless(page) == []


@pytest.mark.parametrize("case", ["iv-boosters", "esketamine-label"])
def test_an_imported_course_that_names_a_template_shows_planned_beside_given(page, case):
    own = page.journal.course
    page.journal.replace(own, own.changed(name="Another course"), "name")
    carry_out(plan_import(CASES / case, page.journal.store), page.journal.store)
    page.journal.refresh()
    page.journal.choose_course(page.journal.courses()[-1])
    assert page.protocol.isVisible()
    named, given_count = cells(page.protocol.table, 0)[2:4]
    assert named == {"iv-boosters": "6", "esketamine-label": "8"}[case]
    assert int(given_count) > 0
    assert "The template's induction ends here" in page.protocol.end_line.text()
    assert page.journal.records().plan.items == []


def test_the_next_date_is_read_first_and_its_words_are_spoken(page):
    day = today_of(page) + timedelta(days=40)
    plan(page.journal, day, clock=time(10), place="Day clinic")
    assert page.next_date.text() == f"{day:%a %Y-%m-%d}, 10:00"
    assert page.next_lines.text() == "Session · in 40 days · Day clinic"
    assert page.dates.calendar.day == day
    assert "Session, 10:00: Planned" in page.dates.calendar.accessibleDescription()


def test_a_day_without_a_date_chooses_none_and_enter_plans_one_there(page, qtbot):
    day = today_of(page) + timedelta(days=3)
    plan(page.journal, day)
    calendar = page.dates.calendar
    qtbot.keyClick(calendar, Qt.Key.Key_Right)
    assert page.dates.chosen() == []
    assert not page.dates.buttons["skip"].isEnabled()
    with qtbot.waitSignal(page.form_wanted) as wanted:
        qtbot.keyClick(calendar, Qt.Key.Key_Return)
    assert wanted.args == [f"planned_items.{day + timedelta(days=1)}"]
    form = make_form(page.journal, wanted.args[0])
    qtbot.addWidget(form)
    assert form.fields["planned_on"].value() == day + timedelta(days=1)
    assert form.fields["item"].value() is None


def test_months_are_turned_by_keys_to_a_day_that_they_have(page, qtbot):
    plan(page.journal, date(2026, 1, 31))
    calendar = page.dates.calendar
    calendar.go_to(date(2026, 1, 31))
    qtbot.keyClick(calendar, Qt.Key.Key_PageDown)
    assert calendar.day == date(2026, 2, 28)
    qtbot.keyClick(calendar, Qt.Key.Key_PageUp)
    assert calendar.day == date(2026, 1, 28)
    qtbot.keyClick(calendar, Qt.Key.Key_Home)
    assert calendar.day == today_of(page)


def test_a_session_that_was_there_first_ends_its_date_by_one_key(page):
    day = today_of(page)
    entry = session(page.journal.course, "S1", page.journal.now().isoformat())
    page.journal.add([entry], "session")
    plan(page.journal, day)
    page.dates.buttons["done"].click()
    (item,) = page.journal.records().plan.items
    assert (item.ended, item.done_by) == (PlannedEnd.DONE, entry.id)
    page.journal.undo_stack.undo()
    assert page.journal.records().plan.items[0].ended is None


def test_therapy_is_done_without_an_entry(page):
    plan(page.journal, today_of(page), item=PlannedKind.THERAPY)
    page.dates.buttons["done"].click()
    (item,) = page.journal.records().plan.items
    assert (item.ended, item.done_by) == (PlannedEnd.DONE, None)


@pytest.mark.parametrize(
    ("sheet", "command"),
    [
        (Sheet.CAREGIVER_CARD, "sheet caregiver_card"),
        (Sheet.ASK_THE_CLINIC, "sheet ask_the_clinic"),
        (Sheet.CALENDAR, "calendar"),
        (Sheet.PLAN_FILE, "make_plan_file"),
    ],
)
def test_what_leaves_for_somebody_else_is_asked_for_from_the_plan(page, sheet, command):
    plan(page.journal, today_of(page))
    heard = []
    page.command_wanted.connect(heard.append)
    page.sheet_buttons[sheet].click()
    assert heard == [command]


def test_a_saved_plan_is_noted_with_the_dates_in_it(page, tmp_path):
    plan(page.journal, today_of(page))
    page.save(tmp_path / "plan.pdf")
    (entry,) = page.journal.records().plan.hand_overs
    assert entry.sheet == Sheet.PLAN
    assert f"{today_of(page)}" in entry.dates


def test_what_is_left_of_an_authorisation_stands_on_the_page(page):
    belongs = page.journal.stamp() | {"course_id": page.journal.course.id}
    page.journal.add(
        [Authorisation(**belongs, payer="Fund", starts_on=date(2026, 1, 1), approved=8, used_before=6)], "a"
    )
    (row,) = page.authorisations.entries.rows
    assert any("Fund: 2 of 8 left" in label.text() for label in row.findChildren(type(page.next_lines)))


def test_the_plan_is_printed_on_as_many_pages_as_it_needs(page, tmp_path):
    plan(page.journal, *(today_of(page) + timedelta(days=2 * n) for n in range(60)))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "plan.pdf"))
    draw_on(page.sheet(), printer)
    shown = len(page.sheet().lines)
    pages = [one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(tmp_path / "plan.pdf")]
    assert len(pages) > 1
    assert sum(text.count("Session: Planned") for text in pages) == shown


# the forms of a plan


def filled(qtbot, journal: Journal, form_name: str, **values: object):
    form = make_form(journal, form_name)
    qtbot.addWidget(form)
    for field, value in values.items():
        form.fields[field].set_value(value)
    return form


def test_a_template_without_days_asks_for_them_and_lays_out_those_that_are_typed(small_journal, qtbot):
    form = filled(qtbot, small_journal, "protocols", template="iv_6_in_2_3wk", starts_on=date(2026, 6, 1))
    form.submit()
    assert small_journal.store.find(Protocol) == []
    assert "no days" in form.grid.message()
    form.grid.cell(1, "on_days").setText("0, 3, 7, 10, 14, 17")
    form.submit()
    days = [item.planned_on.day for item in small_journal.records().plan.items]
    assert days == [1, 4, 8, 11, 15, 18]
    assert len(small_journal.store.find(ProtocolStep)) == 2


def test_a_step_without_an_end_asks_until_when(small_journal, qtbot):
    form = filled(qtbot, small_journal, "protocols", name="Ours", starts_on=date(2026, 6, 1))
    form.grid.set_row(1, {"first_day": "0", "repeat_days": "14", "on_days": "0"})
    form.submit()
    assert form.fields["until"].message()
    form.fields["until"].set_value(date(2026, 7, 13))
    form.submit()
    assert len(small_journal.records().plan.items) == 4


def test_editing_the_steps_lays_drafts_out_anew_and_leaves_given_dates(small_journal, qtbot):
    first = small_journal.now().date()
    filled(qtbot, small_journal, "protocols", template="esketamine_mdsi", starts_on=first).submit()
    before = small_journal.records().plan
    given_one = before.items[2]
    small_journal.replace(given_one, given_one.changed(draft=False), "given")
    form = filled(qtbot, small_journal, f"protocols:{before.protocols[0].id}")
    form.grid.cell(1, "on_days").setText("0")
    form.submit()
    items = small_journal.records().plan.items
    assert [(item.planned_on - first).days for item in items] == [0, 7, 14, 21]
    assert [item.id for item in items if not item.draft] == [given_one.id]
    small_journal.undo_stack.undo()
    assert len(small_journal.records().plan.items) == 8


def test_a_date_keeps_what_is_to_be_ready_and_a_changed_day_is_a_move(small_journal, qtbot):
    form = filled(qtbot, small_journal, "planned_items", item=PlannedKind.VISIT, planned_on=date(2026, 6, 1))
    form.grid.set_row(1, {"name": "Consent form", "done": "no"})
    form.submit()
    (item,) = small_journal.records().plan.items
    (ready,) = small_journal.store.find(Preparation)
    assert (ready.planned_item_id, ready.name, ready.done) == (item.id, "Consent form", False)
    form = filled(qtbot, small_journal, f"planned_items:{item.id}", planned_on=date(2026, 6, 3))
    form.grid.cell(1, "done").setText("perhaps")
    form.submit()
    assert "perhaps" in form.grid.message()
    form.grid.cell(1, "done").setText("yes")
    form.submit()
    (move,) = small_journal.store.find(PlanMove)
    assert (move.from_date, move.to_date) == (date(2026, 6, 1), date(2026, 6, 3))
    assert small_journal.store.find(Preparation)[0].done is True


def test_a_visit_ends_its_planned_date_in_the_same_step(small_journal, qtbot):
    (item,) = plan(small_journal, date(2026, 6, 1), item=PlannedKind.VISIT)
    filled(qtbot, small_journal, "visits", visited_on=date(2026, 6, 1)).submit()
    (visit,) = small_journal.store.find(Visit)
    assert small_journal.records().plan.items[0].done_by == visit.id
    small_journal.undo_stack.undo()
    assert small_journal.records().plan.items[0].ended is None
    assert item.ended is None


def test_an_empty_count_of_used_sessions_is_none_used(small_journal, qtbot):
    filled(
        qtbot, small_journal, "authorisations", payer="Fund", starts_on=date(2026, 1, 1), approved=8
    ).submit()
    assert small_journal.store.find(Authorisation)[0].used_before == 0


def test_an_agreement_names_the_scale_of_its_number(small_journal, qtbot):
    form = filled(qtbot, small_journal, "agreements", agreed_on=date(2026, 5, 2), words="Call us", call_at=14)
    form.submit()
    assert small_journal.store.find(Agreement) == []
    assert "questionnaire" in form.fields["call_at"].message()


# whatever is done


@given(
    some.lists(
        some.tuples(
            some.sampled_from(["skip", "not given", "open", "log", "unlog", "move", "undo", "redo"]),
            some.integers(0, 3),
        ),
        min_size=4,
        max_size=12,
    )
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_and_undone_no_date_is_lost_or_doubled(small_journal, qtbot, doings):
    journal, doing = small_journal, Doing(small_journal)
    known = {item.id for item in plan(journal, *(date(2026, 6, 1) + timedelta(days=n) for n in range(4)))}
    for name, place in doings:
        do(qtbot, journal, doing, name, place)
        assert {item.id for item in journal.store.find(PlannedItem)} == known
        assert len(journal.store.find(PlannedItem)) == len(known)
        done = [item.done_by for item in journal.store.find(PlannedItem) if item.done_by]
        assert len(done) == len(set(done))
    while journal.undo_stack.canUndo():
        journal.undo_stack.undo()
    assert journal.store.find(PlannedItem) == []
    assert journal.store.find(PlanMove) == []
    journal.undo_stack.clear()


def do(qtbot, journal: Journal, doing: Doing, name: str, place: int) -> None:
    today = journal.now().date()
    lines = [plan_lines(journal.records(), today)[place]]
    sessions = journal.store.find(Session)
    if name == "skip":
        doing.skip(lines)
    elif name == "not given":
        doing.not_given(lines)
    elif name == "open":
        doing.open_again(lines)
    elif name == "undo" and journal.undo_stack.index() > 1:  # the plan itself stays
        journal.undo_stack.undo()
    elif name == "redo":
        journal.undo_stack.redo()
    elif name == "move":
        to = lines[0].item.planned_on + timedelta(days=place)
        filled(qtbot, journal, f"plan_moves.{lines[0].item.id}", to_date=to).submit()
    elif name == "unlog" and sessions:
        journal.remove(sessions[0], "delete")
    elif name == "log":
        moment = at(f"2026-06-0{place + 1}T10:{len(sessions):02d}+02:00")
        filled(qtbot, journal, "sessions", started_at=moment).submit()
