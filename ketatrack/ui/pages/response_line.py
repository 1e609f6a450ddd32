"""A small line of the last scores for the Today page; the Charts page shows the whole."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ketatrack.domain.instruments import PHQ9, instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.response import Baseline, response_threshold
from ketatrack.domain.scores import Scored

SHOWN_DAYS = 182
_HEIGHT = 72
_EDGE = 6


class ResponseLine(QWidget):
    """The PHQ-9 of the last half year on its full axis, with the half-of-baseline line."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._scores: Sequence[Scored] = ()
        self._threshold: float | None = None
        self.setMinimumHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_scores(self, scores: Sequence[Scored], baseline: Baseline | None) -> None:
        """Show the scores, in order of time, of which the last half year is drawn."""
        last = scores[-1].taken_at if scores else None
        self._scores = [s for s in scores if last is not None and (last - s.taken_at).days <= SHOWN_DAYS]
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
        if len(self._scores) < 2 or scale is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = self._scores[0].taken_at, self._scores[-1].taken_at
        span = max((last - first).total_seconds(), 1.0)
        width, height = self.width() - 2 * _EDGE, self.height() - 2 * _EDGE

        def height_of(total: float) -> float:
            return _EDGE + height * (1 - (total - scale.low) / (scale.high - scale.low))

        points = [
            QPointF(_EDGE + width * (s.taken_at - first).total_seconds() / span, height_of(s.total))
            for s in self._scores
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
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(accent)
        for point in points:
            painter.drawEllipse(point, 2.5, 2.5)
