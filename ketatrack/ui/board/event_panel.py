"""What can be added to what was written in a session: in which words, how much or how bad, and when."""

from typing import Any

from ketatrack.domain.followed import took_place_at
from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import DOSE
from ketatrack.domain.problems import Problem
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import SessionEvent, SideEffect
from ketatrack.domain.words import DoseUnit, Severity
from ketatrack.ui.board.entry_panel import EntryPanel
from ketatrack.ui.board.event_buttons import name_of
from ketatrack.ui.board.number_lines import LettersPassBy
from ketatrack.ui.board.recorder import SessionRecorder
from ketatrack.ui.fields.choice_field import ChoiceField, choices_of
from ketatrack.ui.fields.field import Field, FieldError, RefusedError
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.text_field import NumberField, TextField
from ketatrack.ui.theme import GRID, SESSION_TARGET

_WITH_AMOUNT = {EventKind.DOSE, EventKind.SECOND_DOSE, EventKind.MEDICINE_GIVEN}


class EventPanel(EntryPanel):
    """Corrects an event or a side effect that is there."""

    def __init__(self, recorder: SessionRecorder) -> None:
        """Make the fields, empty."""
        super().__init__(recorder)
        self.entry: SessionEvent | SideEffect | None = None
        self.words = TextField(_(label_of(SessionEvent, "words")))
        self.amount = NumberField.of(DOSE, whole=False)
        self.amount.label.setText(_("Amount"))
        self.amount.editor.setAccessibleName(_("Amount"))
        self.unit = ChoiceField(_(label_of(SessionEvent, "amount_unit")), choices_of(DoseUnit))
        self.severity = ChoiceField(_(label_of(SideEffect, "severity")), choices_of(Severity))
        self.body.addWidget(self.words)
        self._beside_words = FlowLayout(gap=2 * GRID)
        self.body.addLayout(self._beside_words)
        LettersPassBy(self, self.amount.editor)
        for field in (self.words, self.amount, self.unit, self.severity):
            field.edited.connect(self.touch)
        for choice in (self.unit, self.severity):
            choice.editor.setMinimumHeight(SESSION_TARGET)
        for editor in (self.words.editor, self.amount.editor):
            editor.setMinimumHeight(SESSION_TARGET)
            editor.returnPressed.connect(self.submit)
        self.setFocusProxy(self.words)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields of the entry that is shown, by their names in its record."""
        if isinstance(self.entry, SideEffect):
            return {"notes": self.words, "severity": self.severity}
        return {"words": self.words, "amount": self.amount, "amount_unit": self.unit}

    def open(self, entry: SessionEvent | SideEffect) -> None:
        """Show an event or a side effect."""
        self.entry = entry
        at = took_place_at(entry, self.recorder.session)
        what = name_of(entry.event if isinstance(entry, SessionEvent) else entry.effect)
        self.begin(_("{what}, {clock}").format(what=what, clock=f"{at:%H:%M}") if at else what, at)
        for name, field in self.fields.items():
            field.set_value(getattr(entry, name))
            field.clear_message()
        self._beside_words.arrange(self._beside(entry))
        self.settle()
        self.offer(self.save_button, self.take_out_button, self.leave_button)

    def _beside(self, entry: SessionEvent | SideEffect) -> list[Field]:
        if isinstance(entry, SideEffect):
            return [self.severity]
        return [self.amount, self.unit] if entry.event in _WITH_AMOUNT else []

    def content(self) -> dict[str, Any]:
        """Return what is typed, with the entry that it is of."""
        fields = {name: field.content() for name, field in self.fields.items()}
        return {"panel": "event", "entry": self.entry.id if self.entry else "", "fields": fields}

    def take_up(self, typed: dict[str, Any]) -> None:
        """Put fields and time back."""
        self._filling = True
        for name, field in self.fields.items():
            field.set_content(typed["fields"].get(name, ""))
        super().take_up(typed)

    def write(self) -> None:
        """Write the entry as it stands in the fields."""
        if self.entry is None:
            return
        values: dict[str, Any] = {}
        for name, field in self.fields.items():
            field.clear_message()
            try:
                values[name] = field.value()
            except FieldError as error:
                raise RefusedError([Problem(name, field.content(), str(error))]) from None
        if isinstance(self.entry, SideEffect):
            is_untold = self.kept is None and not self.clock.content()
            self.recorder.correct_effect(self.entry, None if is_untold else self.moment(), **values)
        else:
            self.recorder.correct_event(self.entry, happened_at=self.moment(), **values)
        self.finish()

    def refuse(self, refused: RefusedError) -> None:
        """Say beside the fields what is wrong with them."""
        here = [problem for problem in refused.problems if problem.field in self.fields]
        for problem in here:
            self.fields[problem.field].show_problem(problem.reason)
            self.fields[problem.field].setFocus()
        self.say("problem", " ".join(each.reason for each in refused.problems if each not in here))

    def take_out(self) -> None:
        """Remove the entry."""
        if self.entry is not None:
            self.recorder.take_out(self.entry)
            self.finish()
