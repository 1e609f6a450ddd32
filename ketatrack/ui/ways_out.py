"""What the menus let out of the journal, and back in from a caregiver: files, sheets, and the log of them."""

from collections.abc import Callable

from ketatrack.domain.errors import JournalError
from ketatrack.ui.journal import Journal
from ketatrack.ui.main_window import MainWindow
from ketatrack.ui.plan_files import PlanFiles


class WaysOut:
    """Shows the dialog or page of each command that hands something over."""

    def __init__(self, window: MainWindow, plan_files: PlanFiles, show_form: Callable[[str], None]) -> None:
        """Take the window, its plan files, and what shows a form that a sheet asks for."""
        self._window = window
        self._show_form = show_form
        self.commands: dict[str, Callable[[Journal], object]] = {
            "export": self._export,
            "calendar": self._write_calendar,
            "hand_overs": self._show_log,
            "make_plan_file": plan_files.make,
            "take_notes": plan_files.choose_notes,
        }
        """What each command does with the open journal."""

    def show_sheet(self, journal: Journal, name: str) -> None:
        """Show the dialog in which a sheet for somebody else is made, at one of them."""
        from ketatrack.ui.dialogs.sheet_dialog import open_sheet

        try:
            open_sheet(self._window, journal, name, self._show_form)
        except JournalError as error:
            self._window.notice.say(str(error))

    def _export(self, journal: Journal) -> None:
        from ketatrack.ui.dialogs.export_dialog import choose_and_export

        choose_and_export(self._window, journal, self._window.notice.say)

    def _write_calendar(self, journal: Journal) -> None:
        from ketatrack.ui.dialogs.calendar_dialog import choose_and_write_calendar

        try:
            choose_and_write_calendar(self._window, journal, self._window.notice.say)
        except JournalError as error:
            self._window.notice.say(str(error))

    def _show_log(self, journal: Journal) -> None:
        from ketatrack.ui.dialogs.hand_over_log_dialog import HandOverLogDialog

        if journal.course is not None:
            HandOverLogDialog(journal, self._window).open()
