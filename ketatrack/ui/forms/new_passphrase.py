"""A passphrase for a file that is to be made: five words by chance, or the person's own typed twice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext
from ketatrack.ui.fields.choice_field import SegmentField
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.fields.text_field import TextField
from ketatrack.ui.forms.lines import side_by_side
from ketatrack.ui.theme import GRID

LEAST_LETTERS = 12
"""A shorter passphrase of one's own is found too soon by whoever tries them all."""
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
        self.first = TextField(_("Your passphrase"))
        self.again = TextField(_("The same once more"))
        for line in (self.first, self.again):
            line.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self._own = QWidget()
        lines = side_by_side(self.first, self.again)
        lines.setContentsMargins(0, 0, 0, 0)
        self._own.setLayout(lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.way)
        column.addWidget(self._own)
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
        words = self.first.value()
        if len(words) < LEAST_LETTERS:
            self._refuse(
                self.first,
                ngettext(
                    "It has {n} letter; use {least} or more.",
                    "It has {n} letters; use {least} or more.",
                    len(words),
                ).format(n=len(words), least=LEAST_LETTERS),
            )
        if self.again.value() != words:
            self._refuse(self.again, _("The two are not the same. Type it once more."))
        return words

    def forget(self) -> None:
        """Take away what was typed."""
        self.first.set_value("")
        self.again.set_value("")

    def _refuse(self, line: TextField, sentence: str) -> None:
        line.show_problem(sentence)
        line.setFocus()
        raise FieldError(sentence)

    def _show_way(self) -> None:
        if self.way.value() is None:
            self.way.set_value(_MADE)  # one of the two it is
            return
        self._own.setVisible(not self.is_made)
        self.edited.emit()
