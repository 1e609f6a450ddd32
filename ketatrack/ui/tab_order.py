"""Where the keyboard goes: the order in which Tab stops, and where work begins in a page or form."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


def tab_through(*widgets: QWidget) -> None:
    """Let Tab go through these widgets in this order, each with all that it holds."""
    for earlier, later in pairwise(stop for widget in widgets for stop in _stops(widget)):
        QWidget.setTabOrder(earlier, later)


def _stops(widget: QWidget) -> list[QWidget]:
    """Return what takes the focus in a widget, in its order; Qt moves no frame with what it holds."""
    ring = [widget]
    while (following := ring[-1].nextInFocusChain()) is not None and following is not widget:
        ring.append(following)
    within = [each for each in ring if each is widget or widget.isAncestorOf(each)]
    return [each for each in within if each.focusPolicy() != Qt.FocusPolicy.NoFocus]


class PassesFocus(QWidget):
    """A field, form or page: the focus that it is given goes on to where work begins in it.

    A focus proxy would do that too, but Tab stops at whatever has one, and then passes over all that
    stands before the proxy.
    """

    _beginning: QWidget | None = None

    def begin_at(self, widget: QWidget) -> None:
        """Say where work begins."""
        self._beginning = widget

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on."""
        super().focusInEvent(event)
        if self._beginning is not None:
            self._beginning.setFocus(event.reason())
