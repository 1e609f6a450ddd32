"""Widgets in lines like words in a text: the next line begins where the width ends."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QLayoutItem, QWidget

from ketatrack.ui.theme import GRID


class FlowLayout(QLayout):
    """Lays its widgets out at their own size, each line as high as the highest in it."""

    def __init__(self, parent: QWidget | None = None, gap: int = GRID) -> None:
        """Start empty; `gap` is in pixels, across and down."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def arrange(self, widgets: Sequence[QWidget]) -> None:
        """Show these widgets in this order, and hide the others."""
        for widget in widgets:
            if self.indexOf(widget) < 0:
                self.addWidget(widget)
        places: dict[QWidget | None, int] = {widget: place for place, widget in enumerate(widgets)}
        self._items.sort(key=lambda item: places.get(item.widget(), len(places)))
        for item in self._items:
            held = item.widget()
            if held is None:
                continue
            if held not in places:
                held.hide()
            elif held.parentWidget() is not None:  # else it would open as a window of its own
                held.show()
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Count the items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None past the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let go of an item and return it, None past the last."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height, in pixels, that the lines take at a width."""
        return self._flow(QRect(0, 0, width, 0), place=False)

    def sizeHint(self) -> QSize:
        """Ask for room for all items in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() + self._gap for size in sizes) - self._gap
        return QSize(max(width, 0), max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the widest and the highest item."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rectangle: QRect) -> None:
        """Put the items into their places."""
        super().setGeometry(rectangle)
        self._flow(rectangle, place=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _flow(self, area: QRect, *, place: bool) -> int:
        """Walk along the lines, placing the items if asked to, and return the height of all lines."""
        x, y, line = area.x(), area.y(), 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(area.width(), 1), item.sizeHint().height()))
            if line and x + size.width() > area.right() + 1:
                x, y, line = area.x(), y + line + self._gap, 0
            if item.hasHeightForWidth():
                size.setHeight(max(size.height(), item.heightForWidth(size.width())))
            if place:
                item.setGeometry(QRect(x, y, size.width(), size.height()))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - area.y()

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """Grow in no direction."""
        return Qt.Orientation(0)


class ButtonLine(QWidget):
    """Buttons behind something else; where the width ends they go on in more lines, or stand below it."""

    def __init__(self, first: QWidget | None = None) -> None:
        """Take what stands before the buttons, if anything; `buttons` takes them."""
        super().__init__()
        holder = QWidget()
        self.buttons = FlowLayout(holder)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        if first is not None:
            self._row.addWidget(first, 1)
        self._row.addWidget(holder, 0 if first is not None else 1, Qt.AlignmentFlag.AlignTop)

    def stack(self, *, stacked: bool) -> None:
        """Put the buttons below what stands before them, or behind it."""
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
