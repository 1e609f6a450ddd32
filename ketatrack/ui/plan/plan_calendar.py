"""The plan as a calendar of months, read and walked through by keys or by mouse."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.plan_lines import PlanLine, moved_words
from ketatrack.domain.records import PlannedItem
from ketatrack.ui.plan.marks import Mark, mark_of
from ketatrack.ui.plan.month import DAYS, MonthLook, cell_at, days_of, draw_month, months_on
from ketatrack.ui.theme import GRID, TARGET, current_palette

_LEAST_CELL, _LARGEST_CELL = TARGET + GRID // 2, TARGET + 2 * GRID
"""Pixels; a day is as large as there is room for."""
_BETWEEN = 3 * GRID
_MOST_MONTHS = 4
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -DAYS,
    Qt.Key.Key_Down: DAYS,
}


class PlanCalendar(QWidget):
    """Months side by side, as many as there is room for, with a frame around the day that is read."""

    day_chosen = Signal(object)
    """Carries the local date that is read now."""
    day_wanted = Signal(object)
    """Carries the local date on which Enter was pressed, or that was clicked twice."""

    def __init__(self, today: date) -> None:
        """Start at today, without a plan."""
        super().__init__()
        self.day = today
        self.first_month = today.replace(day=1)
        self.marks: dict[date, list[Mark]] = {}
        self._today = today
        self._words: dict[date, list[str]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._speak()

    def show_plan(self, lines: Sequence[PlanLine], logged: Sequence[date], today: date) -> None:
        """Show planned dates, and the days of sessions that no planned date stands for."""
        marks: defaultdict[date, list[Mark]] = defaultdict(list)
        words: defaultdict[date, list[str]] = defaultdict(list)
        for line in lines:
            marks[line.item.planned_on].append(mark_of(line))
            words[line.item.planned_on].append(words_of(line))
        for day in logged:
            marks[day].append(Mark.LOGGED)
            words[day].append(_(Mark.LOGGED.label))
        self.marks, self._words, self._today = dict(marks), dict(words), today
        self._speak()
        self.update()

    def go_to(self, day: date) -> None:
        """Read a day, turning to its month where it is not on screen."""
        self.day = day
        month = day.replace(day=1)
        last = months_on(self.first_month, self.months_shown() - 1)
        if month < self.first_month:
            self.turn_to(month)
        elif month > last:
            self.turn_to(months_on(month, 1 - self.months_shown()))
        self._speak()
        self.update()

    def turn_to(self, month: date) -> None:
        """Show the months from this one on."""
        self.first_month = month.replace(day=1)
        self.update()

    def months_shown(self) -> int:
        """Return how many months there is room for."""
        least = DAYS * self._least_cell() + _BETWEEN
        return max(1, min(_MOST_MONTHS, int((self.width() - 2 + _BETWEEN) // least)))

    def _least_cell(self) -> float:
        return max(_LEAST_CELL, 2.0 * self.fontMetrics().height())

    def day_words(self, day: date) -> str:
        """Say what stands on a day."""
        return ". ".join(
            [f"{day:%A} {date_in_words(day)}", *(self._words.get(day) or [_("Nothing planned")])]
        )

    def _look(self) -> MonthLook:
        months, least = self.months_shown(), self._least_cell()
        room = (self.width() - 2 - (months - 1) * _BETWEEN) / (months * DAYS)
        return MonthLook(max(least, min(room, least + _LARGEST_CELL - _LEAST_CELL)), current_palette())

    def _speak(self) -> None:
        self.setAccessibleName(_("Calendar of the plan"))
        self.setAccessibleDescription(self.day_words(self.day))

    # painting

    def sizeHint(self) -> QSize:
        """Ask for one whole month at least, and for the height that its days have now."""
        return QSize(round(DAYS * self._least_cell()) + 2, round(self._look().height) + 2)

    def minimumSizeHint(self) -> QSize:
        """Ask for no less."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the days need at this width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the months that there is room for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look()
        for place in range(self.months_shown()):
            month = months_on(self.first_month, place)
            draw_month(painter, self._corner(place), month, self.marks, look, self._today)
        frame = self._cell_of(self.day)
        if frame is not None:
            colour = look.colours.accent if self.hasFocus() else look.colours.quiet
            painter.setPen(QPen(QColor(colour), 3 if self.hasFocus() else 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 4, 4)

    def _corner(self, place: int) -> QPointF:
        return QPointF(1 + place * (self._look().width + _BETWEEN), 1)

    def _cell_of(self, day: date) -> QRectF | None:
        for place in range(self.months_shown()):
            month = months_on(self.first_month, place)
            if (month.year, month.month) == (day.year, day.month):
                cell = cell_at(self._look(), days_of(month).index(day))
                return cell.translated(self._corner(place))
        return None

    def _day_at(self, point: QPoint) -> date | None:
        look = self._look()
        for place in range(self.months_shown()):
            inside = QPointF(point) - self._corner(place)
            for at, day in enumerate(days_of(months_on(self.first_month, place))):
                if day is not None and cell_at(look, at).contains(inside):
                    return day
        return None

    # hands

    def event(self, event: QEvent) -> bool:
        """Say what stands on the day below the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._day_at(event.pos())
            QToolTip.showText(event.globalPos(), self.day_words(day) if day else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Read the day that is clicked."""
        day = self._day_at(event.position().toPoint())
        if day is not None:
            self._choose(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for what Enter does."""
        if self._day_at(event.position().toPoint()) is not None:
            self.day_wanted.emit(self.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by days, weeks and months; Home goes to today, Enter asks for the day."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._choose(self.day + timedelta(days=_STEPS[key]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            month = months_on(self.day.replace(day=1), 1 if key == Qt.Key.Key_PageDown else -1)
            last = max(day for day in days_of(month) if day is not None)
            self._choose(min(last, month.replace(day=min(self.day.day, last.day))))
        elif key == Qt.Key.Key_Home:
            self._choose(self._today)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.day_wanted.emit(self.day)
        else:
            super().keyPressEvent(event)

    def _choose(self, day: date) -> None:
        self.go_to(day)
        self.day_chosen.emit(day)


def words_of(line: PlanLine) -> str:
    """Say in one line what is planned and where it stands, such as `Session, 10:00: Planned`."""
    words = _("{what}: {state}").format(what=what_words(line.item), state=_(line.state.label))
    moved = moved_words(line)
    return f"{words}, {moved}" if moved else words


def what_words(item: PlannedItem) -> str:
    """Name what a date is for, with its time where one is known."""
    what = item.name or _(item.item.label)
    return what if item.clock is None else _("{what}, {clock:%H:%M}").format(what=what, clock=item.clock)
