"""The field of a record's value, derived from how the record declares it."""

from datetime import date, datetime, time

from ketatrack.domain.agreements import worse_side
from ketatrack.domain.instruments import instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import is_multiline, label_of, measure_of, type_of
from ketatrack.domain.records import Agreement, OwnMeasure, Patient, Record
from ketatrack.domain.words import Word
from ketatrack.ui.fields.choice_field import ChoiceField, Choices, YesNoField, choices_of
from ketatrack.ui.fields.country_field import CountryField
from ketatrack.ui.fields.field import Field
from ketatrack.ui.fields.moment_field import ClockField, DateField, MomentField
from ketatrack.ui.fields.text_field import NotesField, NumberField, TextField
from ketatrack.ui.journal import Journal


def field_for(kind: type[Record], name: str, journal: Journal) -> Field:
    """Make the field for one value of a record, with its label, unit and kind of editor."""
    label = _(label_of(kind, name))
    bare, _optional = type_of(kind, name)
    measure = measure_of(kind, name)
    if measure is not None:
        return NumberField.of(measure, whole=bare is int)
    if bare is datetime:
        return MomentField(label, journal.zone, journal.now)
    if bare is date:
        return DateField(label, lambda: journal.now().date())
    if bare is time:
        return ClockField(label)
    if (kind, name) == (Patient, "country"):
        return CountryField(label)
    if (kind, name) == (Agreement, "instrument"):
        return ChoiceField(label, _scales(journal))
    if bare in {int, float}:
        return NumberField(label, whole=bare is int)
    if bare is bool:
        return YesNoField(label)
    if isinstance(bare, type) and issubclass(bare, Word):
        return ChoiceField(label, choices_of(bare))
    return NotesField(label) if is_multiline(kind, name) else TextField(label)


def _scales(journal: Journal) -> Choices:
    """Return the questionnaires and own measures that a person answers and that have a worse side."""
    measures = journal.store.find(OwnMeasure)
    known = [(each.id, each.abbreviation) for each in instruments().values() if each.rated_by == "self"]
    offered = [*known, *((each.name, each.name) for each in measures)]
    return [(name, words) for name, words in offered if worse_side(name, measures) is not None]
