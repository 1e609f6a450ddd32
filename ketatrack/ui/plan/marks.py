"""The marks of a calendar: each state of a date has a shape and a word of its own, and no colour of blame."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ketatrack.charts.palette import Palette
from ketatrack.domain.plan_lines import PlanLine
from ketatrack.domain.planned import PlanState
from ketatrack.domain.words import Word


class Mark(Word):
    """What a day of the calendar is marked with."""

    PLANNED = "planned", "Planned"
    MOVED = "moved", "Moved"
    DRAFT = "draft", "Draft"
    PASSED = "passed", "Planned date passed"
    DONE = "done", "Done"
    SKIPPED = "skipped", "Skipped"
    NOT_GIVEN = "not_given", "Not given"
    LOGGED = "logged", "Session without a planned date"


def mark_of(line: PlanLine) -> Mark:
    """Return the mark of a planned date; a date that stands elsewhere than at first is marked as moved."""
    if line.state is PlanState.PLANNED and line.moves:
        return Mark.MOVED
    return Mark[line.state.name]


def draw_mark(painter: QPainter, mark: Mark, box: QRectF, colours: Palette) -> None:
    """Draw a mark into a square box."""
    width = max(box.width() / 9, 1.0)
    inside = box.adjusted(width, width, -width, -width)
    colour = QColor(_colour(mark, colours))
    style = Qt.PenStyle.DashLine if mark is Mark.DRAFT else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour, width, style))
    painter.setBrush(colour if mark in {Mark.DONE, Mark.LOGGED} else Qt.BrushStyle.NoBrush)
    if mark is Mark.LOGGED:
        painter.drawRect(inside.adjusted(width, width, -width, -width))
    elif mark is Mark.NOT_GIVEN:
        painter.drawRect(inside)
    else:
        painter.drawEllipse(inside)
    _draw_inside(painter, mark, inside, colour)


def _colour(mark: Mark, colours: Palette) -> str:
    if mark in {Mark.DONE, Mark.LOGGED}:
        return colours.accent
    return colours.second if mark in {Mark.PLANNED, Mark.MOVED, Mark.DRAFT} else colours.quiet


def _draw_inside(painter: QPainter, mark: Mark, box: QRectF, colour: QColor) -> None:
    middle, reach = box.center(), box.width() / 4
    if mark is Mark.PASSED:
        painter.setBrush(colour)
        painter.drawEllipse(middle, reach / 2, reach / 2)
    elif mark is Mark.SKIPPED:
        painter.drawLine(box.bottomLeft(), box.topRight())
    elif mark is Mark.NOT_GIVEN:
        painter.drawLine(box.bottomLeft(), box.topRight())
        painter.drawLine(box.topLeft(), box.bottomRight())
    elif mark is Mark.MOVED:
        tip = middle + QPointF(reach, 0)
        painter.drawLine(middle - QPointF(reach, 0), tip)
        painter.drawLine(tip, tip + QPointF(-reach, -reach))
        painter.drawLine(tip, tip + QPointF(-reach, reach))
