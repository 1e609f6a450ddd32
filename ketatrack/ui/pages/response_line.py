"""A small line of the last scores for the Today page; the Charts page shows the whole."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketatrack.domain.instruments import PHQ9, instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.response import Baseline, response_threshold
from ketatrack.domain.scores import Scored, interruptions

SHOWN = timedelta(days=182)
_HEIGHT = 72
_EDGE = 6


class ResponseLine(QWidget):
    """The PHQ-9 of the half year up to now on its full axis, with the half-of-baseline line.

    Where scores lie far apart the line is interrupted, as in the chart.
    """

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._scores: Sequence[Scored] = ()
        self._threshold: float | None = None
        self._until: datetime | None = None
        self.setMinimumHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_scores(self, scores: Sequence[Scored], baseline: Baseline | None, now: datetime) -> None:
        """Show the scores, in order of time, of which the half year up to now is drawn."""
        self._scores = [score for score in scores if now - SHOWN <= score.taken_at <= now]
        self._until = now
        self._threshold = response_threshold(baseline)
        spoken = ", ".join(f"{score.total:g}" for score in self._scores)
        self.setAccessibleName(_("PHQ-9 of the last half year: {totals}").format(totals=spoken))
        self.setToolTip(self.accessibleName())
        self.setVisible(len(self._scores) > 1)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a strip."""
        return QSize(400, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line on the full axis of the questionnaire."""
        scale = instrument(PHQ9)
        if len(self._scores) < 2 or scale is None or self._until is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = self._until - SHOWN
        width, height = self.width() - 2 * _EDGE, self.height() - 2 * _EDGE

        def height_of(total: float) -> float:
            return _EDGE + height * (1 - (total - scale.low) / (scale.high - scale.low))

        points = [
            QPointF(_EDGE + width * ((s.taken_at - first) / SHOWN), height_of(s.total)) for s in self._scores
        ]
        line = self.palette().color(QPalette.ColorRole.Mid)
        painter.setPen(QPen(line, 1))
        painter.drawLine(QPointF(_EDGE, height_of(scale.low)), QPointF(_EDGE + width, height_of(scale.low)))
        painter.drawLine(QPointF(_EDGE, height_of(scale.high)), QPointF(_EDGE + width, height_of(scale.high)))
        if self._threshold is not None:
            painter.setPen(
                QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1, Qt.PenStyle.DashLine)
            )
            at = height_of(self._threshold)
            painter.drawLine(QPointF(_EDGE, at), QPointF(_EDGE + width, at))
        self._draw_points(painter, points)

    def _draw_points(self, painter: QPainter, points: list[QPointF]) -> None:
        accent: QColor = self.palette().color(QPalette.ColorRole.Highlight)
        painter.setPen(QPen(accent, 2))
        for start, end in pairwise([0, *interruptions(self._scores), len(points)]):
            painter.drawPolyline(QPolygonF(points[start:end]))
        painter.setBrush(accent)
        for point in points:
            painter.drawEllipse(point, 2.5, 2.5)
