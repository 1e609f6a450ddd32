"""A part of a form that is folded away until someone wants it or something stands in it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.fields.field import Field
from ketatrack.ui.forms.lines import side_by_side
from ketatrack.ui.theme import GRID, TARGET


class Folded(QWidget):
    """A button with fields below it that are seldom filled; it opens by itself when one of them is."""

    def __init__(self, fields: Mapping[str, Field], rows: Sequence[Sequence[str]]) -> None:
        """Take fields by name, and which of them stand side by side."""
        super().__init__()
        self._fields = fields
        self.button = QToolButton()
        self.button.setText(_("&More"))
        self.button.setAccessibleName(_("More fields"))
        self.button.setToolTip(_("Alt+M"))
        self.button.setMinimumHeight(TARGET)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.clicked.connect(self._turn)
        self._inside = QWidget()
        inner = QVBoxLayout(self._inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2 * GRID)
        for names in rows:
            inner.addLayout(side_by_side(*(fields[name] for name in names)))
        for name, field in fields.items():
            field.edited.connect(partial(self._filled, name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)
        self._show(opened=False)

    def open(self) -> None:
        """Show the fields."""
        self._show(opened=True)

    def is_open(self) -> bool:
        """Say whether the fields are on screen."""
        return not self._inside.isHidden()

    def _filled(self, name: str) -> None:
        if self._fields[name].content():
            self.open()

    def _turn(self) -> None:
        self._show(opened=not self.is_open())

    def _show(self, *, opened: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self.button.setAccessibleDescription(_("open") if opened else _("folded away"))
        self._inside.setVisible(opened)
