"""The form of the checkpoints of one route: begun from what is shipped, changed as the clinic wants it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.checkpoints import checkpoint_plan_of, shipped_template
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import READING_MINUTES
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import CheckpointPlan, Record
from ketatrack.domain.session_setup import route_words
from ketatrack.domain.words import Route
from ketatrack.ui.fields.field import Field
from ketatrack.ui.fields.numbers_field import NumbersField
from ketatrack.ui.forms.record_form import RecordForm, Rows
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet

_ROWS: Rows = (["before", "leaving"], ["minutes"], ["observe_minutes"])
EVERY_OTHER = "others"
"""Stands for every route without checkpoints of its own, where a form is named."""


class CheckpointPlanForm(RecordForm):
    """Changes when to look in the sessions of a route; a new one stands as it is shipped."""

    def __init__(self, journal: Journal, record: CheckpointPlan | None, route: Route | None) -> None:
        """Lay the form out for a route, or for every other route where it is None."""
        self._route = route
        super().__init__(
            journal, CheckpointPlan, _ROWS, record, course_id=journal.records().course.id, route=route
        )
        if record is None:
            self.draft = f"{CheckpointPlan.kind}.{route or EVERY_OTHER}"
        self._shipped = shipped_template(route, journal.records().course.medication)
        self.reset_button = QPushButton(_("As it is &shipped"))
        self.reset_button.clicked.connect(self.reset)
        self.body.insertWidget(0, quiet(route_words(route)))
        self.body.addWidget(
            quiet(_("As it is shipped, after: {source}").format(source=_(self._shipped.source)))
        )
        self.body.addWidget(self.reset_button, 0, Qt.AlignmentFlag.AlignLeft)
        if record is None:
            self.reset()
        self.settle()

    def make_field(self, name: str) -> Field:
        """Make the field for one value of the checkpoints."""
        if name == "minutes":
            return NumbersField(_(label_of(CheckpointPlan, name)), READING_MINUTES.unit)
        return super().make_field(name)

    def reset(self) -> None:
        """Show what is shipped; nothing is written yet."""
        for name, field in self.fields.items():
            field.set_value(getattr(self._shipped, name))

    def step_text(self) -> str:
        """Name the checkpoints by their route."""
        return _("checkpoints: {route}").format(route=route_words(self._route))


def checkpoint_plan_form(journal: Journal, record: Record | None, named: str) -> CheckpointPlanForm:
    """Return the form of some checkpoints, or of those of a route by its name, which may be there already."""
    if isinstance(record, CheckpointPlan):
        return CheckpointPlanForm(journal, record, record.route)
    route = next((each for each in Route if each == named), None)
    plans = journal.records().following.checkpoint_plans
    return CheckpointPlanForm(journal, checkpoint_plan_of(plans, route), route)
