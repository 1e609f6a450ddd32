"""How the board of a session stands on screen: one column where there is little room, else two."""

from enum import Enum
from functools import partial

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ketatrack.domain.followed_words import EventKind
from ketatrack.domain.language import gettext as _
from ketatrack.ui.board.checkpoint_rows import CheckpointRows
from ketatrack.ui.board.clock_face import ClockFace
from ketatrack.ui.board.emergency_place import EmergencyPlace
from ketatrack.ui.board.event_buttons import EVENT_KEYS, EventButtons
from ketatrack.ui.board.left_open import LeftOpenCard
from ketatrack.ui.board.rows import ButtonRows
from ketatrack.ui.board.step_line import StepLine
from ketatrack.ui.fields.wrapping_button import WrappingButton
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, heading, scrolled
from ketatrack.ui.theme import GRID, SESSION_TARGET, as_session_screen

READING_KEY, SIGNS_KEY, END_KEY = "B", "E", "Q"
_TWO_COLUMNS = 880
"""Pixels; a board at least as wide shows what was written beside what comes next."""
_AROUND_CURSOR = SESSION_TARGET // 2
"""Pixels; of a line the scroll area sees the cursor alone, and this much around it is the whole line."""


class Place(Enum):
    """Where other parts of a session's screen stand on the board."""

    QUOTES = "quotes"
    """Below the clock, such as what the clinic said about a number that was just written."""
    CHART = "chart"
    """Above what was written."""
    LEAVING = "leaving"
    """Below the checkpoints."""


class BoardFrame(QWidget):
    """The parts of a board in their places, without anything in them yet."""

    def __init__(self, journal: Journal) -> None:
        """Make the parts."""
        super().__init__()
        as_session_screen(self)
        self.emergency = EmergencyPlace(journal)
        self.face = ClockFace()
        self.shift_line = QLabel()
        self.shift_line.setWordWrap(True)
        self.shift_line.hide()
        self.dose_button = WrappingButton(_("First dose"), EVENT_KEYS[EventKind.DOSE], primary=True)
        self.step = StepLine()
        self.checkpoints = CheckpointRows()
        self.reading_button = WrappingButton(_("Reading now"), READING_KEY)
        self.events = EventButtons()
        self.written = ButtonRows()
        self.nothing_written = QLabel(_("Nothing yet."))
        self.signs_button = WrappingButton(_("Emergency signs"), SIGNS_KEY)
        self.end_button = WrappingButton(_("End the session…"), END_KEY)
        self._places = {place: QVBoxLayout() for place in Place}
        self._head, self._columns = (QBoxLayout(QBoxLayout.Direction.TopToBottom) for _side in range(2))
        for sides in (self._head, self._columns):
            sides.setSpacing(2 * GRID)
        self.list_card = Card(_("Checkpoints"))
        self.left_card = LeftOpenCard()
        self._panels = QVBoxLayout()
        self._sought: QWidget | None = None
        self.scroll_area = scrolled(self._content())
        self.scroll_area.verticalScrollBar().valueChanged.connect(self.show_foot_time)
        self.foot_time = heading("")
        self.foot_time.setWordWrap(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.scroll_area, 1)
        outer.addWidget(self._foot())

    def place(self, part: QWidget, where: Place) -> None:
        """Put another part of a session's screen into its place."""
        self._places[where].addWidget(part)

    def add_panels(self, panels: QWidget) -> None:
        """Take what stands in place of the checkpoints while something is typed."""
        self._panels.addWidget(panels)

    def show_top(self) -> None:
        """Scroll to where signs of an emergency stand."""
        self._sought = None
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # what was just added gets its place
        self.scroll_area.verticalScrollBar().setValue(0)

    def bring_into_sight(self, part: QWidget, within: QWidget | None = None) -> None:
        """Scroll to a part as far as is needed, and above all to what has the focus within it or another.

        Once more when words that wrap have found their heights, for which one turn of layout is too few.
        """
        self._sought = part
        self._scroll_to(part, within or part)
        QTimer.singleShot(0, part, partial(self._scroll_again, part, within or part))

    def _scroll_again(self, part: QWidget, within: QWidget) -> None:
        if self._sought is part:  # nobody went elsewhere meanwhile
            self._scroll_to(part, within)

    def _scroll_to(self, part: QWidget, within: QWidget) -> None:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.scroll_area.ensureWidgetVisible(part, 0, 0)
        focused = self.focusWidget()
        if focused is not None and within.isAncestorOf(focused):
            self.scroll_area.ensureWidgetVisible(focused, 0, _AROUND_CURSOR)

    # layout

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.emergency)
        column.addWidget(self.left_card)
        beside = QVBoxLayout()
        beside.setSpacing(2 * GRID)
        beside.addWidget(self.dose_button)
        beside.addWidget(self.step)
        beside.addStretch(1)
        self._head.addWidget(self.face, 1)
        self._head.addLayout(beside, 1)
        column.addLayout(self._head)
        column.addWidget(self.shift_line)
        column.addLayout(self._places[Place.QUOTES])
        self._columns.addLayout(self._first_column(), 1)
        self._columns.addLayout(self._second_column(), 1)
        column.addLayout(self._columns)
        column.addStretch(1)
        return content

    def _first_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2 * GRID)
        self.list_card.column.addWidget(self.checkpoints)
        self.list_card.column.addWidget(self.reading_button)
        column.addWidget(self.list_card)
        column.addLayout(self._panels)
        column.addLayout(self._places[Place.LEAVING])
        column.addWidget(self.end_button)
        column.addStretch(1)
        return column

    def _second_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2 * GRID)
        happened = Card(_("It happens now"))
        happened.column.addWidget(self.events)
        column.addWidget(happened)
        column.addLayout(self._places[Place.CHART])
        written = Card(_("Written down"))
        written.column.addWidget(self.nothing_written)
        written.column.addWidget(self.written)
        column.addWidget(written)
        column.addStretch(1)
        return column

    def _foot(self) -> QWidget:
        """Return what stays in sight however far the rest was scrolled."""
        foot = QWidget()
        foot.setObjectName("header")
        row = QHBoxLayout(foot)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.addWidget(self.signs_button)
        row.addStretch(1)
        row.addWidget(self.foot_time)
        return foot

    def show_foot_time(self) -> None:
        """Show the time at the foot, where the big clock is not in sight."""
        clock = self.face.time
        is_seen = clock.visibleRegion().boundingRect().height() >= clock.height()
        words = "" if is_seen or self.face.line.isHidden() else clock.text()
        if words != self.foot_time.text():
            self.foot_time.setText(words)
            self.foot_time.setAccessibleName(f"{words}, {self.face.line.text()}" if words else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one column or in two, as there is room."""
        super().resizeEvent(event)
        wide = self.width() >= _TWO_COLUMNS
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        for sides in (self._head, self._columns):
            sides.setDirection(direction)
