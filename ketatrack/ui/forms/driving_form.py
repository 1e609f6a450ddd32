"""What the clinic said about driving: read before leaving a session, and told to the caregiver."""

from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import CareArrangement
from ketatrack.ui.forms.record_form import RecordForm
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet

DRIVING = f"{CareArrangement.kind}.driving_rule"
"""The form's name in `catalogue`."""

DRIVING_USE = "Read before leaving, and told to the caregiver."
"""Goes through gettext where it is shown."""


class DrivingForm(RecordForm):
    """Holds this one line of what the caregiver is told; the others stay as they are."""

    def __init__(self, journal: Journal, record: CareArrangement | None, *, course_id: str) -> None:
        """Take what the caregiver is told, where anything is written down of it."""
        super().__init__(journal, CareArrangement, (["driving_rule"],), record, course_id=course_id)
        self.draft = DRIVING
        self.title.setText(driving_title())
        self.body.insertWidget(0, quiet(_(DRIVING_USE)))

    def step_text(self) -> str:
        """Name the line."""
        return driving_title().lower()


def driving_title() -> str:
    """Return what the line is called, on the form and wherever it is named."""
    return _(label_of(CareArrangement, "driving_rule"))
