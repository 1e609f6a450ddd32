"""The form for a questionnaire or scale: its own words, and number keys that answer and go on."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLabel

from ketatrack.domain.errors import JournalError
from ketatrack.domain.instruments import Instrument, Item, instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.parsing import number_to_text
from ketatrack.domain.records import Score
from ketatrack.domain.safety import CrisisPanel, crisis_response
from ketatrack.domain.score_words import estimate_words, open_items_words
from ketatrack.store.store import Change
from ketatrack.ui.dialogs.safety_cards import CrisisCard, SafetyCard
from ketatrack.ui.fields.answer_field import AnswerField
from ketatrack.ui.fields.text_field import NumberField
from ketatrack.ui.forms.score_form import ScoreForm
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import quiet
from ketatrack.ui.theme import GRID

_PAPER = "paper"
_ITEM_GAP = 3 * GRID


class QuestionnaireForm(ScoreForm):
    """Takes the answers, or copies them from paper, and says the total once every item is answered."""

    def __init__(self, journal: Journal, instrument_id: str, record: Score | None = None) -> None:
        """Lay out the items of an instrument, empty or with the answers of a score to edit.

        Raises:
            JournalError: the program does not know the instrument, or there is no course yet.
        """
        known = instrument(instrument_id)
        if known is None:
            raise JournalError(
                _("KetaTrack does not know the questionnaire “{name}”, so it cannot show its items.").format(
                    name=instrument_id
                )
            )
        super().__init__(journal, _(known.abbreviation), instrument_id, record)
        self.instrument = known
        self._add_about(f"{_(known.title)}. {known.rights()}")
        self._add_items()
        self._add_circumstances()
        if record is None:
            self._begin()
        else:
            self.fill(record)
        self._show_total()
        self.settle()

    # layout

    def _add_items(self) -> None:
        if self.instrument.stem:
            stem = QLabel(_(self.instrument.stem))
            stem.setWordWrap(True)
            stem.setProperty("role", "heading")
            self.body.addWidget(stem)
        numbered = len(self.instrument.items) > 1
        self.items = [
            self._add_item(item, f"{number}. {_(item.text)}" if numbered else _(item.text))
            for number, item in enumerate(self.instrument.items, start=1)
        ]
        self.total_line = QLabel()
        self.total_line.setWordWrap(True)
        self.total_line.setProperty("role", "figure")
        self.unscored: list[AnswerField] = []
        if self.instrument.unscored_items:
            self.body.addWidget(quiet(_("Not counted in the total; it can be left open.")))
            self.unscored = [self._add_item(item, _(item.text)) for item in self.instrument.unscored_items]
        self.body.addWidget(self.total_line)

    def _add_item(self, item: Item, text: str) -> AnswerField:
        field = AnswerField(text, self.instrument.options_of(item))
        field.left.connect(self._go_on)
        field.edited.connect(self._show_total)
        self.add_field(item.id, field)
        self.body.addWidget(field)
        return field

    def _add_circumstances(self) -> None:
        self.paper = QCheckBox(_("I am copying this from paper"))
        self.total = NumberField(_("Only the total is known"), whole=not self.instrument.decimals)
        self.body.addWidget(self.paper)
        self.body.addWidget(self.add_field("total", self.total))
        self.paper.setVisible(self.record is None)
        self.total.hide()
        super()._add_circumstances()
        self.paper.toggled.connect(self._copy_from_paper)
        self.total.edited.connect(self._show_total)

    # filling

    def _begin(self) -> None:
        """Start a new form: it is being answered now, by whoever is recording."""
        self._set_now()
        self._set_recorder_as_rater()

    def fill(self, record: Score) -> None:
        """Show a score."""
        super().fill(record)
        for fields, answers in ((self.items, record.answers), (self.unscored, record.unscored_answers)):
            for field, answer in zip(fields, answers or (), strict=False):
                field.set_value(answer)
        self.total.setVisible(record.total is not None)

    def content(self) -> dict[str, Any]:
        """Return what stands in the form, and whether it is copied from paper."""
        return super().content() | {_PAPER: self.paper.isChecked()}

    def set_content(self, content: dict[str, Any]) -> None:
        """Put back what `content` returned; what was answered before goes on being answered now."""
        self.paper.setChecked(bool(content.get(_PAPER)))
        super().set_content(content)

    def _copy_from_paper(self, copied: bool) -> None:
        self.total.setVisible(copied)
        if copied:
            self.taken_at.set_value(None)
        else:
            self.total.set_value(None)
            self._set_now()
        self.touch()

    # answering

    def _go_on(self, field: AnswerField, step: int) -> None:
        order = [*self.items, *self.unscored]
        place = order.index(field) + step
        if place >= len(order):
            self.save_button.setFocus()
        elif place >= 0:
            order[place].setFocus()
            self.scroll_area.ensureWidgetVisible(order[place], 0, _ITEM_GAP)

    def answers(self) -> list[int | None]:
        """Return one place for each scored item, None where it is not answered."""
        return [field.value() for field in self.items]

    def _show_total(self) -> None:
        self.total_line.setText(_total_words(self.instrument, self.answers()))
        self.total_line.setVisible(self.total.isHidden() or not self.total.content())

    # saving

    def changes(self) -> list[Change]:
        """Build the score from the answers, or from a total alone."""
        values = self.read_fields(["total", "taken_at", "rater", "notes"])
        answers = self.answers()
        only_total = not self.total.isHidden() and not _any_given(answers)
        values["answers"] = None if only_total else tuple(answers)
        unscored = [field.value() for field in self.unscored]
        values["unscored_answers"] = tuple(unscored) if _any_given(unscored) else None
        return [self._change(self.instrument.id, values)]

    def step_text(self) -> str:
        """Name the questionnaire and its day."""
        day = self.taken_at.editor.text()
        return _("{what} of {day}").format(what=self.instrument.abbreviation, day=day)

    def saved_text(self) -> str:
        """Say that it was saved, with the total or with what is not answered."""
        if not _any_given(self.answers()):
            return super().saved_text()
        return f"{super().saved_text()} {_total_words(self.instrument, self.answers())}"

    def after_saving(self) -> SafetyCard | None:
        """Return the support that the answer to the safety item calls up, if it does."""
        score = self._written[-1]
        if not isinstance(score, Score):
            return None
        records = self.journal.records()
        response = crisis_response(score, records.scores, now=self.journal.now())
        if response is CrisisPanel.NONE:
            return None
        return CrisisCard(records.patient.country, full=response is CrisisPanel.PANEL)


def _any_given(answers: Sequence[int | None]) -> bool:
    return any(answer is not None for answer in answers)


def _total_words(known: Instrument, answers: Sequence[int | None]) -> str:
    """Say the total with its band, or which items are not answered."""
    total = known.total(answers)
    if total is not None:
        band = known.band(total)
        said = _("Total {total}").format(total=number_to_text(total))
        return f"{said} · {_(band.label)}" if band else said
    if not _any_given(answers):
        return _("No item is answered yet.")
    return " ".join(filter(None, [open_items_words(answers), estimate_words(known, answers)]))
