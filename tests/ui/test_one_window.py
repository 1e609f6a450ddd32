"""Forms and pages are built within the window; no part of them opens as a window of its own."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from ketatrack.store.holding import HeldElsewhereError
from ketatrack.ui.actions import commands
from ketatrack.ui.background import is_busy
from ketatrack.ui.dialogs.journal_passphrase_dialog import JournalPassphraseDialog
from ketatrack.ui.forms.catalogue import QUESTIONNAIRES, kinds_with_forms
from ketatrack.ui.forms.start_form import StartForm
from ketatrack.ui.pages.held_page import HeldPage
from ketatrack.ui.pages.unlock_page import UnlockPage
from ketatrack.ui.pages.welcome_page import WelcomePage
from ketatrack.ui.passphrase_change import PassphraseChange
from tests.pictures.dialogs import dialogs, write_faulty
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
    watch = _Watch()
    QApplication.instance().installEventFilter(watch)
    try:
        for name in [command.name for command in commands()]:
            if name.startswith(("form ", "page ")) and name != f"form {QUESTIONNAIRES}":
                workspace.run(name)
        for kind in kinds_with_forms():
            workspace.show_form(kind.kind if kind.kind != "scores" else "scores.mood_now")
    finally:
        QApplication.instance().removeEventFilter(watch)

    assert watch.shown == []


def test_pages_before_a_journal_and_dialogs_are_built_without_a_window_of_a_part(qtbot, tmp_path):
    of = patient()
    workspace = open_workspace(qtbot, tmp_path, of, course(of))
    write_faulty(tmp_path / "faulty")
    watch = _Watch()
    QApplication.instance().installEventFilter(watch)
    try:
        built = [
            StartForm(),
            WelcomePage(),
            UnlockPage(tmp_path / "x.ketatrack"),
            HeldPage(HeldElsewhereError(tmp_path / "x.ketatrack", "study", "2026-06-01 09:00")),
            *(JournalPassphraseDialog(workspace.journal, change) for change in PassphraseChange),
            *(dialog for _name, dialog in dialogs(workspace.journal, tmp_path / "faulty")),
        ]
    finally:
        QApplication.instance().removeEventFilter(watch)
    for widget in built:
        qtbot.addWidget(widget)
    assert watch.shown == []
    qtbot.waitUntil(lambda: not is_busy(), timeout=20_000)
