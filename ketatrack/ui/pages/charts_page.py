"""Charts: one of the course's charts over a stretch of it, with the same in words and as a table."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ketatrack.charts.chart import Chart
from ketatrack.charts.files import FORMATS, save_chart
from ketatrack.charts.gallery import CHARTS
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.errors import JournalError
from ketatrack.domain.language import gettext as _
from ketatrack.ui.background import run_in_background
from ketatrack.ui.fields.field import FieldError
from ketatrack.ui.journal import Journal
from ketatrack.ui.layout import Card, quiet, scrolled
from ketatrack.ui.new_journal import usual_folder
from ketatrack.ui.pages.chart_choices import ChartChoices
from ketatrack.ui.pages.page import Page
from ketatrack.ui.pages.response_card import ResponseCard
from ketatrack.ui.tables.text_table import TextTable
from ketatrack.ui.theme import GRID, current_palette

if TYPE_CHECKING:
    from ketatrack.ui.chart_canvas import ChartCanvas

_CHART_HEIGHT = 380


class ChartsPage(Page):
    """One chart at a time; matplotlib is imported on a thread when the first is asked for."""

    def __init__(self, journal: Journal) -> None:
        """Lay the page out; `refresh` draws."""
        super().__init__(journal)
        journal.range_chosen.connect(self._changed)
        self.chart: Chart | None = None
        self.canvas: ChartCanvas | None = None
        self._awaited = False
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        self.choices = ChartChoices(journal)
        self.choices.edited.connect(self.refresh)
        column.addWidget(self.choices)
        self._card = self._chart_card()
        column.addWidget(self._card, 1)
        self.empty = self._empty_card()
        column.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        self.table = TextTable(_("The chart as a table"))
        self.table.hide()
        column.addWidget(self.table)
        self.response = ResponseCard(journal)
        self.response.form_wanted.connect(self.form_wanted)
        column.addWidget(self.response)
        column.addStretch(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))
        self.setFocusProxy(self.choices)

    def _chart_card(self) -> Card:
        card = Card()
        self._holder = QVBoxLayout()
        self._waiting = quiet(_("Drawing…"))
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setMinimumHeight(_CHART_HEIGHT)
        self._holder.addWidget(self._waiting)
        card.column.addLayout(self._holder, 1)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.column.addWidget(self.sentence)
        card.column.addWidget(quiet(_("The mouse, or ← and → in the chart, read its points.")))
        self.table_button = QPushButton(_("Show as a &table"))
        self.table_button.setCheckable(True)
        self.table_button.toggled.connect(self._turn_table)
        self.save_button = QPushButton(_("&Save the chart…"))
        self.save_button.clicked.connect(self._choose_file)
        card.add_row(self.table_button, self.save_button)
        return card

    def _empty_card(self) -> Card:
        card = Card(_("Nothing to draw yet"))
        card.column.addWidget(
            quiet(
                _(
                    "The PHQ-9 stands here over the course with its sessions, and so do blood pressure and "
                    "side effects. Begin with any of these, or bring in what you have on paper."
                )
            )
        )
        steps = QGridLayout()
        steps.setSpacing(GRID)
        for place, (form, words) in enumerate(
            (
                ("scores.phq9", _("PHQ-9")),
                ("sessions", _("Log a session")),
                ("readings", _("Blood pressure")),
                ("catch_up", _("Catch up from paper")),
            )
        ):
            button = QPushButton(words)
            button.clicked.connect(partial(self.form_wanted.emit, form))
            steps.addWidget(button, place // 2, place % 2)
        card.column.addLayout(steps)
        return card

    def refresh(self) -> None:
        """Draw what the journal holds now."""
        records = self.journal.records() if self.journal.course else None
        filled = records is not None and bool(records.scores or records.sessions or records.readings)
        self.empty.setVisible(not filled)
        self._card.setVisible(filled)
        self.table.setVisible(filled and self.table_button.isChecked())
        self.response.setVisible(filled)
        if records is not None and filled:
            self._show_chart(records)
            self.response.show_course(records, self.choices.scale.value())

    def _show_chart(self, records: CourseRecords) -> None:
        self.choices.offer(records)
        try:
            selection = self.choices.selection()
        except FieldError:  # the field itself says why
            return
        self.chart = CHARTS[self.choices.which.value()](records, selection)
        self.sentence.setText(self.chart.sentence)
        self._fill_table()
        self._draw()

    def _fill_table(self) -> None:
        """Fill the table while it is shown; nobody waits for rows that nobody sees."""
        if self.chart is not None and self.table_button.isChecked():
            self.table.show_rows(self.chart.table.header, self.chart.table.rows)

    def _draw(self) -> None:
        if self.canvas is not None and self.chart is not None:
            self.canvas.show_chart(self.chart)
        elif not self._awaited:
            self._awaited = True
            run_in_background(_import_canvas, self._imported, self._say_why, owner=self)

    def _imported(self, made: "type[ChartCanvas]") -> None:
        self.canvas = made()
        self.canvas.setMinimumHeight(_CHART_HEIGHT)
        self.canvas.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._holder.replaceWidget(self._waiting, self.canvas)
        self._waiting.deleteLater()
        self._draw()

    def _turn_table(self, shown: bool) -> None:
        self._fill_table()
        self.table.setVisible(shown)

    # saving

    def _choose_file(self) -> None:
        kinds = ";;".join(f"{ending[1:].upper()} (*{ending})" for ending in FORMATS)
        path, kind = QFileDialog.getSaveFileName(
            self, _("Save the chart"), str(usual_folder() / self.suggested_name()), kinds
        )
        if path:
            ending = kind.rpartition("*")[2].rstrip(")")
            chosen = Path(path)
            self.save(chosen if chosen.suffix else chosen.with_suffix(ending))

    def suggested_name(self) -> str:
        """Return a name for the file that says nothing of the treatment."""
        return f"chart-{self.journal.now():%Y-%m-%d}{FORMATS[0]}"

    def save(self, path: Path) -> None:
        """Write the chart in the window's colours; a sentence tells how it went."""
        if self.chart is not None:
            self.save_button.setEnabled(False)
            run_in_background(
                partial(save_chart, self.chart, path, current_palette()),
                partial(self._saved, path),
                self._say_why,
                owner=self,
            )

    def _saved(self, path: Path, _nothing: None) -> None:
        self.save_button.setEnabled(True)
        self.notice.emit(_("The chart is in {path}.").format(path=path))

    def _say_why(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if not isinstance(error, JournalError):
            raise error
        self.notice.emit(str(error))


def _import_canvas() -> "type[ChartCanvas]":
    from ketatrack.ui.chart_canvas import ChartCanvas

    return ChartCanvas
