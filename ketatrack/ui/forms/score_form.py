"""What every form for a score has: where the scale comes from, when it was answered and by whom."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.language import gettext as _
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Score
from ketatrack.domain.words import Rater
from ketatrack.store.store import Change
from ketatrack.ui.fields.choice_field import SegmentField, choices_of
from ketatrack.ui.fields.derive import field_for
from ketatrack.ui.fields.field import Field
from ketatrack.ui.fields.moment_field import MomentField
from ketatrack.ui.forms.form import Form
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet


class ScoreForm(Form):
    """A new score of the course on screen, or one to edit; subclasses say what is asked."""

    def __init__(self, journal: Journal, title: str, scale_id: str, record: Score | None) -> None:
        """Make the form without fields; a half-filled new one is kept under the scale's id.

        Raises:
            JournalError: there is no course yet.
        """
        self._course = journal.records().course
        draft = f"{Score.kind}:{record.id}" if record else f"{Score.kind}.{scale_id}"
        super().__init__(journal, title, draft, record)
        self.record = record
        self._now_content: Any = None

    def _add_about(self, words: str) -> None:
        self.about_button = QPushButton(_("About this questionnaire"))
        self.about_button.setCheckable(True)
        self.about = quiet(words)
        self.about.hide()
        self.about_button.toggled.connect(self.about.setVisible)
        self.body.addWidget(self.about_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.about)

    def _add_circumstances(self) -> None:
        self.taken_at = MomentField(_(label_of(Score, "taken_at")), self.journal.zone, self.journal.now)
        self.rater = SegmentField(_(label_of(Score, "rater")), choices_of(Rater))
        self.body.addWidget(self.add_field("taken_at", self.taken_at))
        self.body.addWidget(self.add_field("rater", self.rater))
        self.rater_line = quiet(
            _("Figures and charts use the patient's own answers; those of others are kept beside them.")
        )
        self.body.addWidget(self.rater_line)
        self.body.addWidget(self.add_field("notes", self._notes_field()))
        self.rater.edited.connect(self._show_whose)
        self._show_whose()

    def _show_whose(self) -> None:
        """Say what becomes of another person's answers before they are given."""
        self.rater_line.setVisible(self.rater.value() not in {None, Rater.PATIENT})

    def _notes_field(self) -> Field:
        return field_for(Score, "notes", self.journal)

    def _set_recorder_as_rater(self) -> None:
        """Let whoever is recording be the one who answers, until said otherwise."""
        author = str(self.journal.author)
        self.rater.set_value(next((rater for rater in Rater if str(rater) == author), None))

    def _set_now(self) -> None:
        self.taken_at.set_now()
        self._now_content = self.taken_at.content()

    def content(self) -> dict[str, Any]:
        """Return what stands in the form; a moment that nobody typed is left out."""
        content = super().content()
        if self._now_content is not None and content["taken_at"] == self._now_content:
            del content["taken_at"]
        return content

    def fill(self, record: Score) -> None:
        """Show a score."""
        for name in ("total", "taken_at", "rater", "notes"):
            if name in self.fields:
                self.fields[name].set_value(getattr(record, name))

    def _change(self, name: str, values: dict[str, Any]) -> Change:
        """Build the score of an instrument or own measure from what stands in the form."""
        new = {"course_id": self._course.id, "instrument": name}
        kept = dict(self.record) if self.record else self.journal.stamp() | new
        return Change(self.record, self.build(Score, kept | values))
