"""Make a sheet for somebody else: choose what stands on it, see all that leaves, then save, print or copy."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketatrack.domain.calendar_choices import Audience
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.sheets import PAPER_SHEETS
from ketatrack.reports.sheet_page import SheetPage, leaving, sheet_text
from ketatrack.ui.dialogs.hand_over_log_dialog import HandOverLogDialog
from ketatrack.ui.dialogs.session_sheet_choices import SessionSheetChoices
from ketatrack.ui.dialogs.sheet_choices import (
    AskSheetChoices,
    CardSheetChoices,
    SheetChoices,
    SideEffectSheetChoices,
    VisitSheetChoices,
)
from ketatrack.ui.dialogs.sheet_ways_out import MadeSheet, SheetWaysOut
from ketatrack.ui.fields.choice_field import SegmentField
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import breakable, heading, quiet, scrolled
from ketatrack.ui.paper import PAPERS, usual_paper
from ketatrack.ui.theme import GRID

_SIZE = QSize(960, 680)
_WIDE = 760
"""Pixels; in a narrower dialog everything stands in one column."""
_SETTLE_MS = 250
_PREVIEW_LINES = 14
_CHOICES: dict[Sheet, type[SheetChoices]] = {
    choices.sheet: choices
    for choices in (
        CardSheetChoices,
        AskSheetChoices,
        VisitSheetChoices,
        SessionSheetChoices,
        SideEffectSheetChoices,
    )
}


class SheetDialog(QDialog):
    """One sheet at a time: its choices, the list of what leaves, its words, and the ways out."""

    form_wanted = Signal(str)

    def __init__(self, journal: Journal, sheet: Sheet, parent: QWidget | None = None) -> None:
        """Take an open journal that holds a course, and the sheet that is shown first."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("A sheet for somebody else"))
        self._journal = journal
        self._sheet = sheet
        self.what = SegmentField(_("Sheet"), [(each, _(each.label)) for each in PAPER_SHEETS])
        self.paper = SegmentField(_("Paper"), PAPERS)
        self.choices = {each: _CHOICES[each](journal) for each in PAPER_SHEETS}
        self.leaves, self.remarks = quiet(), quiet()
        self.remarks.setProperty("role", "question")
        self.preview = QPlainTextEdit()
        self.log_button = QPushButton(_("What &left before…"))
        self.close_button = QPushButton(_("Close"))
        self.calendar_button = QPushButton(_("As a calendar &entry…"))
        beside = (self.calendar_button, self.log_button, self.close_button)
        self.ways = SheetWaysOut(journal, self.made, beside)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLE_MS)
        self._lay_out()
        self._start()
        self.resize(_SIZE)

    def _lay_out(self) -> None:
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(_("What the sheet says"))
        self.preview.setMinimumHeight(self.preview.fontMetrics().lineSpacing() * _PREVIEW_LINES)
        content = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._halves.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        self._halves.setSpacing(3 * GRID)
        chosen = _column(self.what, *self.choices.values(), self.paper)
        chosen.addStretch(1)
        told = _column(heading(_("What leaves"), "heading"), self.leaves, self.remarks)
        told.addWidget(heading(_("What it says"), "heading"))
        told.addWidget(self.preview, 1)
        for half in (chosen, told):
            self._halves.addLayout(half, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolled(content), 1)
        foot = _column(self.ways)
        foot.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        outer.addLayout(foot)

    def _start(self) -> None:
        for choices in self.choices.values():
            choices.refresh()
            choices.recall()
            choices.edited.connect(self._edited)
            choices.form_wanted.connect(self._leave_for_form)
        self.paper.set_value(usual_paper())
        self.show_sheet(self._sheet)
        self.what.edited.connect(self._chosen)
        self.paper.edited.connect(self._chosen_paper)
        self._settled.timeout.connect(self._settle)
        self._journal.changed.connect(self._read)
        self.calendar_button.clicked.connect(self._write_calendar)
        self.log_button.clicked.connect(self._show_log)
        self.close_button.clicked.connect(self.accept)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the choices and the words of a sheet."""
        self._sheet = sheet
        for each, choices in self.choices.items():
            choices.setVisible(each is sheet)
        self.calendar_button.setVisible(bool(self.shown.dates()))
        if self.what.value() is not sheet:
            self.what.set_value(sheet)
        self._show()

    @property
    def shown(self) -> SheetChoices:
        """Return the choices of the sheet on screen."""
        return self.choices[self._sheet]

    def made(self) -> MadeSheet:
        """Return the sheet as it stands on screen."""
        return MadeSheet(
            sheet=self._sheet,
            page=self._show(),
            for_whom=self.shown.for_whom.value(),
            dates=self.shown.dates(),
            paper=self.paper.value(),
            made=self._journal.now(),
        )

    def _show(self) -> SheetPage:
        page = self.shown.page()
        self.leaves.setText(breakable("\n".join(f"• {line}" for line in leaving(page))))
        self.remarks.setText(breakable("\n".join(page.remarks)))
        self.remarks.setVisible(bool(page.remarks))
        words = sheet_text(page)
        if self.preview.toPlainText() != words:
            self.preview.setPlainText(words)
        return page

    # what changes

    def _edited(self) -> None:
        self.ways.forget()
        self._settled.start()

    def _chosen(self) -> None:
        self.ways.forget()
        self._remember()
        self.show_sheet(self.what.value() or self._sheet)

    def _chosen_paper(self) -> None:
        if self.paper.value() is None:
            self.paper.set_value(usual_paper())

    def _settle(self) -> None:
        self._remember()
        self._show()

    def _remember(self) -> None:
        try:
            self.shown.remember()
        except JournalError as error:
            self._journal.refused.emit(str(error))

    def _read(self) -> None:
        for choices in self.choices.values():
            choices.refresh()
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what leaves beside the choices where there is room, else below them."""
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    # elsewhere

    def _write_calendar(self) -> None:
        from ketatrack.ui.dialogs.calendar_dialog import choose_and_write_calendar

        on = self.shown.dates()[0].planned_on
        dialog = choose_and_write_calendar(self, self._journal, self.ways.status.setText, on)
        dialog.audience.set_value(Audience.CAREGIVER)

    def _show_log(self) -> None:
        HandOverLogDialog(self._journal, self).open()

    def _leave_for_form(self, name: str) -> None:
        self.accept()
        self.form_wanted.emit(name)

    def done(self, result: int) -> None:
        """Keep what was chosen."""
        self._settled.stop()
        self._remember()
        super().done(result)


def _column(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2 * GRID)
    for widget in widgets:
        column.addWidget(widget)
    return column


def open_sheet(window: QWidget, journal: Journal, name: str, show_form: Callable[[str], None]) -> SheetDialog:
    """Open the dialog at a sheet.

    Args:
        window: above which it stands.
        journal: an open journal.
        name: the word of one of `PAPER_SHEETS`, such as `caregiver_card`; behind a colon it may say for
            whom, or which session by its id.
        show_form: takes the name of a form in which something is written down first.

    Raises:
        JournalError: the journal holds no course yet.
    """
    journal.records()
    word, _colon, about = name.partition(":")
    sheet = next(each for each in PAPER_SHEETS if each == word)
    dialog = SheetDialog(journal, sheet, window)
    if about:
        dialog.shown.begin_with(about)
    dialog.form_wanted.connect(show_form)
    dialog.open()
    return dialog
