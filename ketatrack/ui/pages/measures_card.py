"""A person's own measures in the settings: what each is, to change it or to remove it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.records import Course, OwnMeasure, Score
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.records_card import RecordsCard
from ketatrack.ui.tables.shown import measure_words


class MeasuresCard(RecordsCard):
    """Lists the measures; one that values were written down by stays until they are gone."""

    form_wanted = Signal(str)
    """Asks for a form by its name in `forms.catalogue`."""
    notice = Signal(str)
    undoable = Signal(str)
    """Says what was just removed, so that it can be taken back from there."""

    def __init__(self, journal: Journal) -> None:
        """Make the empty card; `refresh` fills it."""
        super().__init__(_("My own measures"))
        self._journal = journal

    def refresh(self) -> None:
        """List the measures of the patient on screen."""
        self.clear()
        patient = self._journal.patient()
        measures = self._journal.store.find(OwnMeasure, patient_id=patient.id) if patient else []
        for measure in measures:
            edit = QPushButton(_("Edit"))
            edit.setAccessibleName(_("Edit: {what}").format(what=measure.name))
            edit.clicked.connect(partial(self.form_wanted.emit, f"{OwnMeasure.kind}:{measure.id}"))
            remove = QPushButton(_("Remove"))
            remove.setAccessibleName(_("Remove {name}").format(name=measure.name))
            remove.clicked.connect(partial(self.remove, measure))
            self.add(f"{measure.name} · {measure_words(measure)}", edit, remove)
        words = "" if measures else _("A name, a range and a unit of your own, such as steps in a day.")
        new = QPushButton(_("New measure…"))
        new.clicked.connect(partial(self.form_wanted.emit, OwnMeasure.kind))
        self.add(words, new)

    def remove(self, measure: OwnMeasure) -> None:
        """Remove a measure as a step that can be undone; or say what is still kept under it."""
        kept = self._what_is_kept(measure)
        if kept:
            self.notice.emit(kept)
            return
        try:
            self._journal.remove(measure, _("measure {name}").format(name=measure.name))
        except JournalError as error:
            self.notice.emit(str(error))
            return
        self.undoable.emit(_("Removed: {name}.").format(name=measure.name))

    def _what_is_kept(self, measure: OwnMeasure) -> str:
        store = self._journal.store
        values = sum(
            store.count(Score, course_id=course.id, instrument=measure.name)
            for course in store.find(Course, patient_id=measure.patient_id)
        )
        if values:
            return ngettext(
                "“{name}” stays, since {n} value is kept under it. Delete that one on the Mood page first.",
                "“{name}” stays, since {n} values are kept under it. Delete those on the Mood page first.",
                values,
            ).format(name=measure.name, n=values)
        if self._journal.draft(f"{Score.kind}.{measure.id}"):
            return _(
                "“{name}” stays, since a value of it is half-filled. Save or discard that one on Today first."
            ).format(name=measure.name)
        return ""
