"""The rhythms of the course on screen, in the settings: listed, changed, removed, added."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.records import CheckInPlan, ScoreRule
from ketatrack.domain.rhythm_words import asked_for_words, rule_words
from ketatrack.domain.suggested_rhythms import suggested_rhythms
from ketatrack.ui.forms.suggested_rhythms_form import SUGGESTED_RHYTHMS
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.records_card import RecordsCard


class RhythmsCard(RecordsCard):
    """What the person wants to be asked for, and how often; nothing is set beforehand."""

    form_wanted = Signal(str)
    notice = Signal(str)
    undoable = Signal(str)

    def __init__(self, journal: Journal) -> None:
        """Make an empty card; `refresh` fills it."""
        super().__init__(_("What I want to be asked for"))
        self._journal = journal

    def refresh(self) -> None:
        """List the rhythms of the course on screen."""
        self.clear()
        self.setVisible(self._journal.course is not None)
        if self._journal.course is None:
            return
        rules = self._journal.records().plan.rules
        for rule in rules:
            what = asked_for_words(rule.asks_for)
            edit = self._form_button(_("Edit"), f"{ScoreRule.kind}:{rule.id}")
            edit.setAccessibleName(_("Edit: {what}").format(what=what))
            remove = QPushButton(_("Remove"))
            remove.setAccessibleName(_("Remove {name}").format(name=what))
            remove.clicked.connect(partial(self._remove, rule))
            self.add(rule_words(rule), edit, remove)
        taken = {rule.asks_for for rule in rules}
        buttons = [self._form_button(_("Add a rhythm"), ScoreRule.kind)]
        if any(each.asks_for not in taken for each in suggested_rhythms()):
            buttons.insert(0, self._form_button(_("Choose from a list…"), SUGGESTED_RHYTHMS))
        if not rules:
            self.add(_("Nothing is asked for. What you set here stands on Today when it is open."))
        buttons.append(self._form_button(_("Check-ins after a session…"), CheckInPlan.kind))
        self.add("", *buttons)

    def _form_button(self, words: str, form: str) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(partial(self.form_wanted.emit, form))
        return button

    def _remove(self, rule: ScoreRule) -> None:
        what = asked_for_words(rule.asks_for)
        try:
            self._journal.remove(rule, _("rhythm of {what}").format(what=what))
        except JournalError as error:
            self.notice.emit(str(error))
            return
        self.undoable.emit(_("Removed: {name}.").format(name=what))
