"""How the board of a session stands on screen: one column where there is little room, else two."""

from enum import Enum
from functools import partial

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.wording import shortened
from ketatrack.ui.board.checkpoint_rows import CheckpointRows
from ketatrack.ui.board.clock_face import ClockFace
from ketatrack.ui.board.emergency_place import EmergencyPlace
from ketatrack.ui.board.event_buttons import DOSE_KEY, EventButtons
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
_LONGEST_AT_FOOT = 40
"""Letters of what was written last, at the foot."""
_AROUND_CURSOR = SESSION_TARGET // 2
"""Pixels; of a line the scroll area sees the cursor alone, and this much around it is the whole line."""


class Place(Enum):
    """Where other parts of a session's screen stand on the board."""

    WATCH = "watch"
    """Below the clock, such as when to look in."""
    QUOTES = "quotes"
    """Below what was just written, such as what the clinic said about its number."""
    CHART = "chart"
    """Above what was written."""
    LEAVING = "leaving"
    """Below the checkpoints."""
    LAST = "last"
    """At the end of the first of two columns; of one, below everything."""


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
        self.dose_button = WrappingButton(_("First dose"), DOSE_KEY, primary=True)
        self.stay_line = QLabel()
        self.stay_line.setWordWrap(True)
        self.step = StepLine()
        self.checkpoints = CheckpointRows()
        self.reading_button = WrappingButton(_("Reading now"), READING_KEY)
        self.events = EventButtons()
        self.written = ButtonRows()
        self.nothing_written = QLabel(_("Nothing yet."))
        self.signs_button = WrappingButton(_("Emergency signs"), SIGNS_KEY)
        self.end_button = WrappingButton(_("End the session…"), END_KEY)
        self._end_place = QWidget()
        self._places = {place: QVBoxLayout() for place in Place}
        self._end_place.setLayout(self._places[Place.LAST])
        self._places[Place.LAST].setContentsMargins(0, 0, 0, 0)
        self._end_place.hide()
        self._head, self._columns = (QBoxLayout(QBoxLayout.Direction.TopToBottom) for _side in range(2))
        for sides in (self._head, self._columns):
            sides.setSpacing(2 * GRID)
        self.list_card = Card(_("Checkpoints"))
        self.left_card = LeftOpenCard()
        self._panels = QVBoxLayout()
        self._sought: QWidget | None = None
        self.scroll_area = scrolled(self._content())
        bar = self.scroll_area.verticalScrollBar()
        for moved in (bar.valueChanged, bar.rangeChanged):
            moved.connect(self.show_foot)
        self.foot_written = QLabel()
        self.foot_written.setWordWrap(True)
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
        if where is Place.LAST:
            self._end_place.show()

    def add_panels(self, panels: QWidget) -> None:
        """Take what stands in place of the checkpoints while something is typed."""
        self._panels.addWidget(panels)

    def show_top(self) -> None:
        """Scroll to where signs of an emergency stand."""
        self._sought = None
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # what was just added gets its place
        self.scroll_area.verticalScrollBar().setValue(0)

    def show_written(self, beside: QWidget) -> None:
        """Keep in sight what was written and what the clinic said of it, together with what comes next.

        All of it is shown from the top where there is room for that, else from what was written on; below
        that the foot tells the time.
        """
        self.show_top()
        self._sought = beside
        self._scroll_to_written(beside)
        QTimer.singleShot(0, beside, partial(self._scroll_to_written, beside))

    def _scroll_to_written(self, beside: QWidget) -> None:
        content = self.scroll_area.widget()
        if self._sought is not beside or content is None:
            return
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        below = beside.mapTo(content, beside.rect().bottomLeft()).y()
        has_room = below < self.scroll_area.viewport().height()
        top = self.step.geometry().top() if self.step.isVisible() else self._columns.geometry().top()
        self.scroll_area.verticalScrollBar().setValue(0 if has_room else top - GRID)

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
        beside.addWidget(self.stay_line)
        beside.addStretch(1)
        self._head.addWidget(self.face, 1)
        self._head.addLayout(beside, 1)
        column.addLayout(self._head)
        column.addWidget(self.shift_line)
        column.addLayout(self._places[Place.WATCH])
        column.addWidget(self.step)
        column.addLayout(self._places[Place.QUOTES])
        self._first, self._second = self._first_column(), self._second_column()
        self._columns.addLayout(self._first, 1)
        self._columns.addLayout(self._second, 1)
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
        column.addWidget(self._end_place)
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
        row.setSpacing(2 * GRID)
        row.addWidget(self.signs_button)
        row.addWidget(self.foot_written, 1)
        row.addWidget(self.foot_time)
        return foot

    def show_stay(self, words: str) -> None:
        """Say until when the stay is that was chosen; the same words paint nothing anew."""
        if words != self.stay_line.text():
            self.stay_line.setText(words)

    def show_foot(self) -> None:
        """Show at the foot the time and what was written last, where these are not in sight above."""
        is_told = self.step.isHidden() or _is_in_sight(self.step.words)
        written = "" if is_told else shortened(self.step.sentence, _LONGEST_AT_FOOT)
        if written != self.foot_written.text():
            self.foot_written.setText(written)
        clock = self.face.time
        words = "" if _is_in_sight(clock) or self.face.line.isHidden() else clock.text()
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
        column = self._first if wide else self._second
        if column.indexOf(self._end_place) < 0:
            column.insertWidget(column.count() - 1, self._end_place)  # above the stretch at its end


def _is_in_sight(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect().height() >= part.height()
