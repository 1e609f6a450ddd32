"""The form in which a person chooses another score to be compared with, and says why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.baseline_choice import baseline_standing, candidates, derived_score, standing_choice
from ketatrack.domain.errors import JournalError
from ketatrack.domain.instruments import instrument, short_name
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import date_in_words, days_between, local_date
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import BaselineChoice, Score
from ketatrack.domain.response import OLDEST_BASELINE_DAYS
from ketatrack.domain.scores import Scored
from ketatrack.domain.sessions import first_given
from ketatrack.domain.standing_words import baseline_words, rule_words
from ketatrack.store.store import Change
from ketatrack.ui.fields.choice_field import ChoiceField
from ketatrack.ui.fields.text_field import TextField
from ketatrack.ui.forms.form import Form
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet


def baseline_form_name(instrument_id: str, offered: Sequence[Scored]) -> str:
    """Return the form's name in the catalogue: by instrument, for any other measure by its first score.

    An own measure has any name, which is no part of a form's.

    Args:
        instrument_id: whose baseline it is.
        offered: the scores that can be chosen; without any, an own measure has no such form.
    """
    if instrument(instrument_id) is not None:
        return f"{BaselineChoice.kind}.{instrument_id}"
    return f"{BaselineChoice.kind}.{offered[0].score.id}" if offered else ""


class BaselineForm(Form):
    """Offers every complete score up to the first session; the one by rule is marked."""

    def __init__(self, journal: Journal, instrument_id: str, wanted: Score | None = None) -> None:
        """Show what can be chosen, and the choice that stands, if there is one.

        Args:
            journal: where the choice is kept.
            instrument_id: whose scores are offered.
            wanted: the score that the person pointed at elsewhere; it is set, in place of an earlier choice.

        Raises:
            JournalError: the journal holds no course yet.
        """
        self._instrument_id = instrument_id
        self._records = journal.records()
        self._choice = standing_choice(self._records, instrument_id)
        self._name = short_name(instrument_id)
        offered = candidates(self._records, instrument_id)
        super().__init__(
            journal,
            _("{name}: baseline").format(name=self._name),
            baseline_form_name(instrument_id, offered),
            self._choice,
        )
        self._derived = derived_score(self._records, instrument_id)
        self._explain()
        self.score = ChoiceField(
            _(label_of(BaselineChoice, "score_id")), [(each.score.id, self._words(each)) for each in offered]
        )
        self.reason = TextField(_(label_of(BaselineChoice, "reason")))
        self.body.addWidget(self.add_field("score_id", self.score))
        self.body.addWidget(self.add_field("reason", self.reason))
        self.derived_button = QPushButton(_("Use the one by rule again"))
        self.derived_button.clicked.connect(self._take_back)
        self.derived_button.setVisible(self._choice is not None)
        self.body.addWidget(self.derived_button, 0, Qt.AlignmentFlag.AlignLeft)
        if wanted is not None and (self._choice is None or self._choice.score_id != wanted.id):
            self.score.set_value(wanted.id)
        elif self._choice is not None:
            self.score.set_value(self._choice.score_id)
            self.reason.set_value(self._choice.reason)
        self.settle()

    def changes(self) -> list[Change]:
        """Build the choice, in place of an earlier one."""
        values = self.read_fields(self.fields) | {
            "derived_id": self._derived.score.id if self._derived else None
        }
        if self._choice is not None:
            return [Change(self._choice, self.build(BaselineChoice, dict(self._choice) | values))]
        fixed = {"course_id": self._records.course.id, "instrument": self._instrument_id}
        return [Change(None, self.build(BaselineChoice, self.journal.stamp() | fixed | values))]

    def step_text(self) -> str:
        """Name the step."""
        return _("baseline of {name}").format(name=self._name)

    def _explain(self) -> None:
        self.body.addWidget(
            quiet(
                _(
                    "Change is counted from the baseline: the last complete score of your own before the "
                    "first session, if no more than {days} days before it. Another can stand in its place."
                ).format(days=OLDEST_BASELINE_DAYS)
            )
        )
        standing = baseline_standing(self._records, self._instrument_id)
        self.in_use = quiet(baseline_words(standing) or rule_words(standing))
        self.body.addWidget(self.in_use)

    def _words(self, each: Scored) -> str:
        first = first_given(self._records.sessions)
        days = days_between(each.taken_at, first.started_at) if first else 0
        parts = [
            date_in_words(local_date(each.taken_at)),
            f"{self._name} {each.total:g}",
            ngettext("{n} day before", "{n} days before", days).format(n=days),
        ]
        if each.score.course_id != self._records.course.id:
            parts.append(_("another course"))
        if self._derived is not None and each.score.id == self._derived.score.id:
            parts.append(_("by rule"))
        return " · ".join(parts)

    def _take_back(self) -> None:
        if self._choice is None:
            return
        try:
            self.journal.remove(self._choice, self.step_text(), draft=self.draft)
            self.settle()
        except JournalError as error:
            self.say("problem", str(error))
            return
        self.saved.emit(_("The baseline is the one by rule again."))
