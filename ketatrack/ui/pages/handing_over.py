"""The page leaves the program: saved as PDF, printed, or the data behind it saved as files."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.hand_over_log import WayOut
from ketatrack.domain.handover import Handover, held_words
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet
from ketatrack.ui.background import Steps, WorkCancelledError, run_in_background
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.hand_over_log import log_hand_over
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import breakable, quiet
from ketatrack.ui.new_journal import usual_folder
from ketatrack.ui.pages.password_line import PasswordLine
from ketatrack.ui.theme import GRID, TARGET

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_LISTS_DOTS_PER_INCH = 300
"""Lists can be dozens of pages, which are all pictures before the first is printed."""

Choices = Mapping[str, Any]
"""The arguments of `report_pdf` beside the records."""


class HandingOver(QWidget):
    """Buttons for each way out, one that stops, and a line that says how it went.

    Whatever is made is made in memory first and can be stopped at once; only then is it written, in one
    step, or sent to the printer.
    """

    def __init__(
        self, journal: Journal, choices: Callable[[], Choices | None], locked: Callable[[], bool]
    ) -> None:
        """Take what says how the page is made, None when it cannot be, and whether a PDF gets a password."""
        super().__init__()
        self._journal = journal
        self._choices = choices
        self._locked = locked
        self._steps: Steps | None = None
        self.save_button = QPushButton(_("&Save PDF…"))
        self.save_button.setProperty("role", "primary")
        self.print_button = QPushButton(_("&Print…"))
        self.data_button = QPushButton(_("Save the &data behind it…"))
        self.log_button = QPushButton(_("What &left before…"))
        self.cancel_button = QPushButton(_("Cancel"))
        self.status = quiet()
        self.password = PasswordLine()
        self._lay_out()
        self.save_button.clicked.connect(self._choose_file)
        self.print_button.clicked.connect(self._choose_printer)
        self.data_button.clicked.connect(self._choose_data)
        self.log_button.clicked.connect(self._show_log)
        self.cancel_button.clicked.connect(self._stop)

    def _lay_out(self) -> None:
        buttons = QWidget()
        self._row = FlowLayout(buttons, GRID)
        for button in (*self._ways, self.log_button, self.cancel_button):
            button.setMinimumHeight(TARGET)
            self._row.addWidget(button)
        self._row.arrange((*self._ways, self.log_button))
        self.cancel_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for widget in (buttons, self.status, self.password):
            column.addWidget(widget)
        self._say("")

    @property
    def _ways(self) -> tuple[QPushButton, ...]:
        return self.save_button, self.print_button, self.data_button

    def offer(self, *, something: bool) -> None:
        """Let the buttons be pressed where there is something to hand over."""
        for button in self._ways:
            button.setEnabled(something and self._steps is None)
        self.log_button.setEnabled(something)

    # which file, which printer

    def suggested_name(self, stem: str = "course-profile") -> str:
        """Return a name that says nothing of the treatment."""
        return f"{stem}-{self._journal.now():%Y-%m-%d}"

    def _choose_file(self) -> None:
        start = str(usual_folder() / f"{self.suggested_name()}.pdf")
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the page"), start, "PDF (*.pdf)")
        if path:
            chosen = Path(path)
            self.save(chosen if chosen.suffix else chosen.with_suffix(".pdf"))

    def _choose_data(self) -> None:
        kinds = {_("CSV files in a .zip (*.zip)"): ".zip", "JSON (*.json)": ".json", _("CSV folder (*)"): ""}
        start = str(usual_folder() / self.suggested_name("course-data"))
        path, kind = QFileDialog.getSaveFileName(self, _("Save the data behind it"), start, ";;".join(kinds))
        if path:
            chosen = Path(path)
            self.save_data(chosen if chosen.suffix else chosen.with_suffix(kinds.get(kind, ".zip")))

    def _choose_printer(self) -> None:
        choices = self._choices()
        if choices is None:
            return
        from ketatrack.ui.printing import choose_printer

        choose_printer(self, choices["paper"], self.suggested_name(), self.print_on)

    # the three ways

    def save(self, path: Path) -> None:
        """Write the PDF; a sentence tells how it went."""
        choices = self._choices()
        if choices is not None:
            make = partial(_pdf, self._journal.records(), choices, locked=self._locked())
            self._start(make, partial(_write_pdf, path), partial(self._saved, path, choices["choices"]))

    def print_on(self, printer: "QPrinter") -> None:
        """Print the pages on the paper that a printer is set to."""
        choices = self._choices()
        if choices is None:
            return
        from ketatrack.ui.printing import FINEST_DOTS_PER_INCH, paper_in, print_pages

        paper = paper_in(printer, choices["paper"])
        finest = _LISTS_DOTS_PER_INCH if choices["choices"].appendix else FINEST_DOTS_PER_INCH
        make = partial(
            _pictures,
            self._journal.records(),
            {**choices, "paper": paper},
            min(printer.resolution(), finest),
        )
        self._start(make, partial(print_pages, printer), partial(self._printed, choices["choices"]))

    def save_data(self, path: Path) -> None:
        """Write the data behind the page: a .json, a .zip or a folder of CSV files."""
        choices = self._choices()
        if choices is not None:
            put, say = (
                partial(_write_data, path, choices["choices"]),
                partial(self._data_saved, path, choices["choices"]),
            )
            self._put(put, say, self._begin(), self._journal.records())

    # the work: made, then put where it belongs

    def _start(
        self, make: Callable[[Steps], Any], put: Callable[[Any], Any], say: Callable[[Any], None]
    ) -> None:
        steps = self._begin()
        run_in_background(
            partial(make, steps),
            partial(self._put, put, say, steps),
            partial(self._say_why, steps),
            owner=self,
        )

    def _begin(self) -> Steps:
        self.password.forget()
        steps = self._steps = Steps()
        steps.reported.connect(self._tell)
        self._show_work()
        return steps

    def _put(self, put: Callable[[Any], Any], say: Callable[[Any], None], steps: Steps, made: Any) -> None:
        if steps is not self._steps:  # stopped meanwhile
            return
        self.cancel_button.setEnabled(False)
        self._say(_("Writing…"))
        run_in_background(
            partial(put, made), partial(self._end, say), partial(self._say_why, steps), owner=self
        )

    def _tell(self, words: str) -> None:
        if self._steps is not None:
            self._say(words)

    def _say(self, words: str) -> None:
        self.status.setText(words)
        self.status.setVisible(bool(words))

    def _stop(self) -> None:
        """Stop at once: what is still being made is thrown away when it is ready."""
        if self._steps is not None:
            self._steps.cancel()
            self._steps = None
        self._show_work()
        self._say(_("Stopped; nothing was written."))

    def _end(self, say: Callable[[Any], None], result: Any) -> None:
        self._steps = None
        self._show_work()
        say(result)

    def _say_why(self, steps: Steps, error: Exception) -> None:
        if isinstance(error, WorkCancelledError):
            return
        if steps is self._steps:
            self._steps = None
            self._show_work()
            self._say(breakable(str(error)) if isinstance(error, JournalError) else "")
        if not isinstance(error, JournalError):
            raise error

    def _show_work(self) -> None:
        running = self._steps is not None
        for button in self._ways:
            button.setEnabled(not running)
        self.cancel_button.setEnabled(running)
        self._row.arrange((*self._ways, self.cancel_button if running else self.log_button))

    # how it went

    def _saved(self, path: Path, choices: Handover, passphrase: str | None) -> None:
        self._left(Sheet.COURSE_PROFILE, WayOut.FILE, choices, _("Saved as {path}").format(path=path))
        if passphrase is not None:
            self.password.show_words(passphrase)

    def _printed(self, choices: Handover, _nothing: None) -> None:
        self._left(Sheet.COURSE_PROFILE, WayOut.PAPER, choices, _("Sent to the printer."))

    def _data_saved(self, path: Path, choices: Handover, remarks: tuple[str, ...]) -> None:
        words = (_("Saved as {path}.").format(path=path), *remarks)
        self._left(Sheet.DATA, WayOut.FILE, choices, " ".join(words))

    def _left(self, sheet: Sheet, way: WayOut, choices: Handover, said: str) -> None:
        """Note what has left, and say how it went."""
        problem = log_hand_over(self._journal, sheet, way, held=held_words(choices))
        self._say(breakable(" ".join(filter(None, (said, problem)))))

    def _show_log(self) -> None:
        from ketatrack.ui.dialogs.hand_over_log_dialog import HandOverLogDialog

        HandOverLogDialog(self._journal, self.window()).open()


def _pdf(records: CourseRecords, choices: Choices, steps: Steps, *, locked: bool) -> tuple[bytes, str | None]:
    """Return the PDF, and the password that it opens with, if it has one."""
    from ketatrack.reports.pdf import report_pdf
    from ketatrack.reports.protection import new_passphrase, protected

    pdf = report_pdf(records, **choices, progress=steps)
    if not locked:
        return pdf, None
    steps(_("Encrypting…"))
    passphrase = new_passphrase()
    return protected(pdf, passphrase), passphrase


def _write_pdf(path: Path, made: tuple[bytes, str | None]) -> str | None:
    from ketatrack.domain.whole_file import write_whole

    pdf, passphrase = made
    write_whole(path, pdf)
    return passphrase


def _pictures(records: CourseRecords, choices: Choices, dots_per_inch: float, steps: Steps) -> list[bytes]:
    from ketatrack.reports.pdf import report_pictures

    return report_pictures(records, **choices, dots_per_inch=dots_per_inch, progress=steps)


def _write_data(path: Path, choices: Handover, records: CourseRecords) -> tuple[str, ...]:
    """Write the files, and return what a reader of them is told."""
    from ketatrack.exchange.course_json import export_course_json
    from ketatrack.exchange.csv_export import export_csv_folder, export_csv_zip
    from ketatrack.exchange.excerpt import excerpt

    write = {".json": export_course_json, ".zip": export_csv_zip}.get(path.suffix.lower(), export_csv_folder)
    write(records, path, choices)
    return excerpt(records, choices).remarks
