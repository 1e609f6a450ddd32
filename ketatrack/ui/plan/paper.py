"""The plan on paper: the months and their dates, to print or to save as a picture or a PDF.

The sheet names no drug, no diagnosis and no course, and neither does its file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QImageWriter,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from ketatrack.charts.palette import PAPER
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.plan_lines import PlanLine, kept_words
from ketatrack.ui.plan.marks import Mark, draw_mark, mark_of
from ketatrack.ui.plan.month import MonthLook, draw_month, months_on
from ketatrack.ui.plan.plan_calendar import words_of

FORMATS = (".pdf", ".png")
MONTHS = 6
"""How many months a sheet shows, from the first on screen on."""
_ACROSS = 3
_WIDTH = 720.0
"""Units of the drawing; everything else is measured in them, and the page decides how large one is."""
_LEAST_HEIGHT = 720.0
"""Units that the months and a few dates need, also on a sheet that lies on its side."""
_LOOK = MonthLook(30.0, PAPER)
_LINE = 22.0
_MARK = 13.0
_PIXELS = 2
"""Pixels of a picture for each unit."""


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """What stands on the sheet: months from the first on, and the dates within them."""

    first_month: date
    lines: Sequence[PlanLine]
    today: date

    @classmethod
    def of(cls, lines: Sequence[PlanLine], first_month: date, today: date) -> "PlanSheet":
        """Take the dates that lie in the months of the sheet."""
        end = months_on(first_month, MONTHS)
        return cls(first_month, [line for line in lines if first_month <= line.item.planned_on < end], today)

    # pages

    def pages(self, height: float) -> list[Sequence[PlanLine]]:
        """Return the dates of each page of a height: below the months on the first, alone on the others."""
        first = int((height - self._list_top() - _LINE) // _LINE)
        rest = int((height - 2 * _LINE) // _LINE)
        pages = [self.lines[:first]]
        pages += [self.lines[at : at + rest] for at in range(first, len(self.lines), rest)]
        return pages

    def _list_top(self) -> float:
        rows = -(-MONTHS // _ACROSS)
        return 2.5 * _LINE + rows * (_LOOK.height + _LINE) + 2 * _LINE

    def draw(self, painter: QPainter, lines: Sequence[PlanLine], *, is_first: bool = True) -> None:
        """Draw one page in units of the drawing: on the first the months, and on each some dates."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(painter.font())
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(PAPER.text))
        top = 0.0
        if is_first:
            self._draw_head(painter)
            self._draw_months(painter)
            self._draw_legend(painter)
            top = self._list_top()
        for place, line in enumerate(lines):
            _draw_line(painter, line, top + place * _LINE)

    def height(self) -> float:
        """Return the height of the sheet where all dates stand on one page."""
        return self._list_top() + (len(self.lines) + 1) * _LINE

    def _draw_head(self, painter: QPainter) -> None:
        title = QFont(painter.font())
        title.setPixelSize(20)
        title.setBold(True)
        painter.save()
        painter.setFont(title)
        painter.drawText(QRectF(0, 0, _WIDTH / 2, 1.5 * _LINE), Qt.AlignmentFlag.AlignVCenter, _("Plan"))
        painter.restore()
        made = _("Made on {day}").format(day=date_in_words(self.today))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(_WIDTH / 2, 0, _WIDTH / 2, 1.5 * _LINE), right, made)

    def _draw_months(self, painter: QPainter) -> None:
        marks: dict[date, list[Mark]] = {}
        for line in self.lines:
            marks.setdefault(line.item.planned_on, []).append(mark_of(line))
        between = (_WIDTH - _ACROSS * _LOOK.width) / (_ACROSS - 1)
        for place in range(MONTHS):
            row, column = divmod(place, _ACROSS)
            corner = QPointF(column * (_LOOK.width + between), 2.5 * _LINE + row * (_LOOK.height + _LINE))
            draw_month(painter, corner, months_on(self.first_month, place), marks, _LOOK, self.today)

    def _draw_legend(self, painter: QPainter) -> None:
        left, top = 0.0, self._list_top() - 2 * _LINE
        shown = {mark_of(line) for line in self.lines}
        for mark in (mark for mark in Mark if mark in shown):
            draw_mark(painter, mark, QRectF(left, top, _MARK, _MARK), PAPER)
            painter.setPen(QColor(PAPER.text))
            words = _(mark.label)
            painter.drawText(QPointF(left + _MARK + 5, top + _MARK - 2), words)
            left += _MARK + 25 + painter.fontMetrics().horizontalAdvance(words)


def _draw_line(painter: QPainter, line: PlanLine, top: float) -> None:
    draw_mark(painter, mark_of(line), QRectF(0, top + 4, _MARK, _MARK), PAPER)
    painter.setPen(QColor(PAPER.text))
    day = f"{line.item.planned_on:%a} {date_in_words(line.item.planned_on)}"
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(22, top, 120, _LINE), middle, day)
    words = " · ".join(filter(None, (words_of(line), kept_words(line), line.item.place)))
    room = _WIDTH - 150
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(room))
    painter.drawText(QRectF(150, top, room, _LINE), middle, shown)


def draw_on(sheet: PlanSheet, device: QPagedPaintDevice) -> None:
    """Draw every page of the sheet on a printer or a PDF."""
    painter = QPainter(device)
    try:
        paper = painter.viewport()
        scale = min(paper.width() / _WIDTH, paper.height() / _LEAST_HEIGHT)
        for page, lines in enumerate(sheet.pages(paper.height() / scale)):
            if page:
                device.newPage()
            painter.save()
            painter.scale(scale, scale)
            sheet.draw(painter, lines, is_first=page == 0)
            painter.restore()
    finally:
        painter.end()


def as_pdf(sheet: PlanSheet) -> bytes:
    """Return the sheet as a PDF of A4 pages."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_("Plan"))
    writer.setCreator("")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(15, 15, 15, 15),
            QPageLayout.Unit.Millimeter,
        )
    )
    draw_on(sheet, writer)
    buffer.close()
    return bytes(content.data())


def as_png(sheet: PlanSheet) -> bytes:
    """Return the sheet as one picture, as long as its dates need."""
    edge = _LINE
    size = QSizeF(_WIDTH + 2 * edge, sheet.height() + 2 * edge) * _PIXELS
    image = QImage(size.toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor(PAPER.background))
    painter = QPainter(image)
    painter.scale(_PIXELS, _PIXELS)
    painter.translate(edge, edge)
    sheet.draw(painter, sheet.lines)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(content.data())
