"""One month as it is drawn, on screen and on paper: its days in weeks, each with its marks."""

from calendar import Calendar, day_abbr
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from ketatrack.charts.palette import Palette
from ketatrack.ui.plan.marks import Mark, draw_mark

WEEKS, DAYS = 6, 7
_MOST_MARKS = 2
"""Marks that one day has room for; its words name all of them."""

Marks = Mapping[date, Sequence[Mark]]


@dataclass(frozen=True, slots=True)
class MonthLook:
    """The size of a day's cell and the colours of a month; lengths are in the painter's units."""

    cell: float
    colours: Palette

    @property
    def head(self) -> float:
        """Return the height of the month's name with the names of the weekdays."""
        return self.cell * 1.4

    @property
    def width(self) -> float:
        """Return the width of a month."""
        return DAYS * self.cell

    @property
    def height(self) -> float:
        """Return the height of a month, of as many weeks as a month can touch."""
        return self.head + WEEKS * self.cell


def days_of(month: date) -> list[date | None]:
    """Return the days of a month by week from Monday on, None before the first and after the last."""
    weeks = Calendar().monthdayscalendar(month.year, month.month)
    return [month.replace(day=day) if day else None for week in weeks for day in week]


def months_on(month: date, by: int) -> date:
    """Return the first day of the month that lies some months later, or earlier below zero."""
    years, rest = divmod(month.month - 1 + by, 12)
    return date(month.year + years, rest + 1, 1)


def cell_at(look: MonthLook, place: int) -> QRectF:
    """Return where the cell of a place in `days_of` lies, from the month's corner."""
    week, weekday = divmod(place, DAYS)
    return QRectF(weekday * look.cell, look.head + week * look.cell, look.cell, look.cell)


def draw_month(
    painter: QPainter, corner: QPointF, month: date, marks: Marks, look: MonthLook, today: date
) -> None:
    """Draw a month with its marks; today has a line below its number."""
    painter.save()
    painter.translate(corner)
    text, quiet = QColor(look.colours.text), QColor(look.colours.quiet)
    font = QFont(painter.font())
    bold = QFont(font)
    bold.setBold(True)
    painter.setFont(bold)
    painter.setPen(text)
    title = QRectF(0, 0, look.width, look.head * 0.6)
    painter.drawText(title, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"{month:%B %Y}")
    painter.setFont(font)
    painter.setPen(quiet)
    for weekday, name in enumerate(day_abbr):
        head = QRectF(weekday * look.cell, look.head * 0.6, look.cell, look.head * 0.4)
        painter.drawText(head, Qt.AlignmentFlag.AlignCenter, name[:2])
    for place, day in enumerate(days_of(month)):
        if day is not None:
            _draw_day(painter, cell_at(look, place), day, marks.get(day, ()), look, is_today=day == today)
    painter.restore()


def _draw_day(
    painter: QPainter, cell: QRectF, day: date, marks: Sequence[Mark], look: MonthLook, *, is_today: bool
) -> None:
    painter.setPen(QPen(QColor(look.colours.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(cell)
    painter.setPen(QColor(look.colours.text))
    number = cell.adjusted(0, 1, 0, -cell.height() / 2)
    painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
    if is_today:
        painter.setPen(QPen(QColor(look.colours.text), 2))
        under, reach = number.bottom() - 1, cell.width() / 5
        painter.drawLine(QPointF(cell.center().x() - reach, under), QPointF(cell.center().x() + reach, under))
    shown = marks[:_MOST_MARKS]
    size = look.cell * 0.38
    left = cell.center().x() - size * len(shown) / 2
    for place, mark in enumerate(shown):
        box = QRectF(left + place * size, cell.bottom() - size - cell.height() * 0.07, size, size)
        draw_mark(painter, mark, box, look.colours)
