"""Forms of one record: checked as it is saved, asked about once, and never lost."""

import pytest
from PySide6.QtCore import Qt

from ketatrack.domain.records import Medicine, Phase, Reading
from ketatrack.store.store import Change
from ketatrack.ui.forms.catalogue import make_form, title_of
from ketatrack.ui.forms.form import Form
from ketatrack.ui.journal import Journal
from tests import records as make


@pytest.fixture
def open_form(small_journal: Journal, qtbot):
    def opened(name: str) -> Form:
        form = make_form(small_journal, name)
        form.restore_draft()
        qtbot.addWidget(form)
        form.show()
        return form

    return opened


def fill(form: Form, qtbot, **values: str) -> None:
    for name, text in values.items():
        field = form.fields[name]
        field.editor.clear()
        qtbot.keyClicks(field.editor, text)


def moment(form: Form, qtbot, day: str, clock: str) -> None:
    field = form.fields["taken_at"]
    qtbot.keyClicks(field.editor, day)
    qtbot.keyClicks(field.clock, clock)


def test_a_reading_is_saved_with_the_keyboard_alone(open_form, small_journal, qtbot):
    form = open_form("readings")
    moment(form, qtbot, "2026-03-03", "0800")
    fill(form, qtbot, systolic="128", diastolic="82", pulse="64")
    with qtbot.waitSignal(form.saved):
        qtbot.keyClick(form.fields["pulse"].editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (reading,) = small_journal.store.find(Reading)
    assert (reading.systolic, reading.diastolic, reading.pulse) == (128, 82, 64)
    assert reading.taken_at.isoformat() == "2026-03-03T08:00:00+01:00"
    assert reading.written_at is not None


def test_an_impossible_value_is_refused_beside_its_field_and_stays_on_screen(open_form, small_journal, qtbot):
    form = open_form("readings")
    moment(form, qtbot, "2026-03-03", "0800")
    fill(form, qtbot, systolic="9000")
    form.submit()
    assert "between 50 and 300 mmHg" in form.fields["systolic"].message()
    assert form.fields["systolic"].content() == "9000"
    assert small_journal.store.count(Reading) == 0


def test_a_reading_below_its_diastolic_is_refused(open_form, qtbot):
    form = open_form("readings")
    moment(form, qtbot, "2026-03-03", "0800")
    fill(form, qtbot, systolic="80", diastolic="90")
    form.submit()
    assert "lower than the systolic" in form.fields["diastolic"].message()


def test_an_unusual_value_is_asked_about_once_and_then_saved_as_it_is(open_form, small_journal, qtbot):
    form = open_form("readings")
    moment(form, qtbot, "2026-03-03", "0800")
    fill(form, qtbot, systolic="230", diastolic="120")
    form.submit()
    assert "unusual" in form.fields["systolic"].message()
    assert small_journal.store.count(Reading) == 0
    form.submit()
    assert small_journal.store.find(Reading)[0].systolic == 230


def test_every_unreadable_field_is_named_at_once(open_form, qtbot):
    form = open_form("readings")
    fill(form, qtbot, systolic="12o", pulse="6 0")
    form.submit()
    assert form.fields["systolic"].message()
    assert form.fields["pulse"].message()


def test_what_was_typed_is_offered_again_after_the_form_was_closed(open_form, small_journal, qtbot):
    form = open_form("readings")
    fill(form, qtbot, systolic="12")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert [draft.form for draft in small_journal.store.drafts()] == ["readings"]
    again = open_form("readings")
    assert again.fields["systolic"].content() == "12"
    again.discard_button.click()
    assert small_journal.store.drafts() == []
    empty = open_form("readings")
    assert empty.fields["systolic"].content() == ""


def test_closing_an_untouched_form_leaves_no_draft(open_form, small_journal, qtbot):
    form = open_form("readings")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert small_journal.store.drafts() == []


def test_saving_drops_the_draft(open_form, small_journal, qtbot):
    form = open_form("medications")
    fill(form, qtbot, name="sertraline")
    form.keep_draft()
    form.submit()
    assert small_journal.store.drafts() == []
    assert small_journal.store.find(Medicine)[0].name == "sertraline"


def test_an_entry_is_edited_as_a_new_revision(open_form, small_journal, qtbot):
    reading = make.reading(small_journal.records().course, "2026-03-03T08:00+01:00", systolic=120, arm="left")
    small_journal.add([reading], "reading")
    form = open_form(f"readings:{reading.id}")
    assert form.fields["arm"].content() == "left"
    fill(form, qtbot, systolic="125")
    form.submit()
    (changed,) = small_journal.store.find(Reading)
    assert (changed.systolic, changed.revision) == (125, 2)


def test_an_entry_that_another_program_changed_meanwhile_is_not_overwritten(open_form, small_journal, qtbot):
    reading = make.reading(small_journal.records().course, "2026-03-03T08:00+01:00", systolic=120)
    small_journal.add([reading], "reading")
    form = open_form(f"readings:{reading.id}")
    small_journal.store.apply(
        [Change(reading, reading.changed(systolic=111))], at=reading.taken_at, by=reading.recorded_by
    )
    fill(form, qtbot, systolic="125")
    form.submit()
    assert small_journal.store.find(Reading)[0].systolic == 111
    assert form.fields["systolic"].content() == "125"


def test_a_phase_needs_its_day_and_its_kind(open_form, small_journal):
    form = open_form("phases")
    form.submit()
    assert form.fields["starts_on"].message() == "Begins on is missing."
    assert "Phase" in form.fields["phase"].message()
    assert small_journal.store.count(Phase) == 0


def test_forms_are_named_in_words(small_journal):
    assert title_of(small_journal, "readings") == "Blood pressure"
    assert title_of(small_journal, "scores.phq9") == "PHQ-9"
    assert title_of(small_journal, "readings:1") == "Blood pressure, being changed"
