"""What left the journal: when, what, for whom, and what was in it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ketatrack.domain.hand_over_log import dates_in
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import local_date
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import HandOverEntry
from ketatrack.domain.wall_clock import day_and_clock
from ketatrack.ui.dialogs.reading_dialog import ReadingDialog
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, heading, quiet

_MOST_SHOWN = 100
"""Entries; a longer list would take long to open, and the older ones stay in the journal."""


class HandOverLogDialog(ReadingDialog):
    """The log of one course, the newest first."""

    def __init__(self, journal: Journal, parent: QWidget | None = None) -> None:
        """Read the log of the course on screen."""
        super().__init__(_("What left this journal"), parent)
        entries = sorted(journal.records().plan.hand_overs, key=lambda entry: entry.made_at, reverse=True)
        self.column.addWidget(
            quiet(
                _("Noted each time a sheet, a file or a text was made here. What became of it is not known.")
                if entries
                else _("Nothing has left yet. Each sheet, file or text that is made here is noted.")
            )
        )
        self.cards = [_card(entry) for entry in entries[:_MOST_SHOWN]]
        for card in self.cards:
            self.column.addWidget(card)
        if earlier := len(entries) - len(self.cards):
            self.column.addWidget(
                quiet(ngettext("{n} earlier one", "{n} earlier ones", earlier).format(n=earlier))
            )
        self.column.addStretch(1)


def _card(entry: HandOverEntry) -> Card:
    card = Card()
    title = heading(_(entry.sheet.label), "heading")
    card.column.addWidget(title)
    for words in _lines(entry):
        label = QLabel(breakable(words))
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.column.addWidget(label)
    card.column.addWidget(quiet(breakable("\n".join(f"• {line}" for line in entry.held.splitlines()))))
    card.setAccessibleName(title.text())
    return card


def _lines(entry: HandOverEntry) -> Iterable[str]:
    when = day_and_clock(local_date(entry.made_at), entry.made_at.time())
    yield " · ".join(filter(None, (when, entry.for_whom)))
    dates = ", ".join(day_and_clock(noted.day, noted.clock) for noted in dates_in(entry))
    if dates:
        yield f"{_(label_of(HandOverEntry, 'dates'))}: {dates}"
