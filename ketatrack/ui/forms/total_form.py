"""The form for one result: a questionnaire's total, a clinician's outcome, or the value of an own measure."""

from PySide6.QtWidgets import QLabel

from ketatrack.domain.instruments import Instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.parsing import number_to_text
from ketatrack.domain.problems import Problem
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import OwnMeasure, Score
from ketatrack.store.store import Change
from ketatrack.ui.fields.field import Field, FieldError, RefusedError
from ketatrack.ui.fields.text_field import NotesField, NumberField
from ketatrack.ui.forms.score_form import ScoreForm
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet


class TotalForm(ScoreForm):
    """Takes one number with its day and who answered, or the words in which a clinician put an outcome."""

    def __init__(
        self, journal: Journal, scale: Instrument | OwnMeasure | str, record: Score | None = None
    ) -> None:
        """Ask for a value of a scale, or edit one; a scale that is only a name has no known ends.

        Raises:
            JournalError: there is no course yet.
        """
        self.scale = scale
        super().__init__(journal, _title(scale), scale if isinstance(scale, str) else scale.id, record)
        self.total: NumberField | None = None
        self.band_line = QLabel()
        if isinstance(scale, Instrument):
            self._add_about(f"{_(scale.title)}. {scale.rights()}")
        if not self._is_outcome():
            self._add_total()
        self._add_circumstances()
        if record is not None:
            self.fill(record)
        else:
            self._begin()
        self.settle()

    def _add_total(self) -> None:
        scale = self.scale
        unit = scale.unit if isinstance(scale, OwnMeasure) else ""
        whole = isinstance(scale, Instrument) and not scale.decimals
        self.total = NumberField(_total_label(scale), unit, whole=whole)
        self.body.addWidget(self.add_field("total", self.total))
        if isinstance(scale, Instrument) and scale.counted:
            self.body.addWidget(quiet(_(scale.counted)))
        self.band_line.setWordWrap(True)
        self.band_line.setProperty("role", "figure")
        self.band_line.hide()
        self.body.addWidget(self.band_line)
        self.total.edited.connect(self._show_band)

    def _is_outcome(self) -> bool:
        return isinstance(self.scale, Instrument) and self.scale.is_outcome

    def _notes_field(self) -> Field:
        if self._is_outcome():
            return NotesField(_("Outcome, in the clinician's words"))
        return super()._notes_field()

    def _begin(self) -> None:
        """Start a new form; a clinician's scale is not taken to be answered by whoever is recording."""
        if isinstance(self.scale, OwnMeasure):
            self._set_now()
        if not isinstance(self.scale, Instrument) or self.scale.rated_by == "self":
            self._set_recorder_as_rater()

    def _show_band(self) -> None:
        words = self._band_words()
        self.band_line.setText(words)
        self.band_line.setVisible(bool(words))

    def _band_words(self) -> str:
        if self.total is None or not isinstance(self.scale, Instrument):
            return ""
        try:
            total = self.total.value()
        except FieldError:
            return ""
        band = None if total is None else self.scale.band(total)
        return _(band.label) if band else ""

    def changes(self) -> list[Change]:
        """Build the score from its total, which lies within an own measure's ends."""
        values = self.read_fields(self.fields)
        total = values.get("total")
        if isinstance(self.scale, OwnMeasure) and total is not None:
            _refuse_outside(self.scale, total)
        return [self._change(_name(self.scale), values)]

    def step_text(self) -> str:
        """Name the scale and its day."""
        return _("{what} of {day}").format(what=_title(self.scale), day=self.taken_at.editor.text())


def _refuse_outside(measure: OwnMeasure, total: float) -> None:
    if not measure.low <= total <= measure.high:
        low, high = number_to_text(measure.low), number_to_text(measure.high)
        reason = _("“{name}” goes from {low} to {high}.").format(name=measure.name, low=low, high=high)
        raise RefusedError([Problem("total", number_to_text(total), reason)])


def _name(scale: Instrument | OwnMeasure | str) -> str:
    """Return by what a score names the scale."""
    if isinstance(scale, Instrument):
        return scale.id
    return scale.name if isinstance(scale, OwnMeasure) else scale


def _title(scale: Instrument | OwnMeasure | str) -> str:
    return _(scale.abbreviation) if isinstance(scale, Instrument) else _name(scale)


def _total_label(scale: Instrument | OwnMeasure | str) -> str:
    words = _(label_of(Score, "total"))
    if isinstance(scale, str):
        return words
    if isinstance(scale, OwnMeasure):
        words = scale.name
    low, high = number_to_text(scale.low), number_to_text(scale.high)
    return _("{what}, {low} to {high}").format(what=words, low=low, high=high)
