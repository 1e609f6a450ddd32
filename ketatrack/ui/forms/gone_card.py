"""The card above a form whose entry was deleted elsewhere: bring it back, or let it be."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ketatrack.domain.history import PastVersion
from ketatrack.domain.language import gettext as _
from ketatrack.ui.history.words import changed_words
from ketatrack.ui.layout import Card, heading, quiet


class GoneCard(Card):
    """Two ways on; until one is chosen, what was typed stays in the form."""

    return_wanted = Signal()
    left = Signal()

    def __init__(self, step: PastVersion | None, now: datetime) -> None:
        """Say when and by whom it was deleted, where that is known."""
        super().__init__()
        self.setProperty("tone", "notice")
        self.column.addWidget(heading(_("This entry was deleted elsewhere meanwhile"), "heading"))
        when = f"{changed_words(step, now)}. ".capitalize() if step else ""
        self.column.addWidget(quiet(when + _("What you typed is still here.")))
        self.return_button = QPushButton(_("Bring it back with what I typed"))
        self.return_button.setProperty("role", "primary")
        self.leave_button = QPushButton(_("Let it be, drop what I typed"))
        self.return_button.clicked.connect(self.return_wanted)
        self.leave_button.clicked.connect(self.left)
        self.add_row(self.return_button, self.leave_button)
        self.setFocusProxy(self.return_button)
