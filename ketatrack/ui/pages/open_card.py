"""What is open today: each rhythm that asks for something, to fill in, to put off or to skip."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.instruments import instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.putting_off import Later, put_off, until_when
from ketatrack.domain.records import OwnMeasure, Reading, Score, ScoreRule, WatchAnswer
from ketatrack.domain.rhythm_words import asked_for_words, open_words
from ketatrack.domain.rhythms import LONG_TERM_WATCH, RESTING_PRESSURE, OpenRule, open_rules
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, clear_layout
from ketatrack.ui.pages.records_card import line_of
from ketatrack.ui.theme import GRID, TARGET


class OpenCard(Card):
    """One line for each open rhythm; the card is absent when nothing is open."""

    form_wanted = Signal(str)
    notice = Signal(str)
    undoable = Signal(str)
    """A sentence about what was just put off, so that it can be taken back from there."""

    def __init__(self, journal: Journal) -> None:
        """Make an empty card; `refresh` fills it."""
        super().__init__(_("Open"))
        self._journal = journal
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID)
        self.column.addLayout(self._rows)
        self.hide()

    def refresh(self) -> None:
        """List what is open at this moment."""
        now = self._journal.now()
        found = open_rules(self._journal.records(), now)
        clear_layout(self._rows)
        for each in found:
            self._rows.addWidget(self._line(each))
        self.setVisible(bool(found))

    def _line(self, found: OpenRule) -> QWidget:
        rule, what = found.rule, asked_for_words(found.rule.asks_for)
        buttons: list[QWidget] = []
        form = self._form_of(rule)
        if form:
            fill_in = QPushButton(_("Fill in"))
            fill_in.setAccessibleName(_("Fill in: {what}").format(what=what))
            fill_in.clicked.connect(partial(self.form_wanted.emit, form))
            buttons.append(fill_in)
        skip = QPushButton(_("Skip this time"))
        skip.setAccessibleName(_("Skip this time: {what}").format(what=what))
        skip.clicked.connect(partial(self._skip, rule))
        buttons += [self._later_button(rule, what), skip]
        return line_of(open_words(found, self._journal.now().date()), *buttons)

    def _later_button(self, rule: ScoreRule, what: str) -> QToolButton:
        button = QToolButton()
        button.setText(_("Later"))
        button.setMinimumHeight(TARGET)
        button.setAccessibleName(_("Later: {what}").format(what=what))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for later in Later:
            if until_when(later, self._journal.now(), self._journal.zone) is not None:
                menu.addAction(_(later.label)).triggered.connect(partial(self._put_off, rule, later))
        button.setMenu(menu)
        return button

    def _form_of(self, rule: ScoreRule) -> str:
        """Return the name of the form that fills it in; empty for a measure that is there no longer."""
        if rule.asks_for == RESTING_PRESSURE:
            return Reading.kind
        if rule.asks_for == LONG_TERM_WATCH:
            return WatchAnswer.kind
        if instrument(rule.asks_for) is not None:
            return f"{Score.kind}.{rule.asks_for}"
        patient = self._journal.records().patient
        own = self._journal.store.find(OwnMeasure, patient_id=patient.id, name=rule.asks_for)
        return f"{Score.kind}.{own[0].id}" if own else ""

    def _put_off(self, rule: ScoreRule, later: Later) -> None:
        until = until_when(later, self._journal.now(), self._journal.zone)
        what = asked_for_words(rule.asks_for)
        if until is None:  # the evening came while the menu was open
            self.refresh()
            return
        when = f"{until:%H:%M}" if later != Later.TOMORROW else f"{until:%Y-%m-%d %H:%M}"
        self._write(rule, until, _("Later: {what}, from {when} on.").format(what=what, when=when))

    def _skip(self, rule: ScoreRule) -> None:
        what = asked_for_words(rule.asks_for)
        self._write(rule, None, _("Skipped this time: {what}.").format(what=what))

    def _write(self, rule: ScoreRule, until: datetime | None, said: str) -> None:
        what = asked_for_words(rule.asks_for)
        entry = put_off(rule, self._journal.now(), until, self._journal.stamp())
        try:
            self._journal.add([entry], _("putting off {what}").format(what=what))
        except JournalError as error:
            self.notice.emit(str(error))
            return
        self.undoable.emit(said)
