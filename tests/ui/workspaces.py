"""The real window on a real journal, for tests."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ketatrack.domain.records import Record
from ketatrack.domain.words import Author
from ketatrack.store.store import Change, Store
from ketatrack.ui.forms.form_frame import FormFrame
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.workspace import Workspace


def empty_workspace(qtbot, folder: Path) -> Workspace:
    """Show the window without a journal."""
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    return Workspace(window, settings)


def open_workspace(qtbot, folder: Path, *records: Record) -> Workspace:
    """Show the window on a new journal that holds the records."""
    workspace = empty_workspace(qtbot, folder)
    store = Store.create(folder / "spring.ketatrack")
    if records:
        changes = [Change(None, record) for record in records]
        store.apply(changes, at=datetime.now(UTC), by=Author.PATIENT)
    workspace.open_store(store)
    return workspace


def press(qtbot, *keys) -> None:
    """Press keys, each in what has the focus then; a string stands for one key after the other."""
    for part in keys:
        for key in part if isinstance(part, str) else [part]:
            qtbot.keyClick(QApplication.focusWidget(), key)


def has_focus_in_sight(form: FormFrame) -> bool:
    """Say whether the whole of what has the focus in a form is in sight."""
    focused = form.focusWidget()
    return focused is not None and is_in_sight(form.scroll_area, focused)


def is_in_sight(area: QScrollArea, part: QWidget) -> bool:
    """Say whether the whole of a part is in sight in what scrolls it, or outside of it."""
    seen = area.viewport()
    if not seen.isAncestorOf(part):
        return part.isVisible()
    return seen.rect().contains(QRect(part.mapTo(seen, QPoint()), part.size()))


def spoken(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def focusable(widget: QWidget) -> list[QWidget]:
    """Return what can have the focus in a widget, and is not hidden within it."""
    return [
        part
        for part in (widget, *widget.findChildren(QWidget))
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus
        and part.isVisibleTo(widget)
        and part.objectName() != "qt_scrollarea_viewport"
    ]


def nameless(widget: QWidget) -> list[QWidget]:
    """Return what can have the focus in a widget and says nothing to a screen reader."""
    return [part for part in focusable(widget) if not spoken(part)]
