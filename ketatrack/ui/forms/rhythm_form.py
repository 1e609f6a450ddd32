"""The form for one rhythm: what to ask for, how often, and on which days."""

from collections.abc import Iterable
from typing import Any

from ketatrack.domain.instruments import instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import OwnMeasure, Record, ScoreRule
from ketatrack.domain.rhythm_words import asked_for_words
from ketatrack.domain.rhythms import LONG_TERM_WATCH, RESTING_PRESSURE
from ketatrack.ui.fields.choice_field import ChoiceField, Choices
from ketatrack.ui.fields.field import Field
from ketatrack.ui.fields.weekdays_field import WeekdaysField
from ketatrack.ui.forms.record_form import RecordForm
from ketatrack.ui.journal import Journal


class RhythmForm(RecordForm):
    """Sets up a rhythm or changes it; whatever is left empty narrows nothing."""

    def make_field(self, name: str) -> Field:
        """Offer what the patient can fill in, and days of the week to press."""
        label = _(label_of(ScoreRule, name))
        if name == "asks_for":
            return ChoiceField(label, _can_be_asked_for(self.journal))
        return WeekdaysField(label) if name == "weekdays" else super().make_field(name)

    def fill(self, record: Record) -> None:
        """Show a rhythm, also one that asks for a measure that is there no longer."""
        asks_for = self.fields["asks_for"]
        if isinstance(record, ScoreRule) and isinstance(asks_for, ChoiceField):
            offered = dict(_can_be_asked_for(self.journal))
            asks_for.offer(list((offered | {record.asks_for: asked_for_words(record.asks_for)}).items()))
        super().fill(record)

    def read_fields(self, names: Iterable[str]) -> dict[str, Any]:
        """Return the values; one not pressed for “a session sets it back” is no."""
        values = super().read_fields(names)
        return values | {"asks_for": values["asks_for"] or "", "set_back": bool(values["set_back"])}

    def step_text(self) -> str:
        """Name what the rhythm asks for."""
        asks_for = self.fields["asks_for"].value()
        return _("rhythm of {what}").format(what=asked_for_words(asks_for or ""))


def _can_be_asked_for(journal: Journal) -> Choices:
    """Return what a patient fills in: questionnaires, blood pressure at rest, the watch, own measures."""
    patient = journal.patient()
    measures = journal.store.find(OwnMeasure, patient_id=patient.id) if patient else []
    rated = [each.id for each in instruments().values() if each.rated_by == "self" and not each.is_outcome]
    names = [*rated, RESTING_PRESSURE, LONG_TERM_WATCH, *(measure.name for measure in measures)]
    return [(name, asked_for_words(name)) for name in names]
