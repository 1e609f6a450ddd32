"""How every form stands: its title, its fields in one column that scrolls, what it says, and its buttons."""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.ui.forms.keyed_page import KeyedPage
from ketatrack.ui.layout import heading, scrolled
from ketatrack.ui.theme import GRID

_WIDTH = 880
"""Pixels; a form is read in one column, however wide the window."""


class FormFrame(KeyedPage):
    """The frame of a form, with nothing in its `body` yet."""

    def __init__(self, title: str) -> None:
        """Make the frame."""
        super().__init__()
        self.setObjectName("page")
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * GRID)
        self._summary = QLabel()
        self._summary.setWordWrap(True)
        self._summary.hide()
        self.save_button = QPushButton(_("&Save"))
        self.save_button.setProperty("role", "primary")
        self.save_button.setToolTip("Ctrl+Return")
        self.close_button = QPushButton(_("Close"))
        self.close_button.setToolTip(_("Esc; what you typed is kept"))
        self.history_button = QPushButton(_("Histor&y…"))
        self.history_button.setToolTip(_("Shows what was done to this entry, when and by whom"))
        self.history_button.hide()
        self.discard_button = QPushButton(_("Discard what I typed"))
        self.discard_button.hide()
        self.scroll_area = scrolled(self._column(title))
        self._follower = QTimer(self)  # once a row that a key just made has its place
        self._follower.setSingleShot(True)
        self._follower.setInterval(0)
        self._follower.timeout.connect(self._follow_focus)
        self._lay_out()

    def _column(self, title: str) -> QWidget:
        column = QWidget()
        column.setObjectName("page")
        column.setMaximumWidth(_WIDTH)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        inner.setSpacing(2 * GRID)
        self.title = heading(title)
        inner.addWidget(self.title)
        inner.addLayout(self.body)
        inner.addStretch(1)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(column, 1)
        row.addStretch(0)
        return holder

    def _lay_out(self) -> None:
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        self.foot.setSpacing(GRID)
        self.foot.addWidget(self.save_button)
        self.foot.addWidget(self.close_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.history_button)
        self.foot.addWidget(self.discard_button)
        note = QVBoxLayout()
        note.setContentsMargins(3 * GRID, GRID, 3 * GRID, 0)
        note.addWidget(self._summary)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.scroll_area, 1)
        outer.addLayout(note)
        outer.addLayout(self.foot)

    def follow_focus(self) -> None:
        """Scroll to where a key has just led; Qt itself follows only Tab."""
        self._follower.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with what has the focus in sight, however small the window is."""
        super().showEvent(event)
        self.follow_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what has the focus in sight."""
        super().resizeEvent(event)
        self.follow_focus()

    def _follow_focus(self) -> None:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # what just changed gets its place
        focused = self.focusWidget()
        if focused is not None:
            self.scroll_area.ensureWidgetVisible(focused)

    def say(self, role: str, sentence: str) -> None:
        """Say something about the whole form; nothing for an empty sentence."""
        self._summary.setText(sentence)
        self._summary.setProperty("role", role)
        self._summary.setVisible(bool(sentence))
        self._summary.style().polish(self._summary)
