"""What every page of the rail is: a view of the open journal that reads again when something changed."""

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ketatrack.ui.journal import Journal
from ketatrack.ui.theme import GRID


class Page(QWidget):
    """A place in the rail. Subclasses build their widgets once and fill them in `refresh`."""

    form_wanted = Signal(str)
    """Asks for a form by its name in `forms.catalogue`."""
    page_wanted = Signal(str)
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

    def remember_in(self, settings: QSettings) -> None:
        """Keep there how the page was arranged, such as the widths of columns, and nothing of a journal."""

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


def scrolled(content: QWidget) -> QScrollArea:
    """Return a frame that scrolls its content up and down when the window is small."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setObjectName("page")
    area.setWidget(content)
    return area


def heading(words: str) -> QLabel:
    """Return a page's title."""
    label = QLabel(words)
    label.setProperty("role", "title")
    return label


def quiet(words: str = "") -> QLabel:
    """Return a quiet line that wraps."""
    label = QLabel(words)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    return label


class Card(QFrame):
    """A bordered part of a page with things that belong together."""

    def __init__(self, title: str = "") -> None:
        """Make an empty card, with a heading where there is a title."""
        super().__init__()
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.column.setSpacing(GRID)
        if title:
            label = QLabel(title)
            label.setProperty("role", "heading")
            self.column.addWidget(label)

    def add_row(self, *widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
        """Put widgets side by side."""
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for widget in widgets:
            row.addWidget(widget)
        if stretch:
            row.addStretch(1)
        self.column.addLayout(row)
        return row
