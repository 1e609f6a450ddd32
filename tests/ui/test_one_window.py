"""Forms and pages are built within the window; no part of them opens as a window of its own."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from ketatrack.ui.actions import menus
from ketatrack.ui.forms.catalogue import QUESTIONNAIRES, kinds_with_forms
from tests.records import course, patient
from tests.ui.workspaces import open_workspace


class _Watch(QObject):
    """Notes every window that is shown, if only for a moment."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_forms_and_pages_open_no_window_of_their_own(qtbot, tmp_path):
    of = patient()
    workspace = open_workspace(qtbot, tmp_path, of, course(of))
    commands = [command.name for listed in menus().values() for command in listed]
    watch = _Watch()
    QApplication.instance().installEventFilter(watch)
    try:
        for command in commands:
            if command.startswith(("form ", "page ")) and command != f"form {QUESTIONNAIRES}":
                workspace.run(command)
        for kind in kinds_with_forms():
            workspace.show_form(kind.kind if kind.kind != "scores" else "scores.mood_now")
    finally:
        QApplication.instance().removeEventFilter(watch)

    assert watch.shown == []
