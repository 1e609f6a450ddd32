"""Everything in a journal that is not as it was written, one by one; what was changed can be stood by."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.records import KINDS
from ketatrack.store.findings import Finding, sentences
from ketatrack.ui.dialogs.reading_dialog import ReadingDialog
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, quiet, selectable
from ketatrack.ui.tables.shown import facts
from ketatrack.ui.theme import TARGET

_MOST_CARDS = 50
_MOST_LINES = 1000


class FindingsDialog(ReadingDialog):
    """What was changed stands in cards with its content; what is gone, in lines."""

    stood_by = Signal(object)
    """Carries a finding that is right as it stands."""

    def __init__(self, journal: Journal, findings: Sequence[Finding], parent: QWidget | None = None) -> None:
        """Take the journal and what is wrong with it."""
        super().__init__(_("What is not as it was written"), parent)
        self._journal = journal
        changed = [finding for finding in findings if finding.damage.is_readable][:_MOST_CARDS]
        self.buttons = dict(self._cards(changed))
        others = sentences(finding for finding in findings if finding not in changed)
        self.column.addWidget(selectable("\n".join(others[:_MOST_LINES])))
        if more := len(others[_MOST_LINES:]):
            self.column.addWidget(quiet(ngettext("{n} more", "{n} more", more).format(n=more)))
        self.column.addStretch(1)

    def _cards(self, changed: Sequence[Finding]) -> Iterator[tuple[Finding, QPushButton]]:
        for finding in changed:
            card = Card(finding.place)
            card.column.addWidget(quiet(_(finding.damage.label)))
            card.column.addWidget(selectable("\n".join(self._content(finding))))
            button = QPushButton(_("It is right as it stands"))
            button.setMinimumHeight(TARGET)
            button.setAccessibleName(_("It is right as it stands: {place}").format(place=finding.place))
            button.clicked.connect(partial(self._stand_by, finding, card))
            card.add_row(button)
            button.setVisible(not self._journal.reading_only)
            self.column.addWidget(card)
            yield finding, button

    def _content(self, finding: Finding) -> Iterator[str]:
        """Yield what the entry says now, and what is known of it from before."""
        kind = next((kind for kind in KINDS if kind.kind == finding.table), None)
        record = None if kind is None else self._journal.store.get(kind, finding.key)
        if record is None:
            return
        for label, value in facts(record):
            yield f"{label}: {value}"
        earlier = len(self._journal.store.history(finding.key))
        if earlier:
            yield ngettext(
                "{n} earlier version is in the history", "{n} earlier versions are in the history", earlier
            ).format(n=earlier)

    def _stand_by(self, finding: Finding, card: Card) -> None:
        self.stood_by.emit(finding)
        if finding not in self._journal.store.findings:
            card.hide()
            self.scroll_area.setFocus()
