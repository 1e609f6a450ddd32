"""Rhythms to tick: what many are asked to fill in, offered without being set."""

from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.problems import Problem
from ketatrack.domain.rhythm_words import rule_words
from ketatrack.domain.suggested_rhythms import suggested_rhythms, taken_up
from ketatrack.store.store import Change
from ketatrack.ui.fields.chips_field import ChipsField
from ketatrack.ui.fields.field import RefusedError
from ketatrack.ui.fields.weekdays_field import WeekdaysField
from ketatrack.ui.forms.form import Form
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet

SUGGESTED_RHYTHMS = "suggested_rhythms"
"""The name of the form and of its draft."""


class SuggestedRhythmsForm(Form):
    """Takes up any number of the offered rhythms in one step; each can be changed afterwards."""

    def __init__(self, journal: Journal) -> None:
        """Offer what the course has no rhythm for yet.

        Raises:
            JournalError: there is no course yet.
        """
        super().__init__(journal, suggested_title(), SUGGESTED_RHYTHMS)
        records = journal.records()
        self._course = records.course
        taken = {rule.asks_for for rule in records.plan.rules}
        self._offered = {each.asks_for: each for each in suggested_rhythms() if each.asks_for not in taken}
        self.body.addWidget(
            quiet(
                _(
                    "These are rhythms that some clinics use. Tick what yours asked for, or what you want to "
                    "keep yourself; all of it can be changed."
                )
            )
        )
        offered = [
            (each.asks_for, rule_words(taken_up(each, self._course.id, (), journal.stamp())))
            for each in self._offered.values()
        ]
        self.ticked = ChipsField(_("Ask me for"), offered)
        self.weekdays = WeekdaysField(_("Mornings for the blood pressure at rest"))
        self.body.addWidget(self.add_field("ticked", self.ticked))
        self.body.addWidget(self.add_field("weekdays", self.weekdays))
        self.ticked.edited.connect(self._show_weekdays)
        self._show_weekdays()
        self.settle()

    def _show_weekdays(self) -> None:
        self.weekdays.setVisible(any(self._offered[each].on_chosen_days for each in self.ticked.value()))

    def changes(self) -> list[Change]:
        """Build a rhythm for each that is ticked."""
        chosen = [self._offered[each] for each in self.ticked.value()]
        weekdays = self.weekdays.value()
        if not chosen:
            raise RefusedError([Problem("ticked", "", _("Nothing is ticked yet."))])
        if not weekdays and any(each.on_chosen_days for each in chosen):
            raise RefusedError([Problem("weekdays", "", _("Choose the mornings."))])
        stamp = self.journal.stamp()
        return [Change(None, taken_up(each, self._course.id, weekdays, stamp)) for each in chosen]

    def step_text(self) -> str:
        """Count the rhythms."""
        count = len(self.ticked.value())
        return ngettext("{n} rhythm", "{n} rhythms", count).format(n=count)


def suggested_title() -> str:
    """Return what the form is called."""
    return _("Rhythms to choose from")
