"""The form for an own measure: a new name goes to what was measured before and to its rhythms."""

from ketatrack.domain.language import gettext as _
from ketatrack.domain.problems import Problem
from ketatrack.domain.records import Course, OwnMeasure, Score, ScoreRule
from ketatrack.store.store import Change
from ketatrack.ui.fields.field import RefusedError
from ketatrack.ui.forms.record_form import RecordForm


class MeasureForm(RecordForm):
    """Begins an own measure or edits it."""

    def changes(self) -> list[Change]:
        """Build the measure, and what follows its name; no two of a person share one."""
        changes = super().changes()
        measure = changes[-1].after
        if isinstance(measure, OwnMeasure):
            self._refuse_taken(measure)
            if isinstance(self.record, OwnMeasure) and self.record.name != measure.name:
                changes += self._renamed(self.record, measure)
        return changes

    def _refuse_taken(self, measure: OwnMeasure) -> None:
        for other in self.journal.store.find(OwnMeasure, patient_id=measure.patient_id):
            if other.id != measure.id and other.name.casefold() == measure.name.casefold():
                reason = _("There is a measure of that name already.")
                raise RefusedError([Problem("name", measure.name, reason)])

    def _renamed(self, before: OwnMeasure, after: OwnMeasure) -> list[Change]:
        changes: list[Change] = []
        for course in self.journal.store.find(Course, patient_id=before.patient_id):
            scores = self.journal.store.find(Score, course_id=course.id, instrument=before.name)
            rules = self.journal.store.find(ScoreRule, course_id=course.id, asks_for=before.name)
            changes += [Change(score, score.changed(instrument=after.name)) for score in scores]
            changes += [Change(rule, rule.changed(asks_for=after.name)) for rule in rules]
        return changes
