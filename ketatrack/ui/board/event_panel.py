"""What can be added to an event of a session after it was written: how much, in which words, and when."""

from typing import Any

from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import DOSE
from ketatrack.domain.problems import Problem
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import SessionEvent
from ketatrack.domain.words import DoseUnit
from ketatrack.ui.board.entry_panel import EntryPanel
from ketatrack.ui.board.number_lines import LettersPassBy
from ketatrack.ui.board.recorder import SessionRecorder
from ketatrack.ui.fields.choice_field import ChoiceField, choices_of
from ketatrack.ui.fields.field import Field, FieldError, RefusedError
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.fields.text_field import NumberField, TextField
from ketatrack.ui.theme import GRID, SESSION_TARGET

_WITH_AMOUNT = {EventKind.DOSE, EventKind.SECOND_DOSE, EventKind.MEDICINE_GIVEN}


class EventPanel(EntryPanel):
    """Corrects an event that is there."""

    def __init__(self, recorder: SessionRecorder) -> None:
        """Make the fields, empty."""
        super().__init__(recorder)
        self.entry: SessionEvent | None = None
        self.words = TextField(_(label_of(SessionEvent, "words")))
        self.amount = NumberField.of(DOSE, whole=False)
        self.amount.label.setText(_("Amount"))
        self.amount.editor.setAccessibleName(_("Amount"))
        self.unit = ChoiceField(_(label_of(SessionEvent, "amount_unit")), choices_of(DoseUnit))
        self.fields: dict[str, Field] = {
            "words": self.words,
            "amount": self.amount,
            "amount_unit": self.unit,
        }
        self.body.addWidget(self.words)
        self._flow_of_amount = FlowLayout(gap=2 * GRID)
        self.body.addLayout(self._flow_of_amount)
        LettersPassBy(self, self.amount.editor)
        for field in self.fields.values():
            field.edited.connect(self.touch)
        for editor in (self.words.editor, self.amount.editor):
            editor.setMinimumHeight(SESSION_TARGET)
            editor.returnPressed.connect(self.submit)
        self.setFocusProxy(self.words)

    def open(self, event: SessionEvent) -> None:
        """Show an event."""
        self.entry = event
        kind, clock = _(event.event.label), f"{event.happened_at:%H:%M}"
        self.begin(_("{what}, {clock}").format(what=kind, clock=clock), event.happened_at)
        for name, field in self.fields.items():
            field.set_value(getattr(event, name))
            field.clear_message()
        self._flow_of_amount.arrange([self.amount, self.unit] if event.event in _WITH_AMOUNT else [])
        self.settle()
        self.offer(self.save_button, self.take_out_button, self.leave_button)

    def content(self) -> dict[str, Any]:
        """Return what is typed, with the event that it is of."""
        fields = {name: field.content() for name, field in self.fields.items()}
        return {"panel": "event", "entry": self.entry.id if self.entry else "", "fields": fields}

    def take_up(self, typed: dict[str, Any]) -> None:
        """Put fields and time back."""
        self._filling = True
        for name, field in self.fields.items():
            field.set_content(typed["fields"].get(name, ""))
        super().take_up(typed)

    def write(self) -> None:
        """Write the event as it stands in the fields."""
        if self.entry is None:
            return
        values: dict[str, Any] = {"happened_at": self.moment()}
        for name, field in self.fields.items():
            field.clear_message()
            try:
                values[name] = field.value()
            except FieldError as error:
                raise RefusedError([Problem(name, field.content(), str(error))]) from None
        self.recorder.correct_event(self.entry, **values)
        self.finish()

    def refuse(self, refused: RefusedError) -> None:
        """Say beside the fields what is wrong with them."""
        here = [problem for problem in refused.problems if problem.field in self.fields]
        for problem in here:
            self.fields[problem.field].show_problem(problem.reason)
            self.fields[problem.field].setFocus()
        self.say("problem", " ".join(each.reason for each in refused.problems if each not in here))

    def take_out(self) -> None:
        """Remove the event."""
        if self.entry is not None:
            self.recorder.take_out(self.entry)
            self.finish()
