"""The three numbers of a blood pressure, and oxygen beside them, typed one after the other."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import Measure
from ketatrack.domain.parsing import whole_number
from ketatrack.domain.plausibility import Question
from ketatrack.domain.problems import Problem
from ketatrack.domain.record_fields import measure_of
from ketatrack.domain.records import Reading
from ketatrack.ui.fields.field import FieldError, RefusedError
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.text_field import NumberField
from ketatrack.ui.theme import GRID, SESSION_TARGET

NUMBERS = ("systolic", "diastolic", "pulse")
BESIDE = ("spo2",)
_WIDTH = 112


class PressureRow(QWidget):
    """Fields that hand the focus on: a number to which no digit can be added any more leads to the next.

    Enter leads on too, and at the pulse says that all is typed. Right after a number led on by itself, an
    Enter that was meant for it does nothing more; Backspace in an empty field leads back.
    """

    edited = Signal()
    finished = Signal()

    def __init__(self, names: Sequence[str] = (*NUMBERS, *BESIDE)) -> None:
        """Make empty fields for some of a reading's numbers."""
        super().__init__()
        self.fields = {name: _field(name) for name in names}
        self._editors = [field.editor for field in self.fields.values()]
        self._last = self.fields[NUMBERS[-1]].editor if NUMBERS[-1] in self.fields else self._editors[-1]
        self._led_on = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        flow = FlowLayout(gap=2 * GRID)
        column.addLayout(flow)
        flow.arrange(list(self.fields.values()))
        for field in self.fields.values():
            field.editor.installEventFilter(self)
            field.editor.textEdited.connect(self._lead_on)
            field.edited.connect(self.edited)
        self.setFocusProxy(self._editors[0])

    @property
    def lines(self) -> Sequence[QLineEdit]:
        """The lines into which the numbers are typed, in their order."""
        return self._editors

    # what stands there

    def values(self) -> dict[str, int | None]:
        """Return the numbers by their names, None where none is typed; raises RefusedError."""
        values: dict[str, int | None] = {}
        problems: list[Problem] = []
        for name, field in self.fields.items():
            try:
                number = field.value()
                values[name] = None if number is None else int(number)
            except FieldError as error:
                problems.append(Problem(name, field.content(), str(error)))
        if problems:
            raise RefusedError(problems)
        return values

    def show_values(self, values: Mapping[str, int | None]) -> None:
        """Show numbers; a name that is not there is shown as unset."""
        for name, field in self.fields.items():
            field.set_value(values.get(name))
        self.clear_marks()
        self._led_on = False
        self.setFocusProxy(self._editors[0])

    def content(self) -> dict[str, str]:
        """Return what is typed, readable or not; empty where nothing is."""
        return {name: field.content() for name, field in self.fields.items() if field.content()}

    def set_content(self, content: Mapping[str, Any]) -> None:
        """Put back what `content` returned; typing goes on where it stopped."""
        had_focus = self.focusWidget() is not None and self.focusWidget() in self._editors
        for name, field in self.fields.items():
            field.set_content(content.get(name, ""))
        to_come = [editor for editor in self._editors if not editor.text()]
        first = to_come[0] if to_come else self._last
        self.setFocusProxy(
            first if self._editors.index(first) <= self._editors.index(self._last) else self._last
        )
        if had_focus:
            self.setFocus()

    # what is said below the fields, where there is room for it

    def clear_marks(self) -> None:
        """Mark no field any more."""
        for field in self.fields.values():
            _mark(field.editor, "", "")

    def mark_problems(self, problems: Sequence[Problem]) -> None:
        """Mark what is wrong, and go to the first."""
        here = [problem for problem in problems if problem.field in self.fields]
        for problem in here:
            _mark(self.fields[problem.field].editor, "problem", problem.reason)
        if here:
            self.fields[here[0].field].setFocus()

    def mark_questions(self, questions: Sequence[Question]) -> None:
        """Mark what is unusual."""
        for question in questions:
            if question.field in self.fields:
                _mark(self.fields[question.field].editor, "question", question.sentence)

    # keys

    def _lead_on(self, text: str) -> None:
        """Go on from a number that is complete; the last one waits for Enter, which writes it."""
        self._led_on = False
        editor = self.sender()
        field = next(field for field in self.fields.values() if field.editor is editor)
        name = next(name for name, known in self.fields.items() if known is field)
        if editor is not self._last and editor is not self._editors[-1] and _is_complete(name, text):
            following = self._editors[self._editors.index(field.editor) + 1]
            if not following.text():
                following.setFocus()
                self._led_on = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go on and Backspace go back."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QLineEdit)
        ):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._enter(watched)
                return True
            if event.key() == Qt.Key.Key_Backspace and not watched.text():
                self._go_back(watched)
                return True
        return super().eventFilter(watched, event)

    def _enter(self, editor: QLineEdit) -> None:
        if self._led_on and not editor.text():
            self._led_on = False
        elif editor is self._last or editor is self._editors[-1]:
            self.finished.emit()
        else:
            self._editors[self._editors.index(editor) + 1].setFocus()

    def _go_back(self, editor: QLineEdit) -> None:
        self._led_on = False
        place = self._editors.index(editor)
        if place:
            self._editors[place - 1].setFocus()


def _field(name: str) -> NumberField:
    measure = _measure(name)
    field = NumberField(f"{_(measure.label)}\n{measure.unit}")
    field.editor.setAccessibleName(_("{label} in {unit}").format(label=_(measure.label), unit=measure.unit))
    field.editor.setFixedWidth(_WIDTH)
    field.editor.setMinimumHeight(SESSION_TARGET)
    return field


def _mark(editor: QLineEdit, state: str, sentence: str) -> None:
    editor.setProperty("state", state)
    editor.setAccessibleDescription(sentence)
    editor.style().polish(editor)


def _measure(name: str) -> Measure:
    measure = measure_of(Reading, name)
    if measure is None:
        raise ValueError(f"{name} is no number of a reading")
    return measure


def _is_complete(name: str, text: str) -> bool:
    """Say whether no further digit could be typed without leaving what is possible."""
    try:
        number = whole_number(text)
    except ValueError:
        return False
    measure = _measure(name)
    return number >= measure.low and number * 10 > measure.high
