"""Forms that hold the fields of one record, one below the other or side by side."""

from collections.abc import Sequence
from typing import Any

from ketatrack.domain.language import gettext as _
from ketatrack.domain.plausibility import Question, questions
from ketatrack.domain.record_fields import type_of
from ketatrack.domain.records import Record
from ketatrack.store.store import Change
from ketatrack.ui.fields.derive import field_for
from ketatrack.ui.fields.field import Field
from ketatrack.ui.forms.folded import Folded
from ketatrack.ui.forms.form import Form
from ketatrack.ui.forms.lines import side_by_side
from ketatrack.ui.journal import Journal

Rows = Sequence[Sequence[str]]
"""The names of a record's fields, those that stand side by side together."""


def with_defaults(kind: type[Record], values: dict[str, Any]) -> dict[str, Any]:
    """Return values in which an empty field that cannot be unset has what its record declares for it."""
    return {
        name: kind.model_fields[name].default if value is None and _falls_back(kind, name) else value
        for name, value in values.items()
    }


def _falls_back(kind: type[Record], name: str) -> bool:
    _bare, optional = type_of(kind, name)
    return not optional and not kind.model_fields[name].is_required()


class RecordForm(Form):
    """Adds or edits one record, with the fields derived from how the record declares them."""

    def __init__(
        self,
        journal: Journal,
        kind: type[Record],
        rows: Rows,
        record: Record | None = None,
        *,
        beside: Sequence[Record] = (),
        folded: Rows = (),
        **fixed: Any,
    ) -> None:
        """Lay out the rows.

        Args:
            journal: where the record is kept.
            kind: what is added or edited.
            rows: which fields, and how they stand.
            record: the record to edit; None adds a new one.
            beside: records that a new one refers to and that are written in the same step, before it.
            folded: fields that are seldom filled, below the others and folded away.
            fixed: values of a new record that are not on screen, such as its course.
        """
        what = _(kind.label)
        title = what if record is None else _("Edit: {what}").format(what=what.lower())
        super().__init__(journal, title, f"{kind.kind}:{record.id}" if record else kind.kind, record)
        self.kind = kind
        self.record = record
        self._beside = beside
        self._fixed = fixed
        for names in rows:
            fields = [self.add_field(name, self.make_field(name)) for name in names]
            self.body.addLayout(side_by_side(*fields))
        if folded:
            self.body.addWidget(Folded(self._fields_of(folded), folded))
        if record is not None:
            self.fill(record)
        self.settle()

    def _fields_of(self, rows: Rows) -> dict[str, Field]:
        return {name: self.add_field(name, self.make_field(name)) for names in rows for name in names}

    def make_field(self, name: str) -> Field:
        """Make the field for one value of the record."""
        return field_for(self.kind, name, self.journal)

    def fill(self, record: Record) -> None:
        """Show a record."""
        for name, field in self.fields.items():
            field.set_value(getattr(record, name))

    def changes(self) -> list[Change]:
        """Build the record from the fields."""
        values = with_defaults(self.kind, self.read_fields(self.fields))
        if self.record is None:
            made = self.build(self.kind, self.journal.stamp() | self._fixed | values)
            return [Change(None, record) for record in (*self._beside, made)]
        return [Change(self.record, self.build(self.kind, dict(self.record) | values))]

    def questions(self, changes: Sequence[Change]) -> list[Question]:
        """Ask about unusual values."""
        return [question for change in changes if change.after for question in questions(change.after)]

    def step_text(self) -> str:
        """Name the kind of record."""
        return _(self.kind.label).lower()
