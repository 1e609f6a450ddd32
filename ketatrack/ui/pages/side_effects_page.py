"""Side effects: one ledger over three horizons, what is still present first, and the long-term watch."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.effect_horizons import NotedEffect
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet
from ketatrack.ui.journal import Journal
from ketatrack.ui.pages.effect_marking import EffectMarking
from ketatrack.ui.pages.records_page import RecordsPage
from ketatrack.ui.tables.effect_listings import NotedRow, ledger_listing, watch_listing


class SideEffectsPage(RecordsPage):
    """The ledger by horizon, with quick marks for what is gone now or still there."""

    def __init__(self, journal: Journal) -> None:
        """List all of them first."""
        ledgers = [ledger_listing(None), *(ledger_listing(horizon) for horizon in Horizon)]
        super().__init__(journal, [*ledgers, watch_listing()], _("Side effects"))
        self._marking = EffectMarking(journal, self.undoable.emit, self.notice.emit)
        self.gone_button = QPushButton(_("Gone now"))
        self.gone_button.setToolTip("G")
        self.still_button = QPushButton(_("Still there"))
        self.still_button.setToolTip("S")
        self.sheet_button = QPushButton(_("S&heet to print…"))
        self.gone_button.clicked.connect(self.mark_gone)
        self.still_button.clicked.connect(self.mark_still_there)
        self.sheet_button.clicked.connect(partial(self.command_wanted.emit, f"sheet {Sheet.SIDE_EFFECTS}"))
        self._head.arrange([*self.segments, self.sheet_button])
        for button in (self.gone_button, self.still_button):
            self._foot.buttons.addWidget(button)
        for keys, act in (("G", self.mark_gone), ("S", self.mark_still_there)):
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, act, context=context)
        self.table.rows_chosen.connect(self._offer_marks)
        self._offer_marks()

    def mark_gone(self) -> None:
        """Note of the chosen side effect that it is gone now."""
        if (noted := self._chosen()) is not None:
            self._marking.gone(noted)

    def mark_still_there(self) -> None:
        """Note of the chosen side effect that it is still there."""
        if (noted := self._chosen()) is not None:
            self._marking.still_there(noted)

    def _offer_marks(self) -> None:
        can_be_marked = self._chosen() is not None
        self.gone_button.setEnabled(can_be_marked)
        self.still_button.setEnabled(can_be_marked)

    def _chosen(self) -> NotedEffect | None:
        """Return the chosen side effect; None where it is gone already, or not one alone is chosen."""
        rows = self.table.chosen_rows()
        if len(rows) != 1 or not isinstance(rows[0], NotedRow) or rows[0].noted.is_gone:
            return None
        return rows[0].noted
