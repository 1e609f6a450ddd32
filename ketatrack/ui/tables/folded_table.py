"""A table that is folded away, and made only when someone wants to read it."""

from collections.abc import Callable

from ketatrack.domain.course_tables import CourseTable
from ketatrack.ui.fold import Fold
from ketatrack.ui.layout import quiet
from ketatrack.ui.tables.text_table import TextTable
from ketatrack.ui.theme import GRID

_ROWS_MEASURED = 60
"""Rows; columns are as wide as the text in so many of them, since measuring ten years takes too long."""


class FoldedTable(Fold):
    """A button with a table below it and the sentence that says how it is read."""

    def __init__(self, title: str) -> None:
        """Start folded and empty."""
        super().__init__(title)
        self._make: Callable[[], CourseTable] | None = None
        self._note = quiet()
        self.table = TextTable(title)
        self.table.horizontalHeader().setResizeContentsPrecision(_ROWS_MEASURED)
        self.inside.setSpacing(GRID)
        self.inside.addWidget(self._note)
        self.inside.addWidget(self.table)
        self.opened.connect(self._fill)

    def offer(self, make: Callable[[], CourseTable]) -> None:
        """Take what makes the table; it is called at once only while the table is on screen."""
        self._make = make
        if self.is_open():
            self._fill()

    def _fill(self) -> None:
        if self._make is not None:
            made, self._make = self._make(), None
            self._note.setText(made.note)
            self.table.show_rows(made.header, made.rows)
