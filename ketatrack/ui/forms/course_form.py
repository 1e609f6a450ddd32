"""The form for a course: a new one is put on screen as soon as it is saved."""

from ketatrack.domain.records import Course
from ketatrack.ui.dialogs.safety_cards import SafetyCard
from ketatrack.ui.forms.record_form import RecordForm


class CourseForm(RecordForm):
    """Starts a course or edits its facts."""

    def after_saving(self) -> SafetyCard | None:
        """Put the course on screen that was just started."""
        started = self._written[-1]
        if self.record is None and isinstance(started, Course):
            self.journal.choose_course(started)
        return super().after_saving()
