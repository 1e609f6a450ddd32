"""The plan: what your clinic gave you, what became of each date, what was agreed, and the gaps between."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.hand_over_log import WayOut
from ketatrack.domain.language import gettext as _
from ketatrack.domain.next_words import next_planned
from ketatrack.domain.plan_words import Sheet
from ketatrack.domain.records import Agreement, Phase, PlannedItem, Protocol
from ketatrack.domain.whole_file import write_whole
from ketatrack.ui.fields.flow_layout import FlowLayout
from ketatrack.ui.hand_over_log import log_hand_over
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, breakable, heading, quiet, scrolled
from ketatrack.ui.new_journal import usual_folder
from ketatrack.ui.pages.page import Page
from ketatrack.ui.plan.agreed_cards import AgreementsCard, AuthorisationsCard
from ketatrack.ui.plan.dates_card import DatesCard
from ketatrack.ui.plan.doing import Doing
from ketatrack.ui.plan.drafts_card import DraftsCard
from ketatrack.ui.plan.ledger_card import LedgerCard
from ketatrack.ui.plan.protocol_card import ProtocolCard
from ketatrack.ui.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ketatrack.ui.plan.paper import PlanSheet

_FOR_OTHERS = {
    Sheet.ASK_THE_CLINIC: f"sheet {Sheet.ASK_THE_CLINIC}",
    Sheet.CAREGIVER_CARD: f"sheet {Sheet.CAREGIVER_CARD}",
    Sheet.CALENDAR: "calendar",
    Sheet.PLAN_FILE: "make_plan_file",
}
"""What leaves the program from this page, with the command that makes it."""


class PlanPage(Page):
    """Calendar and list of what is planned, with everything that was agreed about it."""

    def __init__(self, journal: Journal) -> None:
        """Build the cards; `refresh` fills them."""
        super().__init__(journal)
        self._doing = Doing(journal, self)
        self._doing.form_wanted.connect(self.form_wanted)
        self._doing.notice.connect(self.notice)
        self._doing.undoable.connect(self.undoable)
        self.sheet_buttons: dict[Sheet, QPushButton] = {}
        self.empty = self._empty_card()
        self.next = self._next_card()
        self.drafts = DraftsCard(self._doing)
        self.dates = DatesCard(journal, self._doing)
        self.protocol = ProtocolCard(self._doing)
        self.agreements = AgreementsCard(self._doing)
        self.ledger = LedgerCard()
        self.authorisations = AuthorisationsCard(self._doing)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        cards = (
            self.empty,
            self.next,
            self.drafts,
            self.dates,
            self.protocol,
            self.agreements,
            self.ledger,
            self.authorisations,
        )
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        for asking in (self.dates, self.protocol, self.agreements, self.authorisations):
            asking.form_wanted.connect(self.form_wanted)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    # parts

    def _empty_card(self) -> Card:
        card = Card(_("Nothing planned yet"))
        card.column.addWidget(
            quiet(
                _(
                    "What your clinic told you about the sessions to come stands here, beside what happened. "
                    "Begin with any of these; nothing is filled in for you."
                )
            )
        )
        buttons = [
            self._asking(_("Choose a template…"), Protocol.kind),
            self._asking(_("Type a date…"), PlannedItem.kind),
            self._asking(_("Write down what was agreed…"), Agreement.kind),
        ]
        buttons[0].setProperty("role", "primary")
        card.column.addWidget(_flow(buttons))
        card.setFocusProxy(buttons[0])
        return card

    def _next_card(self) -> Card:
        card = Card(_("Next planned"))
        self.next_date = heading("", "figure")
        self.next_lines = QLabel()
        self.next_lines.setWordWrap(True)
        card.column.addWidget(self.next_date)
        card.column.addWidget(self.next_lines)
        self.print_button = QPushButton(_("Print…"))
        self.print_button.clicked.connect(self._print)
        self.save_button = QPushButton(_("Save as a picture or PDF…"))
        self.save_button.clicked.connect(self._choose_file)
        card.column.addWidget(
            _flow(
                [
                    self._asking(_("Type a date…"), PlannedItem.kind),
                    self._asking(_("Set up the plan…"), Protocol.kind),
                    self._asking(_("Phase begins…"), Phase.kind),
                    self.print_button,
                    self.save_button,
                ]
            )
        )
        for sheet, command in _FOR_OTHERS.items():
            button = QPushButton(_("{sheet}…").format(sheet=_(sheet.label)))
            button.clicked.connect(partial(self.command_wanted.emit, command))
            self.sheet_buttons[sheet] = button
        card.column.addWidget(quiet(_("For somebody else, each shown before it leaves:")))
        card.column.addWidget(_flow(list(self.sheet_buttons.values())))
        return card

    def _asking(self, words: str, form: str) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(partial(self.form_wanted.emit, form))
        return button

    def remember_in(self, settings: QSettings) -> None:
        """Keep how the list was arranged."""
        self.dates.remember_in(settings)

    # filling

    def refresh(self) -> None:
        """Show the plan as it stands today."""
        records = self.journal.records() if self.journal.course else None
        filled = records is not None and _has_plan(records)
        self.empty.setVisible(not filled)
        for card in (self.next, self.dates, self.agreements):
            card.setVisible(filled)
        for later in (self.drafts, self.protocol, self.ledger, self.authorisations):
            later.setVisible(records is not None)
        self.setFocusProxy(self.dates.calendar if filled else self.empty)
        if records is None:
            return
        self._show_next(records)
        if filled:
            self.dates.show_records(records)
        self.drafts.show_records(records)
        self.protocol.show_records(records)
        self.agreements.show_journal(self.journal)
        self.ledger.show_journal(self.journal)
        self.authorisations.show_journal(self.journal)

    def _show_next(self, records: CourseRecords) -> None:
        following = next_planned(records, self.journal.now().date())
        self.next_date.setText(following.date)
        self.next_date.setVisible(bool(following.date))
        self.next_lines.setText(breakable("\n".join(following.lines)))

    # paper

    def sheet(self) -> "PlanSheet":
        """Return the months on screen, and those after them, as a sheet of paper."""
        from ketatrack.ui.plan.paper import PlanSheet

        calendar = self.dates.calendar
        return PlanSheet.of(self.dates.lines, calendar.first_month, self.journal.now().date())

    def suggested_name(self) -> str:
        """Return a name for the file that says nothing of the treatment."""
        return f"plan-{self.journal.now():%Y-%m-%d}.pdf"

    def save(self, path: Path) -> None:
        """Write the sheet as a picture or a PDF; a sentence tells how it went."""
        from ketatrack.ui.plan.paper import as_pdf, as_png

        content = as_png(self.sheet()) if path.suffix == ".png" else as_pdf(self.sheet())
        try:
            write_whole(path, content)
        except JournalError as error:
            self.notice.emit(str(error))
            return
        self._tell(_("The plan is in {path}.").format(path=path), WayOut.FILE)

    def _tell(self, words: str, way: WayOut) -> None:
        """Note in the log what has left, and say how it went."""
        dates = [line.item for line in self.sheet().lines]
        held = [_("the planned dates of these months")]
        unnoted = log_hand_over(self.journal, Sheet.PLAN, way, held=held, dates=dates)
        self.notice.emit(" ".join(filter(None, (words, unnoted))))

    def _choose_file(self) -> None:
        from ketatrack.ui.plan.paper import FORMATS

        kinds = ";;".join(f"{ending[1:].upper()} (*{ending})" for ending in FORMATS)
        path, kind = QFileDialog.getSaveFileName(
            self, _("Save the plan"), str(usual_folder() / self.suggested_name()), kinds
        )
        if path:
            chosen = Path(path)
            ending = kind.rpartition("*")[2].rstrip(")")
            self.save(chosen if chosen.suffix in FORMATS else chosen.with_name(chosen.name + ending))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(_("Plan"))
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._print_on, printer))
        dialog.setModal(True)  # its own open() wants a slot by name
        dialog.show()

    def _print_on(self, printer: "QPrinter") -> None:
        from ketatrack.ui.plan.paper import draw_on

        draw_on(self.sheet(), printer)
        self._tell(_("The plan is at the printer."), WayOut.PAPER)


def _has_plan(records: CourseRecords) -> bool:
    plan = records.plan
    return bool(plan.items or plan.protocols or plan.agreements)


def _flow(buttons: list[QPushButton]) -> QWidget:
    holder = QWidget()
    FlowLayout(holder).arrange(buttons)
    return holder
