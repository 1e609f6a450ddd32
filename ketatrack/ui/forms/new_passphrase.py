"""A passphrase for a file that is to be made: five words by chance, or the person's own typed twice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.fields.choice_field import SegmentField
from ketatrack.ui.fields.own_passphrase import OwnPassphrase
from ketatrack.ui.theme import GRID

_MADE, _OWN = "made", "own"


class NewPassphrase(QWidget):
    """Two ways to a passphrase; the words by chance are the way at first."""

    edited = Signal()

    def __init__(self) -> None:
        """Offer both ways."""
        super().__init__()
        self.way = SegmentField(
            _("Passphrase"), [(_MADE, _("Five words, drawn by chance")), (_OWN, _("Words of your own"))]
        )
        self.own = OwnPassphrase(suggesting=False)
        self.first, self.again = self.own.first, self.own.again
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.way)
        column.addWidget(self.own)
        self.way.edited.connect(self._show_way)
        self.way.set_value(_MADE)
        self.setFocusProxy(self.way)

    @property
    def is_made(self) -> bool:
        """Whether the words are drawn by chance, and are to be shown once."""
        return bool(self.way.value() == _MADE)

    def read(self) -> str:
        """Return a passphrase; raises FieldError, with the sentence beside the line that it is about."""
        for line in (self.first, self.again):
            line.clear_message()
        if self.is_made:
            from ketatrack.reports.protection import new_passphrase

            return new_passphrase()
        return self.own.read()

    def forget(self) -> None:
        """Take away what was typed."""
        self.own.forget()

    def _show_way(self) -> None:
        if self.way.value() is None:
            self.way.set_value(_MADE)  # one of the two it is
            return
        self.own.setVisible(not self.is_made)
        self.edited.emit()
