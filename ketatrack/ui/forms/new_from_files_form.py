"""Starts a journal from a clinic's files: which files, and where the new journal is to be."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.store.store import Store
from ketatrack.ui.fields.field import Field, FieldError
from ketatrack.ui.fields.path_field import SourceField, importable
from ketatrack.ui.forms.journal_place import PlaceCard
from ketatrack.ui.forms.keyed_page import KeyedPage
from ketatrack.ui.layout import Card, heading, quiet, scrolled
from ketatrack.ui.theme import GRID

_WIDTH = 760


class NewFromFilesForm(KeyedPage):
    """Asks for the files and the place; what is in the files is looked at before anything is kept."""

    chosen = Signal(object, object)
    """Carries the open store of the new, empty journal and the path of the files."""
    closed = Signal()

    def __init__(self) -> None:
        """Lay out the two questions."""
        super().__init__()
        self.setObjectName("page")
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        inner.setSpacing(2 * GRID)
        inner.addWidget(heading(_("Import into a new journal")))
        files = Card(_("What to import"))
        self.source = SourceField(_("File or folder"))
        files.column.addWidget(self.source)
        files.column.addWidget(quiet(importable()))
        inner.addWidget(files)
        self.place = PlaceCard()
        inner.addWidget(self.place)
        inner.addStretch(1)
        self.look_button = QPushButton(_("&Look at what is in them"))
        self.look_button.setProperty("role", "primary")
        self.look_button.setToolTip("Ctrl+Return")
        self.look_button.clicked.connect(self.submit)
        self.back_button = QPushButton(_("Back"))
        self.back_button.setToolTip("Esc")
        self.back_button.clicked.connect(self.closed)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        foot.setSpacing(GRID)
        foot.addWidget(self.look_button)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(column), 1)
        outer.addLayout(foot)
        self.setFocusProxy(self.source)

    def submit(self) -> None:
        """Make the empty journal and hand it on with the files; or say what is in the way."""
        refused: list[Field] = []
        source = path = None
        try:
            source = self.source.read()
        except FieldError as error:
            self.source.show_problem(str(error))
            refused.append(self.source)
        try:
            path = self.place.read()
        except FieldError as error:
            self.place.path.show_problem(str(error))
            refused.append(self.place.path)
        if source is None or path is None:
            refused[0].setFocus()
            return
        try:
            store = Store.create(path)
        except JournalError as error:
            self.place.path.show_problem(str(error))
            return
        self.chosen.emit(store, source)

    def leave(self) -> None:
        """Go back; nothing was made."""
        self.closed.emit()
