"""The dialogs that help and explain, whatever is on screen: whom to turn to, the keys, the program."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ketatrack.ui.alone import Alone
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.middle import Middle
from ketatrack.ui.plan_files import PlanFiles

if TYPE_CHECKING:
    from ketatrack.ui.dialogs.help_now_dialog import HelpPart


class Helping(QObject):
    """Knows of whom “Help now” may tell: of nobody where all is locked, of few to a sitter."""

    def __init__(self, window: MainWindow, middle: Middle, plan_files: PlanFiles, alone: Alone) -> None:
        """Take the window, and what can stand in it."""
        super().__init__(window)
        self._window = window
        self._middle = middle
        self._plan_files = plan_files
        self._alone = alone

    def help_now(self, part: "HelpPart | None" = None) -> None:
        """Show contacts and services, whatever else is on screen; or at once the one that is wanted."""
        from ketatrack.ui.dialogs.help_now_dialog import HelpNowDialog, HelpPart

        plan = self._alone.plan if self._alone.is_on else self._plan_files.plan
        locked = self._middle.is_asking or (self._alone.is_on and plan is None)
        dialog = HelpNowDialog(self._middle.journal, self._window, plan, locked=locked)
        dialog.open()
        dialog.show_part(part or HelpPart.CONTACTS)

    def shortcuts(self) -> None:
        """Show the keys of everything."""
        from ketatrack.ui.dialogs.shortcuts_dialog import ShortcutsDialog

        ShortcutsDialog(self._window).open()

    def about(self) -> None:
        """Show what the program is, and where the journal lies."""
        from ketatrack.ui.dialogs.about_dialog import AboutDialog

        journal = self._middle.journal
        AboutDialog(journal.store.path if journal else None, self._window).open()
