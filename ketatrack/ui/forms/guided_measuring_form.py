"""Blood pressure at rest, measured with guidance: the mean is kept as one reading with its parts."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from ketatrack.domain.guided_measuring import Step, mean_reading, seated_position
from ketatrack.domain.language import gettext as _
from ketatrack.domain.problems import Problem
from ketatrack.domain.records import Reading
from ketatrack.domain.words import ReadingContext
from ketatrack.store.store import Change
from ketatrack.ui.fields.field import RefusedError
from ketatrack.ui.forms.comparison import Typed
from ketatrack.ui.forms.form import Form
from ketatrack.ui.forms.guided_measuring import GuidedMeasuringView
from ketatrack.ui.journal import Journal

GUIDED_MEASURING = "guided_measuring"


def guided_title() -> str:
    """Return what the form is called."""
    return _("Measure with guidance")


class GuidedMeasuringForm(Form):
    """The steps of measuring, in the frame of a form; what was done of them is kept as a draft."""

    def __init__(self, journal: Journal) -> None:
        """Begin at the first step."""
        super().__init__(journal, guided_title(), GUIDED_MEASURING)
        part = partial(_part, journal, journal.records().course.id)
        self.view = GuidedMeasuringView(journal.now, part, keeps=False)
        self.view.advanced.connect(self._keep_step)
        self.body.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._show_saving()
        self.settle()

    def _keep_step(self) -> None:
        """Keep each step as it is taken; a kill loses nothing."""
        self.touch()
        if not self.view.row.content():
            self.keep_draft()
        self._show_saving()
        if self.view.measuring.step is Step.MEAN:
            self.save_button.setFocus()
            self.scroll_area.ensureWidgetVisible(self.view.title)
        self.follow_focus()

    def _show_saving(self) -> None:
        self.save_button.setEnabled(self.view.measuring.step is Step.MEAN)

    def content(self) -> dict[str, Any]:
        """Return how far measuring has come."""
        return self.view.content()

    def take_up(self, typed: Typed) -> None:
        """Go on where measuring stopped."""
        self.view.set_content(typed.content)
        self.discard_button.show()
        self._touched = True
        self._show_saving()

    def changes(self) -> list[Change]:
        """Build the mean and its parts; raises RefusedError while nothing was measured."""
        measuring = self.view.measuring
        if measuring.step is not Step.MEAN:
            raise RefusedError([Problem("", "", _("Nothing is measured yet."))])
        position = seated_position(measuring)
        placed = {} if position is None else {"position": position}
        mean, parts = mean_reading(measuring.parts, **placed)
        return [Change(None, record) for record in (mean, *parts)]

    def step_text(self) -> str:
        """Name the reading."""
        return _(Reading.label).lower()


def _part(journal: Journal, course_id: str, values: Mapping[str, int | None], at: datetime) -> Reading:
    """Build a measurement at rest; no method of the form, which a view that held it would keep alive."""
    placed = {"course_id": course_id, "context": ReadingContext.RESTING, "taken_at": at}
    return Form.build(Reading, journal.stamp() | placed | dict(values))
