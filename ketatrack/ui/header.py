"""The header: which course is on screen, and in which phase it is."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton

from ketatrack.domain.language import gettext as _
from ketatrack.ui.theme import GRID, TARGET

_LEAST_NAME = 120
"""Pixels that a course's name gets, however narrow the window."""


class Header(QFrame):
    """The course's name, with the other courses behind it, and the phase."""

    def __init__(self) -> None:
        """Show the program's own name until a course is on screen."""
        super().__init__()
        self.setObjectName("header")
        self._name = "KetaTrack"
        self.course = QLabel(self._name)
        self.course.setProperty("role", "heading")
        # what it says follows from its room, so it asks for none of its own
        self.course.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.course.setMinimumWidth(_LEAST_NAME)
        self.switch = QToolButton()
        self.switch.setText(_("Other courses"))
        self.switch.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.switch.setMenu(QMenu(self.switch))
        self.switch.hide()
        self.phase = QLabel()
        self.phase.setProperty("role", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self.course, 1)
        row.addWidget(self.switch)
        row.addWidget(self.phase)
        self.setMinimumHeight(TARGET + 2 * GRID)

    def show_course(self, name: str, phase: str) -> None:
        """Name the course and its phase; a long name is cut on screen and whole in its tooltip."""
        self._name = name
        self.course.setToolTip(name)
        self.phase.setText(phase)
        self._elide()

    def show_no_course(self, name: str) -> None:
        """Show the name of the window, and nothing of any course."""
        self.switch.menu().clear()
        self.switch.hide()
        self.show_course(name, "")

    def _elide(self) -> None:
        name = self._name
        room = max(self.course.width(), _LEAST_NAME)
        if self.course.fontMetrics().horizontalAdvance(name) > room:
            name = _elided(name, self.course.fontMetrics(), room)
        self.course.setText(name)

    def event(self, event: QEvent) -> bool:
        """Cut the name anew when there is more or less room."""
        answered = super().event(event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self._elide()
        return answered


def _elided(name: str, metrics: QFontMetrics, room: int) -> str:
    from PySide6.QtCore import Qt

    return metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
