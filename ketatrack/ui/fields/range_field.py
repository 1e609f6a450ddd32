"""Which stretch of the course is shown: all, the course, a phase, the last 90 days, or two dates."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from ketatrack.domain.courses import WHOLE_COURSE, CourseRecords, Period
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.periods import course_period, last_days, phase_period
from ketatrack.domain.phases import phase_on
from ketatrack.ui.fields.field import Field, FieldError
from ketatrack.ui.fields.moment_field import DayEdit

LAST_DAYS = 90

_ALL, _COURSE, _LAST, _DATES = "all", "course", "last", "dates"
_PHASE = "phase "
"""Followed by the id of the phase."""


class RangeField(Field):
    """A list of stretches; the last line opens two days to type."""

    def __init__(self, label: str, today: Callable[[], date]) -> None:
        """Take what tells today; `offer` gives the list its phases."""
        super().__init__(label)
        self._today = today
        self._records: CourseRecords | None = None
        self.editor = QComboBox()
        self.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.editor.setMinimumContentsLength(22)
        self.start, self.end = DayEdit(today), DayEdit(today)
        self._dash = QLabel("–")
        self._place(self.editor, self.start, self._dash, self.end)
        self.start.setAccessibleName(_("{label}, first day").format(label=label))
        self.end.setAccessibleName(_("{label}, last day").format(label=label))
        self._fill()
        self.editor.currentIndexChanged.connect(self._chosen)
        for line in (self.start, self.end):
            line.textChanged.connect(self.edited)
        self._show_days()

    def offer(self, records: CourseRecords) -> None:
        """Offer the phases of a course; what was chosen stays chosen where it still is there."""
        self._records = records
        chosen = self.content()
        self.editor.blockSignals(True)  # noqa: FBT003 - Qt's own way
        self._fill()
        self.set_content(chosen)
        self.editor.blockSignals(False)  # noqa: FBT003

    def value(self) -> Period:
        """Return the stretch as local dates; raises FieldError when the two days cannot be one."""
        choice, records = str(self.editor.currentData()), self._records
        if choice == _DATES:
            return self._two_days()
        if records is None or choice == _ALL:
            return WHOLE_COURSE
        if choice == _COURSE:
            return course_period(records)
        if choice == _LAST:
            return last_days(LAST_DAYS, self._today())
        phase = next(phase for phase in records.phases if choice == _PHASE + phase.id)
        return phase_period(records.phases, phase)

    def set_value(self, value: Any) -> None:
        """Show a stretch by its two days."""
        self.editor.setCurrentIndex(self.editor.findData(_DATES))
        for line, day in ((self.start, value.start), (self.end, value.end)):
            line.setText("" if day is None else day.isoformat())

    def content(self) -> list[str]:
        """Return the choice and the two days as typed."""
        return [str(self.editor.currentData()), self.start.text(), self.end.text()]

    def set_content(self, content: Any) -> None:
        """Put the choice back; the whole course when its phase is no longer there."""
        choice, start, end = content
        self.editor.setCurrentIndex(max(0, self.editor.findData(choice)))
        self.start.setText(start)
        self.end.setText(end)
        self._show_days()

    def recall(self, content: Sequence[str] | None) -> None:
        """Put back a choice that was made elsewhere, None for none; nobody has edited anything by it."""
        if content is not None and list(content) != self.content():
            self.blockSignals(True)  # noqa: FBT003 - Qt's own way
            self.set_content(content)
            self.blockSignals(False)  # noqa: FBT003

    def _fill(self) -> None:
        self.editor.clear()
        self.editor.addItem(_("All that is recorded"), _ALL)
        self.editor.addItem(_("The course"), _COURSE)
        records = self._records
        if records is not None:
            current = phase_on(records.phases, self._today())
            for phase in reversed(records.phases):
                words = _("{phase}, now") if phase is current else _("{phase}, from {day}")
                self.editor.addItem(
                    words.format(phase=_(phase.phase.label), day=date_in_words(phase.starts_on)),
                    _PHASE + phase.id,
                )
        self.editor.addItem(_("The last {n} days").format(n=LAST_DAYS), _LAST)
        self.editor.addItem(_("From a day to a day"), _DATES)

    def _two_days(self) -> Period:
        start, end = self.start.day(), self.end.day()
        if start is not None and end is not None and end < start:
            raise FieldError(_("The last day lies before the first."))
        return Period(start, end)

    def _chosen(self) -> None:
        self._show_days()
        self.edited.emit()

    def _show_days(self) -> None:
        widgets: tuple[QWidget, ...] = (self.start, self._dash, self.end)
        for widget in widgets:
            widget.setVisible(self.editor.currentData() == _DATES)
