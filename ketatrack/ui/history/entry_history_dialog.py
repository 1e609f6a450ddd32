"""The history of one entry and of what belongs to it: every step in order, with the way back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.entry_words import entry_words
from ketatrack.domain.errors import JournalError
from ketatrack.domain.history import (
    Action,
    PastVersion,
    Step,
    action_words,
    all_steps,
    author_words,
    steps_of,
)
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.past_records import Version, belonging, version_of
from ketatrack.domain.record import Record
from ketatrack.domain.records import Course, Patient
from ketatrack.ui.dialogs.reading_dialog import ReadingDialog
from ketatrack.ui.history.names import Names
from ketatrack.ui.history.putting_back import put_version_back, return_entry
from ketatrack.ui.history.words import changes_words, version_facts, when_words
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, heading, quiet, selectable
from ketatrack.ui.theme import GRID

_MOST_SHOWN = 60
"""Steps, beside the first; a longer list would take long to open, and the journal's history holds all."""


class EntryHistoryDialog(ReadingDialog):
    """What was done to an entry, the oldest first; a step puts back what was there before it."""

    def __init__(self, journal: Journal, record: Record, parent: QWidget | None = None) -> None:
        """Take the entry as it is, or as it was last."""
        super().__init__(_("History of an entry"), parent)
        self._journal = journal
        self._record = record
        self.column.addWidget(heading(entry_words(record), "heading"))
        self.status = quiet()
        self.status.hide()
        self.column.addWidget(self.status)
        self.left_out = quiet()
        self._room = QVBoxLayout()
        self._room.setSpacing(GRID)
        self.column.addLayout(self._room)
        self.erase_button = QPushButton(_("Erase this history…"))
        self.erase_button.clicked.connect(self._erase)
        self.column.addWidget(self.erase_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self.cards: list[Card] = []
        journal.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the history anew."""
        for card in self.cards:
            self._room.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._named = Names(self._journal)
        past, self._ids, now = history_of(self._journal, self._record)
        written = steps_of(
            [each for each in past if each.record_id == self._record.id], now.get(self._record.id)
        )
        steps = [each for each in written[:1] if each.action == Action.WRITTEN]
        steps += reversed(all_steps(past, now))
        shown = [*steps[:1], *steps[1:][-_MOST_SHOWN:]]
        self.left_out.setText(
            ngettext("{n} step in between", "{n} steps in between", len(steps) - len(shown)).format(
                n=len(steps) - len(shown)
            )
        )
        self.left_out.setVisible(len(shown) < len(steps))
        self.cards = [self._card(step, now) for step in shown]
        for card in self.cards:
            self._room.addWidget(card)
        self._room.insertWidget(1, self.left_out)
        self.erase_button.setVisible(any(step.before is not None for step in steps))

    def _card(self, step: Step, now: dict[str, Record]) -> Card:
        card = Card()
        here = self._journal.now()
        when = when_words(step.at, here) if step.at else _("when is not known")
        title = " · ".join((action_words(step.action), when, author_words(step.by)))
        card.column.addWidget(heading(title, "heading"))
        card.setAccessibleName(title)
        if step.record_id != self._record.id and step.version is not None:
            card.column.addWidget(selectable(entry_words(step.version.record)))
        for line in self._lines(step):
            card.column.addWidget(selectable(line))
        button = self._way_back(step, now)
        if button is not None:
            button.setAccessibleName(f"{button.text()}: {title}")
            card.add_row(button)
        return card

    def _lines(self, step: Step) -> Sequence[str]:
        if step.before is not None and step.after is not None:
            return changes_words(step, self._named) or [_("Nothing that is shown.")]
        if step.version is None or step.action == Action.RETURNED:
            return []
        lines = [f"{label}: {words}" for label, words in version_facts(step.version, self._named)]
        if step.action == Action.WRITTEN:
            lines.append(_("How: {how}").format(how=_how(step.version.record)))
        return lines

    def _way_back(self, step: Step, now: dict[str, Record]) -> QPushButton | None:
        if step.before is None:
            return None
        is_there = step.record_id in now
        if step.action == Action.REMOVED and not is_there:
            button = QPushButton(_("Bring back"))
            button.clicked.connect(partial(self._return, step.record_id))
            return button
        if is_there:
            button = QPushButton(_("Put back what was there before"))
            button.clicked.connect(partial(self._put_back, step.before))
            return button
        return None

    def _return(self, record_id: str) -> None:
        try:
            return_entry(self._journal, record_id)
        except JournalError as error:
            self._say(str(error))
            return
        self._say(_("It is there again. Undo takes this back."))

    def _put_back(self, version: Version) -> None:
        try:
            put_version_back(self._journal, version)
        except JournalError as error:
            self._say(str(error))
            return
        self._say(_("The older version is there again. Undo takes this back."))

    def _say(self, sentence: str) -> None:
        self.status.setText(sentence)
        self.status.setVisible(bool(sentence))
        self.scroll_area.ensureWidgetVisible(self.status)
        self.scroll_area.setFocus()

    def _erase(self) -> None:
        from ketatrack.ui.history.erase_dialog import EraseDialog

        EraseDialog(self._journal, self, of=self._ids, entry=self._record).open()


def history_of(journal: Journal, record: Record) -> tuple[list[PastVersion], list[str], dict[str, Record]]:
    """Return the past versions of an entry and of what belongs to it, the ids of all, and those there now."""
    store = journal.store
    there = store.get(type(record), record.id)
    if isinstance(
        record, Patient | Course
    ):  # everything belongs to them; the whole journal's history tells it
        return store.history(record.id), [record.id], {record.id: there} if there is not None else {}
    around = store.history_around(record.id)
    now = {each.id: each for each in store.family(there)} if there is not None else {}
    versions = [version_of(past.kind, past.content) for past in around]
    gone = [each.record for each in versions if each is not None and each.record.id != record.id]
    ids = [record.id, *dict.fromkeys([*(each.id for each in belonging(record.id, gone)), *now])]
    ids = list(dict.fromkeys(ids))
    past = [each for each in around if each.record_id in ids]
    return past, ids, now


def _how(record: Record) -> str:
    how = record.recorded_how
    return _(how.label) if hasattr(how, "label") else str(how)
