"""The form of a limit from the clinic: its number stands with the unit of what is measured."""

from typing import Any

from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import measure_of
from ketatrack.domain.records import ClinicLimit, Reading, Record
from ketatrack.ui.forms.record_form import RecordForm, Rows
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet


class LimitForm(RecordForm):
    """Notes a limit or edits one, in the clinic's words."""

    def __init__(
        self, journal: Journal, kind: type[Record], rows: Rows, record: Record | None = None, **fixed: Any
    ) -> None:
        """Lay the rows out; the unit follows what is chosen."""
        super().__init__(journal, kind, rows, record, **fixed)
        self.body.insertWidget(
            0,
            quiet(
                _(
                    "When a reading of a session passes the number, these words are quoted beside it. "
                    "Nothing else follows from them."
                )
            ),
        )
        self.fields["measure"].edited.connect(self._show_unit)
        self._show_unit()

    def _show_unit(self) -> None:
        chosen = self.fields["measure"].value()
        measure = measure_of(Reading, chosen.value) if chosen else None
        self.fields["number"].set_unit(measure.unit if measure else "")

    def step_text(self) -> str:
        """Name the kind of record."""
        return _(ClinicLimit.label).lower()
