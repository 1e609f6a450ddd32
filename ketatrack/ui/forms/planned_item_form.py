"""The form of one planned date: its window, place and way, who comes along, and what to have ready."""

from datetime import date
from typing import Any

from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_lines import title_of
from ketatrack.domain.planned import moved
from ketatrack.domain.problems import Problem
from ketatrack.domain.records import PlannedItem, Preparation
from ketatrack.store.store import Change
from ketatrack.ui.fields.cell_grid import CellGrid
from ketatrack.ui.fields.field import RefusedError
from ketatrack.ui.forms.field_frame import gathering
from ketatrack.ui.forms.plan_rows import (
    PREPARATIONS,
    kept_rows,
    preparation_columns,
    preparation_texts,
    preparations_of_rows,
)
from ketatrack.ui.forms.record_form import RecordForm, Rows
from ketatrack.ui.forms.session_rows import Placed, changes_of
from ketatrack.ui.journal import Journal

_NEW: Rows = (
    ["item", "name"],
    ["planned_on", "clock"],
    ["earliest_on", "latest_on"],
    ["place", "escort"],
    ["travel_there", "travel_back"],
    ["fasting"],
    ["notes"],
)
_RECORDED: Rows = (*_NEW[:-1], ["ended", "reason"], *_NEW[-1:])
_FIRST_ROWS = 2


class PlannedItemForm(RecordForm):
    """Plans a date or edits one; a date that is changed here leaves the same record as one that is moved."""

    def __init__(self, journal: Journal, record: PlannedItem | None = None, **fixed: Any) -> None:
        """Lay the form out, empty or with a planned date."""
        self._recorded: dict[str, Preparation] = {}
        super().__init__(journal, PlannedItem, _RECORDED if record else _NEW, record, **fixed)
        self.grid = CellGrid(_("To have ready"), preparation_columns(), _FIRST_ROWS)
        self.body.addWidget(self.add_field(PREPARATIONS, self.grid))
        if record is not None:
            own = [each for each in journal.records().plan.preparations if each.planned_item_id == record.id]
            self._recorded = {each.id: each for each in own}
            self.grid.set_value(kept_rows(own, map(preparation_texts, own)))
        self.settle()

    def begin_on(self, day: date) -> None:
        """Show the day that was chosen in the calendar."""
        self.fields["planned_on"].set_value(day)
        self.settle()

    def changes(self) -> list[Change]:
        """Build the date, the record of its move, and what to have ready; raises RefusedError."""
        problems: list[Problem] = []
        item: PlannedItem | None = None
        with gathering(problems):
            item = self._item()
        preparations: list[Preparation] = []
        with gathering(problems):
            owner = item.id if item else ""
            stamp = self.journal.stamp()
            preparations = preparations_of_rows(self.grid.value(), self._recorded, owner, stamp)
        if problems or item is None:
            raise RefusedError(problems)
        before = self.record if isinstance(self.record, PlannedItem) else None
        own = [] if before == item else [Change(before, item)]
        rows = changes_of(self._recorded.values(), [Placed(each, PREPARATIONS) for each in preparations])
        return [*own, *self._move(before, item), *rows]

    def _item(self) -> PlannedItem:
        values = self.read_fields(name for name in self.fields if name in PlannedItem.model_fields)
        if not isinstance(self.record, PlannedItem):
            return self.build(PlannedItem, self.journal.stamp() | self._fixed | values)
        if values["ended"] != self.record.ended:
            values |= {"done_by": None, "draft": False}
        return self.build(PlannedItem, dict(self.record) | values)

    def _move(self, before: PlannedItem | None, after: PlannedItem) -> list[Change]:
        if before is None or before.draft:
            return []
        if (before.planned_on, before.clock) == (after.planned_on, after.clock):
            return []
        _item, move = moved(
            before,
            after.planned_on,
            after.clock,
            at=self.journal.now(),
            reason="",
            stamp=self.journal.stamp(),
        )
        return [Change(None, move)]

    def step_text(self) -> str:
        """Name the date."""
        item = self._item()
        return title_of(item)
