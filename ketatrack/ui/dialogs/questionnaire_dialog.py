"""Which questionnaire: those filled in here, those of which a total is known, and a person's own measures."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ketatrack.domain.instruments import Instrument, instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.parsing import number_to_text
from ketatrack.domain.records import OwnMeasure, Score
from ketatrack.ui.dialogs.reading_dialog import ReadingDialog
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, quiet
from ketatrack.ui.theme import TARGET


class QuestionnaireDialog(ReadingDialog):
    """One button for each; pressing it closes the dialog and opens the form."""

    chosen = Signal(str)
    """Carries the form by its name in `forms.catalogue`."""

    def __init__(self, journal: Journal, parent: QWidget | None = None) -> None:
        """List what there is."""
        super().__init__(_("Which questionnaire?"), parent)
        known = instruments().values()
        self.buttons: dict[str, QPushButton] = {}
        self._add_instruments(_("Filled in here"), "", [each for each in known if each.items])
        self._add_instruments(
            _("Result only"),
            _("Filled in elsewhere, such as on paper; here you enter what it came to."),
            [each for each in known if not each.items],
        )
        patient = journal.patient()
        self._add_measures(journal.store.find(OwnMeasure, patient_id=patient.id) if patient else [])
        self.column.addStretch(1)
        next(iter(self.buttons.values())).setFocus()

    def _add_instruments(self, title: str, words: str, listed: Iterable[Instrument]) -> None:
        card = Card(title)
        if words:
            card.column.addWidget(quiet(words))
        for each in sorted(listed, key=lambda each: each.abbreviation.casefold()):
            button = self._button(f"{Score.kind}.{each.id}", _(each.abbreviation))
            button.setToolTip(_(each.title))
            card.column.addWidget(button)
            card.column.addWidget(quiet(_(each.title)))
        self.column.addWidget(card)

    def _add_measures(self, measures: Sequence[OwnMeasure]) -> None:
        card = Card(_("My own measures"))
        if not measures:
            card.column.addWidget(quiet(_("A name, a range and a unit of your own, such as steps in a day.")))
        for measure in measures:
            button = self._button(f"{Score.kind}.{measure.id}", measure.name)
            edit = self._button(f"{OwnMeasure.kind}:{measure.id}", _("Edit"))
            edit.setAccessibleName(_("Edit: {what}").format(what=measure.name))
            card.column.addWidget(quiet(_range_words(measure)))
            card.add_row(button, edit)
        card.add_row(self._button(OwnMeasure.kind, _("New measure…")))
        self.column.addWidget(card)

    def _button(self, form: str, words: str) -> QPushButton:
        button = QPushButton(words.replace("&", "&&"))
        button.setAccessibleName(words)
        button.setMinimumHeight(TARGET)
        button.clicked.connect(partial(self._choose, form))
        self.buttons[form] = button
        return button

    def _choose(self, form: str) -> None:
        self.accept()
        self.chosen.emit(form)


def _range_words(measure: OwnMeasure) -> str:
    low, high = number_to_text(measure.low), number_to_text(measure.high)
    words = _("{name}: {low} to {high} {unit}").format(
        name=measure.name, low=low, high=high, unit=measure.unit
    )
    return words.strip()
