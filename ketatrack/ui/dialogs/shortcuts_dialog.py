"""Every key of the program on one page."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.actions import in_form_keys, menus
from ketatrack.ui.dialogs.reading_dialog import ReadingDialog
from ketatrack.ui.layout import Card
from ketatrack.ui.theme import GRID


class ShortcutsDialog(ReadingDialog):
    """The keys of the menus, and those that work inside forms and pages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Read the same lists as the menus."""
        super().__init__(_("Keyboard shortcuts"), parent)
        for title, commands in menus().items():
            keyed = [(_native(command.keys), _plain(command.words)) for command in commands if command.keys]
            self.column.addWidget(_keys_card(_plain(title), keyed))
        standard = QKeySequence.StandardKey
        undo = [(_native(standard.Undo), _("Undo")), (_native(standard.Redo), _("Redo"))]
        self.column.addWidget(_keys_card(_("Edit"), undo))
        self.column.addWidget(_keys_card(_("In forms and on pages"), in_form_keys()))
        self.column.addStretch(1)


def _keys_card(title: str, keys: Iterable[tuple[str, str]]) -> Card:
    card = Card(title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(3 * GRID)
    grid.setVerticalSpacing(GRID)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, 16 * GRID)
    for row, texts in enumerate(keys):
        for column, text in enumerate(texts):
            label = QLabel(text)
            label.setWordWrap(column > 0)
            grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
    card.column.addLayout(grid)
    return card


def _native(keys: str | QKeySequence.StandardKey) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _plain(words: str) -> str:
    return words.replace("&", "")
