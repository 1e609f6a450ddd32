"""One sign of the long-term watch as it is asked: the question, own words to it, and the answers before."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketatrack.domain.instruments import AnswerOption
from ketatrack.domain.language import gettext as _
from ketatrack.domain.long_term_watch import SCALE, AnswerKind, WatchSign, answer_words
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.problems import Problem, out_of_range_words
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import WatchAnswer
from ketatrack.domain.wording import shortened
from ketatrack.ui.fields.answer_field import AnswerField
from ketatrack.ui.fields.choice_field import YesNoField
from ketatrack.ui.fields.field import Field, RefusedError
from ketatrack.ui.fields.moment_field import DateField
from ketatrack.ui.fields.text_field import NumberField, TextField
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import breakable, quiet
from ketatrack.ui.theme import GRID

_BEFORE_SHOWN = 3
_VALUES = {
    AnswerKind.YES_NO: "present",
    AnswerKind.SCALE: "number",
    AnswerKind.WEIGHT: "number",
    AnswerKind.TEST: "done_on",
}
"""The field of an answer in which each kind is kept."""


class SignPart(QWidget):
    """Asks for one sign; left empty, it gives no answer."""

    left = Signal(object, int)
    """The person goes on: this part, and how many questions forward."""

    def __init__(self, sign: WatchSign, journal: Journal, before: Sequence[WatchAnswer]) -> None:
        """Take the sign and what was answered to it before, in order of time."""
        super().__init__()
        self.sign = sign
        self.answer = self._answer_field(journal)
        told = sign.answer == AnswerKind.TEST
        self.words = TextField(_("Result, as you were told") if told else _(label_of(WatchAnswer, "words")))
        self.words.editor.setAccessibleName(f"{_(sign.label)}: {self.words.label.text()}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.answer)
        if before:
            column.addWidget(quiet(breakable(_before_words(before))))
        column.addWidget(self.words)
        self.answer.edited.connect(self._show_words)
        self._show_words()

    def _answer_field(self, journal: Journal) -> Field:
        sign, label = self.sign, _(self.sign.label)
        if sign.answer == AnswerKind.SCALE:
            points = range(int(SCALE.low), int(SCALE.high) + 1)
            field = AnswerField(label, [AnswerOption(value=each, label=str(each)) for each in points])
            field.left.connect(self._go_on)
            return field
        if sign.answer == AnswerKind.TEST:
            return DateField(_("{test}: done on").format(test=label), lambda: journal.now().date())
        if sign.measure is not None:
            return NumberField(label, sign.measure.unit, whole=False)
        return YesNoField(label)

    def _go_on(self, _field: Field, step: int) -> None:
        self.left.emit(self, step)

    def _show_words(self) -> None:
        """Ask for words where something was noticed or told, or stands there already."""
        wanted = self.answer.content() not in {"", "False", "0"} and self.sign.answer != AnswerKind.WEIGHT
        self.words.setVisible(wanted or bool(self.words.content()))

    def fields(self) -> Mapping[str, Field]:
        """Return the fields by the names under which a draft keeps them."""
        return {self.sign.id: self.answer, f"{self.sign.id} words": self.words}

    def fill(self, answer: WatchAnswer) -> None:
        """Show an answer."""
        self.answer.set_value(getattr(answer, _VALUES[self.sign.answer]))
        self.words.set_value(answer.words)
        self._show_words()

    def values(self, answer: Any, words: str) -> dict[str, Any]:
        """Return what an answer holds; empty where the sign was left out.

        Raises:
            RefusedError: a number outside its limits, or words to a test without its day.
        """
        measure = self.sign.measure
        if answer is None and not words:
            return {}
        if answer is None and self.sign.answer == AnswerKind.TEST:
            raise RefusedError([Problem(self.sign.id, "", _("The day of the test is missing."))])
        if answer is not None and measure is not None and not measure.low <= answer <= measure.high:
            sentence = out_of_range_words(_(self.sign.label), measure, answer)
            raise RefusedError([Problem(self.sign.id, answer, sentence)])
        return {"sign": self.sign.id, _VALUES[self.sign.answer]: answer, "words": words}


def _before_words(before: Sequence[WatchAnswer]) -> str:
    """Say what was answered before, the latest first."""
    told = (
        f"{shortened(answer_words(each))} ({date_in_words(local_date(each.answered_at))})"
        for each in reversed(before[-_BEFORE_SHOWN:])
    )
    return _("Before: {answers}").format(answers=" · ".join(told))
