"""One chart on screen, drawn for its size and colours; the mouse or the arrow keys read its points."""

from collections.abc import Callable

import numpy as np
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from ketatrack.charts.chart import Chart, HoverPoint
from ketatrack.charts.palette import Palette
from ketatrack.charts.style import styled
from ketatrack.ui.theme import GRID, SMALL, current_palette

_DOTS_PER_INCH = 100
"""matplotlib's own, at which a chart's letters stand as they do on a page."""
_REACH = 24
"""Pixels; a point that is farther from the mouse is not read."""
_TEXT_WIDTH = 320
_RING = 6
_SETTLE_MS = 80
"""A chart is laid out anew when its size has rested for so long."""


class ChartCanvas(FigureCanvasQTAgg):
    """The drawing of a chart with a note at the point that is read."""

    def __init__(self, palette: Callable[[], Palette] = current_palette, letters: float = SMALL) -> None:
        """Make an empty canvas.

        Args:
            palette: tells the colours of now.
            letters: the size of the page's text in points, to which the chart's is in its usual proportion.
        """
        super().__init__(Figure(dpi=_DOTS_PER_INCH * letters / SMALL))  # type: ignore[no-untyped-call]
        self._palette = palette
        self._chart: Chart | None = None
        self._points: list[HoverPoint] = []
        self._is_stale = False
        self._read = -1
        self._note = _Note(self)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLE_MS)
        self._settled.timeout.connect(self._lay_out_anew)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def show_chart(self, chart: Chart) -> None:
        """Draw a chart in place of the one before, with the next redraw."""
        self._chart = chart
        self._read = -1
        self._points = []
        self.setAccessibleName(chart.title)
        self._lay_out_anew()

    def reading(self) -> str:
        """Return the words of the point that is read, empty when none is."""
        return self._points[self._read].text if self._read >= 0 else ""

    def _lay_out_anew(self) -> None:
        self._is_stale = True
        self.draw_idle()  # type: ignore[no-untyped-call]

    def draw(self) -> None:
        """Render within the charts' own style, since matplotlib makes some texts only now."""
        if self._is_stale and self._chart is not None:
            self._is_stale = False
            points = self._chart.draw(self.figure, self._palette())
            self._points = sorted(points, key=lambda point: (point.x, point.y))
        with styled(self._palette()):
            super().draw()  # type: ignore[no-untyped-call]
        self._say(self._read)

    def sizeHint(self) -> QSize:
        """Leave it to the page how much room there is, and not to the drawing's size before."""
        size: QSize = self.minimumSize()
        return size

    # reading points

    def _place(self, point: HoverPoint) -> QPoint:
        x, y = point.axes.transData.transform((point.x, point.y))
        ratio = self.device_pixel_ratio
        return QPoint(round(x / ratio), round(self.height() - y / ratio))

    def _nearest(self, mouse: QPoint) -> int:
        if not self._points:
            return -1
        places = np.array([self._place(point).toTuple() for point in self._points])
        distances = np.hypot(*(places - mouse.toTuple()).T)
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= _REACH else -1

    def _say(self, index: int) -> None:
        self._read = index
        sentence = self._chart.sentence if self._chart else ""
        self.setAccessibleDescription(self.reading() or sentence)
        self._note.say(self._place(self._points[index]) if index >= 0 else None, self.reading())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the nearest point."""
        nearest = self._nearest(event.position().toPoint())
        if nearest != self._read:
            self._say(nearest)

    def leaveEvent(self, event: QEvent) -> None:
        """Read nothing any more."""
        self._say(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from point to point in order of time."""
        last = len(self._points) - 1
        to = {
            Qt.Key.Key_Left: last if self._read < 0 else max(0, self._read - 1),
            Qt.Key.Key_Right: min(last, self._read + 1),
            Qt.Key.Key_Home: min(last, 0),
            Qt.Key.Key_End: last,
            Qt.Key.Key_Escape: -1,
        }.get(Qt.Key(event.key()))
        if to is None or (to < 0 and self._read < 0):
            event.ignore()
        else:
            self._say(to)

    # size, focus, colours

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chart out anew when the size has settled."""
        super().resizeEvent(event)  # type: ignore[no-untyped-call]
        self._note.resize(self.size())
        self._settled.start()

    def changeEvent(self, event: QEvent) -> None:
        """Take on the colours of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_settled"):
            self._settled.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        super().focusInEvent(event)
        self._note.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self._note.update()


class _Note(QWidget):
    """A ring around the point that is read, and its words beside it, over the drawing."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place: QPoint | None = None
        self._words = ""

    def say(self, place: QPoint | None, words: str) -> None:
        self._place, self._words = place, words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        if self._canvas.hasFocus():
            painter.setPen(QPen(accent, 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        if self._place is None:
            return
        painter.setPen(QPen(accent, 2))
        painter.drawEllipse(self._place, _RING, _RING)
        box = self._box(self._place)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(box.adjusted(GRID, GRID, -GRID, -GRID), Qt.TextFlag.TextWordWrap, self._words)

    def _box(self, place: QPoint) -> QRect:
        """Return the frame of the words: beside the point, wholly on the chart."""
        room = QRect(0, 0, min(_TEXT_WIDTH, self.width() - 4 * GRID), self.height())
        text = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self._words)
        box = QRect(0, 0, text.width() + 2 * GRID, text.height() + 2 * GRID)
        left = place.x() + 2 * GRID
        if left + box.width() > self.width():
            left = place.x() - 2 * GRID - box.width()
        top = min(max(0, place.y() - box.height() // 2), self.height() - box.height())
        box.moveTo(max(0, left), max(0, top))
        return box
