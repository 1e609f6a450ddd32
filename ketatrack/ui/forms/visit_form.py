"""The form of a visit, which ends the planned date that it shows."""

from typing import Any

from ketatrack.domain.records import PlannedItem, Visit
from ketatrack.store.store import Change
from ketatrack.ui.forms.ended_dates import ended_dates
from ketatrack.ui.forms.record_form import RecordForm, Rows
from ketatrack.ui.journal import Journal

_ROWS: Rows = (["visited_on", "with_whom"], ["notes"])


class VisitForm(RecordForm):
    """Notes a visit or edits one."""

    def __init__(
        self, journal: Journal, record: Visit | None = None, planned: PlannedItem | None = None, **fixed: Any
    ) -> None:
        """Lay the form out; `planned` is the date that a new visit is for, whatever its day."""
        super().__init__(journal, Visit, _ROWS, record, **fixed)
        self._planned = planned

    def changes(self) -> list[Change]:
        """Build the visit, and end its planned date."""
        changes = super().changes()
        visits = [change.after for change in changes if isinstance(change.after, Visit)]
        return [*changes, *ended_dates(self.journal, visits, self._planned)]
