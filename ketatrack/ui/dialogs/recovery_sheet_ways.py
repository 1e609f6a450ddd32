"""The recovery sheet on paper or, where a person wants it, as a file."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.reports.drawings import Paper
from ketatrack.store.key import Key
from ketatrack.ui.background import run_in_background
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.layout import breakable, quiet
from ketatrack.ui.new_journal import free_file
from ketatrack.ui.paper import usual_paper
from ketatrack.ui.theme import GRID, TARGET

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class RecoverySheetWays(QWidget):
    """Print and save; nothing is written to the disk unless a place for it is chosen."""

    def __init__(self, made: datetime) -> None:
        """Wait for the key, with the moment that the sheet is made at."""
        super().__init__()
        self._key: Key | None = None
        self._made = made
        self.print_button = QPushButton(_("&Print the recovery sheet…"))
        self.save_button = QPushButton(_("Save it as PD&F…"))
        self.status = quiet()
        row = QWidget()
        buttons = (self.print_button, self.save_button)
        FlowLayout(row, GRID).arrange(buttons)
        for button in buttons:
            button.setMinimumHeight(TARGET)
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(row)
        column.addWidget(self.status)
        self._say("")
        self.print_button.clicked.connect(self._choose_printer)
        self.save_button.clicked.connect(self._choose_file)

    def offer(self, key: Key) -> None:
        """Let the sheet of a key be made."""
        self._key = key

    def forget(self) -> None:
        """Let go of the key."""
        self._key = None

    def _choose_file(self) -> None:
        start = str(free_file(_("Recovery sheet"), ".pdf"))
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the recovery sheet"), start, "PDF (*.pdf)")
        if path:
            self.save(Path(path) if Path(path).suffix else Path(path).with_suffix(".pdf"))

    def _choose_printer(self) -> None:
        from ketatrack.ui.printing import choose_printer

        choose_printer(self, usual_paper(), _("Recovery sheet"), self.print_on)

    def save(self, path: Path) -> None:
        """Write the sheet as a PDF; a sentence tells how it went."""
        if self._key is not None:
            said = _("Saved as {path}. Whoever reads it can open the journal.").format(path=path)
            self._start(partial(_write, self._key, self._made, path), said)

    def print_on(self, printer: "QPrinter") -> None:
        """Print the sheet on the paper that a printer is set to."""
        if self._key is not None:
            self._start(partial(_print, self._key, self._made, printer), _("Sent to the printer."))

    def _start(self, work: Callable[[], None], said: str) -> None:
        self._enable(enabled=False)
        self._say(_("Writing…"))
        run_in_background(work, partial(self._finish, said), self._say_why, owner=self)

    def _finish(self, said: str, _nothing: None) -> None:
        self._enable(enabled=True)
        self._say(said)

    def _say_why(self, error: Exception) -> None:
        self._enable(enabled=True)
        if not isinstance(error, JournalError):
            raise error
        self._say(str(error))

    def _enable(self, *, enabled: bool) -> None:
        self.print_button.setEnabled(enabled)
        self.save_button.setEnabled(enabled)

    def _say(self, sentence: str) -> None:
        self.status.setText(breakable(sentence))
        self.status.setVisible(bool(sentence))


def _write(key: Key, made: datetime, path: Path) -> None:
    from ketatrack.reports.recovery_sheet import recovery_sheet, write_recovery_sheet

    sheet = recovery_sheet(key.recovery_code, key.mark, made)
    write_recovery_sheet(sheet, path, paper=_paper(usual_paper()), made=made)


def _print(key: Key, made: datetime, printer: "QPrinter") -> None:
    from ketatrack.reports.recovery_sheet import recovery_pictures, recovery_sheet
    from ketatrack.ui.printing import FINEST_DOTS_PER_INCH, paper_in, print_pages

    sheet = recovery_sheet(key.recovery_code, key.mark, made)
    dots = min(printer.resolution(), FINEST_DOTS_PER_INCH)
    print_pages(printer, recovery_pictures(sheet, _paper(paper_in(printer, usual_paper())), dots))


def _paper(name: str) -> Paper:
    return "letter" if name == "letter" else "a4"
