"""Moving a planned date to another day or time, and the ones after it only where that is asked for."""

from PySide6.QtWidgets import QLabel

from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.plan_lines import title_of
from ketatrack.domain.planned import following, moved
from ketatrack.domain.problems import Problem
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import PlanMove, PlannedItem
from ketatrack.store.store import Change
from ketatrack.ui.fields.choice_field import YesNoField
from ketatrack.ui.fields.derive import field_for
from ketatrack.ui.fields.field import RefusedError
from ketatrack.ui.fields.moment_field import DateField
from ketatrack.ui.forms.form import Form
from ketatrack.ui.forms.lines import side_by_side
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import breakable

_FOLLOWING = "following"


class MoveForm(Form):
    """Moves one date; it keeps its id, and where it stood is kept too."""

    def __init__(self, journal: Journal, item: PlannedItem) -> None:
        """Ask where to; the time stands as it is, the day is empty."""
        super().__init__(journal, _("Move a date"), f"{PlanMove.kind}.{item.id}", item)
        self._item = item
        self._after = following(item, journal.records(), journal.now().date())
        line = QLabel(breakable(title_of(item)))
        line.setWordWrap(True)
        self.body.addWidget(line)
        fields = {name: field_for(PlanMove, name, journal) for name in ("to_clock", "reason")}
        fields["to_date"] = DateField(_("To the day"), lambda: journal.now().date())
        self.body.addLayout(
            side_by_side(*(self.add_field(name, fields[name]) for name in ("to_date", "to_clock")))
        )
        self.body.addWidget(self.add_field("reason", fields["reason"]))
        fields["to_clock"].set_value(item.clock)
        question = ngettext(
            "Move the {n} date after it by as many days?",
            "Move the {n} dates after it by as many days?",
            len(self._after),
        ).format(n=len(self._after))
        self.body.addWidget(self.add_field(_FOLLOWING, YesNoField(question)))
        self.fields[_FOLLOWING].set_value(value=False)
        self.fields[_FOLLOWING].setVisible(bool(self._after))
        self.settle()

    def changes(self) -> list[Change]:
        """Move the date, and those after it when that was chosen; raises RefusedError."""
        values = self.read_fields(("to_date", "to_clock", "reason", _FOLLOWING))
        to_date, to_clock = values["to_date"], values["to_clock"]
        if to_date is None:
            if to_clock == self._item.clock:
                label = _(label_of(PlanMove, "to_date"))
                raise RefusedError([Problem("to_date", "", _("{label} is missing.").format(label=label))])
            to_date = self._item.planned_on
        by = to_date - self._item.planned_on
        along = self._after if values[_FOLLOWING] else []
        places = [
            (self._item, to_date, to_clock),
            *((item, item.planned_on + by, item.clock) for item in along if by),
        ]
        changes: list[Change] = []
        for item, day, clock in places:
            after, move = moved(
                item, day, clock, at=self.journal.now(), reason=values["reason"], stamp=self.journal.stamp()
            )
            changes.append(Change(item, after))
            if not item.draft:  # a draft stood nowhere yet
                changes.append(Change(None, move))
        return changes

    def step_text(self) -> str:
        """Name the date, as it was, and where it went."""
        to = self.fields["to_date"].value() or self._item.planned_on
        return _("{what} moved to {day}").format(what=title_of(self._item), day=date_in_words(to))
