"""Fields: unset is a state of its own, and what cannot be read is said beside it, not guessed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt

from ketatrack.domain.measures import SYSTOLIC
from ketatrack.domain.moments import moment_from_text
from ketatrack.domain.words import Route
from ketatrack.ui.fields.choice_field import ChoiceField, SegmentField, YesNoField, choices_of
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.moment_field import DateField, MomentField
from ketatrack.ui.fields.text_field import NotesField, NumberField, TextField

BERLIN = ZoneInfo("Europe/Berlin")


def now() -> datetime:
    return datetime(2026, 3, 29, 9, 30, tzinfo=BERLIN)


def today() -> date:
    return now().date()


@pytest.fixture
def moment(qtbot) -> MomentField:
    field = MomentField("First dose at", BERLIN, now)
    qtbot.addWidget(field)
    return field


@pytest.mark.parametrize(
    "make",
    [
        lambda: TextField("Product"),
        lambda: NotesField("Notes"),
        lambda: NumberField.of(SYSTOLIC),
        lambda: ChoiceField("Route", choices_of(Route)),
        lambda: SegmentField("Route", choices_of(Route)),
        lambda: YesNoField("Needed help"),
        lambda: DateField("Begins on", today),
        lambda: MomentField("Taken at", BERLIN, now),
    ],
)
def test_every_field_starts_unset_and_its_content_survives_a_draft(make, qtbot):
    field, again = make(), make()
    for each in (field, again):
        qtbot.addWidget(each)
    assert field.value() in (None, "")
    assert field.content() == ""
    values = {"Product": "spray", "Notes": "a\nb", "Systolic": 128, "Route": Route.IV, "Needed help": False}
    value = values.get(
        field.label.text(), today() if field.label.text() == "Begins on" else now().replace(microsecond=0)
    )
    field.set_value(value)
    again.set_content(field.content())
    assert again.value() == field.value() == value


@pytest.mark.parametrize("text", ["1_2_0", "١٢٠", "nan", "1e3", "12o", "120.5"])
def test_a_number_that_is_none_is_said_and_stays_on_screen(text, qtbot):
    field = NumberField.of(SYSTOLIC)
    qtbot.addWidget(field)
    field.editor.setText(text)
    with pytest.raises(FieldError, match="is not a"):
        field.value()
    assert field.editor.text() == text


def test_t_is_today_and_arrow_keys_move_a_day(qtbot):
    field = DateField("Begins on", today)
    qtbot.addWidget(field)
    qtbot.keyClicks(field.editor, "t")
    assert field.value() == date(2026, 3, 29)
    qtbot.keyClick(field.editor, Qt.Key.Key_Down)
    assert field.value() == date(2026, 3, 28)
    qtbot.keyClicks(field.editor, "y")
    assert field.value() == date(2026, 3, 28)


@pytest.mark.parametrize(
    ("typed", "shown"), [("930", "09:30"), ("9:30", "09:30"), ("2130", "21:30"), ("9", "09:00")]
)
def test_a_time_can_be_typed_in_short(moment, typed, shown, qtbot):
    moment.editor.setText("2026-03-02")
    qtbot.keyClicks(moment.clock, typed)
    assert f"{moment.value():%H:%M}" == shown


def test_a_time_that_the_clocks_skipped_is_refused(moment):
    moment.editor.setText("2026-03-29")
    moment.clock.setText("02:30")
    with pytest.raises(FieldError, match="was skipped"):
        moment.value()


def test_a_time_that_came_twice_asks_which_one(moment):
    moment.editor.setText("2026-10-25")
    moment.clock.setText("02:30")
    with pytest.raises(FieldError, match="came twice"):
        moment.value()
    moment.which.setCurrentIndex(2)
    assert moment.value() == moment_from_text("2026-10-25T02:30+01:00")
    moment.which.setCurrentIndex(1)
    assert moment.value() == moment_from_text("2026-10-25T02:30+02:00")


def test_a_moment_from_another_place_is_corrected_at_the_time_of_that_place(moment):
    there = moment_from_text("2026-03-02T21:30:15-05:00")
    moment.set_value(there)
    assert moment.value().isoformat() == "2026-03-02T21:30:15-05:00"
    moment.clock.setText("21:31")
    assert moment.value().isoformat() == "2026-03-02T21:31:00-05:00"
    kept = moment.content()
    moment.set_now()
    assert moment.value().utcoffset() == now().utcoffset()
    moment.set_content(kept)
    assert moment.value().isoformat() == "2026-03-02T21:31:00-05:00"


def test_a_day_without_a_time_is_not_made_up(moment):
    moment.editor.setText("2026-03-02")
    with pytest.raises(FieldError, match="time is missing"):
        moment.value()


def test_a_pressed_segment_can_be_taken_back_with_delete(qtbot):
    field = YesNoField("Needed help")
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClick(field.buttons[0], Qt.Key.Key_Space)
    assert field.value() is True
    qtbot.keyClick(field.buttons[0], Qt.Key.Key_Delete)
    assert field.value() is None


def test_only_one_segment_is_pressed_at_a_time(qtbot):
    field = YesNoField("Needed help")
    qtbot.addWidget(field)
    for button in field.buttons:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert field.value() is False
