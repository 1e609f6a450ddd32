"""Logging a session with the keyboard: what repeats, what is measured, what was felt, and taking it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ketatrack.domain.records import Reading, Session, SideEffect
from ketatrack.domain.words import (
    Author,
    DoseUnit,
    Outcome,
    Purpose,
    ReadingContext,
    Route,
    Setting,
    Severity,
)
from ketatrack.store.store import Change
from ketatrack.ui.forms.catalogue import make_form
from ketatrack.ui.forms.session_form import SessionForm
from ketatrack.ui.journal import Journal
from tests import records as make

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def journal(small_journal: Journal):
    """A course of esketamine with one earlier session, four readings and a side effect."""
    course = small_journal.records().course
    written = course.changed(route=Route.INTRANASAL, product="Spravato")
    small_journal.store.apply(
        [Change(course, written)], at=make.at("2026-03-02T15:00+01:00"), by=Author.PATIENT
    )
    small_journal.refresh()
    return small_journal


@pytest.fixture
def earlier(journal: Journal):
    """The session N24 of 5 March."""
    course = journal.records().course
    session = make.session(
        course,
        "N24",
        "2026-03-05T14:00+01:00",
        ended_at=make.at("2026-03-05T16:00+01:00"),
        route=Route.INTRANASAL,
        product="Spravato",
        lot="A17",
        devices=2,
        dose=56,
        dose_unit=DoseUnit.MG,
        weight_kg=72,
        setting=Setting.CLINIC,
        purpose=Purpose.SCHEDULED,
        supervisor="Dr. Weber",
        escort="Sam",
        intention="Rest",
        notes="Quiet",
    )
    placed = [
        (-5, "2026-03-05T13:55+01:00", ReadingContext.PRE_DOSE),
        (40, "2026-03-05T14:40+01:00", ReadingContext.IN_SESSION),
        (90, "2026-03-05T15:30+01:00", ReadingContext.IN_SESSION),
        (120, "2026-03-05T16:00+01:00", ReadingContext.POST_SESSION),
    ]
    readings = [
        make.reading(
            course,
            when,
            session_id=session.id,
            minutes=minutes,
            context=context,
            systolic=130,
            diastolic=80,
            pulse=70,
        )
        for minutes, when, context in placed
    ]
    effect = make.side_effect(course, "dizziness", session_id=session.id, severity=Severity.MILD)
    journal.store.apply(
        [Change(None, record) for record in (session, *readings, effect)],
        at=make.at("2026-03-05T17:00+01:00"),
        by=Author.PATIENT,
    )
    journal.refresh()
    return session


@pytest.fixture
def open_form(journal: Journal, qtbot):
    def opened(record: Session | None = None) -> SessionForm:
        form = make_form(journal, f"sessions:{record.id}" if record else "sessions")
        assert isinstance(form, SessionForm)
        form.restore_draft()
        qtbot.addWidget(form)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        form.setFocus()
        return form

    return opened


class Hands:
    """Types into whatever has the focus, and counts: a typed value is one input, every other key one."""

    def __init__(self, qtbot, form: SessionForm) -> None:
        self._qtbot = qtbot
        self._form = form
        self.inputs = 0
        self.measured = 0

    def _at(self):
        return self._form.focusWidget() or QApplication.focusWidget() or self._form

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.inputs += 1
        self._qtbot.keyClick(self._at(), key, modifier)

    def value(self, text: str) -> None:
        self.inputs += 1
        self._qtbot.keyClicks(self._at(), text)

    def measure(self, *texts: str) -> None:
        """Type measured values, each ended by Enter."""
        for text in texts:
            self.measured += 1
            self._qtbot.keyClicks(self._at(), text)
            self._qtbot.keyClick(self._at(), ENTER)


def start(form: SessionForm, qtbot, day: str = "2026-03-09", clock: str = "1400") -> None:
    qtbot.keyClicks(form.fields["started_at"].editor, day)
    qtbot.keyClicks(form.fields["started_at"].clock, clock)


def press(form: SessionForm, qtbot, outcome: Outcome = Outcome.COMPLETED) -> None:
    button = form.fields["outcome"].buttons[list(Outcome).index(outcome)]
    qtbot.keyClick(button, Qt.Key.Key_Space)


def cell(form: SessionForm, qtbot, row: int, name: str, text: str) -> None:
    widget = form.grid.cell(row, name)
    widget.clear()
    qtbot.keyClicks(widget, text)


@pytest.mark.usefixtures("earlier")
def test_a_session_like_the_last_one_takes_twelve_inputs_or_fewer(open_form, journal, qtbot):
    form = open_form()
    hands = Hands(qtbot, form)
    hands.key(Qt.Key.Key_L, CTRL)
    hands.value("2026-03-09")
    hands.key(TAB)
    hands.value("1400")
    hands.key(TAB)
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_B, ALT)
    for pressures in (("128", "79", "68"), ("141", "88", "72"), ("133", "84", "70"), ("126", "80", "66")):
        hands.measure(*pressures)
    hands.key(ENTER, CTRL)

    (_before, session) = journal.store.find(Session)
    assert session.name == "N25"
    assert session.started_at == make.at("2026-03-09T14:00+01:00")
    assert (session.devices, session.dose, session.dose_unit) == (2, 56, DoseUnit.MG)
    assert session.outcome is Outcome.COMPLETED
    readings = journal.store.find(Reading, session_id=session.id)
    assert [(r.minutes, r.systolic, r.diastolic, r.pulse) for r in readings] == [
        (-5, 128, 79, 68),
        (40, 141, 88, 72),
        (90, 133, 84, 70),
        (120, 126, 80, 66),
    ]
    assert hands.measured == 12
    assert hands.inputs <= 12


@pytest.mark.usefixtures("earlier")
def test_same_as_last_time_repeats_neither_what_was_observed_nor_what_was_said(open_form, qtbot):
    form = open_form()
    qtbot.keyClick(form, Qt.Key.Key_L, CTRL)
    shown = {name: form.fields[name].content() for name in form.fields}
    assert (shown["product"], shown["weight_kg"], shown["supervisor"]) == ("Spravato", "72", "Dr. Weber")
    assert shown["setting"] == "clinic"
    assert not any(shown[name] for name in ("started_at", "ended_at", "outcome", "notes", "intention", "lot"))
    assert shown["side_effects"] == ""
    assert [row["minutes"] for row in shown["readings"]] == ["-5", "40", "90", "120"]
    assert not form.grid.has_values()
    assert form.more.is_open()


@pytest.mark.usefixtures("earlier")
def test_same_as_last_time_keeps_what_was_typed_and_no_dose_of_another_route(open_form, qtbot):
    form = open_form()
    form.fields["route"].set_value(Route.IV)
    qtbot.keyClicks(form.fields["weight_kg"].editor, "70")
    qtbot.keyClick(form, Qt.Key.Key_L, CTRL)
    assert form.fields["weight_kg"].content() == "70"
    assert form.fields["dose"].content() == form.fields["devices"].content() == ""
    assert form.fields["setting"].content() == "clinic"


def test_the_first_session_takes_route_and_product_from_the_course(open_form):
    form = open_form()
    assert form.fields["route"].value() is Route.INTRANASAL
    assert form.fields["product"].value() == "Spravato"
    assert form.fields["name"].value() == "S1"
    assert form.same_button.isHidden()
    assert [row.texts["minutes"] for row in form.grid.value()] == ["0", "40", "90", "120"]
    form.fields["route"].set_value(Route.IV)
    assert [row.texts["minutes"] for row in form.grid.value()] == ["0", "10", "20", "30", "40", "60", "90"]


def test_session_readings_and_side_effects_are_one_step(open_form, journal, qtbot):
    form = open_form()
    start(form, qtbot)
    press(form, qtbot)
    cell(form, qtbot, 1, "systolic", "120")
    cell(form, qtbot, 1, "diastolic", "80")
    cell(form, qtbot, 2, "systolic", "140")
    qtbot.keyClick(form.effects.chips["dizziness"], Qt.Key.Key_Return)
    qtbot.keyClicks(form.effects.line, "chest pain")
    qtbot.keyClick(form.effects.line, ENTER)
    qtbot.keyClicks(form.effects.line, "my own words")
    form.submit()
    assert [effect.effect for effect in journal.store.find(SideEffect)] == [
        "dizziness",
        "chest_pain",
        "my own words",
    ]
    assert [(r.minutes, r.context) for r in journal.store.find(Reading)] == [
        (0, ReadingContext.PRE_DOSE),
        (40, ReadingContext.IN_SESSION),
    ]
    assert journal.undo_stack.undoText() == "session S1 of 2026-03-09"
    journal.undo_stack.undo()
    assert [journal.store.count(kind) for kind in (Session, Reading, SideEffect)] == [0, 0, 0]
    journal.undo_stack.redo()
    assert [journal.store.count(kind) for kind in (Session, Reading, SideEffect)] == [1, 2, 3]
    assert not journal.undo_stack.canRedo()


def test_without_an_outcome_nothing_is_saved(open_form, journal, qtbot):
    form = open_form()
    start(form, qtbot)
    form.submit()
    assert form.fields["outcome"].message() == "Outcome is missing."
    assert journal.store.count(Session) == 0


def test_a_systolic_of_9000_is_refused_at_its_cell_and_named_by_row_and_column(open_form, journal, qtbot):
    form = open_form()
    start(form, qtbot)
    press(form, qtbot)
    cell(form, qtbot, 2, "systolic", "9000")
    form.submit()
    assert form.grid.message().startswith("Row 2: Systolic cannot be 9000 mmHg")
    assert form.grid.cell(2, "systolic").property("state") == "problem"
    assert "9000" in form.grid.cell(2, "systolic").toolTip()
    assert form.focusWidget() is form.grid.cell(2, "systolic")
    assert journal.store.count(Session) == 0
    cell(form, qtbot, 2, "systolic", "141")
    form.submit()
    assert journal.store.count(Reading) == 1


def test_every_wrong_cell_is_named_at_once_also_beside_a_wrong_start(open_form, qtbot):
    form = open_form()
    press(form, qtbot)
    cell(form, qtbot, 1, "systolic", "80")
    cell(form, qtbot, 1, "diastolic", "90")
    cell(form, qtbot, 2, "pulse", "6o")
    form.grid.cell(3, "minutes").clear()
    cell(form, qtbot, 3, "spo2", "97")
    form.submit()
    assert form.fields["started_at"].message() == "First dose at is missing."
    first, second, third = form.grid.message().split("\n")
    assert first == "Row 1: Diastolic: it must be lower than the systolic (80)."
    assert second.startswith("Row 2: “6o”")
    assert third.startswith("Row 3: Type the minutes")


def test_unusual_values_are_asked_about_once_at_their_cell(open_form, journal, qtbot):
    form = open_form()
    start(form, qtbot)
    press(form, qtbot)
    cell(form, qtbot, 1, "systolic", "230")
    cell(form, qtbot, 1, "diastolic", "120")
    form.submit()
    assert form.grid.cell(1, "systolic").property("state") == "question"
    assert "230 mmHg is unusual" in form.grid.message()
    assert journal.store.count(Reading) == 0
    form.submit()
    assert journal.store.find(Reading)[0].systolic == 230


def test_a_time_that_the_clocks_skipped_is_refused(open_form, journal, qtbot):
    form = open_form()
    start(form, qtbot, "2026-03-29", "0230")
    press(form, qtbot)
    form.submit()
    assert "was skipped on 2026-03-29" in form.fields["started_at"].message()
    assert journal.store.count(Session) == 0


def test_a_time_that_came_twice_is_asked_which(open_form, journal, qtbot):
    form = open_form()
    start(form, qtbot, "2025-10-26", "0230")
    press(form, qtbot)
    cell(form, qtbot, 2, "systolic", "140")
    form.submit()
    field = form.fields["started_at"]
    assert "came twice" in field.message()
    qtbot.keyClick(field.which, Qt.Key.Key_End)
    form.submit()
    assert journal.store.find(Session)[0].started_at == make.at("2025-10-26T02:30+01:00")
    assert journal.store.find(Reading)[0].taken_at.isoformat() == "2025-10-26T03:10:00+01:00"


def test_an_end_without_a_day_is_on_the_day_of_the_start(open_form, journal, qtbot):
    form = open_form()
    start(form, qtbot)
    press(form, qtbot)
    qtbot.keyClicks(form.fields["ended_at"].clock, "1600")
    form.submit()
    assert journal.store.find(Session)[0].ended_at == make.at("2026-03-09T16:00+01:00")


@pytest.mark.usefixtures("earlier")
def test_a_taken_name_is_refused(open_form, journal, qtbot):
    form = open_form()
    start(form, qtbot)
    press(form, qtbot)
    form.fields["name"].set_value("N24")
    form.submit()
    assert "called N24" in form.fields["name"].message()
    assert journal.store.count(Session) == 1


def test_devices_give_the_dose_and_another_dose_is_kept_and_asked_about_once(open_form, journal, qtbot):
    form = open_form()
    start(form, qtbot)
    press(form, qtbot)
    qtbot.keyClicks(form.fields["devices"].editor, "3")
    assert (form.fields["dose"].content(), form.fields["dose_unit"].value()) == ("84", DoseUnit.MG)
    form.fields["dose"].editor.clear()
    qtbot.keyClicks(form.fields["dose"].editor, "70")
    qtbot.keyClick(form.fields["devices"].editor, Qt.Key.Key_Backspace)
    qtbot.keyClicks(form.fields["devices"].editor, "2")
    assert form.fields["dose"].content() == "70"
    form.submit()
    assert "2 × 28 mg" in form.fields["dose"].message()
    form.submit()
    assert journal.store.find(Session)[0].dose == 70


def test_the_dose_per_kilogram_stands_beside_the_dose(open_form, qtbot):
    form = open_form()
    form.fields["route"].set_value(Route.IV)
    qtbot.keyClicks(form.fields["dose"].editor, "41")
    form.fields["dose_unit"].set_value(DoseUnit.MG)
    qtbot.keyClicks(form.fields["weight_kg"].editor, "82")
    assert form.fields["dose"]._unit.text() == "0.5 mg/kg"


def test_a_field_that_holds_something_stays_in_sight_when_the_route_changes(open_form, qtbot):
    form = open_form()
    start(form, qtbot)
    press(form, qtbot)
    qtbot.keyClicks(form.fields["devices"].editor, "2")
    form.fields["route"].set_value(Route.IV)
    assert not form.fields["devices"].isHidden()
    assert not form.fields["infusion_minutes"].isHidden()
    form.submit()
    assert form.fields["devices"].message() == "This does not belong to the route above. Keep it?"
    form.fields["devices"].editor.clear()
    form.fields["route"].set_value(Route.IM)
    assert form.fields["devices"].isHidden()
    assert form.fields["infusion_minutes"].isHidden()
    assert not form.fields["injection_site"].isHidden()


def test_a_session_that_was_not_given_hides_how_it_was_given(open_form, qtbot):
    form = open_form()
    form.fields["route"].set_value(Route.IV)
    press(form, qtbot, Outcome.NOT_GIVEN)
    assert form.fields["infusion_minutes"].isHidden()
    assert not form.fields["dose"].isHidden()
    press(form, qtbot, Outcome.COMPLETED)
    assert not form.fields["infusion_minutes"].isHidden()


def test_tab_leaves_the_grid_from_an_empty_last_row_and_adds_one_behind_a_filled(open_form, qtbot):
    form = open_form()
    last = form.grid.cell(4, "respiratory_rate")
    last.setFocus()
    qtbot.keyClick(last, TAB)
    assert form.grid.row_count() == 5
    assert form.focusWidget() is form.grid.cell(5, "minutes")
    empty = form.grid.cell(5, "respiratory_rate")
    empty.setFocus()
    qtbot.keyClick(empty, TAB)
    assert form.grid.row_count() == 5
    assert form.focusWidget() is form.effects.chips["dissociation"]


def test_a_block_from_a_spreadsheet_fills_cells_and_rows(open_form, journal, qtbot):
    form = open_form()
    start(form, qtbot)
    press(form, qtbot)
    QGuiApplication.clipboard().setText("0\t120\t80\n15\t131\t85\n30\t135\t86\n45\t133\t84\n60\t128\t82\r\n")
    qtbot.keyClick(form.grid.cell(1, "minutes"), Qt.Key.Key_V, CTRL)
    form.submit()
    assert [(r.minutes, r.systolic, r.diastolic) for r in journal.store.find(Reading)] == [
        (0, 120, 80),
        (15, 131, 85),
        (30, 135, 86),
        (45, 133, 84),
        (60, 128, 82),
    ]


def test_side_effects_are_chosen_and_described_with_keys_alone(open_form, journal, qtbot):
    form = open_form()
    start(form, qtbot)
    press(form, qtbot)
    form.effects.chips["dissociation"].setFocus()
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Space)
    (row,) = form.effects.rows
    qtbot.keyClick(row.fields["severity"].buttons[1], Qt.Key.Key_Space)
    qtbot.keyClicks(row.fields["onset_minutes"].editor, "20")
    qtbot.keyClicks(row.fields["resolved_minutes"].editor, "10")
    form.submit()
    assert "lies before the start" in row.fields["resolved_minutes"].message()
    qtbot.keyClicks(row.fields["resolved_minutes"].editor, "0")
    form.submit()
    (effect,) = journal.store.find(SideEffect)
    assert (effect.effect, effect.severity) == ("anxiety", Severity.MODERATE)
    assert (effect.onset_minutes, effect.resolved_minutes) == (20, 100)


def test_a_chip_turned_off_by_mistake_brings_its_details_back(open_form, qtbot):
    form = open_form()
    chip = form.effects.chips["nausea"]
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    form.effects.rows[0].fields["severity"].set_value(Severity.SEVERE)
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert form.effects.rows == []
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert form.effects.rows[0].fields["severity"].value() is Severity.SEVERE


def test_more_opens_by_key_and_by_a_problem_inside(open_form, qtbot):
    form = open_form()
    assert not form.more.is_open()
    qtbot.keyClick(form, Qt.Key.Key_M, ALT)
    qtbot.waitUntil(form.more.is_open)
    qtbot.keyClick(form, Qt.Key.Key_M, ALT)
    qtbot.waitUntil(lambda: not form.more.is_open())
    form.fields["lot"].set_value("B" * 201)
    form.more._turn()
    form.submit()
    assert form.more.is_open()


def test_editing_writes_only_what_changed(open_form, earlier, journal, qtbot):
    form = open_form(earlier)
    assert [row.texts["systolic"] for row in form.grid.value()] == ["130"] * 4
    cell(form, qtbot, 2, "systolic", "150")
    for name in ("systolic", "diastolic", "pulse"):
        form.grid.cell(4, name).clear()
    cell(form, qtbot, 5 if form.grid.row_count() > 4 else 4, "minutes", "120")
    form.effects.rows[0].fields["severity"].set_value(Severity.MODERATE)
    form.submit()
    session = journal.store.get(Session, earlier.id)
    assert session is not None
    assert session.revision == 1
    readings = journal.store.find(Reading, session_id=earlier.id)
    assert [(r.systolic, r.revision) for r in readings] == [(130, 1), (150, 2), (130, 1)]
    assert journal.store.find(SideEffect)[0].severity is Severity.MODERATE
    journal.undo_stack.undo()
    assert [r.systolic for r in journal.store.find(Reading)] == [130] * 4
    journal.undo_stack.redo()
    assert journal.store.count(Reading) == 3


def test_saving_an_unchanged_session_writes_nothing(open_form, earlier, journal, qtbot):
    form = open_form(earlier)
    with qtbot.waitSignal(form.closed):
        form.submit()
    assert not journal.undo_stack.canUndo()


def test_another_start_takes_the_readings_along(open_form, earlier, journal, qtbot):
    form = open_form(earlier)
    form.fields["started_at"].clock.clear()
    qtbot.keyClicks(form.fields["started_at"].clock, "1430")
    form.submit()
    readings = journal.store.find(Reading)
    assert readings[1].taken_at == make.at("2026-03-05T15:10+01:00")
    assert [r.context for r in readings][2:] == [ReadingContext.POST_SESSION] * 2


def test_emergency_signs_of_today_are_told_after_saving_and_those_of_past_days_are_not(
    open_form, journal, qtbot
):
    for day, signs in ((journal.now().date().isoformat(), ["Chest pain"]), ("2026-03-09", [])):
        form = open_form()
        start(form, qtbot, day, "0001")
        press(form, qtbot)
        form.effects.choose("chest_pain")
        assert form.signs() == []
        form.submit()
        assert form.signs() == signs


def test_a_draft_holds_grid_and_chips_and_own_words(open_form, qtbot):
    form = open_form()
    start(form, qtbot)
    cell(form, qtbot, 1, "systolic", "12x")
    qtbot.keyClick(form.effects.chips["nausea"], Qt.Key.Key_Space)
    qtbot.keyClicks(form.effects.rows[0].fields["onset_minutes"].editor, "15")
    qtbot.keyClicks(form.effects.line, "half a wo")
    qtbot.keyClicks(form.fields["devices"].editor, "2")
    form.fields["dose"].editor.clear()
    kept = form.content()
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    again = open_form()
    assert again.content() == kept
    assert again.effects.chips["nausea"].isChecked()
