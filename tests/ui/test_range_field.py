"""Choosing which stretch of a course is shown."""

from datetime import date

import pytest

from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period
from ketatrack.domain.records import Phase
from ketatrack.domain.words import PhaseKind
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.range_field import RangeField
from tests import records as make

WHO = make.patient()
COURSE = make.course(WHO, started_on=date(2026, 3, 2))
PHASES = [
    Phase(course_id=COURSE.id, starts_on=date(2026, 3, 2), phase=PhaseKind.INDUCTION, **make.STAMP),
    Phase(course_id=COURSE.id, starts_on=date(2026, 3, 30), phase=PhaseKind.MAINTENANCE, **make.STAMP),
]


@pytest.fixture
def field(qtbot) -> RangeField:
    made = RangeField("Shown", lambda: date(2026, 5, 1))
    qtbot.addWidget(made)
    made.offer(CourseRecords(COURSE, WHO, phases=PHASES))
    return made


def choose(field: RangeField, words: str) -> None:
    field.editor.setCurrentIndex(field.editor.findText(words))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("All that is recorded", WHOLE_COURSE),
        ("The course", Period(date(2026, 3, 2), None)),
        ("Maintenance, now", Period(date(2026, 3, 30), None)),
        ("Induction, from 2 Mar 2026", Period(date(2026, 3, 2), date(2026, 3, 29))),
        ("The last 90 days", Period(date(2026, 2, 1), date(2026, 5, 1))),
    ],
)
def test_every_line_stands_for_a_stretch_of_days(field, words, period):
    choose(field, words)

    assert field.value() == period


def test_two_days_can_be_typed(field):
    choose(field, "From a day to a day")
    field.start.setText("2026-03-05")

    assert field.value() == Period(date(2026, 3, 5), None)


def test_a_last_day_before_the_first_is_refused(field):
    choose(field, "From a day to a day")
    field.start.setText("2026-03-05")
    field.end.setText("2026-03-01")

    with pytest.raises(FieldError, match="before the first"):
        field.value()


def test_what_was_chosen_stays_chosen_when_the_course_changes(field):
    choose(field, "Induction, from 2 Mar 2026")

    field.offer(CourseRecords(COURSE, WHO, phases=PHASES[:1]))

    assert field.value() == Period(date(2026, 3, 2), None)


def test_a_phase_that_is_gone_gives_way_to_all(field):
    choose(field, "Maintenance, now")

    field.offer(CourseRecords(COURSE, WHO, phases=PHASES[:1]))

    assert field.value() == WHOLE_COURSE


def test_its_content_can_be_kept_and_put_back(field):
    choose(field, "From a day to a day")
    field.start.setText("2026-03-05")
    kept = field.content()
    choose(field, "The course")

    field.set_content(kept)

    assert field.value() == Period(date(2026, 3, 5), None)
