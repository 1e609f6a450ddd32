"""When after a session to be asked, and with which scales; nothing is chosen beforehand."""

import re

from ketatrack.domain.after_session import BEFORE_SCALES
from ketatrack.domain.check_ins import OFFERED_HOURS, check_in_plan, distance_words
from ketatrack.domain.instruments import short_name
from ketatrack.domain.language import gettext as _
from ketatrack.domain.measures import CHECK_IN_HOURS
from ketatrack.domain.parsing import whole_number
from ketatrack.domain.problems import Problem
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import CheckInPlan
from ketatrack.store.store import Change
from ketatrack.ui.fields.chips_field import ChipsField
from ketatrack.ui.fields.field import RefusedError
from ketatrack.ui.fields.text_field import TextField
from ketatrack.ui.forms.form import Form
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet

_HOURS, _OTHERS, _SCALES = "hours", "others", "asks_for"


class CheckInPlanForm(Form):
    """The one choice of check-ins that a course has; saving it without any hour takes it back."""

    def __init__(self, journal: Journal) -> None:
        """Show what was chosen, if anything was."""
        self._plan = check_in_plan(journal.records())
        draft = f"{CheckInPlan.kind}:{self._plan.id}" if self._plan else CheckInPlan.kind
        super().__init__(journal, _(CheckInPlan.label), draft, self._plan)
        self.body.addWidget(
            quiet(
                _(
                    "A check-in stands on Today from its hour on, counted from the first dose, until the "
                    "next one. You can skip any of them."
                )
            )
        )
        self.hours = ChipsField(_("Ask me after"), [(hour, distance_words(hour)) for hour in OFFERED_HOURS])
        self.others = TextField(_("Other hours after the session"), placeholder=_("such as 8, 48"))
        self.scales = ChipsField(
            _(label_of(CheckInPlan, _SCALES)), [(name, short_name(name)) for name in BEFORE_SCALES]
        )
        for name, field in ((_HOURS, self.hours), (_OTHERS, self.others), (_SCALES, self.scales)):
            self.body.addWidget(self.add_field(name, field))
        self.body.addWidget(
            quiet(_("Words, and side effects that are still there, have a place in every check-in."))
        )
        if self._plan is not None:
            self.hours.set_value(hour for hour in self._plan.hours if hour in OFFERED_HOURS)
            others = [str(hour) for hour in self._plan.hours if hour not in OFFERED_HOURS]
            self.others.set_value(", ".join(others))
            self.scales.set_value(self._plan.asks_for)
        self.settle()

    def changes(self) -> list[Change]:
        """Build the choice; None in its place where no hour is left."""
        hours = tuple(sorted({*self.hours.value(), *self._other_hours()}))
        if not hours and self._plan is None:
            raise RefusedError([Problem(_HOURS, "", _("Nothing is chosen yet."))])
        if not hours:
            return [Change(self._plan, None)]
        values = {_HOURS: hours, _SCALES: self.scales.value()}
        kept = (
            dict(self._plan)
            if self._plan
            else self.journal.stamp() | {"course_id": self.journal.records().course.id}
        )
        return [Change(self._plan, self.build(CheckInPlan, kept | values))]

    def _other_hours(self) -> list[int]:
        found = [part for part in re.split(r"[\s,;]+", self.others.value()) if part]
        hours = []
        for part in found:
            try:
                hours.append(whole_number(part))
            except ValueError:
                hours.append(0)
            if not CHECK_IN_HOURS.low <= hours[-1] <= CHECK_IN_HOURS.high:
                sentence = _("“{part}” is not a number of hours from {low} to {high}.").format(
                    part=part, low=CHECK_IN_HOURS.low, high=CHECK_IN_HOURS.high
                )
                raise RefusedError([Problem(_OTHERS, part, sentence)])
        return hours

    def step_text(self) -> str:
        """Name the choice."""
        return _(CheckInPlan.label).lower()
