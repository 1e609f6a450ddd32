"""The page of a journal that is open elsewhere: says where, and how it can be opened all the same."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.store.holding import HeldElsewhereError
from ketatrack.ui.layout import Card, lay_out_before_journal, quiet, selectable


class HeldPage(QWidget):
    """Two ways to open it, and two ways on."""

    reading_wanted = Signal()
    take_over_wanted = Signal()
    other_wanted = Signal()
    """The person wants to open another journal."""
    left = Signal()

    def __init__(self, held: HeldElsewhereError) -> None:
        """Take what was said when the journal was not opened."""
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(_("Open elsewhere"))
        self.path: Path = held.path
        self.reading_button = QPushButton(_("Open it for &reading only"))
        self.reading_button.setProperty("role", "primary")
        self.take_over_button = QPushButton(_("It is &not open there any more: open it here"))
        self.other_button = QPushButton(_("Open &another journal…"))
        self.back_button = QPushButton(_("&Back"))
        self._lay_out(held)
        self.take_over_button.setVisible(bool(held.computer))  # with a place: else a window of its own
        self.reading_button.clicked.connect(self.reading_wanted)
        self.take_over_button.clicked.connect(self.take_over_wanted)
        self.other_button.clicked.connect(self.other_wanted)
        self.back_button.clicked.connect(self.left)
        self.setFocusProxy(self.reading_button)

    def _lay_out(self, held: HeldElsewhereError) -> None:
        card = Card()
        card.column.addWidget(selectable(str(held)))
        card.column.addWidget(
            quiet(
                _(
                    "Two that write into one journal would lose each other’s entries, so only one can. "
                    "For reading it can be open in several places."
                )
            )
        )
        card.add_row(self.reading_button)
        card.add_row(self.take_over_button)
        if held.computer:
            card.column.addWidget(
                quiet(_("The other computer may have gone down without closing it; look there first."))
            )
        ways_on = Card()
        ways_on.add_row(self.other_button, self.back_button)
        lay_out_before_journal(self, _("This journal is open elsewhere"), card, ways_on)
