"""What every page of a journal is: a view of it that reads again when something changed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QScrollArea, QVBoxLayout, QWidget

from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import scrolled
from ketatrack.ui.theme import GRID


class Page(QWidget):
    """A place that the rail or a menu leads to. Subclasses build their widgets once; `refresh` fills them."""

    form_wanted = Signal(str)
    """Asks for a form by its name in `forms.catalogue`."""
    page_wanted = Signal(str)
    command_wanted = Signal(str)
    """Asks for what a line of the menus does, by its name in `actions`."""
    backup_wanted = Signal(object, object)
    """Asks for a backup for a `Reason`, and for a function to be called afterwards."""
    notice = Signal(str)
    """A sentence for the foot of the window."""
    undoable = Signal(str)
    """The same about a step that was just written, so that it can be taken back from there."""

    def __init__(self, journal: Journal) -> None:
        """Take the open journal."""
        super().__init__()
        self.setObjectName("page")
        self.journal = journal
        self._stale = True
        journal.changed.connect(self._changed)

    def lay_out(self, *parts: QWidget | QLayout) -> QScrollArea:
        """Put parts below each other, and return what scrolls them where the window is small."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        for part in parts:
            if isinstance(part, QLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        column.addStretch(1)
        area = scrolled(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        return area

    def remember_in(self, settings: QSettings) -> None:
        """Keep there how the page was arranged, such as the widths of columns, and nothing of a journal."""

    def unwritten(self) -> dict[str, Any]:
        """Return what was begun here and the journal cannot take, for `take_up`; else nothing."""
        return {}

    def take_up(self, content: Mapping[str, Any]) -> None:
        """Put back what `unwritten` returned before the journal was locked."""

    def refresh(self) -> None:
        """Show what the journal holds now."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what changed while another page was on screen."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
