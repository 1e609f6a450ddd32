"""Pages of paper on screen, as wide as the view or larger."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ketatrack.ui.theme import GRID

_LOWEST = 30 * GRID
"""Pixels; in a lower window the page around it scrolls."""


class PaperView(QScrollArea):
    """Shows pictures of pages one below the other; the arrow keys scroll them."""

    def __init__(self, name: str) -> None:
        """Take the name for those who do not see the pages."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidgetResizable(True)
        self.setMinimumHeight(_LOWEST)
        self._zoom = 1.0
        self._pages: list[QImage] = []
        self.labels: list[QLabel] = []
        holder = QWidget()
        holder.setObjectName("page")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(GRID, GRID, GRID, GRID)
        self._column.setSpacing(GRID)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(holder)

    def show_pages(self, pictures: Sequence[bytes]) -> None:
        """Show pages in place of those before; each is a picture file's content."""
        for label in self.labels:
            self._column.removeWidget(label)
            label.deleteLater()
        self._pages = [QImage.fromData(picture) for picture in pictures]
        self.labels = [QLabel() for _page in self._pages]
        for label in self.labels:
            label.setFrameShape(QFrame.Shape.Box)
            self._column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        self._scale()

    def set_zoom(self, zoom: float) -> None:
        """Show pages so many times as wide as the view."""
        self._zoom = zoom
        self._scale()

    def sizeHint(self) -> QSize:
        """Ask for no more than the lowest; what is left of the window is taken all the same."""
        return QSize(super().sizeHint().width(), _LOWEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the width."""
        super().resizeEvent(event)
        self._scale()

    def _scale(self) -> None:
        ratio = self.devicePixelRatioF()
        bar = self.verticalScrollBar().sizeHint().width()
        width = round((self.width() - bar - 4 * GRID) * self._zoom * ratio)
        for label, page in zip(self.labels, self._pages, strict=True):
            scaled = QPixmap.fromImage(
                page.scaledToWidth(max(1, width), Qt.TransformationMode.SmoothTransformation)
            )
            scaled.setDevicePixelRatio(ratio)
            label.setPixmap(scaled)
