"""Which questionnaire: those filled in here, those of which a total is known, and a person's own measures."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from ketatrack.domain.instruments import Instrument, instruments
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import OwnMeasure, Score
from ketatrack.ui.dialogs.reading_dialog import ReadingDialog
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, quiet
from ketatrack.ui.tables.shown import measure_words
from ketatrack.ui.theme import GRID, TARGET

_NAME_WIDTH = 160
"""Pixels; a longer name is cut on its button and whole in the tooltip."""


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
        grid = _grid(card)
        for row, each in enumerate(sorted(listed, key=lambda each: each.abbreviation.casefold())):
            grid.addWidget(self._button(f"{Score.kind}.{each.id}", _(each.abbreviation)), row, 0)
            grid.addWidget(quiet(_(each.title)), row, 1)
        self.column.addWidget(card)

    def _add_measures(self, measures: Sequence[OwnMeasure]) -> None:
        card = Card(_("My own measures"))
        if not measures:
            card.column.addWidget(quiet(_("A name, a range and a unit of your own, such as steps in a day.")))
        grid = _grid(card)
        for row, measure in enumerate(measures):
            edit = self._button(f"{OwnMeasure.kind}:{measure.id}", _("Edit"))
            edit.setAccessibleName(_("Edit: {what}").format(what=measure.name))
            grid.addWidget(self._button(f"{Score.kind}.{measure.id}", measure.name), row, 0)
            grid.addWidget(quiet(breakable(measure_words(measure))), row, 1)
            grid.addWidget(edit, row, 2)
        card.add_row(self._button(OwnMeasure.kind, _("New measure…")))
        self.column.addWidget(card)

    def _button(self, form: str, words: str) -> QPushButton:
        button = QPushButton()
        shown = button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, _NAME_WIDTH)
        button.setText(shown.replace("&", "&&"))
        button.setToolTip("" if shown == words else words)
        button.setAccessibleName(words)
        button.setMinimumHeight(TARGET)
        button.clicked.connect(partial(self._choose, form))
        self.buttons[form] = button
        return button

    def _choose(self, form: str) -> None:
        self.accept()
        self.chosen.emit(form)


def _grid(card: Card) -> QGridLayout:
    """Return room for buttons, each with what it stands for beside it."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(GRID)
    grid.setColumnStretch(1, 1)
    card.column.addLayout(grid)
    return grid
