"""The chart of the session on its board: drawn anew only when an entry comes in."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout

from ketatrack.charts.chart import Chart
from ketatrack.charts.live_chart import live_chart
from ketatrack.charts.live_data import LiveData, live_data
from ketatrack.charts.palette import Palette
from ketatrack.domain.language import gettext as _
from ketatrack.ui.background import run_in_background
from ketatrack.ui.board.recorder import SessionRecorder
from ketatrack.ui.fold import Fold
from ketatrack.ui.layout import Card
from ketatrack.ui.tables.text_table import TextTable
from ketatrack.ui.theme import LARGE, SESSION_TARGET, current_palette

if TYPE_CHECKING:
    from ketatrack.ui.chart_canvas import ChartCanvas

_HEIGHT = 560
"""Pixels."""


def session_palette() -> Palette:
    """Return the window's colours with every word in the colour of text, as on all screens of a session."""
    palette = current_palette()
    return replace(palette, quiet=palette.text)


class LiveChart(Card):
    """Blood pressure and pulse of one session, with the sentence and the table that say the same."""

    def __init__(self, recorder: SessionRecorder) -> None:
        """Take the session that is being followed; matplotlib is imported on a thread, after the board."""
        super().__init__(_("Blood pressure and pulse"))
        self._recorder = recorder
        self._data: LiveData | None = None
        self.chart: Chart | None = None
        self.canvas: ChartCanvas | None = None
        self._holder = QVBoxLayout()
        self._waiting = QLabel(_("Drawing…"))
        self._waiting.setMinimumHeight(_HEIGHT)
        self._holder.addWidget(self._waiting)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.table = TextTable(_("The chart as a table"))
        self.fold = Fold(_("The chart as a table"))
        self.fold.button.setMinimumHeight(SESSION_TARGET)
        self.fold.inside.addWidget(self.table)
        self.fold.opened.connect(self._fill_table)
        self.column.addLayout(self._holder)
        self.column.addWidget(self.sentence)
        self.column.addWidget(self.fold)
        recorder.journal.changed.connect(self.refresh)
        self.refresh()
        run_in_background(_import_canvas, self._imported, self._raise, owner=self)

    def refresh(self) -> None:
        """Draw what is written in the session now; the same entries draw nothing anew."""
        if not self._recorder.is_running:
            return
        records, session = self._recorder.journal.records(), self._recorder.session
        data = live_data(records, session)
        if data == self._data:
            return
        self._data = data
        self.chart = live_chart(records, session)
        self.sentence.setText(self.chart.sentence)
        self._fill_table()
        if self.canvas is not None:
            self.canvas.show_chart(self.chart)

    def _fill_table(self) -> None:
        if self.chart is not None and self.fold.is_open():
            self.table.show_rows(self.chart.table.header, self.chart.table.rows)

    def _imported(self, made: "type[ChartCanvas]") -> None:
        self.canvas = made(session_palette, letters=LARGE)
        self.canvas.setMinimumHeight(_HEIGHT)
        self.canvas.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._holder.replaceWidget(self._waiting, self.canvas)
        self._waiting.deleteLater()
        if self.chart is not None:
            self.canvas.show_chart(self.chart)

    def _raise(self, error: Exception) -> None:
        raise error


def _import_canvas() -> "type[ChartCanvas]":
    from ketatrack.ui.chart_canvas import ChartCanvas

    return ChartCanvas
