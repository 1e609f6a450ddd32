"""A sheet leaves the program: as PDF, on paper or as text to paste; each time is noted in the log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.errors import JournalError
from ketatrack.domain.hand_over_log import WayOut
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import PlannedItem
from ketatrack.domain.sheets import sheet_file_stem
from ketatrack.reports.drawings import Paper
from ketatrack.reports.sheet_page import SheetPage, leaving, sheet_text
from ketatrack.ui.background import run_in_background
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.hand_over_log import log_hand_over
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import breakable, quiet
from ketatrack.ui.new_journal import usual_folder
from ketatrack.ui.theme import GRID, TARGET

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """A sheet as it stands on screen: what it says, for whom, on which paper, and the planned dates in it."""

    sheet: Sheet
    page: SheetPage
    for_whom: str
    dates: Sequence[PlannedItem]
    paper: Paper
    made: datetime

    @property
    def file_stem(self) -> str:
        """Return a name for a file that says nothing of the treatment."""
        return sheet_file_stem(self.sheet, self.made.date(), self.dates)


class SheetWaysOut(QWidget):
    """A button for each way out, and a line that says how it went."""

    def __init__(
        self, journal: Journal, make: Callable[[], MadeSheet], beside: Sequence[QPushButton]
    ) -> None:
        """Take what makes the sheet as it stands on screen, and the buttons that stand beside the ways."""
        super().__init__()
        self._journal = journal
        self._make = make
        self.save_button = QPushButton(_("&Save PDF…"))
        self.save_button.setProperty("role", "primary")
        self.print_button = QPushButton(_("&Print…"))
        self.copy_button = QPushButton(_("&Copy as text"))
        self.buttons = (self.save_button, self.print_button, self.copy_button)
        self.status = quiet()
        row = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(row)
        column.addWidget(self.status)
        every = (*self.buttons, *beside)
        FlowLayout(row, GRID).arrange(every)
        for button in every:
            button.setMinimumHeight(TARGET)
            button.setAutoDefault(False)
        self._say("")
        self.save_button.clicked.connect(self._choose_file)
        self.print_button.clicked.connect(self._choose_printer)
        self.copy_button.clicked.connect(self.copy)

    def _choose_file(self) -> None:
        start = str(usual_folder() / f"{self._make().file_stem}.pdf")
        kinds = ";;".join(("PDF (*.pdf)", _("Text (*.txt)")))
        path, kind = QFileDialog.getSaveFileName(self, _("Save the sheet"), start, kinds)
        if path:
            chosen = Path(path)
            ending = ".txt" if "*.txt" in kind else ".pdf"
            self.save(chosen if chosen.suffix else chosen.with_suffix(ending))

    def _choose_printer(self) -> None:
        from ketatrack.ui.printing import choose_printer

        made = self._make()
        choose_printer(self, made.paper, made.file_stem, self.print_on)

    # the three ways

    def save(self, path: Path) -> None:
        """Write the sheet as .pdf or .txt; a sentence tells how it went."""
        made = self._make()
        said = _("Saved as {path}").format(path=path)
        self._start(partial(_write, made, path), partial(self._left, made, WayOut.FILE, said))

    def print_on(self, printer: "QPrinter") -> None:
        """Print the sheet on the paper that a printer is set to."""
        made = self._make()
        self._start(
            partial(_print, made, printer), partial(self._left, made, WayOut.PAPER, _("Sent to the printer."))
        )

    def copy(self) -> None:
        """Put the sheet's words on the clipboard."""
        made = self._make()
        QApplication.clipboard().setText(sheet_text(made.page))
        self._left(made, WayOut.TEXT, _("Copied; it can be pasted into a message now."))

    def forget(self) -> None:
        """Say no more how it went, since something else is on screen now."""
        self._say("")

    # the work, and its end

    def _start(self, work: Callable[[], None], done: Callable[[object], None]) -> None:
        self._enable(enabled=False)
        self._say(_("Writing…"))
        run_in_background(work, done, self._say_why, owner=self)

    def _left(self, made: MadeSheet, way: WayOut, said: str, _nothing: object = None) -> None:
        """Note what has left; where that cannot be noted, say so beside how it went."""
        self._enable(enabled=True)
        problem = log_hand_over(
            self._journal,
            made.sheet,
            way,
            held=leaving(made.page),
            for_whom=made.for_whom,
            dates=made.dates,
        )
        self._say(breakable(" ".join(filter(None, (said, problem)))))

    def _say_why(self, error: Exception) -> None:
        self._enable(enabled=True)
        self._say("")
        if not isinstance(error, JournalError):
            raise error
        self._say(breakable(str(error)))

    def _say(self, words: str) -> None:
        self.status.setText(words)
        self.status.setVisible(bool(words))

    def _enable(self, *, enabled: bool) -> None:
        for button in self.buttons:
            button.setEnabled(enabled)


def _write(made: MadeSheet, path: Path) -> None:
    from ketatrack.reports.sheet_pdf import write_sheet

    write_sheet(made.page, path, paper=made.paper, made=made.made)


def _print(made: MadeSheet, printer: "QPrinter") -> None:
    from ketatrack.reports.sheet_pdf import sheet_pictures
    from ketatrack.ui.printing import FINEST_DOTS_PER_INCH, paper_in, print_pages

    paper: Paper = "letter" if paper_in(printer, made.paper) == "letter" else "a4"
    sharpness = min(printer.resolution(), FINEST_DOTS_PER_INCH)
    print_pages(printer, sheet_pictures(made.page, paper, sharpness))
