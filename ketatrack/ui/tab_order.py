"""Tab goes through a window as it is read: from top to bottom, row by row, whatever was made first.

Qt's own chain is in the order of making, and enters a part that hands its focus on only where it hands it
to: what stands before that place would never be reached.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def go_on(whole: QWidget, focused: QWidget | None, *, forward: bool) -> bool:
    """Take the focus to the next stop of Tab, and scroll to it; False when there is none.

    Args:
        whole: all that Tab goes through, in a circle.
        focused: where the focus is.
        forward: in the direction of reading; against it for Shift+Tab.
    """
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # what was just added gets its place
    stop = _next_stop(whole, focused, forward=forward)
    if stop is None:
        return False
    stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    above = stop.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(stop)
        above = above.parentWidget()
    return True


def stop_of(whole: QWidget, focused: QWidget | None) -> int:
    """Return the how-manieth stop of Tab in a whole a widget is, -1 where it is none."""
    stops = [widget for widget in _as_read(whole) if _takes_tab(widget)]
    return stops.index(focused) if focused in stops else -1


def go_to_stop(whole: QWidget, number: int) -> None:
    """Take the focus to the stop that `stop_of` counted, if there are so many."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    stops = [widget for widget in _as_read(whole) if _takes_tab(widget)]
    if 0 <= number < len(stops):
        stops[number].setFocus(Qt.FocusReason.OtherFocusReason)  # Tab would mark words, to be typed over


def cursor_of(focused: QWidget | None) -> int:
    """Return after how many letters the cursor stands in what has the focus, -1 where it takes no words."""
    if isinstance(focused, QLineEdit):
        return focused.cursorPosition()
    return focused.textCursor().position() if isinstance(focused, QPlainTextEdit) else -1


def put_cursor(focused: QWidget | None, after: int) -> None:
    """Put the cursor where `cursor_of` found it, as far as the words still reach."""
    if after < 0:
        return
    if isinstance(focused, QLineEdit):
        focused.setCursorPosition(after)
    elif isinstance(focused, QPlainTextEdit):
        cursor = focused.textCursor()
        cursor.setPosition(min(after, focused.document().characterCount() - 1))
        focused.setTextCursor(cursor)


def _next_stop(whole: QWidget, focused: QWidget | None, *, forward: bool) -> QWidget | None:
    read = list(_as_read(whole))
    while focused is not None and focused not in read:
        focused = focused.parentWidget()
    at = read.index(focused) if focused is not None else -1
    circle = [*read[at + 1 :], *read[: at + 1]] if forward else [*read[:at][::-1], *read[at:][::-1]]
    return next((widget for widget in circle if _takes_tab(widget)), None)


def _takes_tab(widget: QWidget) -> bool:
    return widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _as_read(widget: QWidget) -> Iterator[QWidget]:
    """Yield a widget and all that is seen in it, row by row."""
    yield widget
    for row in _rows(widget):
        for part in sorted(row, key=lambda each: (each.x(), each.y())):
            yield from _as_read(part)


def _rows(widget: QWidget) -> list[list[QWidget]]:
    """Return the parts of a widget in rows: beside a first part is what begins above its middle."""
    parts = [each for each in _parts(widget) if each is not None and each.isVisible() and not each.isWindow()]
    rows: list[list[QWidget]] = []
    for part in sorted(parts, key=QWidget.y):
        if rows and part.y() < rows[-1][0].geometry().center().y():
            rows[-1].append(part)
        else:
            rows.append([part])
    return rows


def _parts(widget: QWidget) -> Sequence[QWidget | None]:
    """Return what was put into a widget, and nothing that Qt made for itself.

    Qt deletes its own parts, such as animations and the lists of boxes, while Python still holds them.
    """
    if isinstance(widget, QScrollArea):
        return [widget.widget()]
    if isinstance(widget, QStackedWidget):
        return [widget.currentWidget()]
    if isinstance(widget, QSplitter):
        return [widget.widget(place) for place in range(widget.count())]
    if widget.layout() is None:
        return []
    return widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
