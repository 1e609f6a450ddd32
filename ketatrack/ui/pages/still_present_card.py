"""Says on the Today page which side effects were still present when something was last said of them."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.effect_horizons import NotedEffect, ledger, noted_effects
from ketatrack.domain.history import reads_so_since
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.domain.moments import distance_in_words, local_date
from ketatrack.domain.side_effects import label_of_effect
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.effect_marking import EffectMarking
from ketatrack.ui.pages.records_card import RecordsCard

_MOST_SHOWN = 3


class StillPresentCard(RecordsCard):
    """A line with two buttons for each; absent where nothing is, or all was spoken of today."""

    page_wanted = Signal(str)
    notice = Signal(str)
    undoable = Signal(str)

    def __init__(self, journal: Journal) -> None:
        """Make an empty card; `refresh` fills it."""
        super().__init__(_("Noted as still present"))
        self._journal = journal
        self._marking = EffectMarking(journal, self.undoable.emit, self.notice.emit)
        self.hide()

    def refresh(self) -> None:
        """List what was last spoken of before today."""
        today = self._journal.now().date()
        self.clear()
        waiting = self._waiting(today)
        for noted, said in waiting[:_MOST_SHOWN]:
            self._add_effect(noted, said, today)
        if waiting:
            self.add(_more_words(len(waiting) - _MOST_SHOWN), self._page_button())
        self.setVisible(bool(waiting))

    def _waiting(self, today: date) -> Sequence[tuple[NotedEffect, date]]:
        present = [each for each in ledger(noted_effects(self._journal.records())) if each.is_still_present]
        said = [(each, self._last_said(each)) for each in present]
        return [(each, day) for each, day in said if day is not None and day < today]

    def _last_said(self, noted: NotedEffect) -> date | None:
        """Return the day since which the entry reads as it does, None where nothing tells it."""
        past = self._journal.store.history(noted.effect.id)
        moment = reads_so_since(past, noted.effect) or noted.dated_at
        return local_date(moment.astimezone(self._journal.zone)) if moment else None

    def _add_effect(self, noted: NotedEffect, said: date, today: date) -> None:
        effect = label_of_effect(noted.effect.effect)
        gone, still = QPushButton(_("Gone now")), QPushButton(_("Still there"))
        gone.setAccessibleName(_("Gone now: {effect}").format(effect=effect))
        still.setAccessibleName(_("Still there: {effect}").format(effect=effect))
        gone.clicked.connect(partial(self._marking.gone, noted))
        still.clicked.connect(partial(self._marking.still_there, noted))
        words = _("{effect}: last spoken of {when}").format(
            effect=effect, when=distance_in_words(said, today)
        )
        self.add(words, gone, still)

    def _page_button(self) -> QPushButton:
        button = QPushButton(_("All side effects"))
        button.clicked.connect(partial(self.page_wanted.emit, "side_effects"))
        return button


def _more_words(count: int) -> str:
    return ngettext("and {n} more", "and {n} more", count).format(n=count) if count > 0 else ""
